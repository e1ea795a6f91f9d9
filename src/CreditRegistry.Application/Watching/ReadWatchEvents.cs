using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Watching;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Watching;

/// <summary>The inbox of a list: what it was told, in order, as it may be told now.</summary>
public sealed class ReadWatchEvents(RegistryDbContext db, WatchFeed feed, TimeProvider clock)
{
    public const int MaxLimit = 1000;

    /// <summary>The newest events, newest first, for people; null when there is no such list.</summary>
    public async Task<IReadOnlyList<WatchEventView>?> LatestAsync(Actor actor, Guid list, int most, CancellationToken ct)
    {
        if (!await db.WatchLists.AnyAsync(l => l.Id == list && l.AccountId == actor.AccountKey, ct))
        {
            return null;
        }

        var epoch = (await feed.HistoryAsync(ct)).Head.Epoch;
        var rows = await feed.LatestAsync(list, most, LegalDates.DateOf(clock.GetUtcNow()), ct);
        return [.. rows.Select(row => WatchEventView.Of(row, epoch))];
    }

    /// <param name="after">The last position seen; null to begin at the beginning.</param>
    /// <param name="limit">At most so many, 1 to <see cref="MaxLimit"/>.</param>
    public async Task<Outcome<WatchEventPage>> PageAsync(
        Actor actor, Guid list, FeedPosition? after, int limit, CancellationToken ct)
    {
        var found = await db.WatchLists.AsNoTracking()
            .Where(l => l.Id == list && l.AccountId == actor.AccountKey)
            .Select(l => new { l.State, l.StateSince })
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return ManageWatchLists.NotFound;
        }

        // The head first: all that was written up to it is there to be read.
        var history = await feed.HistoryAsync(ct);
        if (after is { } asked && history.Check(asked) is { } refusal)
        {
            return refusal;
        }

        var head = history.Head;
        var rows = await feed.EventsAsync(list, after?.Position ?? 0, limit, LegalDates.DateOf(clock.GetUtcNow()), ct);
        var last = rows.Count > 0 ? rows[^1].Number : 0;
        head = head with { Position = Math.Max(head.Position, last) };
        return new WatchEventPage(
            [.. rows.Select(row => WatchEventView.Of(row, head.Epoch))],
            rows.Count == limit ? head with { Position = last } : head,
            head,
            found.State,
            found.StateSince);
    }
}
