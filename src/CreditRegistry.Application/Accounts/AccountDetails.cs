using CreditRegistry.Domain.Accounts;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

public sealed record OrganName(string Code, string Name);

/// <summary>An account as an administrator sees it.</summary>
public sealed record AccountDetails(
    Guid Key,
    string Email,
    IReadOnlyList<Role> Roles,
    IReadOnlyList<OrganName> Organs,
    IReadOnlyList<string> Companies,
    DateTimeOffset InvitedAt,
    DateTimeOffset? DisabledAt,
    DateTimeOffset? LockedOutUntil,
    bool HasPassword,
    bool TwoFactorEnabled);

/// <summary>An account as it sees itself; its companies are a list of their own.</summary>
public sealed record OwnAccount(
    Guid Key, string Email, IReadOnlyList<Role> Roles, IReadOnlyList<OrganName> Organs, int Companies, bool TwoFactorEnabled);

public sealed record OwnCompany(string RegistrationId, string Name);

/// <summary>Looks accounts up: one's own, and for administrators all of them.</summary>
public sealed class FindAccounts(RegistryDbContext db, ILookupNormalizer normalizer)
{
    public Task<AccountDetails?> ByKeyAsync(Guid key, CancellationToken ct) =>
        Details(db.Users.Where(a => a.Id == key)).SingleOrDefaultAsync(ct);

    /// <summary>In order of invitation.</summary>
    /// <param name="email">Only those whose e-mail begins so; null for all.</param>
    public Task<List<AccountDetails>> ListAsync(string? email, Guid? after, int fetch, CancellationToken ct)
    {
        var accounts = db.Users.Where(a => after == null || a.Id > after);
        if (email is not null)
        {
            var beginning = normalizer.NormalizeEmail(email.Trim());
            accounts = accounts.Where(a => a.NormalizedEmail!.StartsWith(beginning));
        }

        return Details(accounts.OrderBy(a => a.Id).Take(fetch)).ToListAsync(ct);
    }

    public Task<OwnAccount> OwnAsync(Guid key, CancellationToken ct) => db.Users
        .Where(a => a.Id == key)
        .Select(a => new OwnAccount(
            a.Id,
            a.Email!,
            a.Roles.Select(r => r.Role).OrderBy(r => r).ToList(),
            db.Organs.Where(o => a.Organs.Any(own => own.OrganId == o.Id))
                .OrderBy(o => o.Code).Select(o => new OrganName(o.Code, o.Name)).ToList(),
            a.Companies.Count,
            a.TwoFactorEnabled))
        .AsSplitQuery()
        .SingleAsync(ct);

    /// <summary>What an account is called where it sees itself.</summary>
    public Task<string> EmailAsync(Guid key, CancellationToken ct) =>
        db.Users.Where(a => a.Id == key).Select(a => a.Email!).SingleAsync(ct);

    /// <summary>The companies an applicant may act for, by registration ID.</summary>
    public Task<List<OwnCompany>> CompaniesAsync(Guid key, string? after, int fetch, CancellationToken ct) => db.Companies
        .Where(c => db.Set<AccountCompany>().Any(own => own.AccountId == key && own.CompanyId == c.Id))
        .Where(c => after == null || c.RegistrationId.CompareTo(after) > 0)
        .OrderBy(c => c.RegistrationId)
        .Take(fetch)
        .Select(c => new OwnCompany(c.RegistrationId, c.Name))
        .ToListAsync(ct);

    private IQueryable<AccountDetails> Details(IQueryable<Account> accounts) => accounts
        .Select(a => new AccountDetails(
            a.Id,
            a.Email!,
            a.Roles.Select(r => r.Role).OrderBy(r => r).ToList(),
            db.Organs.Where(o => a.Organs.Any(own => own.OrganId == o.Id))
                .OrderBy(o => o.Code).Select(o => new OrganName(o.Code, o.Name)).ToList(),
            db.Companies.Where(c => a.Companies.Any(own => own.CompanyId == c.Id))
                .OrderBy(c => c.RegistrationId).Select(c => c.RegistrationId).ToList(),
            a.InvitedAt,
            a.DisabledAt,
            a.LockoutEnd,
            a.PasswordHash != null,
            a.TwoFactorEnabled))
        .AsSplitQuery();
}
