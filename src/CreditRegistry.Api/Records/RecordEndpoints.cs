using System.ComponentModel;
using System.Text.Json.Serialization;
using CreditRegistry.Api.Accounts;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Past;
using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Records;

/// <param name="EarliestOn">The first day on which the record may be repaired; null when it never may.</param>
/// <param name="LapsesOn">The last day of the record if nobody repairs it; null when it does not lapse by itself.</param>
/// <param name="Documents">What an application needs; any one of the kinds of a row satisfies it.</param>
/// <param name="Breaches">Every rule that stands against it on that day.</param>
public sealed record EligibilityResponse(
    bool Eligible,
    DateOnly On,
    DateOnly? EarliestOn,
    DateOnly? LapsesOn,
    IReadOnlyList<DocumentNeed> Documents,
    IReadOnlyList<ProblemBreach> Breaches,
    string RuleSet)
{
    /// <summary>What is asked about the past; absent from an answer about now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InstantView? Instant { get; init; }

    public static EligibilityResponse From(Eligibility e) => new(
        e.Eligible,
        e.On,
        e.EarliestOn,
        e.LapsesOn,
        [.. e.Documents.Select(DocumentNeed.Of)],
        [.. e.Breaches.Select(ProblemBreach.From)],
        e.RuleSetId);
}

internal static class RecordEndpoints
{
    public static void MapRecords(this IEndpointRouteBuilder api)
    {
        var records = api.MapGroup("/records").WithTags("Records");

        records.MapGet("", ListAsync).Public()
            .WithName("ListRecords")
            .WithSummary("Records in publication, now or at an instant, by tier, ground, organ and day, newest first");

        records.MapGet("/{id:guid}", GetAsync).Public()
            .WithName("GetRecord")
            .WithSummary("One record, now or at an instant: what happened, the law behind it, the measures in force, and when it ends")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status410Gone);

        records.MapGet("/{id:guid}/eligibility", EligibilityAsync).Public()
            .WithName("GetRepairEligibility")
            .WithSummary("May this record be repaired on a day, from when, and with which documents")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status410Gone);

        records.MapPost("", PublishAsync)
            .RequireRoles(Role.Agency)
            .Validate<PublishRecordInput>()
            .Creates()
            .WithName("PublishRecord")
            .WithSummary("Publish a record of your organ today, by the rule set that it has adopted")
            .WithExample(new PublishRecordInput(
                "91330000YYXXXXXXXX", RecordTier.SeriouslyUntrustworthy, "B01",
                new DecisionInput("浙市监罚字〔2026〕12号", new DateOnly(2026, 4, 20)),
                "未取得食品生产许可从事食品生产活动。", [new Penalty("LARGER_FINE", 5_000_000, null)]))
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);

        records.MapPost("/{id:guid}/corrections", CorrectAsync)
            .Validate<CorrectRecordInput>()
            .IsChange("CorrectRecord", "Correct a record of your organ: a new version of the same record");
        records.MapPost("/{id:guid}/annulment", AnnulAsync)
            .Validate<AnnulRecordInput>()
            .IsChange("AnnulRecord", "Annul a record of your organ, and what it escalated to");
        records.MapPost("/{id:guid}/shielding", ShieldAsync)
            .Validate<ReasonInput>()
            .IsChange("ShieldRecord", "Hide a record while a court's order stands");
        records.MapPost("/{id:guid}/shielding-end", UnshieldAsync)
            .Validate<ReasonInput>()
            .IsChange("UnshieldRecord", "Show a hidden record again");
    }

    private static void IsChange(this RouteHandlerBuilder verb, string name, string summary) => verb
        .RequireRoles(Role.Agency)
        .WithName(name)
        .WithSummary(summary)
        .Refuses(
            StatusCodes.Status404NotFound,
            StatusCodes.Status409Conflict,
            StatusCodes.Status410Gone,
            StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Ok<RecordListResponse>, ProblemResult>> ListAsync(
        Page page,
        AskedInstant instant,
        ReadRecords read,
        ReadPast past,
        CancellationToken ct,
        [Description("Only this tier.")] RecordTier? tier = null,
        [Description("Only this ground's code.")] string? ground = null,
        [Description("Only this organ's code.")] string? organ = null,
        [Description("Published on this day or later.")] DateOnly? publishedFrom = null,
        [Description("Published on this day or earlier.")] DateOnly? publishedTo = null)
    {
        var filter = new RecordFilter(null, tier, ground, organ, publishedFrom, publishedTo);
        if (instant.Value is not { } asked)
        {
            return page.Of(await read.ListAsync(filter, page.After<RecordKey>(), page.Fetch, ct));
        }

        var then = await past.ListAsync(filter, asked, page.After<RecordKey>(), page.Fetch, ct);
        return then.Value is { } list ? page.Of(list.Records, asked, list.GoesOnAfter) : then.Error!.ToProblem();
    }

    private static async Task<Results<Ok<RecordView>, ProblemResult>> GetAsync(
        Guid id, AskedInstant instant, CurrentActor current, ReadRecords read, ReadPast past, CancellationToken ct) =>
        (instant.Value is { } asked
            ? await past.RecordAsync(id, asked, current.Actor, ct)
            : await read.OneAsync(id, current.Actor, ct)).ToOk();

    private static async Task<Results<Ok<EligibilityResponse>, ProblemResult>> EligibilityAsync(
        Guid id,
        AskedInstant instant,
        CurrentActor current,
        ReadRecords read,
        ReadPast past,
        CancellationToken ct,
        [Description("A day in Asia/Shanghai; when absent, today or the day of the instant.")] DateOnly? on = null) =>
        instant.Value is { } asked
            ? (await past.EligibilityAsync(id, on, asked, current.Actor, ct))
                .ToOk(e => EligibilityResponse.From(e) with { Instant = InstantView.Of(asked) })
            : (await read.EligibilityAsync(id, on, current.Actor, ct)).ToOk(EligibilityResponse.From);

    private static async Task<Results<Created<RecordView>, ProblemResult>> PublishAsync(
        PublishRecordInput input, Actor actor, WriteRecords write, CancellationToken ct)
    {
        var verdict = RegistrationIds.Check(input.RegistrationId);
        if (verdict.Id is not { } registrationId)
        {
            return RegistrationIdErrors.Of(verdict, "registrationId").ToProblem();
        }

        var outcome = await write.PublishAsync(input, registrationId, actor, ct);
        return outcome.ToCreated(r => r, r => $"/api/v1/records/{r.Id}");
    }

    private static async Task<Results<Ok<RecordView>, ProblemResult>> CorrectAsync(
        Guid id, CorrectRecordInput input, IfMatch ifMatch, Actor actor, WriteRecords write, CancellationToken ct) =>
        (await write.CorrectAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<RecordView>, ProblemResult>> AnnulAsync(
        Guid id, AnnulRecordInput input, IfMatch ifMatch, Actor actor, WriteRecords write, CancellationToken ct) =>
        (await write.AnnulAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<RecordView>, ProblemResult>> ShieldAsync(
        Guid id, ReasonInput input, IfMatch ifMatch, Actor actor, WriteRecords write, CancellationToken ct) =>
        (await write.ShieldAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<RecordView>, ProblemResult>> UnshieldAsync(
        Guid id, ReasonInput input, IfMatch ifMatch, Actor actor, WriteRecords write, CancellationToken ct) =>
        (await write.UnshieldAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();
}
