using CreditRegistry.Application.Ledger;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Application.Companies;

/// <summary>A company's page as it is today.</summary>
/// <param name="ChangesOn">The next day in Shanghai on which a date changes what it says; null when none does.</param>
public sealed record CompanyPage(Guid Id, CompanyView View, DateOnly? ChangesOn);

/// <summary>Reads a company and its standing, by its registration ID or an old key.</summary>
public sealed class ReadCompanies(ReadRoute route, CompanyLookUps lookUps, RuleBook book, TimeProvider clock)
{
    public static readonly NotFoundError NotFound = new(
        "COMPANY_NOT_FOUND",
        "No company of that registration ID is in the register. Check the ID, or search by GET /api/v1/companies?name=.");

    public async Task<bool> ExistsAsync(RegistrationId id, CancellationToken ct)
    {
        await using var db = DatabaseServers.Context(route.Server);
        return await db.Companies.AnyAsync(c => c.RegistrationId == id.Value, ct);
    }

    /// <summary>The company, with the newest records in publication today.</summary>
    public async Task<Outcome<CompanyView>> OneAsync(RegistrationId id, CancellationToken ct) =>
        await PageAsync(id, route.Server, ct) is { } page ? page.View : NotFound;

    /// <summary>The same, with what a cache must know; null when the register has no such company.</summary>
    /// <param name="server">Where to read: the primary, or a standby that is far enough.</param>
    public async Task<CompanyPage?> PageAsync(RegistrationId id, NpgsqlDataSource server, CancellationToken ct)
    {
        var today = LegalDates.DateOf(clock.GetUtcNow());
        if (await lookUps.FindAsync(server, id.Value, ct) is not { } company)
        {
            return null;
        }

        return new CompanyPage(company.Id, CompanyView.Of(company, book, today), ChangesOn(company.EverShown.Select(r => r.Record), today));
    }

    private static DateOnly? ChangesOn(IEnumerable<CreditRecord> records, DateOnly today) => records
        .SelectMany(r => (IEnumerable<DateOnly?>)[r.PublishedOn, r.LapsesOn?.AddDays(1), r.BarredUntil?.AddDays(1)])
        .Where(day => day > today)
        .Min();

    /// <summary>The registration ID of the company that a registration ID or an old key, however typed, belongs to; or null.</summary>
    public async Task<string?> BehindNumberAsync(string text, CancellationToken ct) =>
        RegistrationIds.Check(text).Id is { } id ? await ExistsAsync(id, ct) ? id.Value : null
        : CompanyAlias.TryParse(text, out var alias) ? await BehindAliasAsync(alias.Value, ct)
        : null;

    /// <summary>The registration ID of the company that an old key belongs to; null when it belongs to none.</summary>
    /// <param name="alias">A normalised 15-digit registration number or 9-character organisation code.</param>
    public async Task<string?> BehindAliasAsync(string alias, CancellationToken ct)
    {
        await using var db = DatabaseServers.Context(route.Server);
        return await db.CompanyAliases.AsNoTracking()
            .Where(a => a.Alias == alias)
            .Select(a => db.Companies.Where(c => c.Id == a.CompanyId).Select(c => c.RegistrationId).First())
            .FirstOrDefaultAsync(ct);
    }
}
