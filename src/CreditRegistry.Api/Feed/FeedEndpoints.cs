using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Feed;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Feed;

internal static class FeedEndpoints
{
    private const string LastEventId = "Last-Event-ID";
    private const int DefaultLimit = 100;

    public static void MapFeed(this IEndpointRouteBuilder api)
    {
        var feed = api.MapGroup("/changes").WithTags("Changes").Public();

        feed.MapGet("", PageAsync)
            .WithName("ListChanges")
            .WithSummary("What appeared, changed or left in public after a position, in order")
            .Refuses(StatusCodes.Status409Conflict);

        feed.MapGet("/stream", StreamAsync)
            .Streams()
            .RequireRateLimiting(RateLimits.Stream)
            .WithMetadata(new RequestHeader(
                LastEventId, Required: false, "The id of the last event you took; wins over `after`. Browsers send it when they come back."))
            .WithName("StreamChanges")
            .WithSummary("The same as server-sent events, as it happens; a comment now and then shows that it is alive")
            .Produces<string>(StatusCodes.Status200OK, contentType: ChangeStream.ContentType)
            .Refuses(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<FeedPage>, ProblemResult>> PageAsync(
        ReadChanges read,
        CancellationToken ct,
        [Description("The position you have come to: `next` of the page before. The beginning when absent.")] string? after = null,
        [Description("How many entries at most, 1 to 1000; 100 when absent.")] int? limit = null)
    {
        if (limit is < 1 or > ReadChanges.MaxLimit)
        {
            return Problems.Limit(ReadChanges.MaxLimit, "entries");
        }

        return TryRead(after, "after", out var position, out var wrong)
            ? (await read.PageAsync(position, limit ?? DefaultLimit, ct)).ToOk()
            : wrong.ToProblem();
    }

    private static async Task<Results<PushStreamHttpResult, ProblemResult>> StreamAsync(
        HttpContext context,
        ReadChanges read,
        ChangeStream stream,
        CancellationToken ct,
        [Description("The position you have come to. The beginning when absent.")] string? after = null)
    {
        var seen = context.Request.Headers[LastEventId];
        var (text, name) = seen.Count > 0 ? (seen.ToString(), LastEventId) : (after, "after");
        if (!TryRead(text, name, out var position, out var wrong))
        {
            return wrong.ToProblem();
        }

        // A position that leads nowhere is refused while there still is a status to refuse it with.
        if ((await read.PageAsync(position, 1, ct)).Error is { } refusal)
        {
            return refusal.ToProblem();
        }

        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.Stream(target => stream.WriteAsync(target, position, ct), ChangeStream.ContentType);
    }

    /// <summary>Reads a position as it stands in a query; false when it is none, which <paramref name="wrong"/> says.</summary>
    internal static bool TryRead(
        string? text, string name, out FeedPosition? position, [NotNullWhen(false)] out RegistryError? wrong)
    {
        var good = FeedPosition.TryParse(text, out var read);
        (position, wrong) = (good ? read : null, null);
        if (text is null || good)
        {
            return true;
        }

        wrong = InvalidError.Of(
            ProblemCodes.PositionInvalid, name,
            "A position looks like 1.48213. Use `next` of an earlier answer, or leave it out to begin at the beginning.");
        return false;
    }
}
