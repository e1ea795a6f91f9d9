using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Web.Agency;
using CreditRegistry.Web.Objections;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.Objections;

/// <summary>Where an objection stands, who must act, by when and why; of a draft, its evidence and its filing.</summary>
[RequestSizeLimit(MostBytes)]
public sealed class IndexModel(
    ReadObjections read, ReadRecords records, FileObjections file, ObjectionDocuments documents, FindObjectionChanges changes)
    : ObjectionPage(read, records)
{
    /// <summary>Well above what a document may have, so that one too large is told so by its field.</summary>
    private const long MostBytes = 40 * 1024 * 1024;

    [BindProperty]
    public IFormFile? Document { get; set; }

    /// <summary>What the decision has corrected in the record.</summary>
    public IReadOnlyList<Difference> Changes { get; private set; } = [];

    public bool TakesDocuments => Objection.State
        is ObjectionState.Draft or ObjectionState.Submitted or ObjectionState.Accepted or ObjectionState.UnderReview;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAddAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        if (Document is null)
        {
            Complain(nameof(Document), ApplyTexts.FileMissing);
            return Page();
        }

        await using var content = Document.OpenReadStream();
        var added = await documents.AddAsync(Id, Document.FileName, content, Actor, ct, once: true);
        if (added.Error is { } refusal)
        {
            Complain(nameof(Document), WhyNot(refusal));
            return Page();
        }

        return GoTo(Here, ApplyTexts.DocumentAdded);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid file, CancellationToken ct)
    {
        var removed = await documents.RemoveAsync(Id, file, Actor, ct);
        return removed.Error switch
        {
            null or NotFoundError { Code: "DOCUMENT_NOT_FOUND" } => GoTo(Here, ApplyTexts.DocumentRemoved), // or a second click
            NotFoundError => NotFound(),
            _ => GoTo(Here),
        };
    }

    public async Task<IActionResult> OnPostSubmitAsync(CancellationToken ct)
    {
        var filed = await file.SubmitAsync(Id, Version, Actor, ct);
        return filed.Error switch
        {
            null => GoTo(Here, ObjectionTexts.Submitted),
            var refusal => await RefuseAsync(refusal, one => one.State.IsUnderWay(), ObjectionTexts.Submitted, ct),
        };
    }

    protected override async Task<bool> FindAsync(CancellationToken ct)
    {
        if (!await base.FindAsync(ct))
        {
            return false;
        }

        Changes = await changes.RunAsync(Objection, Record, Actor, ct);
        return true;
    }

    private static LocalText WhyNot(RegistryError refusal) => refusal.Code switch
    {
        "DOCUMENT_EMPTY" => ApplyTexts.FileEmpty,
        "DOCUMENT_TYPE" => ApplyTexts.FileType,
        "DOCUMENT_TOO_LARGE" => ApplyTexts.FileLarge,
        "OBJECTION_DOCUMENTS_FULL" => ObjectionTexts.TooMany,
        _ => ObjectionTexts.Moved,
    };
}
