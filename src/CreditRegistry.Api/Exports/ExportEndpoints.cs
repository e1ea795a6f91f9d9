using System.ComponentModel;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Exports;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence.Recalls;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace CreditRegistry.Api.Exports;

internal static class ExportEndpoints
{
    /// <summary>
    /// Says whether whoever takes records is told when one of them leaves: <c>account</c> by recalls, <c>none</c> for someone
    /// without an account, who has to follow the changes.
    /// </summary>
    private const string RecallHeader = "Registry-Recall";

    private const string ContentType = "application/gzip";
    private const string RetryAfterSeconds = "30";

    private static readonly NotFoundError NotFound = new(
        "EXPORT_NOT_FOUND", $"There is no export of that name. There are: {string.Join(", ", RegistryExports.Names)}.");

    public static void MapExports(this IEndpointRouteBuilder api)
    {
        var exports = api.MapGroup("/exports").WithTags("Exports").Public();

        exports.MapGet("", List)
            .WithName("ListExports")
            .WithSummary("The exports of the whole public register, and the position of the feed at which each was taken");

        exports.MapGet("/{name}", ReadAsync)
            .RequireRateLimiting(RateLimits.Stream)
            .WithName("ReadExport")
            .WithSummary("An export: the file of the night, or made as you take it; changes after its position make it current, recalls say what to let go")
            .Produces<Stream>(StatusCodes.Status200OK, contentType: ContentType)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable);
    }

    private static Ok<ExportList> List(RegistryExports exports) => TypedResults.Ok(exports.List());

    private static async Task<Results<PhysicalFileHttpResult, PushStreamHttpResult, EmptyHttpResult, ProblemResult>> ReadAsync(
        string name,
        HttpContext context,
        CurrentActor current,
        RegistryExports exports,
        RecallHolds holds,
        TimeProvider clock,
        CancellationToken ct,
        [Description("Make it now, although there is a file of the night.")] bool fresh = false)
    {
        if (!RegistryExports.Names.Contains(name, StringComparer.Ordinal))
        {
            return NotFound.ToProblem();
        }

        var headers = context.Response.Headers;
        if (!fresh && exports.FindFile(name) is { } file)
        {
            headers[RegistryPosition.Header] = file.Position.ToString();
            await HoldAsync(context, current, holds, name, file.Position, file.At, clock.GetUtcNow(), ct);
            return TypedResults.PhysicalFile(
                file.Path,
                ContentType,
                name,
                file.At,
                new EntityTagHeaderValue($"\"{file.Tag}\""),
                enableRangeProcessing: true);
        }

        var export = await exports.OpenAsync(name, ct);
        if (export is null)
        {
            headers.RetryAfter = RetryAfterSeconds;
            return new ProblemResult(new Problem(
                StatusCodes.Status503ServiceUnavailable,
                "EXPORTS_BUSY",
                "As many exports are being made as may be at a time. Wait for the seconds in the Retry-After header, then ask again."));
        }

        context.Response.RegisterForDisposeAsync(export);
        headers[RegistryPosition.Header] = export.Position.ToString();
        var now = clock.GetUtcNow();
        await HoldAsync(context, current, holds, name, export.Position, now, now, ct);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            await export.DisposeAsync();
            return TypedResults.Empty;
        }

        return TypedResults.Stream(
            async target =>
            {
                await export.WriteAsync(target, ct);
                await export.DisposeAsync(); // its place is free before the reader sees the end and asks for the next
            },
            ContentType,
            name);
    }

    /// <summary>Before the first byte is sent: whoever may have it is told when it is no longer so.</summary>
    private static async Task HoldAsync(
        HttpContext context,
        CurrentActor current,
        RecallHolds holds,
        string name,
        FeedPosition position,
        DateTimeOffset at,
        DateTimeOffset now,
        CancellationToken ct)
    {
        if (!RegistryExports.HoldsRecords(name))
        {
            return;
        }

        var account = current.Actor?.AccountKey;
        context.Response.Headers[RecallHeader] = account is null ? "none" : "account";
        if (account is { } reader && HttpMethods.IsGet(context.Request.Method))
        {
            await holds.OfExportAsync(reader, position, at, now, ct);
        }
    }
}
