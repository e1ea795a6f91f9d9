using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence.Exports;

namespace CreditRegistry.Application.Exports;

/// <summary>One export that is made as it is taken. Whoever opened it disposes it.</summary>
public sealed class LiveExport : IAsyncDisposable
{
    private readonly ExportSnapshot _snapshot;
    private readonly ExportSubject _subject;
    private readonly ExportFormat _format;
    private readonly DateTimeOffset _at;
    private readonly TimeSpan _longest;
    private Action? _free;

    internal LiveExport(
        ExportSnapshot snapshot, ExportSubject subject, ExportFormat format, DateTimeOffset at, TimeSpan longest, Action free) =>
        (_snapshot, _subject, _format, _at, _longest, _free) = (snapshot, subject, format, at, longest, free);

    public FeedPosition Position => _snapshot.Position;

    /// <summary>Writes it whole, or throws half-way: then the answer has no proper end either.</summary>
    public async Task WriteAsync(Stream target, CancellationToken ct)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(ct);
        until.CancelAfter(_longest);
        await WriteAsync(_snapshot, _subject, _format, _at, CompressionLevel.Fastest, target, until.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _free, null) is not { } free)
        {
            return;
        }

        try
        {
            await _snapshot.DisposeAsync();
        }
        finally
        {
            free();
        }
    }

    /// <returns>How many lines the export itself has, the first one left out.</returns>
    internal static async Task<long> WriteAsync(
        ExportSnapshot snapshot,
        ExportSubject subject,
        ExportFormat format,
        DateTimeOffset at,
        CompressionLevel level,
        Stream target,
        CancellationToken ct)
    {
        // Not disposed on failure: that would write the end of a good archive behind half the rows.
        var gzip = new GZipStream(target, level, leaveOpen: true);
        if (format is ExportFormat.Ndjson)
        {
            await gzip.WriteAsync(FirstLine(snapshot.Position, subject, at), ct);
        }

        var lines = await snapshot.CopyAsync(subject, format, LegalDates.DateOf(at), gzip, ct);
        await gzip.DisposeAsync();
        return lines;
    }

    private static byte[] FirstLine(FeedPosition position, ExportSubject subject, DateTimeOffset at) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            export = subject is ExportSubject.Companies ? "companies" : "records",
            position = position.ToString(),
            at = at.UtcDateTime,
        }) + "\n");
}
