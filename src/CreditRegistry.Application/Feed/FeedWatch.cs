using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CreditRegistry.Application.Feed;

/// <summary>Looks for new positions, once for all who wait on this instance, and only while somebody does.</summary>
public sealed class FeedWatch(LedgerFeed feed, TimeProvider clock, ILogger<FeedWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private volatile TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile FeedHead? _head;
    private int _waiting;

    /// <summary>Waits until the feed has gone on from that position, or the time is over.</summary>
    public async Task WaitAsync(FeedPosition seen, TimeSpan most, CancellationToken ct)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            var moved = _moved;
            if (_head is { } head && (head.Position.Epoch, head.Position.Position).CompareTo((seen.Epoch, seen.Position)) > 0)
            {
                return;
            }

            await moved.Task.WaitAsync(most, clock, ct);
        }
        catch (TimeoutException)
        {
            // nothing happened, which is what the caller waited to know
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Volatile.Read(ref _waiting) == 0)
            {
                continue;
            }

            try
            {
                var head = new FeedHead(await feed.HeadAsync(stoppingToken));
                if (head != _head)
                {
                    _head = head;
                    Interlocked.Exchange(ref _moved, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "The head of the feed could not be read; trying again");
            }
        }
    }

    private sealed record FeedHead(FeedPosition Position);
}
