using System.Text.Json;
using CreditRegistry.Application.Objections;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Objections;
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

    /// <summary>The record's open objections, locked: the one under way, then a draft.</summary>
    public static Task<List<Objection>> LockOpenObjectionsAsync(
        this RegistryDbContext db, Guid recordId, CancellationToken ct) =>
        db.Objections
            .FromSql(
                $"""
                select * from objections
                where record_id = {recordId} and state in ('draft', 'submitted', 'accepted', 'proposed', 'underReview')
                order by state = 'draft'
                for no key update
                """)
            .ToListAsync(ct);

    /// <summary>
    /// After a record changed: a repair case or an objection about it ends when the record has left publication, and learns
    /// of a correction.
    /// </summary>
    public static async Task FollowRecordAsync(
        this RegistryDbContext db, CreditRecord record, DateOnly on, DateTimeOffset now, CancellationToken ct)
    {
        var stays = record.State is RecordState.Published;
        if (stays && record.Facts.All(f => f.Kind != LedgerKinds.RecordCorrected))
        {
            return; // shielded, or shown again
        }

        if (await db.LockOpenCaseAsync(record.Id, ct) is { } open)
        {
            if (stays)
            {
                open.NoteRecordCorrected(record.Version);
            }
            else
            {
                open.Close(RepairClosure.RecordLeftPublication, on);
            }
        }

        foreach (var objection in (await db.LockOpenObjectionsAsync(record.Id, ct)).Where(o => o.State.IsOpen()))
        {
            if (stays)
            {
                objection.NoteRecordCorrected(record.Version);
            }
            else
            {
                await db.EndWithRecordAsync(objection, on, now, ct);
            }
        }
    }

    /// <summary>What an annulled record escalated to goes with it.</summary>
    public static async Task AnnulWhatAroseAsync(
        this RegistryDbContext db, CreditRecord annulled, DateOnly today, DateTimeOffset now, CancellationToken ct)
    {
        if (annulled.State is RecordState.Annulled && annulled.EscalatedToId is { } graverId
            && await db.LockRecordAsync(graverId, ct) is { } graver
            && graver.Annul(today, "The record it arose from was annulled.") is null)
        {
            await db.FollowRecordAsync(graver, today, now, ct);
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
