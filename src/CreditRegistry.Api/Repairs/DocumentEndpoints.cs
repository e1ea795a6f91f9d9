using CreditRegistry.Api.Accounts;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Repairs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CreditRegistry.Api.Repairs;

internal static class DocumentEndpoints
{
    private const int KindMaxLength = 100;
    private const long Overhead = 16 * 1024;

    public static void MapDocuments(this IEndpointRouteBuilder repairs)
    {
        repairs.MapPost("/{id:guid}/documents", AddAsync)
            .RequireRoles(Role.Applicant)
            .WithBodyLimit(RepairDocument.MaxBytes + Overhead)
            .Accepts<DocumentForm>("multipart/form-data")
            .Creates()
            .WithName("AddRepairDocument")
            .WithSummary("Add a PDF, PNG or JPEG of at most 10 MiB: multipart fields `kind`, then `file`")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

        repairs.MapGet("/{id:guid}/documents/{documentId:guid}", ReadAsync)
            .RequireRoles(Role.Applicant, Role.Officer, Role.Auditor)
            .WithName("ReadRepairDocument")
            .WithSummary("A document's bytes, as an attachment; for the case's company, officers and auditors")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .Refuses(StatusCodes.Status404NotFound);

        repairs.MapDelete("/{id:guid}/documents/{documentId:guid}", RemoveAsync)
            .RequireRoles(Role.Applicant)
            .WithName("RemoveRepairDocument")
            .WithSummary("Remove a document that the officers have not seen")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    /// <summary>The form, for its description: the handler reads the parts as they come.</summary>
    public sealed record DocumentForm(string Kind, IFormFile File);

    private static async Task<Results<Created<RepairView>, ProblemResult>> AddAsync(
        Guid id, HttpRequest request, Actor actor, RepairDocuments documents, CancellationToken ct)
    {
        if (Multipart.BoundaryOf(request) is not { } boundary)
        {
            return Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return await ReadPartsAsync(id, new MultipartReader(boundary, request.Body), actor, documents, ct);
        }
        catch (Exception exception) when (exception is InvalidDataException
            or IOException and not BadHttpRequestException)
        {
            return Malformed("The multipart body is broken or was cut off. Send the form again.").ToProblem();
        }
    }

    private static async Task<Results<Created<RepairView>, ProblemResult>> ReadPartsAsync(
        Guid id, MultipartReader reader, Actor actor, RepairDocuments documents, CancellationToken ct)
    {
        string? kind = null;
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            var disposition = section.GetContentDispositionHeader();
            switch (HeaderUtilities.RemoveQuotes(disposition?.Name ?? "").Value)
            {
                case "kind" when kind is null:
                    kind = await ReadKindAsync(section.Body, ct);
                    break;

                case "file" when kind is not null && (disposition!.FileName.HasValue || disposition.FileNameStar.HasValue):
                    var added = await documents.AddAsync(
                        id, kind, NameOf(disposition), section.Body, actor, ct, () => NothingFollowsAsync(reader, ct));
                    return added.ToCreated(
                        a => a.Application, a => $"/api/v1/repair-applications/{id}/documents/{added.Value.Document.Id}");

                default:
                    return OtherFields.ToProblem();
            }
        }

        return InvalidError.Of("DOCUMENT_FORM", kind is null ? "kind" : "file", "The field is missing.").ToProblem();
    }

    /// <remarks>Some clients escape a quote by a backslash, which is no folder's separator there.</remarks>
    private static string NameOf(ContentDispositionHeaderValue disposition) =>
        disposition.FileNameStar.HasValue
            ? disposition.FileNameStar.Value!
            : HeaderUtilities.RemoveQuotes(disposition.FileName).Value!.Replace("\\\"", "\"", StringComparison.Ordinal);

    private static async Task<RegistryError?> NothingFollowsAsync(MultipartReader reader, CancellationToken ct) =>
        await reader.ReadNextSectionAsync(ct) is null ? null : OtherFields;

    private static async Task<string> ReadKindAsync(Stream body, CancellationToken ct)
    {
        var bytes = new byte[KindMaxLength + 1];
        var count = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return System.Text.Encoding.UTF8.GetString(bytes, 0, count);
    }

    private static async Task<Results<PushStreamHttpResult, ProblemResult>> ReadAsync(
        Guid id, Guid documentId, Actor actor, HttpResponse response, RepairDocuments documents, CancellationToken ct)
    {
        var found = await documents.FindAsync(id, documentId, actor, ct);
        if (found.Value is not { } document)
        {
            return found.Error!.ToProblem();
        }

        return response.Attach(
            document.FileName, document.Size, document.Sha256, target => documents.CopyAsync(document.Id, target, ct));
    }

    private static async Task<Results<Ok<RepairView>, ProblemResult>> RemoveAsync(
        Guid id, Guid documentId, Actor actor, RepairDocuments documents, CancellationToken ct) =>
        (await documents.RemoveAsync(id, documentId, actor, ct)).ToOk();

    private static InvalidError OtherFields =>
        Malformed("Send two fields and no other: `kind` first, then `file` with a file name.");

    private static InvalidError Malformed(string message) => InvalidError.Of("DOCUMENT_FORM", "body", message);
}
