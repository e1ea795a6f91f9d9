using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using CreditRegistry.Persistence.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Reviews;

/// <summary>What ties an account to a case of any kind.</summary>
internal static class CaseStakes
{
    /// <param name="filers">Who drafted and who filed the case.</param>
    /// <param name="companies">Those that the account is bound to.</param>
    public static async Task<StakeFacts> StakesAsync(
        this RegistryDbContext db,
        Guid companyId,
        Guid recordId,
        IEnumerable<Guid?> filers,
        Guid account,
        IEnumerable<Guid> companies,
        CancellationToken ct) =>
        new(
            BoundToCompany: companies.Contains(companyId),
            FiledCase: filers.Contains(account),
            WroteRecord: await db.Writing(recordId).AnyAsync(l => l.Actor == account, ct),
            DeclaredInterest: await db.DeclaredInterests.AnyAsync(
                i => i.AccountId == account && i.CompanyId == companyId, ct));

    /// <summary>Whether the organ has an officer, other than those, who has no stake.</summary>
    public static Task<bool> HasOfficerAsync(
        this RegistryDbContext db, Guid organId, Guid companyId, Guid recordId, IReadOnlyList<Guid> except, CancellationToken ct)
    {
        var writing = db.Writing(recordId);
        return db.Set<AccountOrgan>()
            .Where(o => o.OrganId == organId && !except.Contains(o.AccountId))
            .Join(db.Users, o => o.AccountId, u => u.Id, (_, u) => u)
            .AnyAsync(
                u => u.DisabledAt == null
                    && u.Roles.Any(r => r.Role == Role.Officer)
                    && !u.Companies.Any(c => c.CompanyId == companyId)
                    && !db.DeclaredInterests.Any(i => i.AccountId == u.Id && i.CompanyId == companyId)
                    && !writing.Any(l => l.Actor == u.Id),
                ct);
    }

    /// <summary>What ties to a record those who wrote it.</summary>
    private static IQueryable<LedgerEntry> Writing(this RegistryDbContext db, Guid recordId) => db.Ledger.Where(
        l => l.Subject == recordId
            && (l.Kind == LedgerKinds.RecordPublished
                || l.Kind == LedgerKinds.RecordStored
                || l.Kind == LedgerKinds.RecordCorrected));
}
