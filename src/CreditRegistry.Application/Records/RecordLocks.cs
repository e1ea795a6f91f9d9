using System.Text.Json;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Records;

/// <summary>
/// The company's row is the gate of everything that is written about the company, so that locks are always taken in one
/// order: company, records, case. A gate does not hold back a document that is being uploaded (a foreign key's share).
/// </summary>
internal static class RecordLocks
{
    /// <summary>The company as it is now, kept from other writers until the transaction ends; null when there is none.</summary>
    public static Task<Company?> LockCompanyAsync(this RegistryDbContext db, RegistrationId id, CancellationToken ct) =>
        db.Companies
            .FromSql($"select * from companies where registration_id = {id.Value} for no key update")
            .FirstOrDefaultAsync(ct);

    /// <summary>The same for the company that a claim is about.</summary>
    public static Task<Company?> LockCompanyOfClaimAsync(this RegistryDbContext db, Guid claimId, CancellationToken ct) =>
        db.Companies
            .FromSql(
                $"""
                select * from companies where id = (select company_id from company_claims where id = {claimId})
                for no key update
                """)
            .FirstOrDefaultAsync(ct);

    /// <summary>The record as it is now, kept with its company from other writers until the transaction ends.</summary>
    public static async Task<CreditRecord?> LockRecordAsync(this RegistryDbContext db, Guid id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"select 1 from companies where id = (select company_id from records where id = {id}) for no key update", ct);
        return (await db.LockRecordsAsync([id], ct)).FirstOrDefault();
    }

    /// <summary>Records of one company whose gate is already held.</summary>
    public static Task<List<CreditRecord>> LockRecordsAsync(
        this RegistryDbContext db, IReadOnlyList<Guid> ids, CancellationToken ct) =>
        db.Records
            .FromSql($"select * from records where id = any({ids.ToArray()}) for no key update")
            .ToListAsync(ct);

    /// <summary>The record's open case, locked; null when there is none.</summary>
    public static Task<RepairApplication?> LockOpenCaseAsync(this RegistryDbContext db, Guid recordId, CancellationToken ct) =>
        db.RepairApplications
            .FromSql(
                $"""
                select * from repair_applications
                where record_id = {recordId}
                    and state in ('draft', 'submitted', 'supplementRequested', 'accepted', 'recommended')
                for no key update
                """)
            .FirstOrDefaultAsync(ct);

    /// <summary>
    /// After a record changed: a case about it ends when the record has left publication, and else learns of the change.
    /// </summary>
    public static async Task CloseOpenCaseAsync(this RegistryDbContext db, CreditRecord record, DateOnly on, CancellationToken ct)
    {
        if (await db.LockOpenCaseAsync(record.Id, ct) is not { } open)
        {
            return;
        }

        if (record.State is RecordState.Published)
        {
            open.NoteRecordCorrected(record.Version);
        }
        else
        {
            open.Close(RepairClosure.RecordLeftPublication, on);
        }
    }

    /// <summary>The answer to a writer who saw an older version: what stands now, and what changed since.</summary>
    /// <param name="hidden">Kinds of change that this writer may not read about.</param>
    public static async Task<StaleError> StaleAsync(
        this RegistryDbContext db,
        Chronicled entity,
        int seen,
        object current,
        CancellationToken ct,
        IReadOnlySet<string>? hidden = null)
    {
        var rows = await db.Ledger.AsNoTracking()
            .Where(l => l.Subject == entity.Id)
            .OrderByDescending(l => l.Id)
            .Take(50)
            .Select(l => new { l.At, l.Kind, l.Role, l.Details })
            .ToListAsync(ct);
        var changes = rows
            .Select(l => new ChangeSince(l.At, l.Kind, l.Role, Version(l.Details)))
            .Where(c => c.Version > seen && hidden?.Contains(c.Kind) is not true)
            .Reverse()
            .ToList();
        return new StaleError(
            "VERSION_STALE",
            "It changed since you read it. Look at `current` and `changes`, then send again with the current ETag in If-Match.",
            entity.Version)
        {
            Current = current,
            Changes = changes,
        };
    }

    private static int Version(JsonDocument details) =>
        details.RootElement.TryGetProperty("version", out var version) ? version.GetInt32() : 0;
}

/// <summary>One change that a stale writer did not see.</summary>
public sealed record ChangeSince(DateTimeOffset At, string Kind, string Role, int Version);
