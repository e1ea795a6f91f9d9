using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Web.Repairs;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.Applications;

/// <summary>The company's statement.</summary>
public sealed class StatementModel(ReadRepairs read, ApplyForRepair apply) : ApplicationPage(read)
{
    [BindProperty]
    public string? Statement { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        if (Case.State is not RepairState.Draft)
        {
            return ToApplication();
        }

        (Statement, Version) = (Case.Statement, Case.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        // A browser sends line ends as two characters, which nobody counts.
        var statement = (Statement ?? "").ReplaceLineEndings("\n").Trim();
        if (!RecordText.IsText(statement))
        {
            Complain(nameof(Statement), ApplyTexts.StatementMissing);
        }
        else if (statement.Length > RepairApplication.StatementMaxLength)
        {
            Complain(nameof(Statement), ApplyTexts.StatementLong);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var saved = await apply.ChangeStatementAsync(Id, statement, Version, Actor, ct);
        if (saved.Error is StaleError stale && stale.Changes.OfType<ChangeSince>().All(IsBeside))
        {
            saved = await apply.ChangeStatementAsync(Id, statement, stale.CurrentVersion, Actor, ct);
        }

        switch (saved.Error)
        {
            case null:
                return ToApplication(ApplyTexts.Saved);
            case StaleError changed:
                return await ShowChangesAsync(changed, nameof(Statement), ct);
            default:
                Complain(nameof(Statement), ApplicationTexts.MovedOn);
                return Page();
        }
    }

    /// <summary>A document that came or went meanwhile has nothing to do with what is written here.</summary>
    private static bool IsBeside(ChangeSince change) =>
        change.Kind is LedgerKinds.RepairDocumentAdded or LedgerKinds.RepairDocumentRemoved;
}
