using System.Globalization;
using System.Security.Cryptography;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Repairs;

namespace CreditRegistry.Application.Repairs;

/// <summary>What somebody uploaded: of what type it is by its first bytes, how large, and its digest.</summary>
internal sealed record UploadedContent(string ContentType, long Size, string Sha256)
{
    private const int PieceSize = Persistence.Repairs.DocumentChunk.Size;

    /// <summary>Reads the content to its end or to the first thing that is wrong with it.</summary>
    /// <param name="content">The bytes; read once.</param>
    /// <param name="take">Takes each piece in order, from 0.</param>
    public static async Task<Outcome<UploadedContent>> ReadAsync(
        Stream content, Func<int, byte[], Task> take, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[PieceSize];
        string? type = null;
        long size = 0;
        for (var ordinal = 0; ; ordinal++)
        {
            var count = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
            if (count == 0)
            {
                break;
            }

            if (ordinal == 0 && (type = CaseDocument.TypeOf(buffer.AsSpan(0, count))) is null)
            {
                return InvalidError.Of(
                    "DOCUMENT_TYPE", "file", "Send a PDF, PNG or JPEG file; its content is none of them, whatever its name.");
            }

            size += count;
            if (size > CaseDocument.MaxBytes)
            {
                return InvalidError.Of(
                    "DOCUMENT_TOO_LARGE", "file", $"A document has at most {CaseDocument.MaxBytes / (1024 * 1024)} MiB. Send a smaller file.");
            }

            hash.AppendData(buffer, 0, count);
            await take(ordinal, buffer[..count]);
        }

        return type is null
            ? InvalidError.Of("DOCUMENT_EMPTY", "file", "The file is empty. Send a PDF, PNG or JPEG file.")
            : new UploadedContent(type, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Only a name: no folders, nothing unseen that breaks or turns the line, not endless.</summary>
    public static string CleanName(string fileName)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        name = new string([.. name.Where(c => char.GetUnicodeCategory(c) is not (
            UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))]).Trim();
        if (name.Length > CaseDocument.FileNameMaxLength)
        {
            var splits = char.IsHighSurrogate(name[CaseDocument.FileNameMaxLength - 1]);
            name = name[..(CaseDocument.FileNameMaxLength - (splits ? 1 : 0))];
        }

        return name.Length == 0 ? "document" : name;
    }
}
