using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

/// <summary>
/// Makes sure that an account exists with this password and authority, for demo data and for an administrator made by an
/// operator. Running it again changes nothing.
/// </summary>
public sealed class EnsureAccount(
    RegistryDbContext db, ILookupNormalizer normalizer, PasswordHashes passwords, InviteAccount invite, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(string email, string password, Authority authority, CancellationToken ct)
    {
        if (PasswordRules.Check(password, email, "password") is { } weak)
        {
            return weak;
        }

        var resolved = await Bindings.ResolveAsync(db, authority, ct);
        if (resolved.Error is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var normalized = normalizer.NormalizeEmail(email);
        var account = await db.Users
            .Include(a => a.Roles).Include(a => a.Organs).Include(a => a.Companies)
            .AsSplitQuery()
            .SingleOrDefaultAsync(a => a.NormalizedEmail == normalized, ct);
        var kind = account is null ? LedgerKinds.AccountInvited : LedgerKinds.AccountChanged;
        if (account is null)
        {
            db.Users.Add(account = invite.Open(email, now));
        }

        var details = resolved.Value!.Apply(account);
        if (!passwords.Verify(account, password))
        {
            passwords.Set(account, password);
            details = [.. details, ("change", "password")];
        }

        if (details is not [])
        {
            account.EmailConfirmed = true;
            db.NoteAccount(kind, account.Id, Actor.Registry, now, details);
            await db.SaveAccountAsync(Actor.Registry, now, ct);
        }

        return account.Id;
    }
}
