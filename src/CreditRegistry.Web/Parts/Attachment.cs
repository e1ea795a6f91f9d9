using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CreditRegistry.Web.Parts;

/// <summary>
/// What a stranger uploaded, as a page's answer: always an attachment, of the type that its first bytes show, in a sandbox.
/// </summary>
/// <param name="copy">Writes the bytes.</param>
public sealed class Attachment(string fileName, string contentType, long size, Func<Stream, Task> copy) : ActionResult
{
    public override Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.ContentType = contentType;
        response.ContentLength = size;
        return copy(response.Body);
    }
}
