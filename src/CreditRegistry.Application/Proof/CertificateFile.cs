using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CreditRegistry.Application.Proof;

/// <summary>A certificate as it was found in something.</summary>
/// <param name="Jws">The certificate, or its short form; where there is neither, a signed statement of another type.</param>
/// <param name="Differs">The first field of the readable part that is not what the certificate says; null when there is none.</param>
public sealed record FoundCertificate(string Jws, string? Differs);

/// <summary>Finds a certificate in whatever carries one: an answer as JSON, a PDF, an address from a QR code, or itself.</summary>
public static class CertificateFile
{
    /// <summary>The largest file that a certificate is looked for in.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private const int MostTries = 1000; // which no file of ours needs, and one made to take long would use up
    private const int MostHeader = 240; // ours have some 150 characters
    private const int Signature = 86; // of ES256, whatever comes after it

    /// <summary>The first certificate, or else the first short one, or else another signed statement; null when there is none.</summary>
    /// <remarks>
    /// Only the characters of a compact JWS are looked for, with white space among them, and of JSON its readable part: nothing
    /// else of a stranger's file is opened or interpreted.
    /// </remarks>
    public static FoundCertificate? Find(ReadOnlySpan<byte> file) => Find(file, file);

    /// <inheritdoc cref="Find(ReadOnlySpan{byte})"/>
    public static FoundCertificate? Find(string text) => Find(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(WithPlainSpaces(text)));

    /// <param name="statement">The readable part that came with the text; null for none.</param>
    /// <inheritdoc cref="Find(ReadOnlySpan{byte})"/>
    public static FoundCertificate? Find(string text, JsonElement? statement) => Find(text) is not { } found ? null
        : statement is null ? found
        : found with { Differs = found.Differs ?? ReadablePart.Difference(statement.Value, found.Jws) };

    private static FoundCertificate? Find(ReadOnlySpan<byte> file, ReadOnlySpan<byte> plain)
    {
        var begin = file.IndexOf((byte)'{');
        var end = file.LastIndexOf((byte)'}');
        using var json = begin < 0 || end < begin ? null : Parse(file[begin..(end + 1)]);
        if ((json is null ? null : ReadablePart.CertificateIn(json.RootElement)) is { } within
            && Scan(Encoding.UTF8.GetBytes(WithPlainSpaces(within))) is { } carried)
        {
            return new(carried, ReadablePart.DifferenceOfFile(json!.RootElement, carried));
        }

        return Scan(plain) is not { } jws ? null
            : json is not null ? new(jws, ReadablePart.DifferenceOfFile(json.RootElement, jws))
            : new(jws, LooksLikeJson(file) ? ReadablePart.Statement : null);
    }

    private static JsonDocument? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            var json = JsonDocument.ParseValue(ref reader);
            if (reader.BytesConsumed == text.Length)
            {
                return json;
            }

            json.Dispose();
        }
        catch (JsonException)
        {
        }

        return null;
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> file)
    {
        var text = (file.StartsWith(Encoding.UTF8.Preamble) ? file[Encoding.UTF8.Preamble.Length..] : file).TrimStart(" \t\r\n"u8);
        return text is [(byte)'{' or (byte)'[', ..];
    }

    private static string? Scan(ReadOnlySpan<byte> text)
    {
        string? digest = null, other = null;
        var tries = 0;
        for (var at = 0; at < text.Length && tries < MostTries; at++)
        {
            if ((at > 0 && IsOfWord(text[at - 1])) || !Begins(text, at))
            {
                continue;
            }

            tries++;
            if (JwsAt(text, at, out var end) is not { } jws)
            {
                continue;
            }

            switch (SignedStatement.TypeOf(jws))
            {
                case SignedStatement.Certificate:
                    return jws;
                case SignedStatement.Digest:
                    digest ??= jws;
                    break;
                default:
                    other ??= jws;
                    break;
            }

            at = end - 1;
        }

        return digest ?? other;
    }

    /// <summary>Is there <c>eyJ</c>, with which every JSON object in base64 begins?</summary>
    private static bool Begins(ReadOnlySpan<byte> text, int at)
    {
        // Right here: to look for it behind spaces, from each of them, would take for ever.
        if (text[at++] is not (byte)'e')
        {
            return false;
        }

        foreach (var expected in "yJ"u8)
        {
            at = AfterSpaces(text, at);
            if (at == text.Length || text[at++] != expected)
            {
                return false;
            }
        }

        return true;
    }

    private static string? JwsAt(ReadOnlySpan<byte> text, int from, out int end)
    {
        var jws = new StringBuilder();
        end = from;
        Take(text, ref end, MostHeader, jws);
        if (SignedStatement.TypeOf(jws.ToString()) is null || !TakeDot(text, ref end, jws))
        {
            return null;
        }

        Take(text, ref end, int.MaxValue, jws);
        if (!TakeDot(text, ref end, jws))
        {
            return null;
        }

        Take(text, ref end, Signature, jws);
        while (end < text.Length && IsBase64Url(text[end]))
        {
            jws.Append((char)text[end++]); // too long, which it must not lose
        }

        return jws.ToString();
    }

    private static void Take(ReadOnlySpan<byte> text, ref int at, int most, StringBuilder jws)
    {
        for (var next = AfterSpaces(text, at); most > 0 && next < text.Length && IsBase64Url(text[next]); most--)
        {
            jws.Append((char)text[next]);
            at = next + 1;
            next = AfterSpaces(text, at);
        }
    }

    private static bool TakeDot(ReadOnlySpan<byte> text, ref int at, StringBuilder jws)
    {
        var next = AfterSpaces(text, at);
        if (next == text.Length || text[next] is not (byte)'.')
        {
            return false;
        }

        jws.Append('.');
        at = next + 1;
        return true;
    }

    private static int AfterSpaces(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r'))
        {
            at++;
        }

        return at;
    }

    private static bool IsBase64Url(byte character) =>
        char.IsAsciiLetterOrDigit((char)character) || character is (byte)'-' or (byte)'_';

    private static bool IsOfWord(byte character) => IsBase64Url(character) || character is (byte)'.';

    /// <summary>With a space for each space of any kind and each character that is not seen.</summary>
    private static string WithPlainSpaces(string text) => string.Create(text.Length, text, static (plain, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isSpace = char.IsWhiteSpace(text[i]) || char.GetUnicodeCategory(text[i]) is UnicodeCategory.Format;
            plain[i] = isSpace ? ' ' : text[i];
        }
    });
}
