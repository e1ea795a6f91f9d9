using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

/// <summary>
/// Counts wrong tries. A try is counted <i>before</i> it is checked, in one statement, so that a thousand tries at once
/// are no more than five; a right one is taken back.
/// </summary>
public sealed class SignInAttempts(RegistryDbContext db, TimeProvider clock)
{
    public const int Allowed = 5;
    public static readonly TimeSpan FirstLockOut = TimeSpan.FromMinutes(15);

    private const int MaxDoublings = 6;

    /// <param name="LocksOutUntil">Set when this is the last try allowed.</param>
    internal sealed record Attempt(DateTimeOffset? LocksOutUntil);

    /// <summary>Null when the account is locked out, and the try is not to be checked.</summary>
    internal async Task<Attempt?> CountAsync(Account account, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var until = now + FirstLockOut * Math.Pow(2, await LockOutsInARowAsync(account.Id, ct));
        var counts = await db.Database.SqlQuery<int>(
            $"""
            update accounts set
                access_failed_count = (access_failed_count + 1) % {Allowed},
                lockout_end = case when access_failed_count + 1 = {Allowed} then {until} end
            where id = {account.Id} and (lockout_end is null or lockout_end <= {now})
            returning access_failed_count
            """).ToListAsync(ct);
        return counts is [var count] ? new(count == 0 ? until : null) : null;
    }

    /// <summary>The try was wrong: if it was the last one allowed, the lock-out goes to the ledger.</summary>
    internal async Task FailAsync(Account account, Attempt attempt, CancellationToken ct)
    {
        if (attempt.LocksOutUntil is { } until)
        {
            var (itself, now) = (AccountFacts.Itself(account.Id), clock.GetUtcNow());
            db.NoteAccount(LedgerKinds.AccountLockedOut, account.Id, itself, now, ("until", until));
            await db.SaveAccountAsync(itself, now, ct);
        }
    }

    /// <summary>The try was right but not all that is asked: it no longer counts, earlier ones do.</summary>
    internal Task TakeBackAsync(Account account, CancellationToken ct) =>
        db.Users.Where(a => a.Id == account.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(a => a.AccessFailedCount, a => (a.AccessFailedCount + Allowed - 1) % Allowed)
                .SetProperty(a => a.LockoutEnd, (DateTimeOffset?)null),
            ct);

    internal Task ClearAsync(Account account, CancellationToken ct) =>
        db.Users.Where(a => a.Id == account.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(a => a.AccessFailedCount, 0)
                .SetProperty(a => a.LockoutEnd, (DateTimeOffset?)null),
            ct);

    /// <summary>Each lock-out since the last sign-in doubles the next: 15 minutes, 30, an hour … 16 hours.</summary>
    private async Task<int> LockOutsInARowAsync(Guid account, CancellationToken ct)
    {
        var kinds = await db.Ledger
            .Where(e => e.Subject == account
                && (e.Kind == LedgerKinds.AccountSignedIn || e.Kind == LedgerKinds.AccountLockedOut))
            .OrderByDescending(e => e.Id)
            .Select(e => e.Kind)
            .Take(MaxDoublings)
            .ToListAsync(ct);
        return kinds.TakeWhile(kind => kind == LedgerKinds.AccountLockedOut).Count();
    }
}
