using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CreditRegistry.Application.Watching;

/// <summary>Signs as <see href="https://www.standardwebhooks.com"/> says.</summary>
public static class WebhookSignature
{
    public const string SecretPrefix = "whsec_";

    private const int SecretBytes = 32;

    public static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The header <c>webhook-signature</c>: one signature for each secret, the newest first.</summary>
    public static string Of(string messageId, DateTimeOffset at, ReadOnlySpan<byte> body, params ReadOnlySpan<string> secrets)
    {
        var head = Encoding.UTF8.GetBytes($"{messageId}.{Timestamp(at)}.");
        byte[] signed = [.. head, .. body];
        var signatures = new List<string>();
        foreach (var secret in secrets)
        {
            var key = Convert.FromBase64String(secret[SecretPrefix.Length..]);
            signatures.Add($"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}");
        }

        return string.Join(' ', signatures);
    }

    /// <summary>The header <c>webhook-timestamp</c>: seconds since 1970.</summary>
    public static string Timestamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
