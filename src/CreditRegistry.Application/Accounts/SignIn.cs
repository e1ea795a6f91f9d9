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

/// <summary>Someone signs in by password and, where switched on, a second factor.</summary>
public sealed class SignIn(
    RegistryDbContext db,
    ILookupNormalizer normalizer,
    PasswordHashes passwords,
    SignInAttempts attempts,
    SecondFactors factors,
    TimeProvider clock)
{
    public async Task<Outcome<Session>> RunAsync(SignInCommand command, CancellationToken ct)
    {
        var email = normalizer.NormalizeEmail(command.Email);
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(a => a.NormalizedEmail == email, ct);
        var attempt = account is null ? null : await attempts.CountAsync(account, ct);
        if (!passwords.Verify(account, command.Password) || attempt is null || account.DisabledAt is not null)
        {
            if (attempt is not null)
            {
                await attempts.FailAsync(account!, attempt, ct);
            }

            return Refused;
        }

        if (account.TwoFactorEnabled && command is { TwoFactorCode: null, TwoFactorRecoveryCode: null })
        {
            await attempts.TakeBackAsync(account, ct);
            return new UnauthenticatedError(
                "TWO_FACTOR_REQUIRED", "Send the code of your authenticator app, or a recovery code, with the password.");
        }

        if (account.TwoFactorEnabled && !await HasSecondFactorAsync(account, command, ct))
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
        return new Session(account.Id, account.SecurityStamp!);
    }

    /// <summary>One answer for an unknown account, a wrong password, a lock-out and a closed account.</summary>
    private static UnauthenticatedError Refused => new(
        "SIGN_IN_REFUSED",
        "The e-mail or the password is wrong. After five wrong tries an account rests for 15 minutes or longer.");

    private async Task<bool> HasSecondFactorAsync(Account account, SignInCommand command, CancellationToken ct) =>
        command.TwoFactorCode is { } code
            ? await factors.UseCodeAsync(account.Id, code, ct)
            : await factors.UseRecoveryCodeAsync(account.Id, command.TwoFactorRecoveryCode!, ct);
}
