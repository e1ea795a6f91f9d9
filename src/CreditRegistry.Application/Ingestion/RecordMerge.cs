using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Records;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Ingestion;

/// <summary>
/// Publishes one batch of an organ's records: holds the gates of all their companies, reads what those have already in one
/// go, lets the domain decide row by row, and writes what is new in bulk. The caller's transaction holds it together.
/// </summary>
internal sealed class RecordMerge(
    RegistryDbContext db, RuleBook book, Organ organ, Actor actor, Role? role, DateTimeOffset now)
{
    private readonly DateOnly _today = LegalDates.DateOf(now);
    private readonly List<CreditRecord> _new = [];
    private readonly Dictionary<Publication, CreditRecord> _ofThisOrgan = [];
    private Dictionary<string, Company> _companies = [];
    private Dictionary<Guid, List<CreditRecord>> _records = [];

    public async Task<IReadOnlyList<RowResult>> RunAsync(IReadOnlyList<(long Line, RecordRow Row)> rows, CancellationToken ct)
    {
        var ids = rows.Select(r => r.Row.RegistrationId.Value).Distinct(StringComparer.Ordinal).ToArray();
        // In the order of their keys, so that two files of the same companies wait for each other, never in a ring.
        _companies = await db.Companies
            .FromSql($"select * from companies where registration_id = any({ids}) order by id for no key update")
            .AsNoTracking()
            .ToDictionaryAsync(c => c.RegistrationId, StringComparer.Ordinal, ct);
        var companyIds = _companies.Values.Select(c => c.Id).ToArray();
        var records = await db.Records.AsNoTracking()
            .Where(r => companyIds.Contains(r.CompanyId) && r.State != RecordState.Annulled)
            .ToListAsync(ct);
        _records = records.GroupBy(r => r.CompanyId).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var record in records.Where(r => r.OrganId == organ.Id && r.DecisionNumber is not null))
        {
            _ofThisOrgan.TryAdd(Publication.Of(record), record);
        }

        var results = rows.Select(r => Take(r.Line, r.Row)).ToList();
        await new RecordBatchWriter(db, actor, role, now).InsertAsync(_new, ct);
        return results;
    }

    private RowResult Take(long line, RecordRow row)
    {
        if (!_companies.TryGetValue(row.RegistrationId.Value, out var company))
        {
            return Refused(RowFault.CompanyNotFound);
        }

        var records = _records.TryGetValue(company.Id, out var known) ? known : _records[company.Id] = [];
        var publication = new Publication(company.Id, row.Input.Decision.Number.Trim(), row.Input.Ground);
        if (_ofThisOrgan.TryGetValue(publication, out var standing))
        {
            return Says(standing, row)
                ? new RowResult(line, RowVerdict.Unchanged, [], RecordId: standing.Id)
                : Refused(RowFault.RecordExists) with { RecordId = standing.Id };
        }

        var day = row.PublishedOn ?? _today;
        if (day > _today)
        {
            return Refused(RowFault.PublishedInFuture);
        }

        if (organ.RuleSetOn(day) is not { } setId)
        {
            return Refused(RowFault.OrganWithoutRuleSet);
        }

        var rules = book.Get(setId);
        var published = Publishing.Publish(
            rules, company, organ, row.Input, new(day, _today, now), () => [.. Enum.GetValues<RecordTier>()
                .Where(tier => records.Exists(r => r.Tier == tier && r.RuleSetId == setId && r.WasShownOn(rules, day)))]);
        if (published.Error is RefusedError refused)
        {
            return new RowResult(
                line, RowVerdict.Refused, [.. refused.Breaches.Select(b => new RowFault(b.Rule, b.Message.En))]);
        }

        if (published.Error is InvalidError notPublic)
        {
            return Refused(RowFault.OfText(notPublic));
        }

        records.Add(published.Value!);
        _ofThisOrgan.Add(publication, published.Value!);
        _new.Add(published.Value!);
        return new RowResult(line, RowVerdict.Accepted, [], RecordId: published.Value!.Id);

        RowResult Refused(RowFault fault) => new(line, RowVerdict.Refused, [fault]);
    }

    /// <summary>What an organ publishes once of a company: a decision, for a ground.</summary>
    private sealed record Publication(Guid CompanyId, string DecisionNumber, string Ground)
    {
        public static Publication Of(CreditRecord record) => new(record.CompanyId, record.DecisionNumber!, record.Ground);
    }

    private static bool Says(CreditRecord record, RecordRow row) =>
        record.Tier == row.Input.Tier
        && record.DecidedOn == row.Input.Decision.DecidedOn
        && record.Summary == row.Input.Summary.Trim()
        && record.Penalties.SequenceEqual(row.Input.Penalties ?? [])
        && (row.PublishedOn is null || row.PublishedOn == record.PublishedOn);
}
