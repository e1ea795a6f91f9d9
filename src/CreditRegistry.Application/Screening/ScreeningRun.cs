using System.Threading.Channels;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Domain;

namespace CreditRegistry.Application.Screening;

/// <summary>
/// A list on its way through: reading, looking up and writing overlap, and none runs further ahead than a few batches,
/// so that memory stays flat and a slow reader slows the list down.
/// </summary>
public sealed class ScreeningRun : IDisposable
{
    private const int BatchesAhead = 2;

    private readonly ScreenCompanies _screen;
    private readonly IdLines _lines;
    private readonly ListFormat _format;
    private readonly ScreeningPoint _point;
    private readonly CancellationTokenSource _stop;
    private Task<bool> _next;
    private List<AskedLine> _first = [];

    private ScreeningRun(
        ScreenCompanies screen, IdLines lines, ListFormat format, DateTimeOffset asOf, ScreeningPoint point, CancellationToken ct)
    {
        (_screen, _lines, _format, AsOf, _point) = (screen, lines, format, asOf, point);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _next = _lines.ReadAsync(_stop.Token).AsTask();
    }

    /// <summary>The instant at which it began: its day in Asia/Shanghai decides what is published.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>How many lines have been read before anything is written.</summary>
    public int FirstLines => _first.Count;

    public ScreeningCounts Counts { get; } = new();

    public void Dispose()
    {
        _stop.Cancel();
        _ = ReleaseAsync();
    }

    /// <summary>Writes a verdict for each line, and a last line that says how many there were.</summary>
    /// <param name="permits">Waits until that many more lines may be looked up; null for no limit.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <returns>False when the list could not be unpacked to its end; the last line says so too.</returns>
    public async Task<bool> WriteToAsync(
        Stream output, Func<int, CancellationToken, ValueTask>? permits, Action? progress, CancellationToken ct)
    {
        var batches = Channel.CreateBounded<Task<Screened[]>>(BatchesAhead);
        var reading = ReadAsync(batches.Writer, permits);
        var writer = new ScreeningWriter(_format);
        var whole = false;
        try
        {
            writer.Header();
            await foreach (var batch in batches.Reader.ReadAllAsync(ct))
            {
                foreach (var result in await batch)
                {
                    Counts.Add(result.Verdict);
                    writer.Add(result);
                }

                await writer.SendAsync(output, ct);
                progress?.Invoke();
            }

            writer.End(Counts, AsOf, _point.Instant);
            whole = true;
        }
        catch (InvalidDataException)
        {
            writer.Fail(Counts, "FILE_UNREADABLE");
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            writer.Fail(Counts, "INTERNAL_ERROR");
            await writer.SendAsync(output, ct);
            throw;
        }
        finally
        {
            await _stop.CancelAsync();
            await reading; // its failure, if any, came through the channel
        }

        await writer.SendAsync(output, ct);
        return whole;
    }

    internal static async Task<Outcome<ScreeningRun>> StartAsync(
        ScreenCompanies screen, IdLines lines, ListFormat format, DateTimeOffset asOf, ScreeningPoint point, CancellationToken ct)
    {
        var run = new ScreeningRun(screen, lines, format, asOf, point, ct);
        try
        {
            run._first = await run.ReadBatchAsync();
        }
        catch
        {
            run.Dispose();
            throw;
        }

        if (run._first is [{ Fault.Code: "NOT_UTF8" or "ROW_TOO_LONG" } first, ..] && format is ListFormat.Ndjson)
        {
            run.Dispose();
            return InvalidError.Of("FILE_UNREADABLE", "body", $"The first line cannot be read. {first.Fault!.Message}");
        }

        return run;
    }

    /// <remarks>A read that is under way still writes into the buffer of the lines.</remarks>
    private async Task ReleaseAsync()
    {
        await _next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _lines.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync(
        ChannelWriter<Task<Screened[]>> batches, Func<int, CancellationToken, ValueTask>? permits)
    {
        var ct = _stop.Token;
        try
        {
            for (var batch = _first; batch.Count > 0; batch = await ReadBatchAsync())
            {
                if (permits is not null && batch != _first)
                {
                    await permits(batch.Count, ct);
                }

                await batches.WriteAsync(_screen.JudgeAsync(batch, _point, ct), ct);
            }

            batches.Complete();
        }
        catch (Exception failure)
        {
            batches.Complete(failure);
        }
    }

    /// <summary>A full batch, or fewer lines when the sender pauses: who sends slowly still gets answers.</summary>
    private async Task<List<AskedLine>> ReadBatchAsync()
    {
        var batch = new List<AskedLine>(ScreenCompanies.BatchSize);
        while (batch.Count < ScreenCompanies.BatchSize && (batch.Count == 0 || _next.IsCompleted) && await _next)
        {
            batch.Add(new AskedLine(_lines.Line, _lines.Id, _lines.Fault));
            _next = _lines.ReadAsync(_stop.Token).AsTask();
        }

        return batch;
    }
}
