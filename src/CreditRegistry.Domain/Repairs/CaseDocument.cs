namespace CreditRegistry.Domain.Repairs;

/// <summary>A document of a case. Its bytes are stored apart and served as an attachment only.</summary>
/// <param name="Kind">A document kind of the rule set; <see cref="Evidence"/> in an objection.</param>
/// <param name="FileName">As the company named it; shown as text, never trusted.</param>
/// <param name="ContentType">Found by looking at the bytes.</param>
/// <param name="Sha256">Lower-case hex digest of the bytes.</param>
public sealed record CaseDocument(
    Guid Id,
    string Kind,
    string FileName,
    string ContentType,
    long Size,
    string Sha256,
    DateTimeOffset AddedAt)
{
    /// <summary>The one kind of document that an objection has.</summary>
    public const string Evidence = "EVIDENCE";

    /// <summary>At a time: with the first submission, and again with the answer to a supplement request.</summary>
    public const int MaxPerCase = 20;

    public const long MaxBytes = 10 * 1024 * 1024;
    public const int FileNameMaxLength = 200;

    /// <summary>The types that are accepted, told by how a file begins; null for anything else.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> start) =>
        start.StartsWith("%PDF-"u8) ? "application/pdf"
        : start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : null;
}
