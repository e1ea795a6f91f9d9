using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace CreditRegistry.Application.Proof;

/// <summary>A certificate in short, signed too: what a QR code has room for.</summary>
/// <param name="Records">How many the certificate names.</param>
/// <param name="Shown">A hash of what was shown, by which it is told whether the same is shown now.</param>
/// <param name="Sha256">Of the whole certificate (its compact JWS, in ASCII), base64url: which one this belongs to.</param>
public sealed record CertificateDigest(
    string RegistrationId, DateTimeOffset At, long Position, string Standing, int Records, string Shown, string Sha256)
{
    internal static CertificateDigest Of(CertificateView certificate)
    {
        var said = certificate.Statement;
        return new(
            said.RegistrationId,
            said.At,
            said.Position,
            said.Standing,
            said.Records.Count,
            Showing.Of(said).Hash,
            HashOf(certificate.Certificate));
    }

    /// <summary>Is this the short form of that certificate?</summary>
    /// <param name="certificate">A compact JWS.</param>
    public bool IsOf(string certificate) => HashOf(certificate) == Sha256;

    internal static string HashOf(string text) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>What the register shows of a company, as far as it can change.</summary>
/// <param name="Records">The records shown, each with its version.</param>
internal sealed record Showing(string Name, string Status, IReadOnlyDictionary<Guid, int> Records)
{
    public static Showing Of(CertificateStatement said) =>
        new(said.Name, said.Status, said.Records.ToDictionary(record => record.Id, record => record.Version));

    public string Hash => CertificateDigest.HashOf(string.Join(
        '\n',
        [Name, Status, .. Records.OrderBy(record => record.Key).Select(record => string.Create(
            CultureInfo.InvariantCulture, $"{record.Key} {record.Value}"))]));
}
