using System.Collections.Concurrent;
using System.IO.Compression;
using CreditRegistry.Application.Ingestion;

namespace CreditRegistry.Web.Agency;

/// <summary>An import that is done, with its report for a while.</summary>
public sealed record ImportRun(
    Guid Id, Guid Account, string OrganCode, DateTimeOffset At, ListFormat Format, ImportSummary Summary, string Path);

/// <summary>
/// Reports of imports made in the site, in temporary files of this instance, for an hour. Whoever comes too late, or to
/// another instance, sends the file again: what was taken before is unchanged.
/// </summary>
public sealed class ImportRuns(TimeProvider clock) : IDisposable
{
    private const int MostKept = 20;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Guid, ImportRun> _runs = [];

    /// <summary>A file for a report, packed while it is written; it is gone when it is not kept.</summary>
    public static ReportInTheMaking Begin() => new();

    public ImportRun Keep(ReportInTheMaking report, Guid account, string organCode, ListFormat format, ImportSummary summary)
    {
        var now = clock.GetUtcNow();
        var run = new ImportRun(Guid.CreateVersion7(now), account, organCode, now, format, summary, report.Keep());
        _runs[run.Id] = run;
        foreach (var old in _runs.Values.OrderByDescending(r => r.Id).Where((r, i) => i >= MostKept || now - r.At > Kept))
        {
            Drop(old);
        }

        return run;
    }

    /// <summary>Null when there is none, it is another account's, or it is not kept any more.</summary>
    public ImportRun? Find(Guid id, Guid account) =>
        _runs.TryGetValue(id, out var run) && run.Account == account && clock.GetUtcNow() - run.At <= Kept ? run : null;

    /// <summary>The whole report as it was written.</summary>
    public static Stream Open(ImportRun run) =>
        new GZipStream(
            new FileStream(run.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete),
            CompressionMode.Decompress);

    public void Dispose()
    {
        foreach (var run in _runs.Values)
        {
            Drop(run);
        }
    }

    private void Drop(ImportRun run)
    {
        if (_runs.TryRemove(run.Id, out _))
        {
            File.Delete(run.Path);
        }
    }
}

/// <summary>A report that is being written.</summary>
public sealed class ReportInTheMaking : IAsyncDisposable
{
    private readonly string _path = Path.GetTempFileName(); // for its owner's eyes only
    private readonly GZipStream _packed;
    private bool _kept;

    internal ReportInTheMaking() =>
        _packed = new GZipStream(File.Create(_path), CompressionLevel.Fastest);

    public Stream Content => _packed;

    internal string Keep()
    {
        _kept = true;
        _packed.Dispose();
        return _path;
    }

    public async ValueTask DisposeAsync()
    {
        await _packed.DisposeAsync();
        if (!_kept)
        {
            File.Delete(_path);
        }
    }
}
