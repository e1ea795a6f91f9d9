using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Web.Repairs;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.Applications;

/// <summary>The documents of one step: add one, take one away.</summary>
[RequestSizeLimit(MostBytes)]
public sealed class DocumentsModel(ReadRepairs read, RepairDocuments documents, FindCaseSteps steps) : ApplicationPage(read)
{
    /// <summary>Well above what a document may have, so that one too large is told so by its field.</summary>
    private const long MostBytes = 40 * 1024 * 1024;

    /// <summary>Of the step.</summary>
    [BindProperty(SupportsGet = true)]
    public int Number { get; set; }

    /// <summary>Asked only where the step takes several.</summary>
    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public IFormFile? Document { get; set; }

    public DocumentTask Step { get; private set; } = null!;

    /// <summary>The step after this one; null after the last that must be done.</summary>
    public DocumentTask? Next { get; private set; }

    private string Same => $"{Here}/documents/{Number}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) =>
        !await FindAsync(ct) ? NotFound()
        : !TakesDocuments ? ToApplication()
        : await FindStepAsync(ct) ? Page()
        : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        if (!TakesDocuments)
        {
            return ToApplication();
        }

        if (!await FindStepAsync(ct))
        {
            return NotFound();
        }

        var kind = Step.Kinds.Count is 1 ? Step.Kinds[0].Code : Step.Kinds.FirstOrDefault(k => k.Code == Kind)?.Code;
        if (kind is null)
        {
            Complain(nameof(Kind), ApplyTexts.DocumentKindMissing);
        }

        if (Document is null)
        {
            Complain(nameof(Document), ApplyTexts.FileMissing);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        await using var content = Document!.OpenReadStream();
        var added = await documents.AddAsync(Id, kind!, Document.FileName, content, Actor, ct, once: true);
        if (added.Error is { } refusal)
        {
            Complain(nameof(Document), WhyNot(refusal));
            return Page();
        }

        return GoTo(Same, ApplyTexts.DocumentAdded);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid file, CancellationToken ct)
    {
        var removed = await documents.RemoveAsync(Id, file, Actor, ct);
        switch (removed.Error)
        {
            case null:
            case NotFoundError { Code: "DOCUMENT_NOT_FOUND" }: // a second click
                return GoTo(Same, ApplyTexts.DocumentRemoved);
            case NotFoundError:
                return NotFound();
            case var refusal:
                if (!await FindAsync(ct) || !TakesDocuments || !await FindStepAsync(ct))
                {
                    return ToApplication();
                }

                Complain("", WhyNot(refusal));
                return Page();
        }
    }

    private async Task<bool> FindStepAsync(CancellationToken ct)
    {
        var all = (await steps.RunAsync(Case, Actor, ct)).Documents;
        Next = all.FirstOrDefault(s => s.Number > Number && !s.Optional && !s.Done);
        return (Step = all.FirstOrDefault(s => s.Number == Number)!) is not null;
    }

    private static LocalText WhyNot(RegistryError refusal) => refusal.Code switch
    {
        "DOCUMENT_EMPTY" => ApplyTexts.FileEmpty,
        "DOCUMENT_TYPE" => ApplyTexts.FileType,
        "DOCUMENT_TOO_LARGE" => ApplyTexts.FileLarge,
        "DOCUMENT_KIND_UNKNOWN" => ApplyTexts.DocumentKindMissing,
        "DOCUMENT_SUBMITTED" => ApplyTexts.FileSubmitted,
        "REPAIR_DOCUMENTS_FULL" => ApplyTexts.TooManyFiles,
        _ => ApplicationTexts.MovedOn,
    };
}
