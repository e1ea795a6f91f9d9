using CreditRegistry.Application.Ingestion;
using CreditRegistry.Web.Agency;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Agency;

/// <summary>What became of a file: its numbers, the first rows that need a look, and the whole report to take away.</summary>
public sealed class ImportReportModel(ImportRuns runs) : SitePage
{
    /// <summary>Null when it is not kept any more.</summary>
    public ImportRun? Run { get; private set; }

    public IActionResult OnGet(Guid id)
    {
        Run = runs.Find(id, Actor.AccountKey!.Value);
        return Page();
    }

    public IActionResult OnGetFile(Guid id) =>
        runs.Find(id, Actor.AccountKey!.Value) is { } run
            ? File(
                ImportRuns.Open(run),
                run.Format is ListFormat.Csv ? "text/csv; charset=utf-8" : "application/x-ndjson",
                run.Format is ListFormat.Csv ? "verdicts.csv" : "verdicts.ndjson")
            : GoTo($"/agency/imports/{id}");
}
