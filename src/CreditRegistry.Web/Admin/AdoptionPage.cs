using System.Globalization;
using CreditRegistry.Domain;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CreditRegistry.Web.Admin;

/// <summary>A page whose form says which rule set an organ follows, and from when.</summary>
public abstract class AdoptionPage(RuleBook book, TimeProvider clock) : SitePage
{
    [BindProperty]
    public string? RuleSet { get; set; }

    [BindProperty]
    public string? From { get; set; }

    public RuleBook Book => book;

    public DateOnly Today => LegalDates.DateOf(clock.GetUtcNow());

    public IEnumerable<SelectListItem> RuleSets => book.All
        .Select(set => new SelectListItem(In[set.Title], set.Id))
        .Prepend(new SelectListItem(In[CaseTexts.Choose], ""));

    protected DateOnly? Day =>
        DateOnly.TryParseExact(From?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    protected void CheckAdoption()
    {
        if (book.Find(RuleSet ?? "") is null)
        {
            Complain(nameof(RuleSet), AdminTexts.RuleSetMissing);
        }

        if (Day is null)
        {
            Complain(nameof(From), AgencyTexts.DayUnreadable);
        }
    }

    /// <summary>A refusal of the use case, at the field that it is about.</summary>
    protected void ComplainOf(RegistryError refusal) => Complain(
        refusal.Code switch
        {
            "ORGAN_CODE" or "ORGAN_EXISTS" => "Code",
            "ORGAN_NAME" => "Name",
            "RULE_SET_UNKNOWN" => nameof(RuleSet),
            "RULE_SET_NOT_IN_FORCE" or "ADOPTION_NOT_LATER" => nameof(From),
            _ => "",
        },
        AdminTexts.WhyRefused(refusal.Code));
}
