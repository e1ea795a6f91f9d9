using System.Globalization;
using CreditRegistry.Application.Watching;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Watching;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CreditRegistry.Web.Watching;

/// <summary>A page whose form says what a list tells of, and how.</summary>
public abstract class WatchListFormPage(ManageWatchLists lists) : WatchListPage(lists)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public List<WatchRule> Rules { get; set; } = [];

    [BindProperty]
    public string? DaysBefore { get; set; }

    [BindProperty]
    public WatchDeliveryKind Delivery { get; set; } = WatchDeliveryKind.Inbox;

    /// <summary>Counts with a webhook only.</summary>
    [BindProperty]
    public string? Address { get; set; }

    public Checkboxes RuleBoxes => new(
        nameof(Rules),
        WatchTexts.Rules,
        WatchTexts.RulesHint,
        Enum.GetValues<WatchRule>().Select(rule =>
            new Checkbox(rule.ToString(), WatchTexts.Of(rule), WatchTexts.What(rule), Rules.Contains(rule))));

    public IEnumerable<SelectListItem> Deliveries =>
        Enum.GetValues<WatchDeliveryKind>().Select(kind => new SelectListItem(In[WatchTexts.Of(kind)], kind.ToString()));

    protected WatchListDraft Draft => new(
        Name ?? "",
        [.. Rules.Where(Enum.IsDefined)],
        Days,
        Delivery is WatchDeliveryKind.Webhook ? Address?.Trim() ?? "" : null);

    /// <summary>What is no number is refused as one that is too small.</summary>
    private int? Days =>
        string.IsNullOrWhiteSpace(DaysBefore) ? null
        : int.TryParse(DaysBefore.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days
        : 0;

    protected void Fill(WatchListView list)
    {
        (Name, Rules, Delivery, Address) = (list.Name, [.. list.Rules], list.Delivery, list.Url);
        DaysBefore = list.DaysBefore.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A refusal of the use case, at the fields that it is about.</summary>
    protected void ComplainOf(RegistryError refusal)
    {
        foreach (var field in refusal is InvalidError { Errors.Keys: var keys } ? keys : [""])
        {
            var (property, why) = field switch
            {
                "name" => (nameof(Name), WatchTexts.NameWrong),
                "rules" => (nameof(Rules), WatchTexts.RulesMissing),
                "daysBefore" => (nameof(DaysBefore), WatchTexts.DaysWrong),
                "url" => (nameof(Address), WatchTexts.WhyRefused(refusal.Code)),
                _ => ("", WatchTexts.WhyRefused(refusal.Code)),
            };
            Complain(property, why);
        }
    }
}
