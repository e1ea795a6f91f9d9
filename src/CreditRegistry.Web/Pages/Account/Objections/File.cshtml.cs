using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.Objections;

/// <summary>A document's bytes, to be saved: what someone uploaded is never drawn by a browser here.</summary>
public sealed class FileModel(ObjectionDocuments documents, CaseDocuments bytes) : SitePage
{
    public async Task<IActionResult> OnGetAsync(Guid id, Guid document, CancellationToken ct) =>
        (await documents.FindAsync(id, document, Actor, ct)).Value is { } file
            ? new Attachment(
                file.FileName, "application/octet-stream", file.Size, target => bytes.CopyAsync(file.Id, target, ct))
            : NotFound();
}
