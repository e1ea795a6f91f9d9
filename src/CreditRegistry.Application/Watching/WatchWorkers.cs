using CreditRegistry.Application.Ledger;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence.Watching;
using Microsoft.Extensions.Logging;

namespace CreditRegistry.Application.Watching;

/// <summary>Matches the ledger with the watch lists as it grows, and the dates once a day; one instance at a time does it.</summary>
public sealed class WatchWorker(
    WatchMatcher matcher, LedgerTail tail, WatchSettings settings, TimeProvider clock, ILogger<WatchWorker> logger) : RegistryWorker(
        TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(5), "The watch lists could not be matched", clock, logger)
{
    // Another instance may have been at it and died: every so often the database is asked all the same.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private FeedPosition? _matched;
    private DateTimeOffset _matchedAt;

    protected override async Task WorkAsync(CancellationToken ct)
    {
        var (head, now) = (tail.Position, Clock.GetUtcNow());
        if (head is not null && head == _matched && now - _matchedAt < Longest)
        {
            return;
        }

        while (await matcher.AdvanceAsync(Clock.GetUtcNow(), LegalDates.DateOf(Clock.GetUtcNow()), settings.Retention, ct))
        {
            // more waits
        }

        (_matched, _matchedAt) = (head, now);
    }
}

/// <summary>Delivers webhooks: to several receivers at a time, so that a slow one holds up no other.</summary>
public sealed class WebhookWorker(DeliverWebhooks deliver, WatchSettings settings, TimeProvider clock, ILogger<WebhookWorker> logger)
    : RegistryWorker(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), "Webhooks could not be delivered", clock, logger)
{
    private readonly SemaphoreSlim _places = new(settings.AtATime);

    protected override async Task WorkAsync(CancellationToken ct)
    {
        while (await _places.WaitAsync(TimeSpan.Zero, ct))
        {
            WebhookTurn? turn = null;
            try
            {
                turn = await deliver.TakeAsync(ct);
            }
            finally
            {
                if (turn is null)
                {
                    _places.Release();
                }
            }

            if (turn is null)
            {
                return;
            }

            _ = RunAsync(turn, ct);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _places.Dispose();
    }

    /// <summary>What fails here is tried again when the lease ends.</summary>
    private async Task RunAsync(WebhookTurn turn, CancellationToken ct)
    {
        try
        {
            await deliver.RunAsync(turn, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Logger.LogError(failure, "A turn of webhooks of list {List} broke off", turn.ListId);
        }
        catch (OperationCanceledException)
        {
            // the server stops
        }
        finally
        {
            try
            {
                _places.Release();
            }
            catch (ObjectDisposedException)
            {
                // the server has stopped
            }
        }
    }
}
