using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace CreditRegistry.Api.Http;

internal static class EntityTags
{
    public static string OfVersion(int version) => $"\"{version}\"";

    public static string OfContent(byte[] content) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"";

    /// <summary>Reads If-Match or If-None-Match; false when it is not a list of entity tags or <c>*</c>.</summary>
    public static bool TryRead(string header, [NotNullWhen(true)] out IList<EntityTagHeaderValue>? tags) =>
        EntityTagHeaderValue.TryParseStrictList([header], out tags) && tags.Count > 0;
}
