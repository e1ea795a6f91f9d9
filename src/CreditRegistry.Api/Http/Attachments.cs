using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Http;

internal static class Attachments
{
    /// <summary>Whatever a stranger uploaded: to be saved, never drawn by a browser at this address.</summary>
    public static PushStreamHttpResult Attach(
        this HttpResponse response, string fileName, long size, string sha256, Func<Stream, Task> copy)
    {
        response.Headers.CacheControl = "private, no-store";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.ETag = $"\"{sha256}\"";
        response.ContentLength = size;
        return TypedResults.Stream(copy, "application/octet-stream", fileName);
    }
}
