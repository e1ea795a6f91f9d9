using System.ComponentModel;
using CreditRegistry.Api.Accounts;
using CreditRegistry.Api.Http;
using CreditRegistry.Api.Repairs;
using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Objections;

internal static class ObjectionEndpoints
{
    public static void MapObjections(this IEndpointRouteBuilder api)
    {
        api.MapGet("/review/objections", QueueAsync)
            .WithTags("Objections")
            .RequireRoles(Role.Agency, Role.Officer, Role.Supervisor, Role.Auditor)
            .WithName("ListObjectionQueue")
            .WithSummary("The objections before your organs by due date, the most urgent first");

        var objections = api.MapGroup("/objections").WithTags("Objections");
        objections.MapGet("", ListAsync)
            .RequireRoles(Role.Applicant)
            .WithName("ListObjections")
            .WithSummary("The objections of your companies, newest first");
        objections.MapGet("/{id:guid}", GetAsync)
            .RequireAuthorization()
            .WithName("GetObjection")
            .WithSummary("One objection: where it stands, who must act, by when and why that day")
            .Refuses(StatusCodes.Status404NotFound);
        objections.MapCompany();
        objections.MapOrgan();
    }

    private static void MapCompany(this IEndpointRouteBuilder objections)
    {
        objections.MapPost("", DraftAsync)
            .RequireRoles(Role.Applicant)
            .Validate<DraftObjectionInput>()
            .Creates()
            .WithName("DraftObjection")
            .WithSummary("Start an objection to a record of your company, or to a repair that was refused; nobody sees it yet")
            .WithExample(new DraftObjectionInput(
                ObjectionGround.FactsWrong,
                "The decision fines another branch; ours is not named in it. See the attached copy.",
                RecordId: Guid.Empty,
                Statement: "The decision concerns another company of a similar name."))
            .Refuses(
                StatusCodes.Status403Forbidden,
                StatusCodes.Status404NotFound,
                StatusCodes.Status409Conflict,
                StatusCodes.Status410Gone,
                StatusCodes.Status422UnprocessableEntity);
        objections.MapPost("/{id:guid}/documents", AddDocumentAsync)
            .RequireRoles(Role.Applicant)
            .WithBodyLimit(CaseDocument.MaxBytes + DocumentForm.Overhead)
            .Accepts<EvidenceFields>("multipart/form-data")
            .Creates()
            .WithName("AddObjectionDocument")
            .WithSummary("Add evidence, a PDF, PNG or JPEG of at most 10 MiB, until a finding is given: one multipart field `file`")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        objections.MapGet("/{id:guid}/documents/{documentId:guid}", ReadDocumentAsync)
            .RequireRoles(Role.Applicant, Role.Agency, Role.Officer, Role.Auditor)
            .WithName("ReadObjectionDocument")
            .WithSummary("A document's bytes, as an attachment; for the company, the organ and auditors")
            .Produces<Stream>(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .Refuses(StatusCodes.Status404NotFound);
        objections.MapDelete("/{id:guid}/documents/{documentId:guid}", RemoveDocumentAsync)
            .RequireRoles(Role.Applicant)
            .WithName("RemoveObjectionDocument")
            .WithSummary("Remove a document of a draft")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        objections.MapPost("/{id:guid}/submission", SubmitAsync)
            .RequireRoles(Role.Applicant)
            .WithoutFields()
            .WithName("SubmitObjection")
            .WithSummary("File the objection: the organ has it, and the record carries the mark, at once")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        objections.MapPost("/{id:guid}/withdrawal", WithdrawAsync)
            .RequireRoles(Role.Applicant)
            .WithoutFields()
            .WithName("WithdrawObjection")
            .WithSummary("Take the objection, or its review, back, at no cost, any time before the decision; a dismissal then stands")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        objections.MapPost("/{id:guid}/review", ReviewAsync)
            .RequireRoles(Role.Applicant)
            .Validate<ReasonInput>()
            .WithName("ReviewObjection")
            .WithSummary("Ask, once, that people who took no part in a dismissal examine the objection again")
            .WithExample(new ReasonInput("The finding does not mention the court's judgment that we sent."))
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
    }

    private static void MapOrgan(this IEndpointRouteBuilder objections)
    {
        var organ = objections.MapGroup("/{id:guid}")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        organ.MapPost("/acceptance", AcceptAsync).RequireRoles(Role.Agency, Role.Officer).WithoutFields()
            .WithName("AcceptObjection").WithSummary("Accept the objection; the clock of the decision runs");
        organ.MapPost("/rejection", RejectAsync).RequireRoles(Role.Officer).Validate<ReasonedInput>()
            .WithName("RejectObjection").WithSummary("Propose not to accept; by a second officer, confirm it")
            .WithExample(new ReasonedInput("OUT_OF_SCOPE", "The letter asks for a licence, which another procedure grants."));
        organ.MapPost("/finding", FindAsync).RequireRoles(Role.Agency, Role.Officer).Validate<ObjectionFindingInput>()
            .WithName("FindOnObjection").WithSummary("The organ's finding: how to uphold the objection, or to dismiss it")
            .Refuses(StatusCodes.Status422UnprocessableEntity)
            .WithExample(new ObjectionFindingInput(
                ObjectionOutcome.Correct,
                "RECORD_INCORRECT",
                "The decision's summary names two breaches; the record named three.",
                new CorrectionInput(Summary: "Sold food without a licence from two shops.")));
        organ.MapPost("/decision", DecideAsync).RequireRoles(Role.Officer).Validate<ObjectionFindingInput>()
            .WithName("DecideObjection")
            .WithSummary("An officer decides on the finding; what is upheld is carried out with that")
            .Refuses(StatusCodes.Status422UnprocessableEntity)
            .WithExample(new ObjectionFindingInput(
                ObjectionOutcome.Dismiss, "RECORD_CORRECT", "The decision names this company, its registration ID and the day."));
        organ.MapPost("/extension", ExtendAsync).RequireRoles(Role.Agency, Role.Officer).Validate<ReasonInput>()
            .WithName("ExtendObjection")
            .WithSummary("More time to decide: once, with a reason that the company reads, before the due date");
    }

    /// <summary>The field of the form.</summary>
    public sealed record EvidenceFields(IFormFile File);

    private static async Task<Results<Ok<ListResponse<ObjectionView>>, ProblemResult>> QueueAsync(
        Page page,
        Actor actor,
        ReadObjections read,
        CancellationToken ct,
        [Description("Only objections in this state; every one under way when absent.")] ObjectionState? state = null,
        [Description("True: only those past their due date; false: only the others.")] bool? overdue = null,
        [Description("Only this tier.")] RecordTier? tier = null,
        [Description("Only this organ's code.")] string? organ = null,
        [Description("Only this rule set.")] string? ruleSet = null)
    {
        if (state is { } asked && !asked.IsUnderWay())
        {
            return InvalidError.Of(
                "QUERY_PARAMETER_INVALID", "state", "Use submitted, accepted, proposed or underReview.").ToProblem();
        }

        var rows = await read.QueueAsync(
            new ObjectionFilter(state, overdue, tier, organ, ruleSet), actor, page.After<QueueKey>(), page.Fetch, ct);
        return page.Of(rows, QueueKey.Of, v => v);
    }

    private static async Task<Ok<ListResponse<ObjectionView>>> ListAsync(
        Page page,
        Actor actor,
        ReadObjections read,
        CancellationToken ct,
        [Description("Your companies' objections: true, which is also what happens when it is absent.")] bool mine = true) =>
        page.Of(mine ? await read.MineAsync(actor, page.After<IdKey>(), page.Fetch, ct) : [], v => new IdKey(v.Id), v => v);

    private static async Task<Results<Ok<ObjectionView>, ProblemResult>> GetAsync(
        Guid id, Actor actor, ReadObjections read, CancellationToken ct) => (await read.OneAsync(id, actor, ct)).ToOk();

    private static async Task<Results<Created<ObjectionView>, ProblemResult>> DraftAsync(
        DraftObjectionInput input, Actor actor, FileObjections file, CancellationToken ct) =>
        (await file.DraftAsync(input, actor, ct)).ToCreated(v => v, v => $"/api/v1/objections/{v.Id}");

    private static async Task<Results<Created<ObjectionView>, ProblemResult>> AddDocumentAsync(
        Guid id, HttpRequest request, Actor actor, ObjectionDocuments documents, CancellationToken ct) =>
        await DocumentForm.ReadAsync(
            request,
            withKind: false,
            (_, name, content, checkRest) => documents.AddAsync(id, name, content, actor, ct, checkRest),
            ct) is { } added
            ? added.ToCreated(a => a.Objection, _ => $"/api/v1/objections/{id}/documents/{added.Value.Document.Id}")
            : Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Results<PushStreamHttpResult, ProblemResult>> ReadDocumentAsync(
        Guid id,
        Guid documentId,
        Actor actor,
        HttpResponse response,
        ObjectionDocuments documents,
        CaseDocuments bytes,
        CancellationToken ct)
    {
        var found = await documents.FindAsync(id, documentId, actor, ct);
        return found.Value is { } document
            ? response.Attach(
                document.FileName, document.Size, document.Sha256, target => bytes.CopyAsync(document.Id, target, ct))
            : found.Error!.ToProblem();
    }

    private static async Task<Results<Ok<ObjectionView>, ProblemResult>> RemoveDocumentAsync(
        Guid id, Guid documentId, Actor actor, ObjectionDocuments documents, CancellationToken ct) =>
        (await documents.RemoveAsync(id, documentId, actor, ct)).ToOk();

    private static async Task<Results<Ok<ObjectionView>, ProblemResult>> SubmitAsync(
        Guid id, IfMatch ifMatch, Actor actor, FileObjections file, CancellationToken ct) =>
        (await file.SubmitAsync(id, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<ObjectionView>, ProblemResult>> WithdrawAsync(
        Guid id, IfMatch ifMatch, Actor actor, FileObjections file, CancellationToken ct) =>
        (await file.WithdrawAsync(id, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<ObjectionView>, ProblemResult>> ReviewAsync(
        Guid id, ReasonInput input, IfMatch ifMatch, Actor actor, FileObjections file, CancellationToken ct) =>
        (await file.RequestReviewAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<ObjectionView>, ProblemResult>> AcceptAsync(
        Guid id, IfMatch ifMatch, Actor actor, DecideObjections decide, CancellationToken ct) =>
        (await decide.AcceptAsync(id, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<ObjectionView>, ProblemResult>> RejectAsync(
        Guid id, ReasonedInput input, IfMatch ifMatch, Actor actor, DecideObjections decide, CancellationToken ct) =>
        (await decide.RejectAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<ObjectionView>, ProblemResult>> FindAsync(
        Guid id, ObjectionFindingInput input, IfMatch ifMatch, Actor actor, DecideObjections decide, CancellationToken ct) =>
        (await decide.FindAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<ObjectionView>, ProblemResult>> DecideAsync(
        Guid id, ObjectionFindingInput input, IfMatch ifMatch, Actor actor, DecideObjections decide, CancellationToken ct) =>
        (await decide.DecideAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static async Task<Results<Ok<ObjectionView>, ProblemResult>> ExtendAsync(
        Guid id, ReasonInput input, IfMatch ifMatch, Actor actor, DecideObjections decide, CancellationToken ct) =>
        (await decide.ExtendAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();
}
