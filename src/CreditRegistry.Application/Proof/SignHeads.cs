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
/// <param name="At">Never earlier than that of a smaller head.</param>
public sealed record HeadStatement(int Epoch, long Size, string Root, DateTimeOffset At);

/// <summary>Signs for the log as it stands.</summary>
public sealed class SignHeads(RegistryDbContext db, NpgsqlDataSource primary, SigningKeys keys, TimeProvider clock)
{
    /// <summary>However often one asks, no two heads are signed closer together.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>The newest head: a new one when the log has grown, and the last one is old enough.</summary>
    public async Task<SignedHead> RunAsync(CancellationToken ct)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({AdvisoryLocks.LogHeads})", ct);
        var last = await db.LogHeads.AsNoTracking().OrderByDescending(h => h.Epoch).ThenByDescending(h => h.Size).FirstOrDefaultAsync(ct);
        var tree = new LogTree(primary);
        var (epoch, size) = await tree.HeadAsync(ct);
        var now = clock.GetUtcNow();
        if (last is not null
            && (now - last.At < Shortest || (last.Epoch == epoch && last.Size >= size)))
        {
            return last;
        }

        // A clock that was put back must not make the log look as if it had been signed before it was written.
        var at = now > last?.At ? now : last?.At ?? now;
        var root = await tree.RootAsync(size, ct);
        var head = new SignedHead
        {
            Size = size,
            Epoch = epoch,
            At = at,
            Root = root,
            Jws = keys.Sign(SignedStatement.Head, new HeadStatement(epoch, size, Convert.ToHexStringLower(root), at)),
        };
        db.LogHeads.Add(head);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return head;
    }
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
