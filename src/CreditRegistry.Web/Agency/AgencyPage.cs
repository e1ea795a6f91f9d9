using CreditRegistry.Application.Organs;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CreditRegistry.Web.Agency;

/// <summary>A page of an account that publishes for one organ or several; the address says for which.</summary>
public abstract class AgencyPage(ManageOrgans organs, TimeProvider clock) : SitePage
{
    /// <summary>The organ's code; null for the first of the account's.</summary>
    [BindProperty(SupportsGet = true, Name = "organ")]
    public string? OrganCode { get; set; }

    public IReadOnlyList<OrganDetails> Organs { get; private set; } = [];

    public OrganDetails Organ { get; private set; } = null!;

    public DateOnly Today => LegalDates.DateOf(clock.GetUtcNow());

    /// <summary>The rule set that the organ follows today; null before its first.</summary>
    public string? RuleSetId => Organ.RuleSets.Where(r => r.From <= Today).MaxBy(r => r.From)?.RuleSetId;

    public IEnumerable<SelectListItem> OrganOptions =>
        Organs.Select(o => new SelectListItem(NameOf(o), o.Code, o.Code == Organ.Code));

    public string NameOf(OrganDetails organ) => In.Pick(organ.Name, organ.NameZh);

    /// <summary>An address of the agency's pages that keeps the organ.</summary>
    public string PathOf(string path, params (string Name, string? Value)[] query)
    {
        var all = new List<KeyValuePair<string, string?>>();
        if (Organs.Count > 1)
        {
            all.Add(new("organ", Organ.Code));
        }

        all.AddRange(query.Where(q => !string.IsNullOrEmpty(q.Value)).Select(q => new KeyValuePair<string, string?>(q.Name, q.Value)));
        return path + QueryString.Create(all);
    }

    /// <returns>False when the account works for no organ of that code.</returns>
    protected async Task<bool> FindOrganAsync(CancellationToken ct)
    {
        Organs = await organs.OwnAsync(Actor, ct);
        Organ = (OrganCode is null && Organs is [var first, ..] ? first : Organs.FirstOrDefault(o => o.Code == OrganCode))!;
        return Organ is not null;
    }
}

/// <summary>What changed in a record while somebody was about to change it.</summary>
public sealed record RecordChanged(IReadOnlyList<ChangeSince> Changes, RecordView? Current)
{
    public static RecordChanged Of(StaleError stale) =>
        new([.. stale.Changes.OfType<ChangeSince>()], stale.Current as RecordView);
}

/// <summary>One part of a record as it is and as it would be.</summary>
public sealed record Difference(LocalText What, string Before, string After)
{
    /// <summary>All that differs, periods included; a list of penalties counts as one part.</summary>
    public static IReadOnlyList<Difference> Between(RecordView before, RecordView after, RecordWords words)
    {
        (LocalText What, string Before, string After)[] all =
        [
            (RecordTexts.Ground, words.Ground(before), words.Ground(after)),
            (RecordTexts.DecisionNumber, before.Decision?.Number ?? "", after.Decision?.Number ?? ""),
            (AgencyTexts.DecidedOn, words.Day(before.Decision?.DecidedOn), words.Day(after.Decision?.DecidedOn)),
            (AgencyTexts.Summary, before.Summary, after.Summary),
            (RecordTexts.Penalties, words.Penalties(before), words.Penalties(after)),
            (RuleTexts.Class, words.Class(before), words.Class(after)),
            (RecordTexts.RepairableFrom, words.Day(before.RepairableFrom), words.Day(after.RepairableFrom)),
            (RecordTexts.LapsesOn, words.Day(before.LapsesOn), words.Day(after.LapsesOn)),
            (AgencyTexts.State, words.State(before), words.State(after)),
        ];
        return [.. all.Where(d => d.Before != d.After).Select(d => new Difference(d.What, d.Before, d.After))];
    }
}
