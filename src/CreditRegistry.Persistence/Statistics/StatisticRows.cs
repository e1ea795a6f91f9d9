namespace CreditRegistry.Persistence.Statistics;

/// <summary>One figure: how many of a kind.</summary>
public sealed class StatisticCount
{
    /// <summary>Such as <c>tier</c>, <c>ground</c> or <c>outcome</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What is counted, such as a tier's name; empty where a kind has one figure only.</summary>
    public required string Key { get; init; }

    public required long Count { get; init; }
}

/// <summary>What a record in publication adds to the figures: when it changes or leaves, that much is taken away again.</summary>
public sealed class StatisticRecord
{
    public required Guid RecordId { get; init; }

    public required string Tier { get; init; }

    /// <summary>Six digits of GB/T 2260; empty when unknown.</summary>
    public required string Region { get; init; }

    /// <summary>Rule set and ground, such as <c>cn-2026/B01</c>.</summary>
    public required string Ground { get; init; }

    /// <summary>Month of publication, such as <c>2026-07</c>.</summary>
    public required string Month { get; init; }
}

/// <summary>How far the figures have come. One row.</summary>
public sealed class StatisticProgress
{
    public required bool Id { get; init; }

    /// <summary>Every change up to and with this position is counted.</summary>
    public required long Position { get; init; }

    /// <summary>The instant of which the figures tell.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
