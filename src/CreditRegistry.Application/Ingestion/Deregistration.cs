using CreditRegistry.Application.Objections;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Ingestion;

/// <summary>Takes the records of companies that were struck off out of publication, and closes their repair cases and objections.</summary>
/// <remarks>SAMR Order 107, article 20.</remarks>
internal static class Deregistration
{
    /// <returns>How many records left publication.</returns>
    public static async Task<int> TakeRecordsDownAsync(
        RegistryDbContext db, IReadOnlyList<Guid> companies, Actor actor, Role? role, DateTimeOffset now, CancellationToken ct)
    {
        var today = LegalDates.DateOf(now);
        var records = await db.Records
            .Where(r => companies.Contains(r.CompanyId))
            .Where(r => r.State == RecordState.Published || r.State == RecordState.Unpublished)
            .ToListAsync(ct);
        var applications = await db.RepairApplications
            .Where(a => companies.Contains(a.CompanyId))
            .Where(a => a.State == RepairState.Draft || RepairStates.UnderWay.Contains(a.State))
            .ToListAsync(ct);

        foreach (var record in records)
        {
            // A period that ran out before today ended the record then, even if nobody has written it down yet.
            if (record.Lapse(today) is not null && record.Deregister(today) is { } refusal)
            {
                throw new InvalidOperationException($"{refusal.Code}: {refusal.Message}");
            }
        }

        foreach (var application in applications)
        {
            if (application.Close(RepairClosure.RecordLeftPublication, today) is { } refusal)
            {
                throw new InvalidOperationException($"{refusal.Code}: {refusal.Message}");
            }
        }

        var objections = await db.Objections
            .Where(o => companies.Contains(o.CompanyId))
            .Where(o => o.State == ObjectionState.Draft || ObjectionStates.UnderWay.Contains(o.State))
            .ToListAsync(ct);
        foreach (var objection in objections)
        {
            await db.EndWithRecordAsync(objection, today, now, ct);
        }

        await db.SaveAsync(actor, role, now, ct);
        return records.Count;
    }
}
