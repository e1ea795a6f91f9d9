using CreditRegistry.Application.Ingestion;
using CreditRegistry.Application.Organs;
using CreditRegistry.Web.Agency;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Agency;

/// <summary>A file of the organ's records, of any length: it is read as it comes, and its verdicts are a page of their own.</summary>
[DisableRequestSizeLimit]
[IgnoreAntiforgeryToken(Order = 2000)] // the form is checked before its file is read
[StreamsForm]
public sealed class ImportModel(ManageOrgans organs, ImportRecords import, ImportRuns runs, TimeProvider clock)
    : AgencyPage(organs, clock)
{
    /// <summary>Whether an import of one of the account's organs is running, here or elsewhere.</summary>
    public bool Running { get; private set; }

    /// <summary>Names the field of the form; the file itself is never bound.</summary>
    public string? Upload { get; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var form = await StreamedForm.ReadAsync(HttpContext, ct);
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        if (form.FileName is not { Length: > 0 } name)
        {
            Complain(nameof(Upload), ImportTexts.FileMissing);
            return Page();
        }

        await using var report = ImportRuns.Begin();
        var format = ListFormats.Of(name);
        var outcome = await import.RunAsync(form.Content, format, report.Content, Organ.Code, Actor, ct);
        if (outcome.Error is { } refusal)
        {
            Complain(nameof(Upload), ImportTexts.WhyRefused(refusal.Code));
            return Page();
        }

        var run = runs.Keep(report, Actor.AccountKey!.Value, Organ.Code, format, outcome.Value!);
        return GoTo($"/agency/imports/{run.Id}");
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        Running = (await import.RunningAsync(Actor, ct)).Count > 0;
        return await FindOrganAsync(ct);
    }
}
