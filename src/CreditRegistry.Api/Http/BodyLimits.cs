using CreditRegistry.Web.Accounts;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace CreditRegistry.Api.Http;

/// <summary>
/// Holds every body to the limit of its endpoint, and hears out who sends more: a client that still sends when its connection
/// is cut sees a broken pipe and never the answer that says why.
/// </summary>
internal static class BodyLimits
{
    /// <summary>So many bytes over the limit are read and thrown away, for at most the five seconds that Kestrel gives them.</summary>
    public const long HeardOut = 16 * 1024 * 1024;

    public static void UseBodyLimits(this WebApplication app) => app.Use((context, next) =>
    {
        var ofEndpoint = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>();
        if ((ofEndpoint is null ? RegistryHttp.MaxBodyBytes : ofEndpoint.MaxRequestBodySize) is not { } bytes)
        {
            return next(context);
        }

        if (!SiteSession.IsPage(context))
        {
            context.LimitBody(bytes);
        }
        else if (context.Features.Get<IStatusCodeReExecuteFeature>() is null
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } kestrel)
        {
            kestrel.MaxRequestBodySize = bytes; // a page refuses what is longer in its own look, and lets it be heard out
        }

        return next(context);
    });

    /// <exception cref="BadHttpRequestException">The request says that its body is longer; thrown while reading when it does not.</exception>
    public static void LimitBody(this HttpContext context, long bytes)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
        {
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } kestrel)
        {
            kestrel.MaxRequestBodySize = bytes + HeardOut;
        }

        if (context.Request.ContentLength is not { } length)
        {
            context.Request.Body = new LimitedBody(context.Request.Body, bytes);
        }
        else if (length > bytes)
        {
            throw TooLong();
        }
    }

    private static BadHttpRequestException TooLong() => new("The body is too long.", StatusCodes.Status413PayloadTooLarge);

    private sealed class LimitedBody(Stream body, long left) : Stream
    {
        private long _left = left;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await body.ReadAsync(buffer, cancellationToken);
            return (_left -= read) < 0 ? throw TooLong() : read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException("A body is read as it comes.");

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
