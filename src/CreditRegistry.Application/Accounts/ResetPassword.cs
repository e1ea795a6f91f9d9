using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

/// <summary>Someone invited, or given a token by an administrator, chooses a password; every session ends.</summary>
public sealed class ResetPassword(
    RegistryDbContext db, ILookupNormalizer normalizer, PasswordHashes passwords, ResetTokens tokens, TimeProvider clock)
{
    public async Task<RegistryError?> RunAsync(string email, string token, string newPassword, CancellationToken ct)
    {
        if (PasswordRules.Check(newPassword, email, "newPassword") is { } refusal)
        {
            return refusal;
        }

        var normalized = normalizer.NormalizeEmail(email);
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        var account = await db.Users.SingleOrDefaultAsync(a => a.NormalizedEmail == normalized && a.DisabledAt == null, ct);
        if (account is null || !await tokens.UseAsync(account.Id, token, ct))
        {
            return InvalidError.Of(
                "RESET_TOKEN_INVALID", "token", "This token is wrong, used or older than three days. Ask for a new one.");
        }

        passwords.Set(account, newPassword);
        (account.EmailConfirmed, account.AccessFailedCount, account.LockoutEnd) = (true, 0, null);
        var (itself, now) = (AccountFacts.Itself(account.Id), clock.GetUtcNow());
        db.NoteAccount(LedgerKinds.AccountChanged, account.Id, itself, now, ("change", "password"));
        await db.SaveAccountAsync(itself, now, ct);
        await transaction.CommitAsync(ct);
        return null;
    }
}
