using System.Text.Json;
using CreditRegistry.Application;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace CreditRegistry.Api.Http;

/// <summary>ETag, If-None-Match and Cache-Control of every answer with a value.</summary>
internal sealed class ReadFilter(IOptions<JsonOptions> json) : IEndpointFilter
{
    private const string JsonType = "application/json; charset=utf-8";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var http = context.HttpContext;
        var inner = result;
        while (inner is INestedHttpResult nested)
        {
            inner = nested.Result;
        }

        if (inner is IStatusCodeHttpResult { StatusCode: >= 300 })
        {
            return result;
        }

        var reading = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        http.Response.Headers.CacheControl = !reading ? "no-store" : IsPublic(http) ? "no-cache" : "private, no-store";
        if (IsPublic(http))
        {
            http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
        }

        if (inner is PreparedAnswer prepared)
        {
            return Answer(http, prepared.Tag, prepared.Content);
        }

        if (inner is not IValueHttpResult { Value: { } value })
        {
            return result;
        }

        if (!reading)
        {
            if (value is IVersioned changed)
            {
                http.Response.Headers.ETag = EntityTags.OfVersion(changed.Version);
            }

            return result;
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json.Value.SerializerOptions);
        return Answer(
            http, value is IVersioned { IsPast: false } versioned ? EntityTags.OfVersion(versioned.Version) : EntityTags.OfContent(bytes), bytes);
    }

    /// <summary>An answer of this kind to someone without an account, from outside an endpoint.</summary>
    public static Task SendToAnyoneAsync(HttpContext http, string tag, byte[] content)
    {
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Vary = HeaderNames.Authorization;
        return Answer(http, tag, content).ExecuteAsync(http);
    }

    private static IResult Answer(HttpContext http, string tag, byte[] content)
    {
        http.Response.Headers.ETag = tag;
        return IsKnown(http.Request, tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : new JsonBytes(content);
    }

    private sealed class JsonBytes(byte[] content) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = JsonType;
            response.ContentLength = content.Length;
            return HttpMethods.IsHead(httpContext.Request.Method)
                ? Task.CompletedTask
                : response.Body.WriteAsync(content, httpContext.RequestAborted).AsTask();
        }
    }

    /// <summary>Anyone may read it, and nobody in particular is asking.</summary>
    private static bool IsPublic(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null
        && http.User.Identity is not { IsAuthenticated: true };

    /// <remarks>A malformed If-None-Match is as good as none: the caller gets the whole answer.</remarks>
    private static bool IsKnown(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch is { Count: > 0 } header
        && EntityTags.TryRead(header.ToString(), out var tags)
        && tags.Any(known => known.Tag == "*" || known.Tag == tag);
}
