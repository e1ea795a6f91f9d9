using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CreditRegistry.Domain.Proof;

/// <summary>What a row of the ledger says, as far as it is committed to: all of it but its place.</summary>
/// <param name="Actor">The acting account's key, or null.</param>
/// <param name="Company">The company concerned, or null.</param>
/// <param name="TextHash">Of the reason that a person wrote (<see cref="Commitment.HashText"/>), which may be erased; or null.</param>
/// <param name="Version">The whole record as it stood after the change; null when it is about no record.</param>
public sealed record CommittedRow(
    DateTimeOffset At,
    Guid? Actor,
    string Role,
    string Kind,
    Guid Subject,
    Guid? Company,
    JsonElement Details,
    byte[]? TextHash,
    JsonElement? Version);

/// <summary>
/// A leaf of the ledger's tree: SHA-256(salt ‖ canonical bytes). The canonical bytes are the JSON object (see
/// <see cref="CanonicalJson"/>) of <c>at</c>, of <c>content</c> where the row is about a record (see
/// <see cref="RecordContent"/>), and of <c>private</c>, a salted hash of everything else. Whoever is given the salt, the
/// private hash and the record can compute the leaf; without the salt nothing can be guessed back from it.
/// </summary>
/// <param name="Salt">32 bytes, of the row's secret.</param>
/// <param name="Private">32 bytes: the hash of what only auditors read.</param>
/// <param name="Hash">The leaf's 32 bytes.</param>
public sealed record Commitment(byte[] Salt, byte[] Private, byte[] Hash)
{
    /// <summary>What opens the leaf to whoever has the public content: salt and private hash, 64 bytes.</summary>
    public byte[] Opening => [.. Salt, .. Private];

    /// <summary>32 random bytes from which everything salted in a row is derived; never public.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(32);

    /// <summary>Commits to a row.</summary>
    /// <param name="secret">The row's own, see <see cref="NewSecret"/>.</param>
    /// <param name="content">The public content of a record as canonical JSON, or null.</param>
    public static Commitment Of(byte[] secret, CommittedRow row, byte[]? content)
    {
        var salt = Derive(secret, "salt");
        var hidden = SHA256.HashData([.. Derive(secret, "private"), .. Hidden(row)]);
        return new Commitment(salt, hidden, Open(row.At, content, salt, hidden));
    }

    /// <summary>The leaf, from what is public of it.</summary>
    /// <param name="at">The instant of the change; whole microseconds count.</param>
    /// <param name="content">The public content of a record as canonical JSON, or null.</param>
    public static byte[] Open(DateTimeOffset at, byte[]? content, byte[] salt, byte[] hidden)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(Encoding.UTF8.GetBytes($$"""{"at":"{{Text(at)}}","""));
        if (content is not null)
        {
            hash.AppendData("\"content\":"u8);
            hash.AppendData(content);
            hash.AppendData(","u8);
        }

        hash.AppendData(Encoding.UTF8.GetBytes($$"""
            "private":"{{Convert.ToHexStringLower(hidden)}}"}
            """));
        return hash.GetHashAndReset();
    }

    /// <summary>Of a reason that a person wrote: it can be erased, and what is left still shows that it was not altered before.</summary>
    public static byte[] HashText(byte[] secret, string text) => Derive(secret, "text:" + text);

    /// <summary>An instant as it is committed to: RFC 3339 in UTC with six decimals.</summary>
    public static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static byte[] Derive(byte[] secret, string purpose) =>
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(purpose));

    private static byte[] Hidden(CommittedRow row) => CanonicalJson.Of(JsonSerializer.SerializeToElement(new Dictionary<string, object?>
    {
        ["actor"] = row.Actor,
        ["company"] = row.Company,
        ["details"] = row.Details,
        ["kind"] = row.Kind,
        ["role"] = row.Role,
        ["subject"] = row.Subject,
        ["text"] = row.TextHash is null ? null : Convert.ToHexStringLower(row.TextHash),
        ["version"] = row.Version is { } version ? Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(version))) : null,
    }));
}
