using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Objections;

/// <summary>A piece of evidence, for those who may read its bytes.</summary>
public sealed class DocumentModel(ObjectionDocuments documents, CaseDocuments bytes) : SitePage
{
    public async Task<IActionResult> OnGetAsync(Guid id, Guid document, CancellationToken ct) =>
        (await documents.FindAsync(id, document, Actor, ct)).Value is { } file
            ? new Attachment(file.FileName, file.ContentType, file.Size, target => bytes.CopyAsync(file.Id, target, ct))
            : NotFound();
}
