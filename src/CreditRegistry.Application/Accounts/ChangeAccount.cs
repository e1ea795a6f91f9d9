using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

/// <summary>An administrator changes what an account may do, closes it, opens it again, or helps its holder back in.</summary>
public sealed class ChangeAccount(
    RegistryDbContext db, ResetTokens tokens, SecondFactors factors, ProgramTokens programs, TimeProvider clock)
{
    /// <summary>Gives the account these roles and bindings in place of those it has.</summary>
    public Task<RegistryError?> SetAuthorityAsync(Guid key, Authority authority, Actor actor, CancellationToken ct) =>
        ChangeAsync(key, actor, async account =>
        {
            if (key == actor.AccountKey)
            {
                return new ForbiddenError("OWN_ROLES", "You cannot change your own roles. Ask another administrator.");
            }

            var resolved = await Bindings.ResolveAsync(db, authority, ct);
            return resolved.Error is { } refusal ? refusal : resolved.Value!.Apply(account);
        }, ct);

    /// <summary>
    /// Lets the account of a company's contact act for one company more. Only an account of companies alone: a colleague's
    /// must not get a stake by what a stranger typed.
    /// </summary>
    internal Task<RegistryError?> BindCompanyAsync(Guid key, Guid companyId, Actor actor, CancellationToken ct) =>
        ChangeAsync(key, actor, account =>
        {
            if (account.DisabledAt is not null || account.Roles.Exists(r => r.Role is not Role.Applicant))
            {
                return Task.FromResult<Outcome<(string, object)[]>>(new ConflictError(
                    "CLAIM_EMAIL_TAKEN",
                    "The contact's e-mail belongs to an account that cannot act for companies. Refuse the claim and ask for "
                    + "another e-mail, or let an administrator change that account."));
            }

            if (account.Companies.Exists(c => c.CompanyId == companyId))
            {
                return Task.FromResult<Outcome<(string, object)[]>>(Nothing);
            }

            account.Companies.Add(new AccountCompany(key, companyId));
            return Task.FromResult<Outcome<(string, object)[]>>(new (string, object)[] { ("companiesAdded", new[] { companyId }) });
        }, ct);

    /// <summary>Closes the account: it is refused from the next request on.</summary>
    public Task<RegistryError?> DisableAsync(Guid key, Actor actor, CancellationToken ct) =>
        ChangeAsync(key, actor, async account =>
        {
            if (account.DisabledAt is null)
            {
                account.DisabledAt = clock.GetUtcNow();
                account.SecurityStamp = SecretText.NewStamp(); // a session from before does not come back with the account
                await tokens.RevokeAsync(key, ct);
                return Done("disabled");
            }

            return Nothing;
        }, ct);

    /// <summary>Opens a closed account again, and ends a lock-out.</summary>
    public Task<RegistryError?> EnableAsync(Guid key, Actor actor, CancellationToken ct) =>
        ChangeAsync(key, actor, account =>
        {
            var closed = account.DisabledAt is not null || account.LockoutEnd is not null;
            (account.DisabledAt, account.LockoutEnd, account.AccessFailedCount) = (null, null, 0);
            return Task.FromResult<Outcome<(string, object)[]>>(closed ? Done("enabled") : Nothing);
        }, ct);

    /// <summary>Ends every session; the holder signs in again with the same password. Tokens of programs stay.</summary>
    public Task<RegistryError?> EndSessionsAsync(Guid key, Actor actor, CancellationToken ct) =>
        ChangeAsync(key, actor, account =>
        {
            account.SecurityStamp = SecretText.NewStamp();
            return Task.FromResult<Outcome<(string, object)[]>>(Done("sessionsEnded"));
        }, ct);

    /// <summary>Takes the second factor away from someone who lost it, and ends every session.</summary>
    public Task<RegistryError?> RemoveSecondFactorAsync(Guid key, Actor actor, CancellationToken ct) =>
        ChangeAsync(key, actor, async account =>
        {
            if (!account.TwoFactorEnabled)
            {
                return Nothing;
            }

            (account.TwoFactorEnabled, account.SecurityStamp) = (false, SecretText.NewStamp());
            await factors.RemoveAsync(key, ct);
            return Done("twoFactorRemoved");
        }, ct);

    /// <summary>Makes a long-lived token with which a program works for the account.</summary>
    public async Task<Outcome<IssuedProgramToken>> IssueProgramTokenAsync(
        Guid key, string name, DateOnly lastDay, Actor actor, CancellationToken ct)
    {
        IssuedProgramToken? token = null;
        var refusal = await ChangeAsync(key, actor, async account =>
        {
            var issued = await programs.IssueAsync(account, name, lastDay, ct);
            if (issued.Error is { } wrong)
            {
                return wrong;
            }

            token = issued.Value;
            return new (string, object)[] { ("change", "programTokenIssued"), ("token", token!.Token.Id), ("lastDay", lastDay) };
        }, ct);
        return refusal is null ? token! : refusal;
    }

    /// <summary>Ends a program's token, at once.</summary>
    public Task<RegistryError?> RevokeProgramTokenAsync(Guid key, Guid token, Actor actor, CancellationToken ct) =>
        ChangeAsync(key, actor, async account =>
            await programs.RevokeAsync(account.Id, token, ct)
                ? new (string, object)[] { ("change", "programTokenRevoked"), ("token", token) }
                : new NotFoundError("PROGRAM_TOKEN_NOT_FOUND", "The account has no such token; it may have been revoked already."), ct);

    /// <summary>Makes a token with which the holder chooses a new password; the old password works until then.</summary>
    public async Task<Outcome<OneTimeToken>> IssueResetTokenAsync(Guid key, Actor actor, CancellationToken ct)
    {
        OneTimeToken? token = null;
        var refusal = await ChangeAsync(key, actor, async account =>
        {
            if (account.DisabledAt is not null)
            {
                return new ConflictError("ACCOUNT_DISABLED", "The account is disabled. Enable it first.");
            }

            token = await tokens.IssueAsync(key, ct);
            return Done("resetTokenIssued");
        }, ct);
        return refusal is null ? token! : refusal;
    }

    public static NotFoundError NotFound => new("ACCOUNT_NOT_FOUND", "There is no account with this key.");

    private static (string, object)[] Nothing => [];

    private static (string, object)[] Done(string change) => [("change", change)];

    private async Task<RegistryError?> ChangeAsync(
        Guid key, Actor actor, Func<Account, Task<Outcome<(string, object)[]>>> change, CancellationToken ct)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        // Changes take turns: two administrators who remove each other at once would leave none.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({AdvisoryLocks.AccountChange})", ct);

        var account = await db.Users
            .Include(a => a.Roles).Include(a => a.Organs).Include(a => a.Companies)
            .AsSplitQuery()
            .SingleOrDefaultAsync(a => a.Id == key, ct);
        if (account is null)
        {
            return NotFound;
        }

        var administered = IsActiveAdministrator(account);
        var outcome = await change(account);
        if (outcome.Error is { } refusal)
        {
            return refusal;
        }

        if (outcome.Value is [])
        {
            return null;
        }

        var now = clock.GetUtcNow();
        account.ConcurrencyStamp = SecretText.NewStamp();
        db.NoteAccount(LedgerKinds.AccountChanged, key, actor, now, outcome.Value!);
        await db.SaveAccountAsync(actor, now, ct);
        if (administered && !IsActiveAdministrator(account) && !await AnyAdministratorAsync(ct))
        {
            return new ConflictError("LAST_ADMINISTRATOR", "This is the last administrator. Invite another one first.");
        }

        await transaction.CommitAsync(ct);
        return null;
    }

    private static bool IsActiveAdministrator(Account account) =>
        account.DisabledAt is null && account.Roles.Exists(r => r.Role is Role.Administrator);

    private Task<bool> AnyAdministratorAsync(CancellationToken ct) => db.Users.AnyAsync(
        a => a.DisabledAt == null && a.Roles.Any(r => r.Role == Role.Administrator), ct);
}
