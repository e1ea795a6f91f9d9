using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Records;

/// <summary>Which records to list. Null means any.</summary>
/// <param name="Organ">An organ's code.</param>
/// <param name="PublishedFrom">First publication day.</param>
/// <param name="PublishedTo">Last publication day.</param>
public sealed record RecordFilter(
    string? RegistrationId = null,
    RecordTier? Tier = null,
    string? Ground = null,
    string? Organ = null,
    DateOnly? PublishedFrom = null,
    DateOnly? PublishedTo = null);

/// <summary>Reads one record or lists those in publication.</summary>
public sealed class ReadRecords(RegistryDbContext db, RuleBook book, TimeProvider clock)
{
    private DateOnly Today => LegalDates.DateOf(clock.GetUtcNow());

    /// <summary>
    /// One record. To the public one that left is gone, and one never shown or shielded is not there; its organ, its
    /// company, and auditors read it all the same.
    /// </summary>
    public async Task<Outcome<RecordView>> OneAsync(Guid id, Actor? actor, CancellationToken ct)
    {
        var row = await db.Rows(db.Records.Where(r => r.Id == id)).FirstOrDefaultAsync(ct);
        return Check(row?.Record, actor, Today) is { } refusal ? refusal : RecordView.Of(row!, book, Today);
    }

    /// <summary>The records that the public sees today, newest first: at most that many after that place.</summary>
    public async Task<IReadOnlyList<RecordView>> ListAsync(
        RecordFilter filter, RecordKey? after, int take, CancellationToken ct)
    {
        var today = Today;
        return (await RowsAsync(filter, today, after, take, ct)).ConvertAll(r => RecordView.Of(r, book, today));
    }

    /// <summary>What <see cref="ListAsync"/> lists on a day, as it is stored.</summary>
    internal async Task<List<RecordRow>> RowsAsync(RecordFilter filter, DateOnly today, RecordKey? after, int take, CancellationToken ct)
    {
        var records = db.Records.ShownOn(today);
        if (filter.RegistrationId is { } registrationId)
        {
            records = records.Where(r => r.CompanyId == db.Companies
                .Where(c => c.RegistrationId == registrationId).Select(c => c.Id).FirstOrDefault());
        }

        if (filter.Tier is { } tier)
        {
            records = records.Where(r => r.Tier == tier);
        }

        if (filter.Ground is { } ground)
        {
            records = records.Where(r => r.Ground == ground);
        }

        if (filter.Organ is { } organ)
        {
            records = records.Where(r => r.OrganId == db.Organs
                .Where(o => o.Code == organ).Select(o => o.Id).FirstOrDefault());
        }

        if (filter.PublishedFrom is { } from)
        {
            records = records.Where(r => r.PublishedOn >= from);
        }

        if (filter.PublishedTo is { } to)
        {
            records = records.Where(r => r.PublishedOn <= to);
        }

        var rows = await db.Rows(records.NewestFirst(after).Take(take)).ToListAsync(ct);
        return [.. rows.OrderByDescending(r => r.Record.PublishedOn).ThenByDescending(r => r.Record.Id)];
    }

    /// <summary>One record of an organ for which the account publishes, also one that left; every other is not there.</summary>
    public async Task<Outcome<RecordView>> OwnAsync(Guid id, Actor actor, CancellationToken ct) =>
        await db.Rows(db.Records.Where(r => r.Id == id)).FirstOrDefaultAsync(ct) is { } row && actor.PublishesFor(row.Record.OrganId)
            ? RecordView.Of(row, book, Today)
            : NotFound;

    /// <summary>The records of an organ for which the account publishes, newest first: at most that many after that place.</summary>
    /// <param name="organ">An organ's code; needed only by an account bound to several.</param>
    /// <param name="registrationId">One company's, in any state; null for every company's that are in publication.</param>
    /// <param name="state">Only with a registration ID.</param>
    public async Task<Outcome<List<RecordView>>> ListOwnAsync(
        string? organ,
        string? registrationId,
        RecordState? state,
        RecordKey? after,
        int take,
        Actor actor,
        CancellationToken ct)
    {
        var found = await db.OwnOrganAsync(actor, organ, ct);
        if (found.Value is not { } own)
        {
            return found.Error!;
        }

        var today = Today;
        var records = db.Records.Where(r => r.OrganId == own.Id);
        records = registrationId is null
            ? records.Where(r => r.State == RecordState.Published) // the others have no index but their company's
            : records.Where(r => r.CompanyId == db.Companies
                .Where(c => c.RegistrationId == registrationId).Select(c => c.Id).FirstOrDefault());
        records = state switch // a period that ran out needs no worker to end it
        {
            null => records,
            RecordState.Published => records.Where(r => r.State == state && (r.LapsesOn == null || r.LapsesOn >= today)),
            RecordState.Lapsed => records.Where(r => r.State == state || (r.State == RecordState.Published && r.LapsesOn < today)),
            _ => records.Where(r => r.State == state),
        };

        var rows = await db.Rows(records.NewestFirst(after).Take(take)).ToListAsync(ct);
        return rows
            .OrderByDescending(r => r.Record.PublishedOn).ThenByDescending(r => r.Record.Id)
            .Select(r => RecordView.Of(r, book, today))
            .ToList();
    }

    /// <summary>May the record be repaired on that day, from when, with which documents, and what stands against it.</summary>
    /// <param name="on">A day in Asia/Shanghai; null for today.</param>
    public async Task<Outcome<Eligibility>> EligibilityAsync(Guid id, DateOnly? on, Actor? actor, CancellationToken ct)
    {
        var record = await db.Records.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct);
        return Check(record, actor, Today) is { } refusal
            ? refusal
            : RepairEligibility.Check(book.Get(record!.RuleSetId), record, on ?? Today);
    }

    /// <summary>Why this reader does not get the record; null when it may be read.</summary>
    internal static RegistryError? Check(CreditRecord? record, Actor? actor, DateOnly today)
    {
        if (record is null)
        {
            return NotFound;
        }

        if (record.IsShownOn(today) || RecordAccess.Of(actor).Reads(record))
        {
            return null;
        }

        return record.LeftOnAsOf(today) is { } leftOn ? Tombstone(record, leftOn, today) : NotFound;
    }

    private static readonly NotFoundError NotFound = new(
        "RECORD_NOT_FOUND", "There is no such record. Find a company's records by GET /api/v1/companies/{registrationId}/records.");

    private static GoneError Tombstone(CreditRecord record, DateOnly leftOn, DateOnly today)
    {
        var state = record.StateOn(today);
        var (code, why) = state switch
        {
            RecordState.Repaired => ("RECORD_REPAIRED", "was repaired"),
            RecordState.Lapsed => ("RECORD_LAPSED", "reached the end of its period"),
            RecordState.Annulled => ("RECORD_ANNULLED", "was annulled"),
            RecordState.Escalated => ("RECORD_ESCALATED", "was replaced by another record"),
            RecordState.Deregistered => ("RECORD_DEREGISTERED", "ended with its company's deregistration"),
            RecordState.Published or RecordState.Unpublished =>
                throw new InvalidOperationException($"A record that is {state} has not left."),
        };
        return new GoneError(
            code, $"The record {why} and left publication on {leftOn:yyyy-MM-dd}.", leftOn, record.EscalatedToId);
    }
}
