using System.Globalization;
using CreditRegistry.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

/// <summary>A token that lets its holder choose a password, once. Handed over by a person: there is no mail server.</summary>
public sealed record OneTimeToken(string Value, DateTimeOffset ExpiresAt);

/// <summary>One-time tokens for choosing a password: only their hash is stored, and a new one replaces the last.</summary>
public sealed class ResetTokens(RegistryDbContext db, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    private const string Provider = "passwordReset";

    /// <summary>Adds the token; the caller saves.</summary>
    internal async Task<OneTimeToken> IssueAsync(Guid account, CancellationToken ct)
    {
        await RevokeAsync(account, ct);
        var token = new OneTimeToken(SecretText.NewToken(), clock.GetUtcNow() + Lifetime);
        db.UserTokens.Add(new IdentityUserToken<Guid>
        {
            UserId = account,
            LoginProvider = Provider,
            Name = SecretText.Hash(token.Value),
            Value = token.ExpiresAt.ToString("O", CultureInfo.InvariantCulture),
        });
        return token;
    }

    /// <summary>True once, and before the token ends.</summary>
    internal async Task<bool> UseAsync(Guid account, string token, CancellationToken ct)
    {
        var hash = SecretText.Hash(token);
        var stored = db.UserTokens.Where(t => t.UserId == account && t.LoginProvider == Provider && t.Name == hash);
        return await stored.Select(t => t.Value).SingleOrDefaultAsync(ct) is { } ends
            && clock.GetUtcNow() < DateTimeOffset.Parse(ends, CultureInfo.InvariantCulture)
            && await stored.ExecuteDeleteAsync(ct) == 1;
    }

    internal Task RevokeAsync(Guid account, CancellationToken ct) =>
        db.UserTokens.Where(t => t.UserId == account && t.LoginProvider == Provider).ExecuteDeleteAsync(ct);
}
