using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence.Ledger;
using Npgsql;

namespace CreditRegistry.Application.Ledger;

/// <summary>
/// Follows the end of the ledger on the primary, so that what an instance keeps in memory is never older than its last look.
/// A look is a lease of one second: when none succeeded since, nothing that is kept may be used.
/// </summary>
public sealed class LedgerTail(NpgsqlDataSource primary, Sequencer sequencer, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim _looking = new(1);
    private volatile Action<LedgerLook, long>? _listeners;
    private volatile Followed? _followed;
    private long _seenAt;
    private long _looks; // those that are over

    /// <summary>Everything up to this position is known to whoever listens; null before the first look.</summary>
    public FeedPosition? Position => _followed?.Position;

    /// <summary>The number of the look under way, or of the next: whatever is read from now on, it or a later one covers.</summary>
    public long NextLook => Interlocked.Read(ref _looks) + 1;

    /// <summary>Whether the last whole look is recent enough to trust what was not named as changed.</summary>
    public bool IsFresh => Interlocked.Read(ref _seenAt) is var seen and not 0 && clock.GetElapsedTime(seen) <= Lease;

    /// <summary>Whether all changes up to a position are known here; a position of a lost epoch never is.</summary>
    public bool HasSeen(FeedPosition position) =>
        Position is { } seen && position.Epoch == seen.Epoch && position.Position <= seen.Position;

    /// <summary>Calls back with each look and its number, one at a time, in order.</summary>
    public void Listen(Action<LedgerLook, long> listener)
    {
        lock (_looking)
        {
            _listeners += listener;
        }
    }

    /// <summary>Looks once.</summary>
    /// <exception cref="NpgsqlException">The primary cannot be asked; the lease runs on.</exception>
    public async Task<LedgerLook> LookAsync(CancellationToken ct)
    {
        await _looking.WaitAsync(ct);
        try
        {
            var began = clock.GetTimestamp();
            var look = Position is { } position
                ? await LedgerLook.AfterAsync(primary, position, ct)
                : await LedgerLook.FirstAsync(primary, ct);
            _listeners?.Invoke(look, NextLook);
            _followed = new Followed(look.Position);
            if (look.IsWhole)
            {
                Interlocked.Exchange(ref _seenAt, began);
            }

            Interlocked.Increment(ref _looks);

            return look;
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>
    /// Returns when everything that was committed before the call has its position and was seen here.
    /// </summary>
    /// <returns>A position at or after all of it.</returns>
    public async Task<FeedPosition> CatchUpAsync(CancellationToken ct)
    {
        HashSet<long>? waiting = null;
        while (true)
        {
            var look = await LookAsync(ct);
            if (look.IsWhole)
            {
                waiting ??= [.. look.Unplaced];
                waiting.IntersectWith(look.Unplaced);
                if (waiting.Count == 0)
                {
                    return look.Position;
                }
            }

            // Another instance may be at it.
            if (await sequencer.PlaceAsync(ct) == 0)
            {
                await Task.Delay(Retry, ct);
            }
        }
    }

    public void Dispose() => _looking.Dispose();

    private sealed record Followed(FeedPosition Position);
}
