using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

public enum SecondFactorAction
{
    /// <summary>Makes a key for the authenticator app; nothing is asked at sign-in yet.</summary>
    Prepare = 1,

    /// <summary>Proves that the app knows the key; from now on a code is asked.</summary>
    Enable,
    Disable,

    /// <summary>New recovery codes in place of the old ones.</summary>
    ResetRecoveryCodes,
}

/// <param name="Key">Set once, by <see cref="SecondFactorAction.Prepare"/>.</param>
/// <param name="RecoveryCodes">Set once, when they are made.</param>
public sealed record SecondFactorState(
    bool Enabled, int RecoveryCodesLeft, string? Email = null, string? Key = null, IReadOnlyList<string>? RecoveryCodes = null);

/// <summary>Someone signed in switches the second factor on or off.</summary>
public sealed class ChangeSecondFactor(
    RegistryDbContext db, SecondFactors factors, SignInAttempts attempts, TimeProvider clock)
{
    /// <summary>How it stands.</summary>
    public async Task<SecondFactorState> ReadAsync(Guid key, CancellationToken ct) => new(
        await db.Users.Where(a => a.Id == key).Select(a => a.TwoFactorEnabled).SingleAsync(ct),
        await factors.RecoveryCodesLeftAsync(key, ct));

    public async Task<Outcome<SecondFactorState>> RunAsync(
        Guid key, SecondFactorAction action, string? code, CancellationToken ct)
    {
        var account = await db.Users.SingleAsync(a => a.Id == key, ct);
        if (account.TwoFactorEnabled == action is SecondFactorAction.Prepare or SecondFactorAction.Enable)
        {
            return account.TwoFactorEnabled
                ? new ConflictError("TWO_FACTOR_ENABLED", "The second factor is on already. Disable it first.")
                : new ConflictError("TWO_FACTOR_NOT_ENABLED", "The second factor is off. Prepare and enable it first.");
        }

        if (action is not SecondFactorAction.Prepare && !await ProveAsync(account, code, ct))
        {
            return InvalidError.Of(
                "TWO_FACTOR_WRONG", "code", "This code is wrong, too old or used. Wait for the next one of your app.");
        }

        return await ChangeAsync(account, action, ct);
    }

    private async Task<SecondFactorState> ChangeAsync(Account account, SecondFactorAction action, CancellationToken ct)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        string? secret = null;
        IReadOnlyList<string>? codes = null;
        switch (action)
        {
            case SecondFactorAction.Prepare:
                secret = await factors.NewKeyAsync(account.Id, ct);
                break;
            case SecondFactorAction.Disable:
                await factors.RemoveAsync(account.Id, ct);
                break;
            case SecondFactorAction.Enable or SecondFactorAction.ResetRecoveryCodes:
                codes = await factors.NewRecoveryCodesAsync(account.Id, ct);
                break;
        }

        account.TwoFactorEnabled = action is SecondFactorAction.Enable or SecondFactorAction.ResetRecoveryCodes;
        var (itself, now) = (AccountFacts.Itself(account.Id), clock.GetUtcNow());
        db.NoteAccount(
            LedgerKinds.AccountChanged, account.Id, itself, now, ("change", "twoFactor"), ("action", EnumText.Name(action)));
        await db.SaveAccountAsync(itself, now, ct);
        await transaction.CommitAsync(ct);
        return new(account.TwoFactorEnabled, codes?.Count ?? 0, account.Email, secret, codes);
    }

    private async Task<bool> ProveAsync(Account account, string? code, CancellationToken ct)
    {
        if (code is null || await attempts.CountAsync(account, ct) is not { } attempt)
        {
            return false;
        }

        if (await factors.UseCodeAsync(account.Id, code, ct))
        {
            await attempts.TakeBackAsync(account, ct);
            await db.Entry(account).ReloadAsync(ct);
            return true;
        }

        await attempts.FailAsync(account, attempt, ct);
        return false;
    }
}
