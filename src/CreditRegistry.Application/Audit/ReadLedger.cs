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

/// <summary>Who did what, when and why.</summary>
public sealed class ReadLedger(RegistryDbContext db)
{
    /// <summary>Rows in the order in which they were written, at most that many after that place.</summary>
    /// <param name="subject">Only what happened to it, or null.</param>
    /// <param name="actor">Only what this account did, or null.</param>
    /// <param name="registrationId">Only what concerns this company, or null.</param>
    public async Task<IReadOnlyList<LedgerView>> ListAsync(
        Guid? subject, Guid? actor, string? registrationId, string? kind, LedgerKey? after, int take, CancellationToken ct)
    {
        var rows = db.Ledger.AsNoTracking();
        if (subject is not null)
        {
            rows = rows.Where(l => l.Subject == subject);
        }

        if (actor is not null)
        {
            rows = rows.Where(l => l.Actor == actor);
        }

        if (registrationId is not null)
        {
            rows = rows.Where(l => l.CompanyId == db.Companies
                .Where(c => c.RegistrationId == registrationId).Select(c => (Guid?)c.Id).FirstOrDefault());
        }

        if (kind is not null)
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
