using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CreditRegistry.Api.Http;

/// <summary>
/// An opaque place in one list: version, checksum over the query and the place, the place as JSON; base64url.
/// </summary>
/// <remarks>
/// Not a secret and not signed: a forged place shows nothing that the query would not show by itself.
/// The checksum refuses damage and cursors of another query.
/// </remarks>
internal static class Cursor
{
    public const int MaxLength = 1000;
    private const byte Version = 1;
    private const int ChecksumLength = 8;
    private const int HeaderLength = 1 + ChecksumLength;

    private static readonly JsonSerializerOptions Json = CreateJson();

    public static string Write<T>(string query, T place)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(place, Json);
        return Base64Url.EncodeToString([Version, .. Checksum(query, json), .. json]);
    }

    public static bool TryRead<T>(string query, string text, [NotNullWhen(true)] out T? place)
    {
        place = default;
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= HeaderLength || bytes[0] is not Version
            || Base64Url.EncodeToString(bytes) != text
            || !bytes.AsSpan(1, ChecksumLength).SequenceEqual(Checksum(query, bytes.AsSpan(HeaderLength))))
        {
            return false;
        }

        try
        {
            place = JsonSerializer.Deserialize<T>(bytes.AsSpan(HeaderLength), Json);
            return place is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ReadOnlySpan<byte> Checksum(string query, ReadOnlySpan<byte> place)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(query)));
        hash.AppendData(place);
        return hash.GetHashAndReset().AsSpan(0, ChecksumLength);
    }

    private static JsonSerializerOptions CreateJson()
    {
        var options = new JsonSerializerOptions { RespectRequiredConstructorParameters = true };
        RegistryJson.Configure(options);
        return options;
    }
}
