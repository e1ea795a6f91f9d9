using System.Diagnostics.CodeAnalysis;
using CreditRegistry.Persistence.Accounts;
using Microsoft.AspNetCore.Identity;

namespace CreditRegistry.Application.Accounts;

/// <summary>Checks and stores passwords, in the same time whether or not there is one to check against.</summary>
public sealed class PasswordHashes(IPasswordHasher<Account> hasher)
{
    private readonly Account _nobody = new();
    private string? _dummy;

    /// <summary>False for a wrong password, an account without one, and no account at all.</summary>
    internal bool Verify([NotNullWhen(true)] Account? account, string password)
    {
        var against = account?.PasswordHash ?? (_dummy ??= hasher.HashPassword(_nobody, SecretText.NewToken()));
        return hasher.VerifyHashedPassword(account ?? _nobody, against, password) is not PasswordVerificationResult.Failed
            && account?.PasswordHash is not null;
    }

    /// <summary>Sets the password and ends every session.</summary>
    internal void Set(Account account, string password)
    {
        account.PasswordHash = hasher.HashPassword(account, password);
        account.SecurityStamp = SecretText.NewStamp();
        account.ConcurrencyStamp = SecretText.NewStamp();
    }
}
