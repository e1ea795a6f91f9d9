using System.Globalization;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CreditRegistry.Web.Past;

/// <summary>A page that shows today or an earlier day, by its address: <c>?shownAt=2026-03-31</c> or <c>?asOf=…</c>.</summary>
public abstract class PastPage(TimeProvider clock) : SitePage
{
    /// <summary>The day typed, as a date field writes it.</summary>
    public string? Day { get; private set; }

    /// <summary>What is to be known of that day.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Question { get; set; }

    /// <summary>The end of the day that is shown; null for today.</summary>
    public PastInstant? Instant { get; private set; }

    /// <summary>The page's address in English, of today.</summary>
    public abstract string Path { get; }

    public IEnumerable<SelectListItem> Questions => Enum.GetValues<PastQuestion>().Reverse()
        .Select(one => new SelectListItem(In[PastTexts.Of(one)], NameOf(one), NameOf(one) == (Question ?? NameOf(PastQuestion.ShownAt))));

    /// <summary>What the page's address ends with on another day, with its question mark.</summary>
    public string Then => Instant is null ? "" : $"?{NameOf(Instant.Question)}={Day}";

    /// <summary>The same for the data, which is asked for by the instant.</summary>
    public string ThenAsData => Instant is null ? "" : $"?{NameOf(Instant.Question)}={Instant.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}";

    protected DateOnly Today => LegalDates.DateOf(clock.GetUtcNow());

    /// <summary>
    /// Takes the day that was typed, or the one in the address. Null when the page is to be shown; a day that was typed leads
    /// to its own address.
    /// </summary>
    protected LocalRedirectResult? TakeDay()
    {
        Day = Asked(nameof(Day));
        if (Day is null)
        {
            Instant = TakeInstant(Asked(NameOf(PastQuestion.AsOf)), Asked(NameOf(PastQuestion.ShownAt)));
            return null;
        }

        var question = Question == NameOf(PastQuestion.AsOf) ? PastQuestion.AsOf : PastQuestion.ShownAt;
        return TryDay(Day, out var typed) ? GoTo($"{Path}?{NameOf(question)}={Text(typed)}") : null;
    }

    /// <summary>Shows today, and says why the day asked for has nothing to show.</summary>
    /// <param name="why">With the day.</param>
    protected void LeaveInstant(LocalText why)
    {
        ModelState.AddModelError(nameof(Day), In[why, In.Date(Instant!.Day)]);
        Instant = null;
    }

    private static string NameOf(PastQuestion question) => question is PastQuestion.AsOf ? "asOf" : "shownAt";

    /// <summary>As the address has it: empty when the field was left so, null when it was not there.</summary>
    private string? Asked(string name) => Request.Query.TryGetValue(name, out var typed) ? typed.ToString() : null;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private bool TryDay(string text, out DateOnly day)
    {
        if (!DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            Complain(nameof(Day), PastTexts.DayUnreadable);
        }
        else if (day > Today)
        {
            Complain(nameof(Day), PastTexts.DayInFuture);
        }

        return ModelState.IsValid;
    }

    /// <summary>The end of the day in the address, or this moment of today.</summary>
    private PastInstant? TakeInstant(string? asOf, string? shownAt)
    {
        Day = shownAt ?? asOf;
        Question = NameOf(shownAt is null && asOf is not null ? PastQuestion.AsOf : PastQuestion.ShownAt);
        if (Day is null || !TryDay(Day, out var day))
        {
            return null;
        }

        Day = Text(day);
        var now = clock.GetUtcNow();
        var end = LegalDates.StartOf(day.AddDays(1)) - TimeSpan.FromMicroseconds(1);
        end = end < now ? end : now;
        return shownAt is null ? PastInstant.Of(end, null, now).Value : PastInstant.Of(null, end, now).Value;
    }
}
