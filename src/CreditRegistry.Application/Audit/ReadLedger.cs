using System.Runtime.CompilerServices;
using System.Text.Json;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Audit;

/// <summary>One row of the ledger, as auditors read it.</summary>
/// <param name="Position">Its place among all changes; null for the moment before it is placed.</param>
/// <param name="Actor">Account key; null when the registry itself acted.</param>
/// <param name="Subject">The record, application, company, organ or account it happened to.</param>
/// <param name="Text">The reason that was written; null when there was none or it was erased.</param>
public sealed record LedgerView(
    long Id,
    long? Position,
    DateTimeOffset At,
    Guid? Actor,
    string Role,
    string Kind,
    Guid Subject,
    Guid? Company,
    string? Text,
    JsonElement Details);

/// <summary>A place in the ledger.</summary>
public sealed record LedgerKey(long Id)
{
    public static LedgerKey Of(LedgerView view) => new(view.Id);
}

/// <summary>Which rows of the ledger. Null means any.</summary>
/// <param name="Subject">Only what happened to it.</param>
/// <param name="Actor">Only what this account did.</param>
/// <param name="RegistrationId">Only what concerns this company.</param>
/// <param name="Kind">One of the kinds of change.</param>
/// <param name="From">Only from this day on, as Shanghai counts days.</param>
/// <param name="To">Only up to this day.</param>
public sealed record LedgerFilter(
    Guid? Subject = null,
    Guid? Actor = null,
    string? RegistrationId = null,
    string? Kind = null,
    DateOnly? From = null,
    DateOnly? To = null);

/// <summary>Who did what, when and why.</summary>
public sealed class ReadLedger(RegistryDbContext db)
{
    private const int Batch = 1_000;

    /// <summary>By how much rows may be written out of the order of their instants: a long import, another server's clock.</summary>
    private static readonly TimeSpan Disorder = TimeSpan.FromHours(1);

    /// <summary>All rows of a filter in the order in which they were written, however many there are.</summary>
    public async IAsyncEnumerable<LedgerView> AllAsync(LedgerFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var stretch = await StretchAsync(filter, ct);
        for (LedgerKey? after = null; ;)
        {
            var rows = await PageAsync(filter, stretch, after, Batch, ct);
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < Batch)
            {
                yield break;
            }

            after = LedgerKey.Of(rows[^1]);
        }
    }

    /// <summary>Rows in the order in which they were written, at most that many after that place.</summary>
    public async Task<IReadOnlyList<LedgerView>> ListAsync(
        LedgerFilter filter, LedgerKey? after, int take, CancellationToken ct) =>
        await PageAsync(filter, await StretchAsync(filter, ct), after, take, ct);

    private async Task<List<LedgerView>> PageAsync(
        LedgerFilter filter, Stretch stretch, LedgerKey? after, int take, CancellationToken ct)
    {
        var rows = db.Ledger.AsNoTracking();
        if (stretch.From is { } from)
        {
            rows = rows.Where(l => l.Id >= stretch.First && l.At >= from);
        }

        if (stretch.To is { } to)
        {
            rows = rows.Where(l => l.Id < stretch.End && l.At < to);
        }

        if (filter.Subject is { } subject)
        {
            rows = rows.Where(l => l.Subject == subject);
        }

        if (filter.Actor is { } actor)
        {
            rows = rows.Where(l => l.Actor == actor);
        }

        if (filter.RegistrationId is { } registrationId)
        {
            rows = rows.Where(l => l.CompanyId == db.Companies
                .Where(c => c.RegistrationId == registrationId).Select(c => (Guid?)c.Id).FirstOrDefault());
        }

        if (filter.Kind is { } kind)
        {
            rows = rows.Where(l => l.Kind == kind);
        }

        if (after is not null)
        {
            rows = rows.Where(l => l.Id > after.Id);
        }

        var page = await rows
            .OrderBy(l => l.Id)
            .Take(take)
            .Select(l => new { Row = l, Text = l.Text == null ? null : l.Text.Text })
            .ToListAsync(ct);
        return page.ConvertAll(l => new LedgerView(
            l.Row.Id, l.Row.Position, l.Row.At, l.Row.Actor, l.Row.Role, l.Row.Kind, l.Row.Subject, l.Row.CompanyId,
            l.Text, l.Row.Details.RootElement));
    }

    /// <summary>Between which ids the rows of the filter's days are: no index holds instants.</summary>
    private async Task<Stretch> StretchAsync(LedgerFilter filter, CancellationToken ct)
    {
        DateTimeOffset? from = filter.From is { } first ? LegalDates.StartOf(first) : null;
        DateTimeOffset? to = filter.To is { } last && last < DateOnly.MaxValue ? LegalDates.StartOf(last.AddDays(1)) : null;
        return new Stretch(
            from,
            to,
            from is { } begin ? await FirstSinceAsync(begin - Disorder, ct) : 0,
            to is { } end ? await FirstSinceAsync(end + Disorder, ct) : long.MaxValue);
    }

    /// <summary>Halves the ledger until it has found where an instant begins.</summary>
    private async Task<long> FirstSinceAsync(DateTimeOffset instant, CancellationToken ct)
    {
        var low = 0L;
        var high = await db.Ledger.OrderByDescending(l => l.Id).Select(l => l.Id).FirstOrDefaultAsync(ct) + 1;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var row = await db.Ledger.Where(l => l.Id >= middle)
                .OrderBy(l => l.Id).Select(l => new { l.Id, l.At }).FirstOrDefaultAsync(ct);
            (low, high) = row is null || row.At >= instant ? (low, middle) : (row.Id + 1, high);
        }

        return low;
    }

    /// <param name="First">No row since <paramref name="From"/> has a lower id.</param>
    /// <param name="End">No row before <paramref name="To"/> has this id or a higher one.</param>
    private sealed record Stretch(DateTimeOffset? From, DateTimeOffset? To, long First, long End);
}
