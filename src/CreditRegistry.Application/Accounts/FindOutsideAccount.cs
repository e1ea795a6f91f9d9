using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

/// <summary>Who an outside identity provider says is asking.</summary>
/// <param name="VerifiedEmail">Null when the provider does not vouch for it.</param>
public sealed record OutsideIdentity(string Issuer, string Subject, string? VerifiedEmail);

/// <summary>
/// Finds the account of someone whom an outside identity provider signed in: by the provider's subject, or the first time
/// by a verified e-mail, which links the two for good. No account is ever opened this way.
/// </summary>
public sealed class FindOutsideAccount(RegistryDbContext db, ILookupNormalizer normalizer, TimeProvider clock)
{
    public async Task<Outcome<Session>> RunAsync(OutsideIdentity identity, CancellationToken ct)
    {
        var linked = await (
            from login in db.UserLogins
            join account in db.Users on login.UserId equals account.Id
            where login.LoginProvider == identity.Issuer && login.ProviderKey == identity.Subject
            select new Session(account.Id, account.SecurityStamp!)).SingleOrDefaultAsync(ct);
        if (linked is not null)
        {
            return linked;
        }

        var email = identity.VerifiedEmail is { } verified ? normalizer.NormalizeEmail(verified) : null;
        // An address may pass to another person: an account that is linked already is not found by it.
        var found = email is null ? null : await db.Users
            .Where(a => a.NormalizedEmail == email && a.DisabledAt == null
                && !db.UserLogins.Any(l => l.UserId == a.Id && l.LoginProvider == identity.Issuer))
            .Select(a => new Session(a.Id, a.SecurityStamp!))
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return new UnauthenticatedError(
                "ACCOUNT_UNKNOWN", "Your identity provider signed you in, but no account is yours here. Ask an administrator.");
        }

        await LinkAsync(found.AccountKey, identity, ct);
        return found;
    }

    private async Task LinkAsync(Guid key, OutsideIdentity identity, CancellationToken ct)
    {
        var (itself, now) = (AccountFacts.Itself(key), clock.GetUtcNow());
        db.UserLogins.Add(new IdentityUserLogin<Guid>
        {
            UserId = key,
            LoginProvider = identity.Issuer,
            ProviderKey = identity.Subject,
        });
        db.NoteAccount(LedgerKinds.AccountChanged, key, itself, now, ("change", "outsideIdentityLinked"));
        try
        {
            await db.SaveAccountAsync(itself, now, ct);
        }
        catch (DbUpdateException exception) when (exception.Broke("pk_account_logins"))
        {
            db.ChangeTracker.Clear(); // a request beside this one linked them
        }
    }
}
