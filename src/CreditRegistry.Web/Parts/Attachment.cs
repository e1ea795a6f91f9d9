using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CreditRegistry.Web.Parts;

/// <summary>
/// A file as a page's answer, such as what a stranger uploaded: always an attachment, in a sandbox.
/// </summary>
/// <param name="size">Null when nobody knows before it is written.</param>
/// <param name="copy">Writes the bytes.</param>
public sealed class Attachment(string fileName, string contentType, long? size, Func<Stream, Task> copy) : ActionResult
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
