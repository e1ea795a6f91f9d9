using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Proof;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreditRegistry.Application.Proof;

/// <summary>What a signed head says.</summary>
/// <param name="Epoch">Which life of the database, see <see cref="Domain.Ledger.FeedPosition"/>.</param>
/// <param name="Size">Leaves of the log: all positions up to this one.</param>
/// <param name="Root">Of the tree of RFC 9162 over them, in hexadecimal.</param>
/// <param name="At">Later than that of any smaller head: by a microsecond while the clock is behind.</param>
public sealed record HeadStatement(int Epoch, long Size, string Root, DateTimeOffset At);

/// <summary>Signs for the log as it stands.</summary>
public sealed class SignHeads(RegistryDbContext db, NpgsqlDataSource primary, SigningKeys keys, TimeProvider clock)
{
    /// <summary>However often one asks, no two heads are signed closer together, but while the clock is behind.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private const int MostPauses = 40;
    private static readonly TimeSpan Smallest = TimeSpan.FromMicroseconds(1); // that the database keeps

    /// <summary>The newest head: a new one when the log has grown, and the last one is old enough.</summary>
    /// <remarks>Whoever waits while another signs holds no connection meanwhile: any number may ask at once.</remarks>
    public async Task<SignedHead> RunAsync(CancellationToken ct)
    {
        for (var pauses = 0; ; pauses++)
        {
            if (await NewestAsync(ct) is { } last
                && (pauses >= MostPauses || !IsDue(last) || Covers(last, await new LogTree(primary).HeadAsync(ct))))
            {
                return last;
            }

            if (await TrySignAsync(ct) is { } head)
            {
                return head;
            }

            await Task.Delay(Pause, clock, ct);
        }
    }

    /// <returns>Null when another signs just now.</returns>
    private async Task<SignedHead?> TrySignAsync(CancellationToken ct)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        if (!await db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock({AdvisoryLocks.LogHeads}) as \"Value\"").SingleAsync(ct))
        {
            return null;
        }

        var last = await NewestAsync(ct);
        var log = await LogTree.HeadAsync(db.NpgsqlConnection, ct);
        if (last is not null && (!IsDue(last) || Covers(last, log)))
        {
            return last;
        }

        // By a clock that was put back the log would seem to have been signed before it was written.
        var now = clock.GetUtcNow();
        var at = last is null || now > last.At ? now : last.At + Smallest;
        var root = await LogTree.RootAsync(db.NpgsqlConnection, log.Position, ct);
        var head = new SignedHead
        {
            Size = log.Position,
            Epoch = log.Epoch,
            At = at,
            Root = root,
            Jws = keys.Sign(
                SignedStatement.Head, new HeadStatement(log.Epoch, log.Position, Convert.ToHexStringLower(root), at)),
        };
        db.LogHeads.Add(head);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return head;
    }

    private Task<SignedHead?> NewestAsync(CancellationToken ct) =>
        db.LogHeads.AsNoTracking().OrderByDescending(h => h.Epoch).ThenByDescending(h => h.Size).FirstOrDefaultAsync(ct);

    private bool IsDue(SignedHead last)
    {
        var age = clock.GetUtcNow() - last.At;
        return age >= Shortest || age < TimeSpan.Zero; // the clock was put back
    }

    private static bool Covers(SignedHead head, FeedPosition log) => head.Epoch == log.Epoch && head.Size >= log.Position;
}

/// <summary>Signs a head each minute in which the log has grown.</summary>
public sealed class SignHeadsWorker(IServiceScopeFactory scopes, TimeProvider clock, ILogger<SignHeadsWorker> logger) : RegistryWorker(
    TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5), "The log could not be signed", clock, logger)
{
    protected override async Task WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SignHeads>().RunAsync(ct);
    }
}
