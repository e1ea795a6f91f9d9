using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Ledger;
using Npgsql;

namespace CreditRegistry.Application.Ledger;

/// <summary>
/// Which standby may answer a public read: one that was asked within the last second, and is known to have replayed what
/// the read must show. The primary answers when none may. While the primary cannot be asked, a standby that was level with it
/// before answers with what it has.
/// </summary>
public sealed class Standbys(DatabaseServers servers, LedgerTail tail, TimeProvider clock)
{
    /// <summary>A standby that has not been level with the primary for so long is left alone.</summary>
    public static readonly TimeSpan MostLag = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Known?[] _known = new Known?[servers.Each.Count];
    private int _turn;

    /// <summary>Asks every server how far it is. One that does not answer is not used.</summary>
    public Task LookAsync(CancellationToken ct) => Task.WhenAll(Enumerable.Range(0, _known.Length).Select(i => LookAsync(i, ct)));

    /// <param name="atLeast">What the read must show; null when the state of some seconds ago will do.</param>
    public NpgsqlDataSource Choose(FeedPosition? atLeast)
    {
        var first = (uint)Interlocked.Increment(ref _turn);
        for (var i = 0u; i < _known.Length; i++)
        {
            var at = (int)((first + i) % (uint)_known.Length);
            if (Volatile.Read(ref _known[at]) is { } known && MayAnswer(known, atLeast))
            {
                return servers.Each[at];
            }
        }

        return servers.Primary;
    }

    /// <summary>Reads from a standby where one may answer, and from the primary when that one fails.</summary>
    /// <param name="atLeast">As for <see cref="Choose"/>.</param>
    /// <param name="read">May run twice.</param>
    public async Task<T> ReadAsync<T>(FeedPosition? atLeast, Func<NpgsqlDataSource, Task<T>> read)
    {
        var server = Choose(atLeast);
        try
        {
            return await read(server);
        }
        catch (Exception exception) when (server != servers.Primary && Failed(exception))
        {
            Leave(server);
            return await read(servers.Primary);
        }
    }

    /// <summary>Whether the server failed, and another may not.</summary>
    /// <remarks>EF wraps a failed connection in an exception of its own.</remarks>
    public static bool Failed(Exception exception) =>
        exception is NpgsqlException || exception.InnerException is NpgsqlException;

    /// <summary>It failed: not to be chosen until it answers again.</summary>
    public void Leave(NpgsqlDataSource server)
    {
        for (var i = 0; i < _known.Length; i++)
        {
            if (servers.Each[i] == server)
            {
                Volatile.Write(ref _known[i], null);
            }
        }
    }

    private bool MayAnswer(Known known, FeedPosition? atLeast) =>
        clock.GetElapsedTime(known.AskedAt) <= LedgerTail.Lease
        && (clock.GetElapsedTime(known.LevelAt) <= MostLag || !tail.IsFresh)
        && (atLeast is not { } wanted || (known.Replayed.Epoch == wanted.Epoch && known.Replayed.Position >= wanted.Position));

    private async Task LookAsync(int i, CancellationToken ct)
    {
        var asked = clock.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var goal = tail.Position;
            var head = await LedgerHead.OfAsync(servers.Each[i], patience.Token);
            var replayed = head.IsStandby ? head.Position : (FeedPosition?)null;
            var isLevel = replayed is { } at && goal is { } level && at.Epoch == level.Epoch && at.Position >= level.Position;
            var before = Volatile.Read(ref _known[i]);
            Volatile.Write(ref _known[i], replayed is { } known && (isLevel || before is not null)
                ? new Known(known, asked, isLevel ? asked : before!.LevelAt)
                : null);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            Volatile.Write(ref _known[i], null);
        }
    }

    private sealed record Known(FeedPosition Replayed, long AskedAt, long LevelAt);
}

/// <summary>
/// Marks what is read from the primary, whoever asks: what is proved has to be of the same moment as the log that proves it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FromPrimaryAttribute : Attribute;

/// <summary>Which server the reads of one request go to.</summary>
public sealed class ReadRoute(DatabaseServers servers)
{
    public NpgsqlDataSource Server { get; set; } = servers.Primary;
}
