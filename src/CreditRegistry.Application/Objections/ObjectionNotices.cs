using CreditRegistry.Domain.Objections;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Objections;

/// <summary>Tells the accounts of the company, or of the organ, what happened to an objection.</summary>
internal static class ObjectionNotices
{
    public static async Task TellCompanyAsync(
        this RegistryDbContext db, Objection objection, string kind, DateTimeOffset now, CancellationToken ct) =>
        db.Tell(objection, kind, now, await db.Set<AccountCompany>()
            .Where(c => c.CompanyId == objection.CompanyId).Select(c => c.AccountId).ToListAsync(ct));

    public static async Task TellOrganAsync(
        this RegistryDbContext db, Objection objection, string kind, DateTimeOffset now, CancellationToken ct) =>
        db.Tell(objection, kind, now, await db.Set<AccountOrgan>()
            .Where(o => o.OrganId == objection.OrganId).Select(o => o.AccountId).ToListAsync(ct));

    private static void Tell(
        this RegistryDbContext db, Objection objection, string kind, DateTimeOffset now, IEnumerable<Guid> accounts) =>
        db.AccountNotices.AddRange(accounts.Select(account => new AccountNotice(
            Guid.CreateVersion7(now), account, kind, objection.CompanyId, objection.RecordId, objection.ApplicationId, now,
            objection.Id)));
}
