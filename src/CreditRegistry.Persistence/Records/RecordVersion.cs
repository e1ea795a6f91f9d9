using System.Text.Json;

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
}
