using System.Text.Json;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Time;
using CreditRegistry.Domain.Watching;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Application.Watching;

/// <summary>
/// Delivers what lists are to be told: at least once, in order for each list, until the receiver takes it or the registry
/// gives up. A message is made as it is sent, from what may be told by then.
/// </summary>
public sealed class DeliverWebhooks(
    WebhookQueue queue, WatchFeed feed, WebhookSender sender, IServiceScopeFactory scopes, WatchSettings settings, TimeProvider clock)
{
    private const int EventsATurn = 100;
    private const int Gone = 410;
    private const double Jitter = 0.2;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>One attempt, and the margin to write down how it went.</summary>
    private TimeSpan Lease => settings.Timeout + Margin;

    /// <summary>The list that has waited longest; null when there is none that nobody else has.</summary>
    public Task<WebhookTurn?> TakeAsync(CancellationToken ct) => queue.TakeAsync(clock.GetUtcNow(), Lease, ct);

    /// <summary>Delivers to one list until there is nothing more, an attempt fails, or others should have a turn.</summary>
    public async Task RunAsync(WebhookTurn turn, CancellationToken ct)
    {
        var epoch = (await feed.HistoryAsync(ct)).Head.Epoch;
        var sent = 0;
        while (sent < EventsATurn && await NextAsync(turn, ct) is { } told)
        {
            var view = WatchEventView.Of(told, epoch);
            var message = new WebhookMessage($"evt_{told.Written}.{told.Number}", view.Type, Body(turn.ListId, view));
            if (!await TryAsync(turn, message, ct)
                || !await queue.DeliveredAsync(turn, told.Number, clock.GetUtcNow() + Lease, ct))
            {
                return;
            }

            turn = turn with { Delivered = told.Number, Attempts = 0, FailingSince = null };
            sent++;
        }

        if (sent < EventsATurn && turn.HeartbeatAt <= clock.GetUtcNow() && !await BeatAsync(turn, epoch, ct))
        {
            return;
        }

        await queue.EndAsync(turn, clock.GetUtcNow(), ct);
    }

    /// <summary>Sends a test event now, out of order, and says how it went.</summary>
    public async Task<WatchDeliveryView> PingAsync(WatchList list, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var message = new WebhookMessage(
            $"ping_{Guid.CreateVersion7(now):N}", WatchTypes.Ping, Body(WatchTypes.Ping, await HeadAsync(ct), now, list.Id));
        var result = await sender.SendAsync(list.Url!, message, Secrets(list.Secret!, list.PreviousSecret, list.PreviousUntil, now), ct);
        return WatchDeliveryView.Of(await NoteAsync(list.Id, message, attempt: 1, now, result, ct));
    }

    /// <summary>One at a time: while one is on its way, the record of the next may leave.</summary>
    private async Task<StoredWatchEvent?> NextAsync(WebhookTurn turn, CancellationToken ct) =>
        (await feed.EventsAsync(turn.ListId, turn.Delivered, take: 1, LegalDates.DateOf(clock.GetUtcNow()), ct)).SingleOrDefault();

    private async Task<bool> BeatAsync(WebhookTurn turn, int epoch, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var message = new WebhookMessage(
            $"hb_{turn.ListId:N}_{turn.HeartbeatAt.ToUnixTimeSeconds()}",
            WatchTypes.Heartbeat,
            Body(WatchTypes.Heartbeat, (await HeadAsync(ct)) with { Epoch = epoch }, now, turn.ListId));
        return await TryAsync(turn, message, ct) && await queue.BeatAsync(turn, now + Day, ct);
    }

    /// <returns>False when the turn is over.</returns>
    private async Task<bool> TryAsync(WebhookTurn turn, WebhookMessage message, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var result = await sender.SendAsync(
            turn.Url, message, Secrets(turn.Secret, turn.PreviousSecret, turn.PreviousUntil, now), ct);
        await NoteAsync(turn.ListId, message, turn.Attempts + 1, now, result, ct);
        if (result.Failure is not { } failure)
        {
            return true;
        }

        var since = turn.FailingSince ?? now;
        if (result.Status == Gone)
        {
            await queue.StopAsync(turn, WebhookState.Disabled, "GONE", now, ct);
        }
        else if (now - since >= settings.GiveUpAfter)
        {
            await queue.StopAsync(turn, WebhookState.Paused, failure, now, ct);
        }
        else
        {
            await queue.FailedAsync(turn, since, Earlier(now + Pause(turn.Attempts), since + settings.GiveUpAfter), ct);
        }

        return false;
    }

    /// <summary>The last attempt is made when the registry gives up, not before and not long after.</summary>
    private static DateTimeOffset Earlier(DateTimeOffset next, DateTimeOffset last) =>
        next < last ? next : last;

    private TimeSpan Pause(int failures)
    {
        var pause = settings.Retries[Math.Min(failures, settings.Retries.Count - 1)];
        return pause * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
    }

    private static string[] Secrets(string secret, string? previous, DateTimeOffset? until, DateTimeOffset now) =>
        previous is not null && until > now ? [secret, previous] : [secret];

    private async Task<FeedPosition> HeadAsync(CancellationToken ct) => (await feed.HistoryAsync(ct)).Head;

    private async Task<WatchDelivery> NoteAsync(
        Guid list, WebhookMessage message, int attempt, DateTimeOffset at, WebhookResult result, CancellationToken ct)
    {
        var delivery = new WatchDelivery
        {
            ListId = list,
            MessageId = message.Id,
            Type = message.Type,
            Attempt = attempt,
            At = at,
            Status = result.Status,
            Failure = result.Failure,
            DurationMs = (int)result.Took.TotalMilliseconds,
        };
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
        if (await db.WatchLists.AnyAsync(l => l.Id == list, ct)) // it may have been deleted meanwhile
        {
            db.Add(delivery);
            await db.SaveChangesAsync(ct);
        }

        return delivery;
    }

    private static byte[] Body(Guid list, WatchEventView view) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            type = view.Type,
            position = view.Position.ToString(),
            timestamp = view.At.UtcDateTime,
            data = new { list, view.RegistrationId, view.RecordId, left = view.Left ? true : (bool?)null, view.On, view.Links },
        },
        RegistryJson.Options);

    private static byte[] Body(string type, FeedPosition position, DateTimeOffset at, Guid list) => JsonSerializer.SerializeToUtf8Bytes(
        new { type, position = position.ToString(), timestamp = at.UtcDateTime, data = new { list } }, RegistryJson.Options);
}
