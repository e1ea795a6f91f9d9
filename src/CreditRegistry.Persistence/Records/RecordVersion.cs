using System.Text.Json;
using CreditRegistry.Domain.Proof;
using Microsoft.EntityFrameworkCore;
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

    /// <summary>
    /// Every column of a record as JSON in UTF-8, so that the database can make a row of it again: see
    /// <see cref="PastRecords"/>. The instant of change is <see cref="RecordedAt"/>; the proof is made of it.
    /// </summary>
    internal static byte[] ContentOf(IEnumerable<KeyValuePair<IProperty, object?>> values) =>
        JsonSerializer.SerializeToUtf8Bytes(
            values.Where(v => v.Key.Name is not (RegistryDbContext.ChangedAt or RegistryDbContext.Proof))
                .ToDictionary(v => v.Key.GetColumnName(), v => v.Value, StringComparer.Ordinal),
            RegistryJson.Options);
}

/// <summary>A version with what the public calls its company and its organ.</summary>
internal sealed record StoredVersion(JsonElement Version, byte[] Content)
{
    public static StoredVersion Of(JsonDocument version, string registrationId, string organ) =>
        new(version.RootElement, RecordContent.OfVersion(version.RootElement, registrationId, organ));
}
