using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CreditRegistry.Domain.Time;

/// <summary>Periods as words: <c>3 months</c> in rule data, and for readers in both languages.</summary>
public static class PeriodText
{
    private static readonly (PeriodUnit Unit, string One, string Many, string Zh)[] Units =
    [
        (PeriodUnit.Days, "day", "days", "日"),
        (PeriodUnit.WorkingDays, "working day", "working days", "个工作日"),
        (PeriodUnit.Months, "month", "months", "个月"),
        (PeriodUnit.Years, "year", "years", "年"),
    ];

    /// <summary>Such as <c>1 year</c> and <c>1年</c>.</summary>
    public static LocalText Describe(this Period period)
    {
        var (_, one, many, zh) = Units.Single(unit => unit.Unit == period.Unit);
        var length = period.Length.ToString(CultureInfo.InvariantCulture);
        return new($"{length} {(period.Length == 1 ? one : many)}", length + zh);
    }

    /// <summary>Reads what <see cref="Describe"/> writes in English: a number, one space, the unit.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Period period)
    {
        period = default;
        if (text?.Split(' ', 2) is not [var number, var word]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return false;
        }

        foreach (var (unit, one, many, _) in Units)
        {
            if (word == (length == 1 ? one : many))
            {
                period = new(length, unit);
                return true;
            }
        }

        return false;
    }
}
