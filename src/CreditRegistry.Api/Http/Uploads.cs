using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace CreditRegistry.Api.Http;

/// <summary>Marks an endpoint that reads a body of any length as it comes, packed by gzip or not.</summary>
internal sealed record LongBody
{
    public static LongBody Instance { get; } = new();
}

/// <summary>Bodies of any length, and answers written while they are read.</summary>
internal static class Uploads
{
    /// <summary>Reads a body of any length, which may be packed by gzip.</summary>
    public static TBuilder ReadsLongBody<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithBodyLimit(null).WithMetadata(LongBody.Instance);

    /// <summary>The media type of the body without its parameters; null when it names a charset that is not UTF-8.</summary>
    public static string? MediaType(this HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            ? type.MediaType.Value!.ToLowerInvariant()
            : null;
}

/// <summary>An answer that is written as it comes about, packed when the caller reads gzip.</summary>
internal sealed class StreamedResult(string contentType, Func<Stream, Task> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = contentType;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (!httpContext.Request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "gzip" && e.Quality != 0))
        {
            await write(response.Body);
            return;
        }

        response.Headers.ContentEncoding = "gzip";
        await using var packed = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await write(packed);
    }
}
