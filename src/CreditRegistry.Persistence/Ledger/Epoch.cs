namespace CreditRegistry.Persistence.Ledger;

/// <summary>One life of the database: positions are given out within it. Written by the sequencer, never changed.</summary>
public sealed class Epoch
{
    /// <summary>1, 2, 3, … without a gap.</summary>
    public int Number { get; private init; }

    /// <summary>Of the cluster: a dump restored elsewhere has another.</summary>
    public long SystemIdentifier { get; private init; }

    /// <summary>Of the write-ahead log: a promoted standby, or a restore to a point in time, has another.</summary>
    public int Timeline { get; private init; }

    /// <summary>The database's own number in its cluster: a dump restored beside the original has another.</summary>
    public long Database { get; private init; }

    /// <summary>The last position that this life took over from the one before.</summary>
    public long FromPosition { get; private init; }

    public DateTimeOffset At { get; private init; }
}
