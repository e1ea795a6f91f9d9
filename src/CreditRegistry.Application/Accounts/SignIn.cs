using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

public sealed record SignInCommand(string Email, string Password, string? TwoFactorCode, string? TwoFactorRecoveryCode);

/// <summary>Who signed in: what a token or a cookie holds, and nothing else.</summary>
/// <param name="Stamp">Changes when the password does; a token with an older one no longer works.</param>
public sealed record Session(Guid AccountKey, string Stamp);

/// <summary>A right password.</summary>
/// <param name="NeedsSecondFactor">Then nobody has signed in yet: <see cref="SignIn.BySecondFactorAsync"/> does that.</param>
public sealed record PasswordPassed(Session Session, bool NeedsSecondFactor);

/// <summary>Someone signs in by password and, where switched on, a second factor: in one step or in two.</summary>
public sealed class SignIn(
    RegistryDbContext db,
    ILookupNormalizer normalizer,
    PasswordHashes passwords,
    SignInAttempts attempts,
    SecondFactors factors,
    TimeProvider clock)
{
    /// <summary>Both factors at once.</summary>
    public async Task<Outcome<Session>> RunAsync(SignInCommand command, CancellationToken ct)
    {
        var checkedPassword = await CheckPasswordAsync(command.Email, command.Password, ct);
        if (checkedPassword.Error is { } refusal)
        {
            return refusal;
        }

        var (account, attempt) = checkedPassword.Value;
        if (account.TwoFactorEnabled && command is { TwoFactorCode: null, TwoFactorRecoveryCode: null })
        {
            await attempts.TakeBackAsync(account, ct);
            return new UnauthenticatedError(
                "TWO_FACTOR_REQUIRED", "Send the code of your authenticator app, or a recovery code, with the password.");
        }

        return await FinishAsync(account, attempt, command.TwoFactorCode, command.TwoFactorRecoveryCode, ct);
    }

    /// <summary>The first of two steps; the only one for an account without a second factor.</summary>
    public async Task<Outcome<PasswordPassed>> ByPasswordAsync(string email, string password, CancellationToken ct)
    {
        var checkedPassword = await CheckPasswordAsync(email, password, ct);
        if (checkedPassword.Error is { } refusal)
        {
            return refusal;
        }

        var (account, attempt) = checkedPassword.Value;
        if (account.TwoFactorEnabled)
        {
            await attempts.TakeBackAsync(account, ct);
            return new PasswordPassed(SessionOf(account), NeedsSecondFactor: true);
        }

        var finished = await FinishAsync(account, attempt, code: null, recoveryCode: null, ct);
        return finished.Error is { } error ? error : new PasswordPassed(finished.Value!, NeedsSecondFactor: false);
    }

    /// <summary>The second step, with a code of the app or a recovery code.</summary>
    /// <param name="passed">What the first step gave; refused once the password changed.</param>
    public async Task<Outcome<Session>> BySecondFactorAsync(
        Session passed, string? code, string? recoveryCode, CancellationToken ct)
    {
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(
            a => a.Id == passed.AccountKey && a.SecurityStamp == passed.Stamp && a.DisabledAt == null, ct);
        return account is not null && await attempts.CountAsync(account, ct) is { } attempt
            ? await FinishAsync(account, attempt, code, recoveryCode, ct)
            : Refused;
    }

    /// <summary>One answer for an unknown account, a wrong password, a lock-out and a closed account.</summary>
    private static UnauthenticatedError Refused => new(
        "SIGN_IN_REFUSED",
        "The e-mail or the password is wrong. After five wrong tries an account rests for 15 minutes or longer.");

    private static Session SessionOf(Account account) => new(account.Id, account.SecurityStamp!);

    private async Task<Outcome<(Account Account, SignInAttempts.Attempt Attempt)>> CheckPasswordAsync(
        string email, string password, CancellationToken ct)
    {
        var normalized = normalizer.NormalizeEmail(email);
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(a => a.NormalizedEmail == normalized, ct);
        var attempt = account is null ? null : await attempts.CountAsync(account, ct);
        if (passwords.Verify(account, password) && attempt is not null && account.DisabledAt is null)
        {
            return (account, attempt);
        }

        if (attempt is not null)
        {
            await attempts.FailAsync(account!, attempt, ct);
        }

        return Refused;
    }

    private async Task<Outcome<Session>> FinishAsync(
        Account account, SignInAttempts.Attempt attempt, string? code, string? recoveryCode, CancellationToken ct)
    {
        if (account.TwoFactorEnabled && !await HasSecondFactorAsync(account, code, recoveryCode, ct))
        {
            await attempts.FailAsync(account, attempt, ct);
            return new UnauthenticatedError(
                "TWO_FACTOR_WRONG", "This code is wrong, too old or used. Wait for the next one, or use a recovery code.");
        }

        await attempts.ClearAsync(account, ct);
        var itself = AccountFacts.Itself(account.Id);
        var now = clock.GetUtcNow();
        db.NoteAccount(
            LedgerKinds.AccountSignedIn, account.Id, itself, now, ("twoFactor", account.TwoFactorEnabled));
        await db.SaveAccountAsync(itself, now, ct);
        return SessionOf(account);
    }

    private async Task<bool> HasSecondFactorAsync(Account account, string? code, string? recoveryCode, CancellationToken ct) =>
        code is not null ? await factors.UseCodeAsync(account.Id, code, ct)
        : recoveryCode is not null && await factors.UseRecoveryCodeAsync(account.Id, recoveryCode, ct);
}
