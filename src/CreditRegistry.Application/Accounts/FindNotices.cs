using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

/// <summary>What the registry told an account.</summary>
public sealed record Notice(
    Guid Id, string Kind, string RegistrationId, Guid? RecordId, Guid? ApplicationId, Guid? ObjectionId, DateTimeOffset SentAt);

/// <summary>Lists what the registry told an account, newest first.</summary>
public sealed class FindNotices(RegistryDbContext db)
{
    public Task<List<Notice>> RunAsync(Guid account, Guid? before, int fetch, CancellationToken ct) => (
        from notice in db.AccountNotices
        join company in db.Companies on notice.CompanyId equals company.Id
        where notice.AccountId == account && (before == null || notice.Id < before)
        orderby notice.Id descending
        select new Notice(
            notice.Id, notice.Kind, company.RegistrationId, notice.RecordId, notice.ApplicationId, notice.ObjectionId, notice.SentAt))
        .Take(fetch)
        .ToListAsync(ct);
}
