using CreditRegistry.Api.Http;
using CreditRegistry.Domain;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CreditRegistry.Api.Repairs;

/// <summary>One document in a multipart form: read as it comes, so that no upload is held in memory.</summary>
internal static class DocumentForm
{
    /// <summary>What a form may weigh beside its document.</summary>
    public const long Overhead = 16 * 1024;

    private const int KindMaxLength = 100;

    /// <summary>Takes the document: its kind, its file name, its bytes, and what looks at the rest of the form.</summary>
    public delegate Task<Outcome<T>> Take<T>(string kind, string fileName, Stream content, Func<Task<RegistryError?>> checkRest);

    /// <param name="withKind">Whether a field <c>kind</c> comes before the file.</param>
    /// <returns>Null when the request is no multipart form.</returns>
    public static async Task<Outcome<T>?> ReadAsync<T>(
        HttpRequest request, bool withKind, Take<T> take, CancellationToken ct)
    {
        if (Multipart.BoundaryOf(request) is not { } boundary)
        {
            return null;
        }

        try
        {
            return await ReadPartsAsync(new MultipartReader(boundary, request.Body), withKind, take, ct);
        }
        catch (Exception exception) when (exception is InvalidDataException
            or IOException and not BadHttpRequestException)
        {
            return Malformed("The multipart body is broken or was cut off. Send the form again.");
        }
    }

    private static async Task<Outcome<T>> ReadPartsAsync<T>(
        MultipartReader reader, bool withKind, Take<T> take, CancellationToken ct)
    {
        var kind = withKind ? null : "";
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            var disposition = section.GetContentDispositionHeader();
            switch (HeaderUtilities.RemoveQuotes(disposition?.Name ?? "").Value)
            {
                case "kind" when kind is null:
                    kind = await ReadKindAsync(section.Body, ct);
                    break;

                case "file" when kind is not null && (disposition!.FileName.HasValue || disposition.FileNameStar.HasValue):
                    return await take(kind, NameOf(disposition), section.Body, async () =>
                        await reader.ReadNextSectionAsync(ct) is null ? null : OtherFields(withKind));

                default:
                    return OtherFields(withKind);
            }
        }

        return InvalidError.Of("DOCUMENT_FORM", kind is null ? "kind" : "file", "The field is missing.");
    }

    /// <remarks>Some clients escape a quote by a backslash, which is no folder's separator there.</remarks>
    private static string NameOf(ContentDispositionHeaderValue disposition) =>
        disposition.FileNameStar.HasValue
            ? disposition.FileNameStar.Value!
            : HeaderUtilities.RemoveQuotes(disposition.FileName).Value!.Replace("\\\"", "\"", StringComparison.Ordinal);

    private static async Task<string> ReadKindAsync(Stream body, CancellationToken ct)
    {
        var bytes = new byte[KindMaxLength + 1];
        var count = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return System.Text.Encoding.UTF8.GetString(bytes, 0, count);
    }

    private static InvalidError OtherFields(bool withKind) => Malformed(withKind
        ? "Send two fields and no other: `kind` first, then `file` with a file name."
        : "Send one field and no other: `file` with a file name.");

    private static InvalidError Malformed(string message) => InvalidError.Of("DOCUMENT_FORM", "body", message);
}
