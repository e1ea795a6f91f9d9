namespace CreditRegistry.Application.Proof.Verification;

/// <summary>What a verifier may find wrong.</summary>
public enum Fault
{
    /// <summary>No key that was trusted before vouches for a key.</summary>
    KeyNotVouchedFor = 1,

    /// <summary>A key that was trusted before is told no more, or told otherwise.</summary>
    KeyChanged,

    /// <summary>A head is not signed by any key of the registry, or is damaged.</summary>
    HeadNotSigned,

    /// <summary>A head is signed for an earlier instant than a smaller one.</summary>
    HeadOutOfOrder,

    /// <summary>The log has no head, or ends before a head that the registry signed.</summary>
    LogTruncated,

    /// <summary>A leaf is not the one that was signed for.</summary>
    LeafAltered,

    /// <summary>The log is not the one that was signed for, somewhere in a stretch.</summary>
    LogRewritten,

    /// <summary>A record is shown that is not in the log as it is shown.</summary>
    RecordNotInLog,

    /// <summary>A record is shown otherwise than its last change left it.</summary>
    RecordOutdated,

    /// <summary>A record that the log says is in publication is not shown.</summary>
    RecordHidden,

    /// <summary>The records are shown as they were long before the newest head, so that nothing follows from what is shown.</summary>
    ExportOutdated,

    /// <summary>A row of the ledger is not the one that was committed to.</summary>
    RowAltered,
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Position">In the ledger, where it is known.</param>
/// <param name="RecordId">The record that it is about, if any.</param>
/// <param name="Message">One sentence for whoever runs the check.</param>
public sealed record Finding(Fault Fault, long? Position, Guid? RecordId, string Message);

/// <summary>What a verifier remembers from one time to the next: kept by whoever checks, out of the registry's reach.</summary>
/// <param name="Keys">The keys that it trusts.</param>
/// <param name="Head">The last head that it saw.</param>
public sealed record VerifierMemory(IReadOnlyList<LogKey> Keys, HeadStatement Head);

/// <summary>What a check found.</summary>
/// <param name="Findings">Everything that is wrong; none when all is well.</param>
/// <param name="Memory">What to remember, never less than before; null when nothing could be trusted.</param>
/// <param name="SeenLater">Of a copy that is older than what was seen: how many leaves the log had then; null for any other.</param>
public sealed record VerificationReport(
    IReadOnlyList<Finding> Findings,
    VerifierMemory? Memory,
    bool FirstTime,
    int Heads,
    long Leaves,
    long Records,
    long Openings,
    long? SeenLater = null)
{
    public bool IsGood => Findings is [];
}
