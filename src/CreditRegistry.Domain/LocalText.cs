using System.Globalization;

namespace CreditRegistry.Domain;

/// <summary>A text that people read, in the registry's two languages. Both are always present.</summary>
public sealed record LocalText(string En, string Zh)
{
    private (LocalText Text, DateOnly Day)? Dated { get; init; }

    /// <summary>A text that names a day, <c>{0}</c> in each language. For programs the day is yyyy-MM-dd.</summary>
    public static LocalText About(DateOnly day, string en, string zh)
    {
        var text = new LocalText(en, zh);
        return text.Naming(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) with { Dated = (text, day) };
    }

    /// <summary>The same with the day that it names, if any, as a page writes days.</summary>
    public LocalText Write(Func<DateOnly, string> date) => Dated is var (text, day) ? text.Naming(date(day)) : this;

    private LocalText Naming(string day) => new(
        string.Format(CultureInfo.InvariantCulture, En, day), string.Format(CultureInfo.InvariantCulture, Zh, day));
}
