using CreditRegistry.Application.Repairs;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CreditRegistry.Web.Pages.Account.Applications;

/// <summary>A document's bytes, to be saved: what someone uploaded is never drawn by a browser here.</summary>
public sealed class FileModel(RepairDocuments documents) : SitePage
{
    public async Task<IActionResult> OnGetAsync(Guid id, Guid document, CancellationToken ct)
    {
        if ((await documents.FindAsync(id, document, Actor, ct)).Value is not { } found)
        {
            return NotFound();
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(found.FileName);
        Response.Headers.ContentDisposition = disposition.ToString();
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        Response.Headers.CacheControl = "private, no-store";
        Response.ContentType = "application/octet-stream";
        Response.ContentLength = found.Size;
        await documents.CopyAsync(found.Id, Response.Body, ct);
        return new EmptyResult();
    }
}
