using CreditRegistry.Domain;
using CreditRegistry.Web.Languages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CreditRegistry.Web.Parts;

/// <summary>Says on the next page what was done on this one: a form is answered by a redirect.</summary>
public static class Banner
{
    /// <summary>In a page's ViewData: what its reader must know first.</summary>
    public const string Important = "important";

    private const string Key = "banner";

    public static void Announce(this ITempDataDictionary next, LocalText done) => next[Key] = new[] { done.En, done.Zh };

    /// <summary>What the page before has to say; null when nothing.</summary>
    public static string? Announced(this ITempDataDictionary before, Language language) =>
        before[Key] is string[] { Length: 2 } text ? language[new LocalText(text[0], text[1])] : null;
}
