using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

/// <summary>Someone signed in chooses a new password; every other session ends.</summary>
public sealed class ChangePassword(
    RegistryDbContext db, PasswordHashes passwords, SignInAttempts attempts, TimeProvider clock)
{
    public async Task<Outcome<Session>> RunAsync(
        Guid key, string currentPassword, string newPassword, CancellationToken ct)
    {
        var account = await db.Users.SingleAsync(a => a.Id == key, ct);
        if (PasswordRules.Check(newPassword, account.Email!, "newPassword") is { } refusal)
        {
            return refusal;
        }

        // A stolen token is no way to try passwords without end.
        var attempt = await attempts.CountAsync(account, ct);
        if (!passwords.Verify(account, currentPassword) || attempt is null)
        {
            if (attempt is not null)
            {
                await attempts.FailAsync(account, attempt, ct);
            }

            return InvalidError.Of("PASSWORD_WRONG", "currentPassword", "This is not your password.");
        }

        await attempts.ClearAsync(account, ct);
        await db.Entry(account).ReloadAsync(ct);
        passwords.Set(account, newPassword);
        var (itself, now) = (AccountFacts.Itself(key), clock.GetUtcNow());
        db.NoteAccount(LedgerKinds.AccountChanged, key, itself, now, ("change", "password"));
        await db.SaveAccountAsync(itself, now, ct);
        return new Session(key, account.SecurityStamp!);
    }
}
