using System.ComponentModel;
using CreditRegistry.Api.Accounts;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Reviews;

internal static class ReviewEndpoints
{
    public static void MapReviews(this IEndpointRouteBuilder api)
    {
        api.MapGet("/review/queue", QueueAsync)
            .WithTags("Review")
            .RequireRoles(Role.Officer, Role.Supervisor, Role.Auditor)
            .WithName("ListReviewQueue")
            .WithSummary("The cases under way by due date, the most urgent first");

        api.MapPost("/repair-applications/{id:guid}/assignment", AssignAsync)
            .WithTags("Review")
            .RequireRoles(Role.Officer, Role.Supervisor)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .Validate<AssignmentInput>()
            .WithName("AssignCase")
            .WithSummary("Take the case, hand it to a colleague, or put it back into the queue; a supervisor names an officer");

        var cases = api.MapGroup("/repair-applications/{id:guid}").WithTags("Review").RequireRoles(Role.Officer)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

        cases.MapPost("/recusal", RecuseAsync).Validate<ReasonInput>()
            .WithName("RecuseFromCase").WithSummary("Declare an interest: you are barred from this company's cases from now on");
        cases.MapPost("/supplement-request", RequestSupplementAsync).Validate<SupplementInput>()
            .WithName("RequestSupplement").WithSummary("Tell the company everything that is missing, at once and only once")
            .WithExample(new SupplementInput(
                [new MissingDocument("TRAINING_CERTIFICATE", "The certificate names another company.")],
                "One document does not fit the application."));
        cases.MapPost("/acceptance", AcceptAsync).WithoutFields()
            .WithName("AcceptCase").WithSummary("Accept the application; the clock of the decision runs");
        cases.MapPost("/non-acceptance", DoNotAcceptAsync).Validate<ReasonedInput>()
            .WithName("RefuseAcceptance").WithSummary("Propose not to accept; by a second officer, confirm it");
        cases.MapPost("/recommendation", RecommendAsync).Validate<FindingInput>()
            .WithName("RecommendDecision").WithSummary("The first officer's finding: grant or refuse, with its reason");
        cases.MapPost("/decision", DecideAsync).Validate<FindingInput>()
            .WithName("DecideCase").WithSummary("The second officer decides; a grant takes the record out of publication at once")
            .WithExample(new FindingInput(RepairOutcome.Grant, "CONDITIONS_MET", "The breach was put right and every duty performed."));
        cases.MapPost("/extension", ExtendAsync).Validate<ReasonInput>()
            .WithName("ExtendDecision").WithSummary("Ten more working days to decide: once, with a reason, before the due date");
        cases.MapPost("/revocation", RevokeAsync).Validate<ReasonedInput>()
            .WithName("RevokeGrant").WithSummary("Propose to revoke a grant that rested on a false promise; by a second officer, confirm it");
        cases.MapPost("/proposal-dismissal", DismissProposalAsync).Validate<ReasonInput>()
            .WithName("DismissProposal").WithSummary("Depart from a proposed non-acceptance or revocation, with a reason");
    }

    private static async Task<Results<Ok<ListResponse<RepairView>>, ProblemResult>> QueueAsync(
        Page page,
        Actor actor,
        ReviewQueue queue,
        CancellationToken ct,
        [Description("Only cases in this state; every case under way when absent.")] RepairState? state = null,
        [Description("`me`, `none`, or an officer's account key.")] string? assignee = null,
        [Description("True: only cases past their due date; false: only the others.")] bool? overdue = null,
        [Description("Only this tier.")] RecordTier? tier = null,
        [Description("Only this organ's code.")] string? organ = null,
        [Description("Only this rule set.")] string? ruleSet = null)
    {
        var key = assignee is "me" ? actor.AccountKey : Guid.TryParse(assignee, out var other) ? other : (Guid?)null;
        if (assignee is not (null or "none") && key is null)
        {
            return InvalidError.Of("QUERY_PARAMETER_INVALID", "assignee", "Use me, none, or an account key.").ToProblem();
        }

        if (state is { } asked && !asked.IsUnderWay())
        {
            return InvalidError.Of(
                "QUERY_PARAMETER_INVALID", "state", "Use submitted, supplementRequested, accepted or recommended.").ToProblem();
        }

        var rows = await queue.ListAsync(
            new QueueFilter(state, key, assignee is "none", overdue, tier, organ, ruleSet),
            actor, page.After<QueueKey>(), page.Fetch, ct);
        return page.Of(rows, QueueKey.Of, v => v);
    }

    private static async Task<Results<Ok<RepairView>, ProblemResult>> AssignAsync(
        Guid id, AssignmentInput input, IfMatch ifMatch, Actor actor, ReviewCases review, CancellationToken ct) =>
        (await review.AssignAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<RepairView>, ProblemResult>> RecuseAsync(
        Guid id, ReasonInput input, IfMatch ifMatch, Actor actor, ReviewCases review, CancellationToken ct) =>
        (await review.RecuseAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<RepairView>, ProblemResult>> RequestSupplementAsync(
        Guid id, SupplementInput input, IfMatch ifMatch, Actor actor, ReviewCases review, CancellationToken ct) =>
        (await review.RequestSupplementAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<RepairView>, ProblemResult>> AcceptAsync(
        Guid id, IfMatch ifMatch, Actor actor, ReviewCases review, CancellationToken ct) =>
        (await review.AcceptAsync(id, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<RepairView>, ProblemResult>> DoNotAcceptAsync(
        Guid id, ReasonedInput input, IfMatch ifMatch, Actor actor, ReviewCases review, CancellationToken ct) =>
        (await review.DoNotAcceptAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<RepairView>, ProblemResult>> RecommendAsync(
        Guid id, FindingInput input, IfMatch ifMatch, Actor actor, ReviewCases review, CancellationToken ct) =>
        (await review.RecommendAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<RepairView>, ProblemResult>> DecideAsync(
        Guid id, FindingInput input, IfMatch ifMatch, Actor actor, ReviewCases review, CancellationToken ct) =>
        (await review.DecideAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<RepairView>, ProblemResult>> ExtendAsync(
        Guid id, ReasonInput input, IfMatch ifMatch, Actor actor, ReviewCases review, CancellationToken ct) =>
        (await review.ExtendAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<RepairView>, ProblemResult>> RevokeAsync(
        Guid id, ReasonedInput input, IfMatch ifMatch, Actor actor, ReviewCases review, CancellationToken ct) =>
        (await review.RevokeAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<RepairView>, ProblemResult>> DismissProposalAsync(
        Guid id, ReasonInput input, IfMatch ifMatch, Actor actor, ReviewCases review, CancellationToken ct) =>
        (await review.DismissProposalAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();
}
