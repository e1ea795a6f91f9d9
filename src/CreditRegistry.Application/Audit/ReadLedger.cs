using System.Runtime.CompilerServices;
using System.Text.Json;
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
public sealed record LedgerFilter(
    Guid? Subject = null, Guid? Actor = null, string? RegistrationId = null, string? Kind = null);

/// <summary>Who did what, when and why.</summary>
public sealed class ReadLedger(RegistryDbContext db)
{
    private const int Batch = 1_000;

    /// <summary>All rows of a filter in the order in which they were written, however many there are.</summary>
    public async IAsyncEnumerable<LedgerView> AllAsync(LedgerFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        for (LedgerKey? after = null; ;)
        {
            var rows = await ListAsync(filter, after, Batch, ct);
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
        LedgerFilter filter, LedgerKey? after, int take, CancellationToken ct)
    {
        var rows = db.Ledger.AsNoTracking();
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
}
