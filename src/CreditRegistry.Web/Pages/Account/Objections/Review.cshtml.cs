using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Records;
using CreditRegistry.Web.Objections;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.Objections;

/// <summary>Asks once for a review of a dismissal.</summary>
public sealed class ReviewModel(ReadObjections read, ReadRecords records, FileObjections file)
    : ObjectionPage(read, records)
{
    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Version = Objection.Version;
        return Objection.ReviewableUntil is not null ? Page() : GoTo(Here);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Reason = Reason?.ReplaceLineEndings("\n").Trim();
        if (!RecordText.IsText(Reason))
        {
            Complain(nameof(Reason), ObjectionTexts.ReviewReasonMissing);
        }
        else if (Reason!.Length > Domain.Objections.Objection.ReasonMaxLength)
        {
            ModelState.AddModelError(
                nameof(Reason), In[ObjectionTexts.ReviewReasonLong, Domain.Objections.Objection.ReasonMaxLength, Reason.Length]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var asked = await file.RequestReviewAsync(Id, new ReasonInput(Reason!), Version, Actor, ct);
        return asked.Error switch
        {
            null => GoTo(Here, ObjectionTexts.ReviewDone),
            var refusal => await RefuseAsync(refusal, one => one.Review?.Reason == Reason, ObjectionTexts.ReviewDone, ct),
        };
    }
}
