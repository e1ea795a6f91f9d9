using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Objections;

/// <summary>
/// Tells the accounts of the company, or of the organ, what happened to an objection, and ends one with its record.
/// </summary>
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

    /// <summary>Ends an objection with its record and tells the company; of a draft, which nobody saw, the documents go.</summary>
    public static async Task EndWithRecordAsync(
        this RegistryDbContext db, Objection objection, DateOnly on, DateTimeOffset now, CancellationToken ct)
    {
        if (objection.Close(ObjectionClosure.RecordLeftPublication, on) is { } refusal)
        {
            throw new InvalidOperationException($"{refusal.Code}: {refusal.Message}");
        }

        if (objection.FiledOn is null)
        {
            await db.EraseEvidenceAsync(objection.Id, ct);
        }
        else
        {
            await db.TellCompanyAsync(objection, LedgerKinds.ObjectionClosed, now, ct);
        }
    }

    public static Task EraseEvidenceAsync(this RegistryDbContext db, Guid objectionId, CancellationToken ct) =>
        db.DocumentChunks.Where(c => c.ObjectionId == objectionId).ExecuteDeleteAsync(ct);

    private static void Tell(
        this RegistryDbContext db, Objection objection, string kind, DateTimeOffset now, IEnumerable<Guid> accounts) =>
        db.AccountNotices.AddRange(accounts.Select(account => new AccountNotice(
            Guid.CreateVersion7(now), account, kind, objection.CompanyId, objection.RecordId, objection.ApplicationId, now,
            objection.Id)));
}
