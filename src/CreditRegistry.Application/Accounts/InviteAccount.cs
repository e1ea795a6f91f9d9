using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

public sealed record Invitation(Guid Key, OneTimeToken Token);

/// <summary>Opens an account without a password, and makes the token with which its holder chooses one.</summary>
public sealed class InviteAccount(RegistryDbContext db, ILookupNormalizer normalizer, ResetTokens tokens, TimeProvider clock)
{
    public const int EmailMaxLength = 254;

    private const string OneByEmail = "ux_accounts_email";
    private const string OneByUserName = "ux_accounts_user_name";

    public async Task<Outcome<Invitation>> RunAsync(string email, Authority authority, Actor actor, CancellationToken ct)
    {
        var resolved = await Bindings.ResolveAsync(db, authority, ct);
        if (resolved.Error is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var account = Open(email.Trim(), now);
        if (await db.Users.AnyAsync(a => a.NormalizedEmail == account.NormalizedEmail, ct))
        {
            return await ExistsAsync(account, ct);
        }

        db.Users.Add(account);
        var details = resolved.Value!.Apply(account);
        var token = await tokens.IssueAsync(account.Id, ct);
        db.NoteAccount(LedgerKinds.AccountInvited, account.Id, actor, now, details);
        try
        {
            await db.SaveAccountAsync(actor, now, ct);
        }
        catch (DbUpdateException exception) when (exception.Broke(OneByEmail) || exception.Broke(OneByUserName))
        {
            return await ExistsAsync(account, ct);
        }

        return new Invitation(account.Id, token);
    }

    internal Account Open(string email, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserName = email,
        NormalizedUserName = normalizer.NormalizeName(email),
        Email = email,
        NormalizedEmail = normalizer.NormalizeEmail(email),
        SecurityStamp = SecretText.NewStamp(),
        ConcurrencyStamp = SecretText.NewStamp(),
        LockoutEnabled = true,
        InvitedAt = now,
    };

    private async Task<ConflictError> ExistsAsync(Account account, CancellationToken ct) => new(
        "ACCOUNT_EXISTS",
        "An account with this e-mail exists. Change its roles instead.",
        await db.Users.Where(a => a.NormalizedEmail == account.NormalizedEmail).Select(a => (Guid?)a.Id).SingleAsync(ct));
}
