using System.ComponentModel;
using CreditRegistry.Api.Accounts;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Proof;
using CreditRegistry.Domain.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Proof;

internal static class LogEndpoints
{
    private const int DefaultEntries = 100;
    private const string Leaves = "application/octet-stream";

    public static void MapLog(this IEndpointRouteBuilder api)
    {
        var log = api.MapGroup("/log").WithTags("Log").FromPrimary();

        log.MapGet("/keys", KeysAsync).Public()
            .WithName("ListLogKeys")
            .WithSummary("The public keys of the registry as a JSON Web Key Set: by these everything it signs can be checked");

        log.MapGet("/head", HeadAsync).Public()
            .WithName("GetLogHead")
            .WithSummary("The newest signed head of the log: how many leaves, and the root of their Merkle tree (RFC 9162)")
            .Refuses(StatusCodes.Status404NotFound);

        log.MapGet("/heads", HeadsAsync).Public()
            .WithName("ListLogHeads")
            .WithSummary("All signed heads, newest first");

        log.MapPost("/heads", SignAsync).Public()
            .WithoutFields()
            .WithName("SignLogHead")
            .WithSummary("Have the log signed as it stands now; nothing is signed twice, nor more than once a second");

        log.MapGet("/entries", EntriesAsync).Public()
            .WithName("ListLogEntries")
            .WithSummary("The leaves of the log in order: commitments that tell nothing to whoever has not the salt");

        log.MapGet("/leaves", LeavesAsync).Public()
            .Streams()
            .RequireRateLimiting(RateLimits.Stream)
            .WithName("ReadLogLeaves")
            .WithSummary("The same for machines: 32 bytes for each leaf, one after the other")
            .Produces<Stream>(StatusCodes.Status200OK, contentType: Leaves);

        log.MapGet("/openings", OpeningsAsync)
            .RequireRoles(Role.Auditor)
            .WithName("ListLogOpenings")
            .WithSummary("The ledger's rows with all that each leaf commits to, so that an auditor can compute every leaf");

        log.MapGet("/proof/inclusion", InclusionAsync).Public()
            .WithName("ProveInclusion")
            .WithSummary("That the leaf at a position is in the tree");

        log.MapGet("/proof/consistency", ConsistencyAsync).Public()
            .WithName("ProveConsistency")
            .WithSummary("That the log as it was is the beginning of the log as it is");

        api.MapGet("/records/{id:guid}/proof", RecordAsync).Public()
            .FromPrimary()
            .WithTags("Log")
            .WithName("ProveRecord")
            .WithSummary("That a record is in the log just as it is shown: the committed content, what opens its leaf, and the way to a root")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status410Gone);
    }

    private static async Task<Ok<LogKeys>> KeysAsync(PublishKeys keys, CancellationToken ct) =>
        TypedResults.Ok(new LogKeys(await keys.ListAsync(ct)));

    private static async Task<Results<Ok<HeadView>, ProblemResult>> HeadAsync(ReadLog read, CancellationToken ct) =>
        (await read.HeadAsync(ct)).ToOk();

    private static async Task<Ok<ListResponse<HeadView>>> HeadsAsync(Page page, ReadLog read, CancellationToken ct) =>
        page.Of(await read.HeadsAsync(page.After<HeadKey>(), page.Fetch, ct), HeadKey.Of, head => head);

    private static async Task<Ok<HeadView>> SignAsync(SignHeads sign, CancellationToken ct) =>
        TypedResults.Ok(HeadView.Of(await sign.RunAsync(ct)));

    private static async Task<Results<Ok<LogEntries>, ProblemResult>> EntriesAsync(
        ReadLog read,
        CancellationToken ct,
        [Description("The last position you have; the beginning when absent.")] long after = 0,
        [Description("How many at most, 1 to 1000; 100 when absent.")] int limit = DefaultEntries) =>
        Check(after, limit) is { } wrong ? wrong : TypedResults.Ok(await read.EntriesAsync(after, limit, ct));

    private static async Task<Results<PushStreamHttpResult, ProblemResult>> LeavesAsync(
        HttpContext context,
        ReadLog read,
        CancellationToken ct,
        [Description("The last position you have; the beginning when absent.")] long after = 0,
        [Description("The last position you want; the present end when absent.")] long? upTo = null)
    {
        var size = await read.SizeAsync(ct);
        var last = upTo ?? size;
        if (last > size || after < 0 || after > last)
        {
            return ReadLog.OutOfLog(last > size ? "upTo" : "after", size).ToProblem();
        }

        context.Response.ContentLength = (last - after) * 32;
        return TypedResults.Stream(target => read.WriteLeavesAsync(target, after, last, ct), Leaves);
    }

    private static async Task<Results<Ok<LogOpenings>, ProblemResult>> OpeningsAsync(
        ReadLog read,
        CancellationToken ct,
        [Description("The last position you have; the beginning when absent.")] long after = 0,
        [Description("How many at most, 1 to 1000; 100 when absent.")] int limit = DefaultEntries) =>
        Check(after, limit) is { } wrong ? wrong : TypedResults.Ok(await read.OpenAsync(after, limit, ct));

    private static async Task<Results<Ok<InclusionProof>, ProblemResult>> InclusionAsync(
        ReadLog read,
        CancellationToken ct,
        [Description("Of the leaf.")] long position,
        [Description("Leaves of the tree; those of the newest signed head when absent.")] long? size = null) =>
        (await read.InclusionAsync(position, size, ct)).ToOk();

    private static async Task<Results<Ok<ConsistencyProof>, ProblemResult>> ConsistencyAsync(
        ReadLog read,
        CancellationToken ct,
        [Description("Leaves of the log as you knew it.")] long from,
        [Description("Leaves of the log as it is told now.")] long to) =>
        (await read.ConsistencyAsync(from, to, ct)).ToOk();

    private static async Task<Results<Ok<RecordProof>, ProblemResult>> RecordAsync(
        Guid id, CurrentActor current, ReadLog read, CancellationToken ct) =>
        (await read.RecordAsync(id, current.Actor, ct)).ToOk();

    private static ProblemResult? Check(long after, int limit) =>
        limit is < 1 or > ReadLog.MaxEntries
            ? Problems.Limit(ReadLog.MaxEntries, "entries")
        : after < 0
            ? Problems.Invalid(ProblemCodes.QueryParameterInvalid, "Positions begin with 1.", "after", "Must be 0 or more.")
        : null;
}
