using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CreditRegistry.Application.Accounts;

/// <summary>Secrets that we make. Long enough that a plain hash of one can be stored.</summary>
internal static class SecretText
{
    private const int TokenBytes = 32;
    private const int RecoveryCodeBytes = 10;
    private const int StampBytes = 20;

    public static string NewToken() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));

    public static string NewStamp() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(StampBytes));

    /// <summary>16 letters and digits in groups of four.</summary>
    public static string NewRecoveryCode() =>
        string.Join('-', Totp.ToBase32(RandomNumberGenerator.GetBytes(RecoveryCodeBytes)).Chunk(4).Select(c => new string(c)));

    public static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static string HashRecoveryCode(string code) =>
        Hash(code.Trim().Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant());
}
