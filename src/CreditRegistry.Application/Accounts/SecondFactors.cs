using System.Globalization;
using System.Security.Cryptography;
using CreditRegistry.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

/// <summary>The second factor's secrets, in Identity's token table: the key sealed, recovery codes hashed, the last code used.</summary>
public sealed class SecondFactors(RegistryDbContext db, IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Authenticator = "authenticator";
    private const string Key = "key";
    private const string LastStep = "lastStep";
    private const string RecoveryCode = "recoveryCode";
    private const int RecoveryCodeCount = 10;

    private readonly IDataProtector _seal = protection.CreateProtector("CreditRegistry.SecondFactor");

    /// <summary>A new key for an authenticator app, in base 32; the earlier key and codes no longer work.</summary>
    internal async Task<string> NewKeyAsync(Guid account, CancellationToken ct)
    {
        await RemoveAsync(account, ct);
        var key = RandomNumberGenerator.GetBytes(Totp.KeyBytes);
        Store(account, Authenticator, Key, Convert.ToBase64String(_seal.Protect(key)));
        Store(account, Authenticator, LastStep, "0");
        return Totp.ToBase32(key);
    }

    internal async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(Guid account, CancellationToken ct)
    {
        await Tokens(account).Where(t => t.LoginProvider == RecoveryCode).ExecuteDeleteAsync(ct);
        var codes = Enumerable.Range(0, RecoveryCodeCount).Select(_ => SecretText.NewRecoveryCode()).ToList();
        codes.ForEach(code => Store(account, RecoveryCode, SecretText.HashRecoveryCode(code), value: null));
        return codes;
    }

    /// <summary>True once for a code of the app; an older or used one is refused, also when sent twice at once.</summary>
    internal async Task<bool> UseCodeAsync(Guid account, string code, CancellationToken ct)
    {
        var stored = await Tokens(account)
            .Where(t => t.LoginProvider == Authenticator && t.Name == Key)
            .Select(t => t.Value)
            .SingleOrDefaultAsync(ct);
        if (stored is null
            || Totp.Match(_seal.Unprotect(Convert.FromBase64String(stored)), code.Trim(), clock.GetUtcNow()) is not { } step)
        {
            return false;
        }

        return await db.Database.ExecuteSqlAsync(
            $"""
            update account_tokens set value = {step.ToString(CultureInfo.InvariantCulture)}
            where user_id = {account} and login_provider = {Authenticator} and name = {LastStep} and value::bigint < {step}
            """,
            ct) == 1;
    }

    /// <summary>True once for each recovery code.</summary>
    internal async Task<bool> UseRecoveryCodeAsync(Guid account, string code, CancellationToken ct)
    {
        var hash = SecretText.HashRecoveryCode(code);
        return await Tokens(account)
            .Where(t => t.LoginProvider == RecoveryCode && t.Name == hash)
            .ExecuteDeleteAsync(ct) == 1;
    }

    internal Task<int> RecoveryCodesLeftAsync(Guid account, CancellationToken ct) =>
        Tokens(account).CountAsync(t => t.LoginProvider == RecoveryCode, ct);

    internal Task RemoveAsync(Guid account, CancellationToken ct) =>
        Tokens(account).Where(t => t.LoginProvider == Authenticator || t.LoginProvider == RecoveryCode).ExecuteDeleteAsync(ct);

    private IQueryable<IdentityUserToken<Guid>> Tokens(Guid account) => db.UserTokens.Where(t => t.UserId == account);

    private void Store(Guid account, string provider, string name, string? value) => db.UserTokens.Add(
        new IdentityUserToken<Guid> { UserId = account, LoginProvider = provider, Name = name, Value = value });
}
