using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence.Exports;

namespace CreditRegistry.Application.Exports;

/// <summary>What there is to take.</summary>
public sealed record ExportList(IReadOnlyList<ExportView> Items);

/// <summary>One export. Without a file of the night it is made as it is taken, and the figures are null.</summary>
/// <param name="Position">The position of the feed at which it was taken: the changes after it make it current.</param>
/// <param name="At">When it was taken.</param>
/// <param name="Rows">Companies or records in it.</param>
/// <param name="Bytes">Size of the file.</param>
public sealed record ExportView(
    string Name, ExportSubject Subject, ExportFormat Format, FeedPosition? Position, DateTimeOffset? At, long? Rows, long? Bytes);

/// <summary>The files of one night, all of one snapshot.</summary>
public sealed record ExportSet(FeedPosition Position, DateTimeOffset At, IReadOnlyList<ExportFile> Files);

public sealed record ExportFile(string Name, long Rows, long Bytes);

/// <summary>A file to send.</summary>
/// <param name="Tag">Tells it from every other content of that name.</param>
public sealed record ExportPath(string Path, string Tag, FeedPosition Position, DateTimeOffset At);

/// <summary>Where the files of the night are kept.</summary>
/// <param name="Folder">Null: none are made, and every export is made as it is taken.</param>
public sealed record ExportSettings(string? Folder)
{
    /// <summary>How many nights are kept.</summary>
    public int Keep { get; init; } = 3;

    /// <summary>How many exports are made at a time for those who take them.</summary>
    public int AtATime { get; init; } = 2;

    /// <summary>After this a reader too slow to take it is cut off: the database keeps what it deletes until then.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(1);
}
