using System.Text.Json;
using System.Text.RegularExpressions;
using CreditRegistry.Domain.Time;
using Microsoft.IdentityModel.Tokens;

namespace CreditRegistry.Application.Proof;

/// <summary>What people read of a certificate's JSON, beside what is signed: anyone can change it, so it is compared.</summary>
internal static partial class ReadablePart
{
    public const string Statement = "statement";
    private const string Certificate = "certificate";

    /// <summary>What stands where the certificate's own JSON has the signed one; null when nothing does.</summary>
    public static string? CertificateIn(JsonElement file) => UnlessUnreadable(
        null,
        () => file.TryGetProperty(Certificate, out var certificate) && certificate.ValueKind is JsonValueKind.String
            ? certificate.GetString()
            : null);

    /// <summary>The first field of a file that is not what the certificate in it says; null when there is none.</summary>
    public static string? DifferenceOfFile(JsonElement file, string jws) => UnlessUnreadable(Statement, () =>
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return file.EnumerateObject()
            .Select(member => seen.Add(member.Name) && member.Name is Statement or Certificate
                ? member.Name is Statement ? Difference(member.Value, jws) : null
                : Below("", member.Name))
            .FirstOrDefault(differs => differs is not null);
    });

    /// <summary>The first field of a readable part that is not what a certificate says; null when there is none.</summary>
    public static string? Difference(JsonElement statement, string jws) => UnlessUnreadable(Statement, () =>
    {
        using var signed = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jws.Split('.')[1]));
        return statement.ValueKind is JsonValueKind.Null ? null : Difference(signed.RootElement, statement, Statement);
    });

    private static string? Difference(JsonElement signed, JsonElement readable, string path) => (signed.ValueKind, readable.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => DifferenceOfMembers(signed, readable, path),
        (JsonValueKind.Array, JsonValueKind.Array) when signed.GetArrayLength() == readable.GetArrayLength() => signed.EnumerateArray()
            .Zip(readable.EnumerateArray())
            .Select((pair, index) => Difference(pair.First, pair.Second, $"{path}[{index}]"))
            .FirstOrDefault(differs => differs is not null),
        (JsonValueKind.String, JsonValueKind.String) when IsSameInstant(signed.GetString()!, readable.GetString()!) => null,
        _ => JsonElement.DeepEquals(signed, readable) ? null : path,
    };

    private static string? DifferenceOfMembers(JsonElement signed, JsonElement readable, string path)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in readable.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value) || !signed.TryGetProperty(member.Name, out _))
            {
                return Below(path, member.Name);
            }
        }

        return signed.EnumerateObject()
            .Select(member => members.TryGetValue(member.Name, out var value)
                ? Difference(member.Value, value, Below(path, member.Name))
                : Below(path, member.Name))
            .FirstOrDefault(differs => differs is not null);
    }

    /// <summary>A stranger's JSON may hold texts that are none, which shows only when they are read.</summary>
    private static string? UnlessUnreadable(string? otherwise, Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return otherwise;
        }
    }

    /// <summary>What is signed writes UTC as +00:00, and answers write it as Z.</summary>
    private static bool IsSameInstant(string one, string other) =>
        Instants.TryParse(one, out var instant) && Instants.TryParse(other, out var same) && instant == same;

    /// <summary>A stranger's name of a field is repeated when it looks like one only.</summary>
    private static string Below(string path, string name) => !Plain().IsMatch(name) ? path is "" ? Statement : path
        : path is "" ? name
        : $"{path}.{name}";

    [GeneratedRegex(@"^[A-Za-z_]\w{0,39}\z", RegexOptions.ECMAScript, 1000)]
    private static partial Regex Plain();
}
