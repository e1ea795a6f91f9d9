using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using CreditRegistry.Persistence.Records;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Past;

/// <summary>
/// Answers about an instant up to now: what was in force in law then, as it is known now, or what this registry showed then.
/// A repair is not undone by it: what has left publication by now, or is hidden, is at no instant the public's again.
/// </summary>
public sealed class ReadPast(ReadRoute route, RegistryDbContext db, PastLookUps lookUps, RuleBook book, TimeProvider clock)
{
    private static readonly NotFoundError NotYet = new(
        "COMPANY_NOT_IN_REGISTER_THEN",
        "The company is in the register, but was not at that instant. Ask about a later one, or leave the instant out.");

    private DateOnly Today => LegalDates.DateOf(clock.GetUtcNow());

    /// <summary>The company, with the newest of the records that were published at that instant.</summary>
    public async Task<Outcome<CompanyView>> CompanyAsync(RegistrationId id, PastInstant instant, Actor? actor, CancellationToken ct)
    {
        var found = await FindAsync(id, instant, actor, ct);
        return found.Value is { } company
            ? CompanyView.Of(company, book, instant.Day) with { Instant = InstantView.Of(instant) }
            : found.Error!;
    }

    /// <summary>The company's records that were published at that instant, newest first: at most that many after that place.</summary>
    public async Task<Outcome<List<RecordView>>> RecordsAsync(
        RegistrationId id, PastInstant instant, Actor? actor, RecordKey? after, int take, CancellationToken ct)
    {
        var found = await FindAsync(id, instant, actor, ct);
        return found.Value is not { } company
            ? found.Error!
            : company.EverShown
                .Where(r => r.Record.IsShownOn(instant.Day))
                .OrderByDescending(r => r.Record.PublishedOn).ThenByDescending(r => r.Record.Id)
                .SkipWhile(r => after is not null
                    && (r.Record.PublishedOn, r.Record.Id).CompareTo((after.PublishedOn, after.Id)) >= 0)
                .Take(take)
                .Select(r => RecordView.Of(
                    new(r.Record, company.RegistrationId, company.Particulars.Name, r.Organ, LogView.Of(r.ChangedAt, r.Proof)), book, instant.Day))
                .ToList();
    }

    /// <summary>
    /// One record as it was. Who does not read it now does not read it at any instant; who may read it whatever became of it
    /// reads it also where it was not published then.
    /// </summary>
    public async Task<Outcome<RecordView>> RecordAsync(Guid id, PastInstant instant, Actor? actor, CancellationToken ct)
    {
        var found = await FindRecordAsync(id, instant, actor, ct);
        if (found.Value is not { } row)
        {
            return found.Error!;
        }

        if (instant.Question is PastQuestion.ShownAt)
        {
            var name = await db.CompanyVersions.AsNoTracking()
                .Where(v => v.CompanyId == row.Record.CompanyId && v.ReplacedAt > instant.At)
                .OrderBy(v => v.Version).Select(v => v.Name).FirstOrDefaultAsync(ct);
            row = row with { CompanyName = name ?? row.CompanyName };
        }

        return RecordView.Of(row, book, instant.Day) with { Instant = InstantView.Of(instant) };
    }

    /// <summary>May the record be repaired on a day, by what the question takes of the record.</summary>
    /// <param name="on">A day in Asia/Shanghai; null for that of the instant.</param>
    public async Task<Outcome<Eligibility>> EligibilityAsync(
        Guid id, DateOnly? on, PastInstant instant, Actor? actor, CancellationToken ct)
    {
        var found = await FindRecordAsync(id, instant, actor, ct);
        return found.Value is { Record: var record }
            ? RepairEligibility.Check(book.Get(record.RuleSetId), record, on ?? instant.Day)
            : found.Error!;
    }

    private async Task<Outcome<StoredCompany>> FindAsync(RegistrationId id, PastInstant instant, Actor? actor, CancellationToken ct) =>
        (await lookUps.FindAsync(route.Server, [id.Value], instant, RecordAccess.Of(actor), Today, ct))[0] switch
        {
            null => ReadCompanies.NotFound,
            { Company: null } => NotYet,
            { Company: { } company } => company.In(instant, book),
        };

    private async Task<Outcome<RecordRow>> FindRecordAsync(Guid id, PastInstant instant, Actor? actor, CancellationToken ct)
    {
        var row = await db.Rows(db.Records.Where(r => r.Id == id)).FirstOrDefaultAsync(ct);
        if (ReadRecords.Check(row?.Record, actor, Today) is { } refusal)
        {
            return refusal;
        }

        var (record, shown) = instant.Question is PastQuestion.AsOf
            ? (row!.Record.AsOf(book.Get(row.Record.RuleSetId), instant.Day), "in force")
            : (await db.RecordAt(id, instant.At).AsNoTracking().FirstOrDefaultAsync(ct), "shown");
        var isThere = record is not null
            && (record.IsShownOn(instant.Day)
                || (record.PublishedOn <= instant.Day && RecordAccess.Of(actor).Reads(record)));
        return isThere
            ? row! with { Record = record! }
            : new NotFoundError("RECORD_NOT_THERE_THEN", $"The record was not {shown} at that instant. Ask about another, or leave it out.");
    }
}
