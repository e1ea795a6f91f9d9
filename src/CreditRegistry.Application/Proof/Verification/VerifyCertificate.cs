using CreditRegistry.Domain.Proof;

namespace CreditRegistry.Application.Proof.Verification;

/// <summary>What a certificate comes to by keys alone.</summary>
/// <param name="Statement">What is signed; null for a short one, and for what no key signed that was to sign.</param>
/// <param name="Digest">What is signed in short; null for a whole one, and for what no key signed that was to sign.</param>
/// <param name="Reason">Why it is not genuine; null when it is.</param>
public sealed record CertificateVerdict(CertificateStatement? Statement, CertificateDigest? Digest, CertificateReason? Reason);

/// <summary>Checks a certificate by the registry's public keys alone, without asking the registry.</summary>
public static class VerifyCertificate
{
    /// <summary>So long may a key sign after the next one began: not every instance of a registry is started anew at once.</summary>
    public static readonly TimeSpan RotationTakes = TimeSpan.FromHours(1);

    /// <param name="certificate">A compact JWS.</param>
    /// <param name="keys">Public keys that are trusted.</param>
    /// <returns>What it says; null when none of the keys signed it, or it was changed.</returns>
    public static Task<CertificateStatement?> RunAsync(string certificate, IEnumerable<LogKey> keys) =>
        SignedStatement.ReadAsync<CertificateStatement>(
            certificate.Trim(), SignedStatement.Certificate, keys.Select(key => key.Jwk));

    /// <summary>The same for a certificate's short form.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static Task<CertificateDigest?> ShortAsync(string certificate, IEnumerable<LogKey> keys) =>
        SignedStatement.ReadAsync<CertificateDigest>(
            certificate.Trim(), SignedStatement.Digest, keys.Select(key => key.Jwk));

    /// <summary>Says of what was found whether it is genuine, and if not, why.</summary>
    /// <param name="found">Null when nothing was found.</param>
    /// <param name="keys">Public keys that are trusted.</param>
    public static async Task<CertificateVerdict> JudgeAsync(FoundCertificate? found, IReadOnlyList<LogKey> keys)
    {
        if (found is null)
        {
            return new(null, null, CertificateReason.Unreadable);
        }

        var statement = await RunAsync(found.Jws, keys);
        var digest = statement is null ? await ShortAsync(found.Jws, keys) : null;
        return (statement?.At ?? digest?.At) is not { } at ? new(null, null, WhyNot(found.Jws, keys))
            : await IsRetiredAsync(found.Jws, at, keys) ? new(null, null, CertificateReason.KeyRetired)
            : new(statement, digest, found.Differs is { } field ? CertificateReason.TextDiffers(field) : null);
    }

    /// <summary>Did none of the keys sign it that were to sign at that instant?</summary>
    private static async Task<bool> IsRetiredAsync(string jws, DateTimeOffset at, IReadOnlyList<LogKey> keys)
    {
        var signing = keys.Where(key => !keys.Any(next => next.Since > key.Since && at > next.Since + RotationTakes)).ToList();
        return await RunAsync(jws, signing) is null && await ShortAsync(jws, signing) is null;
    }

    private static CertificateReason WhyNot(string jws, IReadOnlyList<LogKey> keys) =>
        SignedStatement.TypeOf(jws) is not (SignedStatement.Certificate or SignedStatement.Digest) ? CertificateReason.OtherType
        : keys.Any(key => key.Kid == SignedStatement.KidOf(jws)) ? CertificateReason.SignatureWrong
        : CertificateReason.KeyUnknown;

    /// <summary>The leaf of the log that a certified record opens.</summary>
    public static byte[] LeafOf(CertifiedRecord record) => Commitment.Open(
        record.Log.At,
        CanonicalJson.Of(record.Content),
        Convert.FromHexString(record.Log.Salt),
        Convert.FromHexString(record.Log.Private));
}
