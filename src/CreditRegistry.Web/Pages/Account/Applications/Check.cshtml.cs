using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Web.Repairs;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.Applications;

/// <summary>Everything that is about to be submitted, on one page, with the promise.</summary>
public sealed class CheckModel(ReadRepairs read, ApplyForRepair apply, FindCaseSteps find) : ApplicationPage(read)
{
    [BindProperty]
    public bool Promise { get; set; }

    public CaseSteps Steps { get; private set; } = null!;

    /// <summary>Rules that stand against submitting, each with its article.</summary>
    public IReadOnlyList<RuleBreach> Breaches { get; private set; } = [];

    /// <summary>The answer to a supplement request, not the application itself.</summary>
    public bool IsAnswer => Case.State is RepairState.SupplementRequested;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        if (!TakesDocuments)
        {
            return ToApplication();
        }

        Version = Case.Version;
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        if (!TakesDocuments)
        {
            return AfterOther();
        }

        if (!IsAnswer && !Promise)
        {
            Complain(nameof(Promise), ApplyTexts.PromiseMissing);
            return await ShowAsync(ct);
        }

        var submitted = await apply.SubmitAsync(Id, Version, Actor, ct);
        switch (submitted.Error)
        {
            case null:
                return GoTo($"{Here}/submitted");
            case StaleError stale:
                await ShowChangesAsync(stale, "", ct);
                break;
            case RefusedError refused:
                Breaches = refused.Breaches;
                Complain("", refused.Code is "REPAIR_INCOMPLETE" ? ApplyTexts.Incomplete : ApplyTexts.NoLonger);
                break;
            default:
                await FindAsync(ct);
                break;
        }

        return TakesDocuments ? await ShowAsync(ct) : AfterOther();
    }

    /// <summary>A second click, or another tab, was quicker.</summary>
    private IActionResult AfterOther() =>
        Case.State is RepairState.Submitted ? GoTo($"{Here}/submitted") : ToApplication();

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        Steps = await find.RunAsync(Case, Actor, ct);
        return Page();
    }
}
