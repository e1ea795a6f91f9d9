using CreditRegistry.Application.Organs;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Agency;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Agency;

/// <summary>The first step of publishing: which company, in which tier.</summary>
public sealed class PublishModel(ManageOrgans organs, WriteRecords write, RuleBook book, TimeProvider clock)
    : AgencyPage(organs, clock)
{
    [BindProperty]
    public string? Company { get; set; }

    [BindProperty]
    public RecordTier? Tier { get; set; }

    /// <summary>Null when the organ follows none yet.</summary>
    public RuleSet? Rules { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        if (Rules is null)
        {
            return Page();
        }

        var verdict = RegistrationIds.Check(Company ?? "");
        if (string.IsNullOrWhiteSpace(Company))
        {
            Complain(nameof(Company), AgencyTexts.CompanyMissing);
        }
        else if (!verdict.IsValid)
        {
            ComplainOfId(nameof(Company), verdict);
        }

        if (Tier is not { } tier || !Rules.Tiers.Any(t => t.Tier == tier && t.ArisesByOrgan))
        {
            Complain(nameof(Tier), AgencyTexts.TierMissing);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var started = await write.StartAsync(verdict.Id!, Tier!.Value, Organ.Code, Actor, ct);
        if (started.Error is { } refusal)
        {
            Complain(refusal.Code is "COMPANY_NOT_FOUND" ? nameof(Company) : "", AgencyTexts.WhyRefused(refusal.Code));
            return Page();
        }

        foreach (var breach in started.Value!.Breaches)
        {
            ModelState.AddModelError(
                breach.Rule is "RECORD_COMPANY_DEREGISTERED" ? nameof(Company) : nameof(Tier), AgencyTexts.WithBasis(breach, In));
        }

        return ModelState.IsValid
            ? GoTo(PathOf("/agency/publish/details", ("company", verdict.Id!.Value), ("tier", Tier.ToString())))
            : Page();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        if (!await FindOrganAsync(ct))
        {
            return false;
        }

        Rules = RuleSetId is { } id ? book.Get(id) : null;
        return true;
    }
}
