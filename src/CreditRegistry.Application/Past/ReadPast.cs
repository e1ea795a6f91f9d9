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
public sealed class ReadPast(
    ReadRoute route, RegistryDbContext db, PastLookUps lookUps, ReadRecords records, PastListOptions options, RuleBook book, TimeProvider clock)
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

    /// <summary>The records in publication at that instant, newest first: at most that many after that place.</summary>
    /// <returns>Fewer, with the place from which to go on, when many were looked at that were not in publication then.</returns>
    public async Task<Outcome<PastRecordList>> ListAsync(
        RecordFilter filter, PastInstant instant, RecordKey? after, int take, CancellationToken ct)
    {
        if (filter.Ground is not null && instant.Question is PastQuestion.ShownAt)
        {
            return InvalidError.Of(
                "GROUND_NOT_WITH_SHOWN_AT",
                "ground",
                "A correction may have changed a record's ground since, so that records cannot be found by the one that was shown. "
                + "Leave it out and look at the ground of each record, or ask asOf.");
        }

        var then = filter with { PublishedTo = filter.PublishedTo < instant.Day ? filter.PublishedTo : instant.Day };
        var found = new List<RecordView>();
        for (var batch = 0; batch < options.MostBatches; batch++)
        {
            var size = batch is 0 ? take : options.Batch;
            var rows = await records.RowsAsync(then, Today, after, size, ct);
            found.AddRange(await AtAsync(rows, instant, ct));
            if (found.Count >= take || rows.Count < size)
            {
                return new PastRecordList([.. found.Take(take)], GoesOnAfter: null);
            }

            after = new(rows[^1].Record.PublishedOn, rows[^1].Record.Id);
        }

        return new PastRecordList(found, after);
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

        var named = instant.Question is PastQuestion.ShownAt ? (await NamedAtAsync([row], instant.At, ct))[0] : row;
        return RecordView.Of(named, book, instant.Day) with { Instant = InstantView.Of(instant) };
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

    /// <summary>Those of the rows that were in publication then, as they were, in the same order.</summary>
    private async Task<IEnumerable<RecordView>> AtAsync(List<RecordRow> rows, PastInstant instant, CancellationToken ct)
    {
        if (instant.Question is PastQuestion.AsOf)
        {
            rows = rows.ConvertAll(r => r with { Record = r.Record.AsOf(book.Get(r.Record.RuleSetId), instant.Day) });
        }
        else
        {
            var then = await db.RecordsAt([.. rows.Select(r => r.Record.Id)], instant.At).AsNoTracking().ToDictionaryAsync(r => r.Id, ct);
            rows = await NamedAtAsync(
                [.. rows.Where(r => then.ContainsKey(r.Record.Id)).Select(r => r with { Record = then[r.Record.Id] })], instant.At, ct);
        }

        return rows.Where(r => r.Record.IsShownOn(instant.Day)).Select(r => RecordView.Of(r, book, instant.Day));
    }

    /// <summary>The rows with the names that their companies had in the register then.</summary>
    private async Task<List<RecordRow>> NamedAtAsync(List<RecordRow> rows, DateTimeOffset at, CancellationToken ct)
    {
        var companies = rows.Select(r => r.Record.CompanyId).Distinct().ToArray();
        var replaced = await db.CompanyVersions.AsNoTracking()
            .Where(v => companies.Contains(v.CompanyId) && v.ReplacedAt > at)
            .Select(v => new { v.CompanyId, v.Version, v.Name })
            .ToListAsync(ct);
        var names = replaced.GroupBy(v => v.CompanyId).ToDictionary(v => v.Key, v => v.MinBy(one => one.Version)!.Name);
        return rows.ConvertAll(r => names.TryGetValue(r.Record.CompanyId, out var name) ? r with { CompanyName = name } : r);
    }

    private async Task<Outcome<RecordRow>> FindRecordAsync(Guid id, PastInstant instant, Actor? actor, CancellationToken ct)
    {
        var row = await db.Rows(db.Records.Where(r => r.Id == id)).FirstOrDefaultAsync(ct);
        if (ReadRecords.Check(row?.Record, actor, Today) is { } refusal)
        {
            return refusal;
        }

        var (record, shown) = instant.Question is PastQuestion.AsOf
            ? (row!.Record.AsOf(book.Get(row.Record.RuleSetId), instant.Day), "in force")
            : (await db.RecordsAt([id], instant.At).AsNoTracking().FirstOrDefaultAsync(ct), "shown");
        var isThere = record is not null
            && (record.IsShownOn(instant.Day)
                || (record.PublishedOn <= instant.Day && RecordAccess.Of(actor).Reads(record)));
        return isThere
            ? row! with { Record = record! }
            : new NotFoundError("RECORD_NOT_THERE_THEN", $"The record was not {shown} at that instant. Ask about another, or leave it out.");
    }
}

/// <summary>A part of the records that were in publication at an instant, newest first.</summary>
/// <param name="GoesOnAfter">Where to go on if more are wanted than were found; null when there are no more than these.</param>
public sealed record PastRecordList(IReadOnlyList<RecordView> Records, RecordKey? GoesOnAfter);
