using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Companies;

/// <summary>Reads a company and its standing, by its registration ID or an old key.</summary>
public sealed class ReadCompanies(RegistryDbContext db, RuleBook book, TimeProvider clock)
{
    public const int NewestRecords = 20;

    public static readonly NotFoundError NotFound = new(
        "COMPANY_NOT_FOUND",
        "No company of that registration ID is in the register. Check the ID, or search by GET /api/v1/companies?name=.");

    public Task<bool> ExistsAsync(RegistrationId id, CancellationToken ct) =>
        db.Companies.AnyAsync(c => c.RegistrationId == id.Value, ct);

    /// <summary>The company, with the newest records in publication today.</summary>
    public async Task<Outcome<CompanyView>> OneAsync(RegistrationId id, CancellationToken ct)
    {
        var today = LegalDates.DateOf(clock.GetUtcNow());
        var found = await db.Companies.AsNoTracking()
            .Where(c => c.RegistrationId == id.Value)
            .Select(c => new { Company = c, ChangedAt = EF.Property<DateTimeOffset>(c, RegistryDbContext.ChangedAt) })
            .FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return NotFound;
        }

        var company = found.Company;
        var everShown = await db.Records.AsNoTracking()
            .Where(r => r.CompanyId == company.Id && (r.State == RecordState.Published || r.LeftOn != null))
            .Select(r => new
            {
                Record = r,
                ChangedAt = EF.Property<DateTimeOffset>(r, RegistryDbContext.ChangedAt),
                Organ = db.Organs.First(o => o.Id == r.OrganId),
            })
            .ToListAsync(ct);
        var shown = everShown.Where(r => r.Record.IsShownOn(today)).ToList();
        var views = shown
            .OrderByDescending(r => r.Record.PublishedOn).ThenByDescending(r => r.Record.Id)
            .Take(NewestRecords)
            .Select(r => RecordView.Of(new(r.Record, company.RegistrationId, company.Name, r.Organ), book, today))
            .ToList();
        return new CompanyView
        {
            RegistrationId = company.RegistrationId,
            Name = company.Name,
            EnglishName = company.EnglishName,
            FormerNames = company.FormerNames,
            CompanyType = company.CompanyType,
            Status = company.Status,
            RegisteredOn = company.RegisteredOn,
            Region = RegionView.Of(company.RegionCode),
            Standing = Standings.Of(shown.Select(r => r.Record.Tier)),
            PublishedRecords = Enum.GetValues<RecordTier>()
                .ToDictionary(tier => tier, tier => shown.Count(r => r.Record.Tier == tier)),
            Records = views,
            AsOf = everShown
                .Where(r => r.Record.IsShownOn(today) || r.Record.LeftOnAsOf(today) is not null)
                .Select(r => ShownChange(r.Record, r.ChangedAt, today))
                .Append(found.ChangedAt)
                .Max(),
        };
    }

    /// <summary>
    /// When the record last looked different: what a date does, it does at midnight in Shanghai, whenever a worker writes
    /// it down.
    /// </summary>
    private static DateTimeOffset ShownChange(CreditRecord record, DateTimeOffset changedAt, DateOnly today)
    {
        var byDate = record.StateOn(today) switch
        {
            RecordState.Published => record.BarredUntil,
            RecordState.Lapsed => record.LapsesOn,
            _ => null,
        };
        if (byDate?.AddDays(1) is not { } next || next > today)
        {
            return changedAt;
        }

        var midnight = LegalDates.StartOf(next);
        return midnight > changedAt || record.LeftOnAsOf(today) == next ? midnight : changedAt;
    }

    /// <summary>The registration ID of the company that a registration ID or an old key, however typed, belongs to; or null.</summary>
    public async Task<string?> BehindNumberAsync(string text, CancellationToken ct) =>
        RegistrationIds.Check(text).Id is { } id ? await ExistsAsync(id, ct) ? id.Value : null
        : CompanyAlias.TryParse(text, out var alias) ? await BehindAliasAsync(alias.Value, ct)
        : null;

    /// <summary>The registration ID of the company that an old key belongs to; null when it belongs to none.</summary>
    /// <param name="alias">A normalised 15-digit registration number or 9-character organisation code.</param>
    public Task<string?> BehindAliasAsync(string alias, CancellationToken ct) =>
        db.CompanyAliases.AsNoTracking()
            .Where(a => a.Alias == alias)
            .Select(a => db.Companies.Where(c => c.Id == a.CompanyId).Select(c => c.RegistrationId).First())
            .FirstOrDefaultAsync(ct);
}
