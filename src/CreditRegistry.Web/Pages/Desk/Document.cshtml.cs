using CreditRegistry.Application.Repairs;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Desk;

/// <summary>A document of a case, for those who may read its bytes.</summary>
public sealed class DocumentModel(RepairDocuments documents, CaseDocuments bytes) : SitePage
{
    public async Task<IActionResult> OnGetAsync(Guid id, Guid document, CancellationToken ct) =>
        (await documents.FindAsync(id, document, Actor, ct)).Value is { } file
            ? new Attachment(file.FileName, file.ContentType, file.Size, target => bytes.CopyAsync(file.Id, target, ct))
            : NotFound();
}
