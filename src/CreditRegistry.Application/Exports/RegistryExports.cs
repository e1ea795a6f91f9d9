using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Exports;
using Npgsql;

namespace CreditRegistry.Application.Exports;

/// <summary>
/// The whole public register to take away: companies, and records in publication. Each night as files of one snapshot,
/// and at any time as a stream of its own.
/// </summary>
public sealed class RegistryExports(NpgsqlDataSource source, LedgerTail tail, ExportSettings settings, TimeProvider clock) : IDisposable
{
    private const string Manifest = "export.json";
    private const string Unfinished = ".new-";
    private static readonly TimeSpan DueAt = TimeSpan.FromHours(2); // in Shanghai

    private static readonly (string Name, ExportSubject Subject, ExportFormat Format)[] All =
    [
        ("companies.ndjson.gz", ExportSubject.Companies, ExportFormat.Ndjson),
        ("companies.csv.gz", ExportSubject.Companies, ExportFormat.Csv),
        ("records.ndjson.gz", ExportSubject.Records, ExportFormat.Ndjson),
        ("records.csv.gz", ExportSubject.Records, ExportFormat.Csv),
    ];

    private readonly SemaphoreSlim _places = new(settings.AtATime);

    public static IEnumerable<string> Names => All.Select(e => e.Name);

    /// <summary>Whether the export of that name is of records.</summary>
    public static bool HoldsRecords(string name) => All.Single(e => e.Name == name).Subject is ExportSubject.Records;

    /// <summary>Every export, with the figures of its file where there is one.</summary>
    public ExportList List()
    {
        var newest = Newest()?.Set;
        return new ExportList([.. All.Select(e => newest?.Files.FirstOrDefault(f => f.Name == e.Name) is { } file
            ? new ExportView(e.Name, e.Subject, e.Format, newest.Position, newest.At, file.Rows, file.Bytes)
            : new ExportView(e.Name, e.Subject, e.Format, Position: null, At: null, Rows: null, Bytes: null))]);
    }

    /// <summary>The newest file of that name; null when there is none.</summary>
    public ExportPath? FindFile(string name) =>
        Newest() is { } newest && newest.Set.Files.Any(f => f.Name == name)
            ? new ExportPath(Path.Combine(newest.Folder, name), Path.GetFileName(newest.Folder), newest.Set.Position, newest.Set.At)
            : null;

    /// <summary>Takes a snapshot to write an export from; null when as many are being made as may be.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public async Task<LiveExport?> OpenAsync(string name, CancellationToken ct)
    {
        if (!await _places.WaitAsync(TimeSpan.Zero, ct))
        {
            return null;
        }

        try
        {
            var (_, subject, format) = All.Single(e => e.Name == name);
            await tail.CatchUpAsync(ct);
            var snapshot = await ExportSnapshot.TakeAsync(source, turn: null, ct);
            return new LiveExport(snapshot!, subject, format, clock.GetUtcNow(), settings.Longest, () => _places.Release());
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    /// <summary>Makes the files of the night when they are due and nobody else is at it.</summary>
    /// <returns>False when there was nothing to do.</returns>
    public async Task<bool> RunDueAsync(CancellationToken ct)
    {
        if (settings.Folder is not { } folder || !IsDue(clock.GetUtcNow()))
        {
            return false;
        }

        Directory.CreateDirectory(folder);
        // What is in it shall have its position, or whoever goes on from there reads all of it again.
        await tail.CatchUpAsync(ct);
        await using var snapshot = await ExportSnapshot.TakeAsync(source, AdvisoryLocks.Exports, ct);
        if (snapshot is null || !IsDue(clock.GetUtcNow()))
        {
            return false;
        }

        foreach (var left in Directory.EnumerateDirectories(folder, Unfinished + "*"))
        {
            Directory.Delete(left, recursive: true); // of a process that was killed
        }

        var at = clock.GetUtcNow();
        var unfinished = Path.Combine(folder, Unfinished + Path.GetRandomFileName());
        Directory.CreateDirectory(unfinished);
        try
        {
            await WriteAsync(snapshot, unfinished, at, ct);
            Directory.Move(unfinished, Path.Combine(folder, at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)));
        }
        catch
        {
            Directory.Delete(unfinished, recursive: true);
            throw;
        }

        foreach (var old in Folders().Skip(settings.Keep).ToList())
        {
            Directory.Delete(old, recursive: true); // whoever is reading a file of it reads on
        }

        return true;
    }

    public void Dispose() => _places.Dispose();

    private static async Task WriteAsync(ExportSnapshot snapshot, string folder, DateTimeOffset at, CancellationToken ct)
    {
        var files = new List<ExportFile>();
        var rows = new Dictionary<ExportSubject, long>();
        foreach (var (name, subject, format) in All)
        {
            await using var file = File.Create(Path.Combine(folder, name));
            var lines = await LiveExport.WriteAsync(
                snapshot, subject, format, at, CompressionLevel.Optimal, file, ct); // made once, taken often
            rows.TryAdd(subject, lines); // the NDJSON comes first: a value of a CSV may have several lines
            await file.FlushAsync(ct);
            files.Add(new ExportFile(name, rows[subject], file.Length));
        }

        var set = new StoredSet(snapshot.Position.ToString(), at, files);
        await File.WriteAllTextAsync(Path.Combine(folder, Manifest), JsonSerializer.Serialize(set, RegistryJson.Options), ct);
    }

    /// <summary>Whether two o'clock has passed since the newest files were made.</summary>
    private bool IsDue(DateTimeOffset now)
    {
        var today = LegalDates.DateOf(now);
        var due = LegalDates.StartOf(today) + DueAt;
        if (due > now)
        {
            due = LegalDates.StartOf(today.AddDays(-1)) + DueAt;
        }

        return !(Newest()?.Set.At >= due);
    }

    private (string Folder, ExportSet Set)? Newest()
    {
        foreach (var folder in Folders())
        {
            try
            {
                var stored = JsonSerializer.Deserialize<StoredSet>(
                    File.ReadAllBytes(Path.Combine(folder, Manifest)), RegistryJson.Options)!;
                return (folder, new ExportSet(FeedPosition.Parse(stored.Position), stored.At, stored.Files));
            }
            catch (IOException)
            {
                // another instance is just deleting it
            }
        }

        return null;
    }

    /// <summary>Finished nights, newest first.</summary>
    private IEnumerable<string> Folders() =>
        settings.Folder is { } folder && Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder, "*T*Z").OrderByDescending(Path.GetFileName, StringComparer.Ordinal)
            : [];

    private sealed record StoredSet(string Position, DateTimeOffset At, IReadOnlyList<ExportFile> Files);
}
