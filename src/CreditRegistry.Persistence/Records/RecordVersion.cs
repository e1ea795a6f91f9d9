using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CreditRegistry.Persistence.Records;

/// <summary>A record as it stood after one change.</summary>
public sealed class RecordVersion
{
    public required Guid RecordId { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The account that made the change: a stake in any case about the record. Null for the registry.</summary>
    public required Guid? Author { get; init; }

    public required JsonDocument Content { get; init; }

    /// <summary>Every property of a record as JSON in UTF-8.</summary>
    internal static byte[] ContentOf(IEnumerable<KeyValuePair<IProperty, object?>> values) =>
        JsonSerializer.SerializeToUtf8Bytes(
            values.ToDictionary(
                v => JsonNamingPolicy.CamelCase.ConvertName(v.Key.Name), v => v.Value, StringComparer.Ordinal),
            RegistryJson.Options);
}
