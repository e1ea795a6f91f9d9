using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Application.Ingestion;

/// <summary>
/// What imports share: rows are read and judged while the batch before them is written, one transaction a batch, and each
/// gets its verdict in the order of the file.
/// </summary>
/// <param name="read">A row, or why it is refused.</param>
/// <param name="merge">Writes a batch in a transaction of its own.</param>
internal sealed class BatchedImport<TRow>(
    SourceRows rows,
    Func<SourceRows, (TRow? Row, RowFault? Refusal)> read,
    Func<IReadOnlyList<(long Line, TRow Row)>, CancellationToken, Task<IReadOnlyList<RowResult>>> merge,
    int batchSize)
    where TRow : class
{
    private const int Attempts = 5;

    public async Task RunAsync(ImportReport report, Action? progress, CancellationToken ct)
    {
        var summary = report.Summary;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var batches = Channel.CreateBounded<Batch>(1);
        var reading = ReadAsync(batches.Writer, stop.Token);
        try
        {
            await foreach (var (taken, refused) in batches.Reader.ReadAllAsync(ct))
            {
                ct.ThrowIfCancellationRequested();
                var merged = await MergeAsync(taken, ct);
                foreach (var result in refused.Concat(merged).OrderBy(r => r.Line))
                {
                    summary.Count(result);
                    await report.AddAsync(result);
                }

                progress?.Invoke();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading; // its failure, if any, came through the channel
            summary.IgnoredColumns = [.. rows.Ignored];
            foreach (var (column, values) in rows.PersonalValues)
            {
                summary.CountPersonal(column, values);
            }
        }
    }

    private async Task<IReadOnlyList<RowResult>> MergeAsync(IReadOnlyList<(long Line, TRow Row)> batch, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return batch.Count == 0 ? [] : await merge(batch, ct);
            }
            catch (Exception raced) when (attempt < Attempts && IsRace(raced))
            {
                // Somebody changed one of the companies, records or cases since we read it: read again.
            }
        }
    }

    private static bool IsRace(Exception exception) => exception
        is DbUpdateConcurrencyException
        or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected };

    private async Task ReadAsync(ChannelWriter<Batch> batches, CancellationToken ct)
    {
        try
        {
            bool more;
            do
            {
                var batch = new Batch([], []);
                while ((more = await rows.ReadAsync(ct)) && Take(batch) < batchSize)
                {
                }

                await batches.WriteAsync(batch, ct);
            }
            while (more);

            batches.Complete();
        }
        catch (Exception failure)
        {
            batches.Complete(failure);
        }
    }

    private int Take(Batch batch)
    {
        var (row, refusal) = rows.Fault is { } fault ? (null, fault) : read(rows);
        if (row is not null)
        {
            batch.Taken.Add((rows.Line, row));
        }
        else
        {
            batch.Refused.Add(new RowResult(rows.Line, RowVerdict.Refused, [refusal!]));
        }

        return batch.Taken.Count + batch.Refused.Count;
    }

    private sealed record Batch(List<(long Line, TRow Row)> Taken, List<RowResult> Refused);
}
