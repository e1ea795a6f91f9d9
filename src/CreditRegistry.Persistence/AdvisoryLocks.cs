namespace CreditRegistry.Persistence;

/// <summary>The numbers under which instances take turns. Each is used for one thing only.</summary>
public static class AdvisoryLocks
{
    public const long Sequencer = 0x4352_0001;
    public const long Migration = 0x4352_0002;
    public const long TimeWorker = 0x4352_0003;
    public const long CompanyImport = 0x4352_0004;
    public const long DemoData = 0x4352_0005;
    public const long Exports = 0x4352_0006;
    public const long Statistics = 0x4352_0007;
    /// <summary>The first of two numbers; the second is of the organ. Shared: it only tells that an import is running.</summary>
    public const int RecordImport = 0x4352_0008;
    public const long SigningKeys = 0x4352_0011;
    public const long LogHeads = 0x4352_0012;
    /// <summary>Whose turn it is to match the ledger with the watch lists.</summary>
    public const long Watching = 0x4352_0009;
    /// <summary>
    /// Shared by who puts companies on a list, alone for the matching: a standing is not to change in between. Alone also for
    /// who makes up for recalls, and numbers events as the matching does.
    /// </summary>
    public const long WatchedStandings = 0x4352_000A;
    public const long AccountChange = 0x4352_0010;
}
