using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

/// <summary>A token with which a program works for an account, without what it says.</summary>
/// <param name="Name">What the administrator calls the program.</param>
/// <param name="LastDay">The last day (Asia/Shanghai) on which it is taken.</param>
public sealed record ProgramToken(Guid Id, string Name, DateTimeOffset IssuedAt, DateOnly LastDay);

/// <param name="Value">Shown this once: only its hash is stored.</param>
public sealed record IssuedProgramToken(ProgramToken Token, string Value);

/// <summary>
/// Long-lived tokens of programs. One carries the key of its account, so that it is found by the table's own key, and is
/// taken for as long as the account stands, until its last day or its revocation.
/// </summary>
public sealed class ProgramTokens(RegistryDbContext db, TimeProvider clock)
{
    public const string Prefix = "crp_";
    public const int NameMaxLength = 100;

    /// <summary>Of one account.</summary>
    public const int MaxTokens = 20;

    /// <summary>From issue to the last day.</summary>
    public const int MaxDays = 366;

    private const string Provider = "program";
    private const int SecretBytes = 32;
    private const int KeyBytes = 16;

    /// <summary>
    /// Whether a program may act for someone with these roles: who decides or administers is a person, each time.
    /// </summary>
    public static bool MayServe(IEnumerable<Role> roles) => !roles.Any(r => r is Role.Officer or Role.Administrator);

    /// <summary>The tokens of an account, newest first, those past their last day included until they are revoked.</summary>
    public async Task<IReadOnlyList<ProgramToken>> ListAsync(Guid account, CancellationToken ct) =>
        [.. (await Stored(account).Select(t => t.Value).ToListAsync(ct)).Select(Read).OrderByDescending(t => t.Id)];

    /// <summary>The session that a token stands for; null when it is none of ours, has ended, or its account is disabled.</summary>
    public async Task<Session?> FindSessionAsync(string value, CancellationToken ct)
    {
        if (AccountOf(value) is not { } key)
        {
            return null;
        }

        var hash = SecretText.Hash(value);
        var found = await (
            from token in Stored(key)
            join account in db.Users on token.UserId equals account.Id
            where token.Name == hash && account.DisabledAt == null
            select new { token.Value, account.SecurityStamp, Roles = account.Roles.Select(r => r.Role).ToList() })
            .SingleOrDefaultAsync(ct);
        return found is not null && LegalDates.DateOf(clock.GetUtcNow()) <= Read(found.Value).LastDay && MayServe(found.Roles)
            ? new Session(key, found.SecurityStamp!)
            : null;
    }

    /// <summary>Adds a token; the caller saves.</summary>
    internal async Task<Outcome<IssuedProgramToken>> IssueAsync(
        Account account, string name, DateOnly lastDay, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = LegalDates.DateOf(now);
        if (!RecordText.IsLine(name) || name.Trim().Length > NameMaxLength)
        {
            return InvalidError.Of(
                "PROGRAM_TOKEN_NAME", "name", $"Name the program in one line of at most {NameMaxLength} characters.");
        }

        if (lastDay < today || lastDay > today.AddDays(MaxDays))
        {
            return InvalidError.Of(
                "PROGRAM_TOKEN_LAST_DAY", "lastDay", $"Choose a last day from {today:yyyy-MM-dd} to {today.AddDays(MaxDays):yyyy-MM-dd}.");
        }

        if (account.DisabledAt is not null)
        {
            return new ConflictError("ACCOUNT_DISABLED", "The account is disabled. Enable it first.");
        }

        if (!MayServe(account.Roles.Select(r => r.Role)))
        {
            return new ConflictError(
                "PROGRAM_TOKEN_ROLE", "No program decides cases or administers. Invite an account without those roles for it.");
        }

        if (await Stored(account.Id).CountAsync(ct) >= MaxTokens)
        {
            return new ConflictError(
                "PROGRAM_TOKENS_FULL", $"An account has at most {MaxTokens} tokens. Revoke one that is no longer used.");
        }

        var token = new ProgramToken(Guid.CreateVersion7(now), name.Trim(), now, lastDay);
        var value = Prefix + Base64Url.EncodeToString(
            (byte[])[.. account.Id.ToByteArray(), .. RandomNumberGenerator.GetBytes(SecretBytes)]);
        db.UserTokens.Add(new IdentityUserToken<Guid>
        {
            UserId = account.Id,
            LoginProvider = Provider,
            Name = SecretText.Hash(value),
            Value = JsonSerializer.Serialize(token, RegistryJson.Options),
        });
        return new IssuedProgramToken(token, value);
    }

    /// <returns>False when the account has no such token.</returns>
    internal async Task<bool> RevokeAsync(Guid account, Guid token, CancellationToken ct)
    {
        var stored = (await Stored(account).ToListAsync(ct)).Find(t => Read(t.Value).Id == token);
        return stored is not null
            && await Stored(account).Where(t => t.Name == stored.Name).ExecuteDeleteAsync(ct) == 1;
    }

    private IQueryable<IdentityUserToken<Guid>> Stored(Guid account) =>
        db.UserTokens.AsNoTracking().Where(t => t.UserId == account && t.LoginProvider == Provider);

    private static ProgramToken Read(string? stored) => JsonSerializer.Deserialize<ProgramToken>(stored!, RegistryJson.Options)!;

    private static Guid? AccountOf(string value)
    {
        var text = value.AsSpan(Math.Min(Prefix.Length, value.Length));
        return value.StartsWith(Prefix, StringComparison.Ordinal) && Base64Url.IsValid(text, out var length)
            && length is KeyBytes + SecretBytes
            ? new Guid(Base64Url.DecodeFromChars(text).AsSpan(0, KeyBytes))
            : null;
    }
}
