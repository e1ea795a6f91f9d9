using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CreditRegistry.Application.Proof;

/// <summary>
/// What the registry says under its signature: a compact JWS (RFC 7515) by ES256, whose <c>typ</c> tells what it is, so that
/// a statement of one type can never pass for one of another.
/// </summary>
public static class SignedStatement
{
    /// <summary>The head of the log: how many leaves it had at an instant, and their root.</summary>
    public const string Head = "creditregistry-head";

    /// <summary>A key by which the one that signs this vouches for the one that follows it.</summary>
    public const string Key = "creditregistry-key";

    /// <summary>What the register shows of a company at an instant.</summary>
    public const string Certificate = "creditregistry-certificate";

    /// <summary>What a certificate says in short, with the hash of it: small enough for a QR code.</summary>
    public const string Digest = "creditregistry-certificate-digest";

    /// <summary>The longest statement: so that a certificate and its readable part fit into <see cref="CertificateFile.MostBytes"/>.</summary>
    public const int MostCharacters = CertificateFile.MostBytes / 2;

    private static readonly JsonWebTokenHandler Handler = new()
    {
        SetDefaultTimesOnTokenCreation = false,
        MaximumTokenSizeInBytes = MostCharacters,
    };

    private static readonly JsonSerializerOptions Payload = new(JsonSerializerOptions.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Chinese as it is takes half of the room
    };

    // Kept ones would outlive the keys that they sign with.
    private static readonly CryptoProviderFactory Signatures = new() { CacheSignatureProviders = false };

    internal static string Sign(string type, object payload, ECDsaSecurityKey key) => Handler.CreateToken(
        JsonSerializer.Serialize(payload, Payload),
        new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = Signatures },
        new Dictionary<string, object>(StringComparer.Ordinal) { [JwtHeaderParameterNames.Typ] = type });

    /// <summary>Which key a statement says that it is signed with; null when it is no compact JWS.</summary>
    public static string? KidOf(string jws) => HeaderOf(jws, JwtHeaderParameterNames.Kid);

    /// <summary>What a statement says that it is, by its header alone; null when it is no compact JWS.</summary>
    internal static string? TypeOf(string jws) => HeaderOf(jws, JwtHeaderParameterNames.Typ);

    private static string? HeaderOf(string jws, string name)
    {
        try
        {
            using var header = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jws.Split('.')[0]));
            return header.RootElement is { ValueKind: JsonValueKind.Object } members
                && members.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What a statement says; null when none of these keys signed it, or it is of another type.</summary>
    /// <param name="keys">Public keys; the statement names one of them as its <c>kid</c>.</param>
    public static async Task<T?> ReadAsync<T>(string jws, string type, IEnumerable<JsonWebKey> keys)
        where T : class
    {
        var result = await Handler.ValidateTokenAsync(jws, new TokenValidationParameters
        {
            IssuerSigningKeys = keys,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [type],
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        if (result is not { IsValid: true, SecurityToken: JsonWebToken token })
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(Base64UrlEncoder.DecodeBytes(token.EncodedPayload), JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
