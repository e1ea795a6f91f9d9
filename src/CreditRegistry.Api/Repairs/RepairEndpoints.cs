using System.ComponentModel;
using CreditRegistry.Api.Accounts;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Repairs;

internal static class RepairEndpoints
{
    public static void MapRepairs(this IEndpointRouteBuilder api)
    {
        var repairs = api.MapGroup("/repair-applications").WithTags("Repair applications");

        repairs.MapGet("", ListAsync)
            .RequireRoles(Role.Applicant)
            .WithName("ListRepairApplications")
            .WithSummary("The repair applications of your companies, newest first");

        repairs.MapGet("/{id:guid}", GetAsync)
            .RequireAuthorization()
            .WithName("GetRepairApplication")
            .WithSummary("One application: where it stands, who must act, by when and why that day")
            .Refuses(StatusCodes.Status404NotFound);

        repairs.MapPost("", DraftAsync)
            .RequireRoles(Role.Applicant)
            .Validate<DraftRepairInput>()
            .Creates()
            .WithName("DraftRepairApplication")
            .WithSummary("Start an application on a record of your company that may be repaired today")
            .WithExample(new DraftRepairInput(
                Guid.Empty, "The unlicensed line was shut down on 3 May; the licence was granted on 20 June.",
                new ContactInput("Legal department", "legal@company.example")))
            .Refuses(
                StatusCodes.Status403Forbidden,
                StatusCodes.Status404NotFound,
                StatusCodes.Status409Conflict,
                StatusCodes.Status410Gone,
                StatusCodes.Status422UnprocessableEntity);

        repairs.MapPost("/{id:guid}/submission", SubmitAsync)
            .RequireRoles(Role.Applicant)
            .WithoutFields()
            .WithName("SubmitRepairApplication")
            .WithSummary("Submit the application, or submit it again with what the supplement request asked for")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);

        repairs.MapPost("/{id:guid}/withdrawal", WithdrawAsync)
            .RequireRoles(Role.Applicant)
            .WithoutFields()
            .WithName("WithdrawRepairApplication")
            .WithSummary("Take the application back, at no cost, any time before the decision")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

        repairs.MapDocuments();
    }

    private static async Task<Ok<ListResponse<RepairView>>> ListAsync(
        Page page,
        Actor actor,
        ReadRepairs read,
        CancellationToken ct,
        [Description("Your companies' applications: true, which is also what happens when it is absent.")] bool mine = true) =>
        page.Of(
            mine ? await read.MineAsync(actor, page.After<IdKey>(), page.Fetch, ct) : [],
            IdKey.Of,
            v => v);

    private static async Task<Results<Ok<RepairView>, ProblemResult>> GetAsync(
        Guid id, Actor actor, ReadRepairs read, CancellationToken ct) => (await read.OneAsync(id, actor, ct)).ToOk();

    private static async Task<Results<Created<RepairView>, ProblemResult>> DraftAsync(
        DraftRepairInput input, Actor actor, ApplyForRepair apply, CancellationToken ct) =>
        (await apply.DraftAsync(input, actor, ct)).ToCreated(v => v, v => $"/api/v1/repair-applications/{v.Id}");

    private static async Task<Results<Ok<RepairView>, ProblemResult>> SubmitAsync(
        Guid id, IfMatch ifMatch, Actor actor, ApplyForRepair apply, CancellationToken ct) =>
        (await apply.SubmitAsync(id, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<RepairView>, ProblemResult>> WithdrawAsync(
        Guid id, IfMatch ifMatch, Actor actor, ApplyForRepair apply, CancellationToken ct) =>
        (await apply.WithdrawAsync(id, ifMatch.ExpectedVersion, actor, ct)).ToOk();
}
