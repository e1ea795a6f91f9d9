using System.ComponentModel;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Feed;
using CreditRegistry.Application.Recalls;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Watching;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Recalls;

/// <param name="UpTo">The `position` of the last recall you took, as in GET /recalls; those of events count separately.</param>
public sealed record AcknowledgementsRequest(FeedPosition? UpTo);

/// <param name="RegistrationId">Of a company that you act for; or</param>
/// <param name="Organ">the code of an organ that you work for.</param>
public sealed record ConsumerNameRequest(string? RegistrationId = null, string? Organ = null);

internal static class RecallEndpoints
{
    private static readonly NotFoundError NotNamed = new(
        "CONSUMER_NOT_NAMED", "Your account is not named. PUT the company or organ under which it may be.");

    private sealed record RecallPlace(long Position, Guid RecordId);

    public static void MapRecalls(this IEndpointRouteBuilder api)
    {
        var recalls = api.MapGroup("/recalls").WithTags("Recalls").RequireAuthorization();

        recalls.MapGet("", ListAsync)
            .WithName("ListRecalls")
            .WithSummary("Records that you took, were shown or were told of, and that have left since: let them go, then acknowledge")
            .WithExample(response: new ListResponse<RecallView>(
                [
                    new(
                        new Guid("0197f20f-ef20-76cb-bf55-6292bb4cb21b"), new FeedPosition(1, 48213), null, TombstoneState.Repaired,
                        new DateOnly(2026, 7, 1), [RecallReason.Export], new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero), null, "Delete …"),
                ],
                null));

        recalls.MapPost("/{recordId:guid}/acknowledgement", AcknowledgeAsync)
            .WithoutFields()
            .WithName("AcknowledgeRecall")
            .WithSummary("Say that you have let one record go; the first time counts")
            .Refuses(StatusCodes.Status404NotFound);

        recalls.MapPost("/acknowledgements", AcknowledgeAllAsync)
            .WithName("AcknowledgeRecalls")
            .WithSummary("Say that you have let go of all that left up to a position")
            .Refuses(StatusCodes.Status409Conflict)
            .WithExample(new AcknowledgementsRequest(new FeedPosition(1, 48213)), new AcknowledgedRecalls(1));

        var consumer = api.MapGroup("/account/consumer-name").WithTags("Recalls").RequireAuthorization();

        consumer.MapGet("", FindNameAsync)
            .WithName("GetConsumerName")
            .WithSummary("The name under which the public sees how you answer recalls")
            .Refuses(StatusCodes.Status404NotFound);

        consumer.MapPut("", AgreeAsync)
            .WithName("AgreeToBeNamed")
            .WithSummary("Agree that the public sees how you answer recalls, under the name of your company or organ");

        consumer.MapDelete("", WithdrawAsync)
            .WithName("WithdrawConsumerName")
            .WithSummary("Withdraw that; you are named no more, at once");

        api.MapGet("/statistics/recalls", ReadStatisticsAsync)
            .Public()
            .WithTags("Statistics")
            .WithName("GetRecallStatistics")
            .WithSummary("What part of recalls was acknowledged within 1, 3 and 7 days, and by whom of those who agreed to be named");
    }

    private static async Task<Ok<ListResponse<RecallView>>> ListAsync(
        Page page,
        Actor actor,
        ReadRecalls read,
        CancellationToken ct,
        [Description("Only those you acknowledged (true), or only those that wait for it (false).")] bool? acknowledged = null)
    {
        var after = page.After<RecallPlace>();
        var rows = await read.ListAsync(actor, acknowledged, after is null ? null : (after.Position, after.RecordId), page.Fetch, ct);
        return page.Of(rows, recall => new RecallPlace(recall.Position.Position, recall.RecordId), recall => recall);
    }

    private static async Task<Results<Ok<RecallView>, ProblemResult>> AcknowledgeAsync(
        Guid recordId, Actor actor, AcknowledgeRecalls acknowledge, CancellationToken ct) =>
        (await acknowledge.OneAsync(actor, recordId, ct)).ToOk();

    private static async Task<Results<Ok<AcknowledgedRecalls>, ProblemResult>> AcknowledgeAllAsync(
        AcknowledgementsRequest request, Actor actor, AcknowledgeRecalls acknowledge, CancellationToken ct) =>
        request.UpTo is { } upTo
            ? (await acknowledge.AllAsync(actor, upTo, ct)).ToOk()
            : Problems.Invalid(ProblemCodes.ValidationFailed, $"Say up to which position. {AcknowledgeRecalls.WhichPosition}", "upTo", "Required.");

    private static async Task<Results<Ok<ConsumerName>, ProblemResult>> FindNameAsync(
        Actor actor, NameConsumer consumer, CancellationToken ct) =>
        await consumer.FindAsync(actor, ct) is { } name ? TypedResults.Ok(name) : NotNamed.ToProblem();

    private static async Task<Results<Ok<ConsumerName>, ProblemResult>> AgreeAsync(
        ConsumerNameRequest request, Actor actor, NameConsumer consumer, CancellationToken ct) =>
        (await consumer.AgreeAsync(actor, request.RegistrationId, request.Organ, ct)).ToOk();

    private static async Task<NoContent> WithdrawAsync(Actor actor, NameConsumer consumer, CancellationToken ct)
    {
        await consumer.WithdrawAsync(actor, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<RecallStatistics>> ReadStatisticsAsync(ReadRecallStatistics read, CancellationToken ct) =>
        TypedResults.Ok(await read.RunAsync(ct));
}
