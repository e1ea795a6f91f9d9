using CreditRegistry.Api.Accounts;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Repairs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Repairs;

internal static class DocumentEndpoints
{
    public static void MapDocuments(this IEndpointRouteBuilder repairs)
    {
        repairs.MapPost("/{id:guid}/documents", AddAsync)
            .RequireRoles(Role.Applicant)
            .WithBodyLimit(CaseDocument.MaxBytes + DocumentForm.Overhead)
            .Accepts<DocumentFields>("multipart/form-data")
            .Creates()
            .WithName("AddRepairDocument")
            .WithSummary("Add a PDF, PNG or JPEG of at most 10 MiB: multipart fields `kind`, then `file`")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

        repairs.MapGet("/{id:guid}/documents/{documentId:guid}", ReadAsync)
            .RequireRoles(Role.Applicant, Role.Officer, Role.Auditor)
            .WithName("ReadRepairDocument")
            .WithSummary("A document's bytes, as an attachment; for the case's company, officers and auditors")
            .Produces<Stream>(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .Refuses(StatusCodes.Status404NotFound);

        repairs.MapDelete("/{id:guid}/documents/{documentId:guid}", RemoveAsync)
            .RequireRoles(Role.Applicant)
            .WithName("RemoveRepairDocument")
            .WithSummary("Remove a document that the officers have not seen")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    /// <summary>The fields of the form, the kind first.</summary>
    public sealed record DocumentFields(string Kind, IFormFile File);

    private static async Task<Results<Created<RepairView>, ProblemResult>> AddAsync(
        Guid id, HttpRequest request, Actor actor, RepairDocuments documents, CancellationToken ct) =>
        await DocumentForm.ReadAsync(
            request,
            withKind: true,
            (kind, name, content, checkRest) => documents.AddAsync(id, kind, name, content, actor, ct, checkRest),
            ct) is { } added
            ? added.ToCreated(a => a.Application, _ => $"/api/v1/repair-applications/{id}/documents/{added.Value.Document.Id}")
            : Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Results<PushStreamHttpResult, ProblemResult>> ReadAsync(
        Guid id, Guid documentId, Actor actor, HttpResponse response, RepairDocuments documents, CaseDocuments bytes, CancellationToken ct)
    {
        var found = await documents.FindAsync(id, documentId, actor, ct);
        if (found.Value is not { } document)
        {
            return found.Error!.ToProblem();
        }

        return response.Attach(
            document.FileName, document.Size, document.Sha256, target => bytes.CopyAsync(document.Id, target, ct));
    }

    private static async Task<Results<Ok<RepairView>, ProblemResult>> RemoveAsync(
        Guid id, Guid documentId, Actor actor, RepairDocuments documents, CancellationToken ct) =>
        (await documents.RemoveAsync(id, documentId, actor, ct)).ToOk();
}
