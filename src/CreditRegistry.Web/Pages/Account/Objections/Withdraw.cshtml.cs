using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Web.Objections;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.Objections;

/// <summary>Asks once more before the objection, or the review of it, is taken back.</summary>
public sealed class WithdrawModel(ReadObjections read, ReadRecords records, FileObjections file)
    : ObjectionPage(read, records)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Version = Objection.Version;
        return Objection.State.IsOpen() ? Page() : GoTo(Here);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        var done = Objection.FiledOn is null ? ObjectionTexts.DraftDeleted
            : Objection.Review is not null ? ObjectionTexts.ReviewWithdrawn
            : ObjectionTexts.Withdrawn;
        var withdrawn = await file.WithdrawAsync(Id, Version, Actor, ct);
        return withdrawn.Error is { } refusal
            ? await RefuseAsync(
                refusal, one => one.State is ObjectionState.Withdrawn || one.Review?.WithdrawnOn is not null, done, ct)
            : GoTo(Here, done);
    }
}
