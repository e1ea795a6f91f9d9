using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Feed;

/// <summary>
/// The change feed: every public fact in the order of its position. Numbers are missing where something private happened.
/// </summary>
public sealed class ReadChanges(RegistryDbContext db, LedgerFeed feed, RuleBook book, TimeProvider clock)
{
    public const int MaxLimit = 1000;

    /// <summary>How many positions one page looks at: a stretch without public facts ends a page, too.</summary>
    public const int Window = 10_000;

    private static readonly string[] Kinds = [.. FeedKinds.OfLedger.Keys];

    private static readonly string[] RecordKinds =
        [.. Kinds.Where(kind => kind.StartsWith("record.", StringComparison.Ordinal))];

    /// <param name="after">The last position seen; null to begin at the beginning.</param>
    /// <param name="limit">At most so many entries, 1 to <see cref="MaxLimit"/>.</param>
    public async Task<Outcome<FeedPage>> PageAsync(FeedPosition? after, int limit, CancellationToken ct)
    {
        // The head first: all that was placed up to it is there to be read.
        var history = await feed.HistoryAsync(ct);
        var head = history.Head;
        if (after is { } asked && history.Check(asked) is { } refusal)
        {
            return refusal;
        }

        var from = after?.Position ?? 0;
        if (from >= head.Position)
        {
            return new FeedPage([], after ?? head, head);
        }

        var upTo = Math.Min(from + Window, head.Position);
        var rows = await feed.RowsAsync(from, upTo, Kinds, limit, ct);
        var next = rows.Count == limit ? rows[^1].Position : upTo;
        return new FeedPage(await EntriesAsync(rows, head.Epoch, ct), head with { Position = next }, head);
    }

    /// <summary>The other way, for people: what happened last, newest first.</summary>
    /// <param name="before">Only what has a lower position; null for the newest.</param>
    /// <param name="limit">At most so many entries.</param>
    /// <param name="recordsOnly">Leaves out what is about companies alone.</param>
    /// <returns>The entries, and the position before which to go on; null at the beginning of the feed.</returns>
    public async Task<(IReadOnlyList<FeedEntry> Items, long? Before)> LatestAsync(
        long? before, int limit, bool recordsOnly, CancellationToken ct)
    {
        var head = (await feed.HistoryAsync(ct)).Head;
        var from = Math.Min(before ?? long.MaxValue, head.Position + 1);
        var downTo = Math.Max(1, from - Window);
        var rows = await feed.RowsBackAsync(from, downTo, recordsOnly ? RecordKinds : Kinds, limit, ct);
        var last = rows.Count == limit ? rows[^1].Position : downTo;
        return (await EntriesAsync(rows, head.Epoch, ct), last > 1 ? last : null);
    }

    private async Task<IReadOnlyList<FeedEntry>> EntriesAsync(IReadOnlyList<PlacedRow> rows, int epoch, CancellationToken ct)
    {
        var companies = await CompaniesAsync(Subjects(rows, ofCompanies: true), ct);
        var records = await RecordsAsync(Subjects(rows, ofCompanies: false), ct);
        var today = LegalDates.DateOf(clock.GetUtcNow());
        var entries = new List<FeedEntry>(rows.Count);
        foreach (var row in rows)
        {
            var entry = new FeedEntry
            {
                Position = new FeedPosition(epoch, row.Position),
                At = row.At,
                Kind = FeedKinds.OfLedger[row.Kind],
            };
            if (companies.TryGetValue(row.Subject, out var company))
            {
                entries.Add(entry with { RegistrationId = company.RegistrationId, Company = RegisteredCompany.Of(company) });
            }
            else if (records.TryGetValue(row.Subject, out var record) && Seen(entry, row, record, today) is { } seen)
            {
                entries.Add(seen);
            }
        }

        return entries;
    }

    /// <summary>The entry with what the public may know of the record today; null when it may know nothing.</summary>
    private FeedEntry? Seen(FeedEntry entry, PlacedRow row, RecordRow found, DateOnly today)
    {
        var record = found.Record;
        entry = entry with { RecordId = record.Id };
        if (record.LeftOnAsOf(today) is { } leftOn)
        {
            // That it was ever shielded stays untold.
            return row.Kind is LedgerKinds.RecordShielded
                ? null
                : entry with { Tombstone = new Tombstone(StateOf(record.StateOn(today)), leftOn, record.EscalatedToId) };
        }

        if (record.IsShownOn(today))
        {
            return row.Kind is LedgerKinds.RecordShielded
                ? null
                : entry with { RegistrationId = found.RegistrationId, Record = RecordView.Of(found, book, today) };
        }

        // Whoever starts now finds no trace of a shielded record but this: whoever holds it must let it go.
        return row.Kind is LedgerKinds.RecordShielded && record.ShieldedSince is { } since && row.On == since
            ? entry with { Tombstone = new Tombstone(TombstoneState.Withdrawn, since, ReplacedBy: null) }
            : null;
    }

    private static TombstoneState StateOf(RecordState state) => state switch
    {
        RecordState.Repaired => TombstoneState.Repaired,
        RecordState.Lapsed => TombstoneState.Lapsed,
        RecordState.Annulled => TombstoneState.Annulled,
        RecordState.Escalated => TombstoneState.Escalated,
        RecordState.Deregistered => TombstoneState.Deregistered,
        RecordState.Published or RecordState.Unpublished =>
            throw new InvalidOperationException($"A record that is {state} has not left."),
    };

    private static Guid[] Subjects(IEnumerable<PlacedRow> rows, bool ofCompanies) =>
        [.. rows.Where(r => r.Kind.StartsWith("company.", StringComparison.Ordinal) == ofCompanies)
            .Select(r => r.Subject).Distinct()];

    private async Task<Dictionary<Guid, Company>> CompaniesAsync(Guid[] ids, CancellationToken ct) =>
        ids is [] ? [] : await db.Companies.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);

    private async Task<Dictionary<Guid, RecordRow>> RecordsAsync(Guid[] ids, CancellationToken ct) =>
        ids is [] ? [] : await db.Rows(db.Records.Where(r => ids.Contains(r.Id))).ToDictionaryAsync(r => r.Record.Id, ct);
}
