using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Companies;

/// <summary>Which companies to list. Null means any.</summary>
/// <param name="Name">A part of a name; folded by the search. At least two characters are left after folding.</param>
/// <param name="Region">Six digits of GB/T 2260.</param>
public sealed record CompanyFilter(
    string? Name = null, Standing? Standing = null, string? Region = null, CompanyStatus? Status = null);

/// <summary>A place in a list of companies: best match first, then by registration ID.</summary>
/// <param name="Rank">0 the whole name, 1 its beginning, 2 inside it, 3 in an English or former name.</param>
/// <param name="Length">Length of the folded names, shorter first.</param>
public sealed record CompanyKey(int Rank, int Length, string RegistrationId);

public sealed record FoundCompany(CompanySummary Company, CompanyKey Place);

/// <summary>Finds companies by a part of a name, present, English or former, whatever its width, case and punctuation.</summary>
public sealed class SearchCompanies(RegistryDbContext db, TimeProvider clock)
{
    public const int ShortestName = 2;

    /// <summary>Best match first: at most that many after that place.</summary>
    public async Task<IReadOnlyList<FoundCompany>> RunAsync(
        CompanyFilter filter, CompanyKey? after, int take, CancellationToken ct)
    {
        var today = LegalDates.DateOf(clock.GetUtcNow());
        var companies = db.Companies.AsNoTracking();
        if (filter.Region is { } region)
        {
            companies = companies.Where(c => c.RegionCode == region);
        }

        if (filter.Status is { } status)
        {
            companies = companies.Where(c => c.Status == status);
        }

        if (filter.Standing is { } standing)
        {
            companies = WithStanding(companies, standing, today);
        }

        var ranked = filter.Name is null
            ? companies.Select(c => new { Company = c, Rank = 0, Length = 0 })
            : from match in Matches(CompanyName.Fold(filter.Name))
              join c in companies on match.Id equals c.Id
              select new { Company = c, match.Rank, match.Length };
        if (after is not null)
        {
            ranked = ranked.Where(r => EF.Functions.GreaterThan(
                ValueTuple.Create(r.Rank, r.Length, r.Company.RegistrationId),
                ValueTuple.Create(after.Rank, after.Length, after.RegistrationId)));
        }

        var rows = await ranked
            .OrderBy(r => r.Rank).ThenBy(r => r.Length).ThenBy(r => r.Company.RegistrationId)
            .Take(take)
            .ToListAsync(ct);
        var tiers = await db.Records.AsNoTracking()
            .ShownOn(today)
            .Where(r => rows.Select(x => x.Company.Id).Contains(r.CompanyId))
            .Select(r => new { r.CompanyId, r.Tier })
            .Distinct()
            .ToListAsync(ct);
        var published = tiers.ToLookup(t => t.CompanyId, t => t.Tier);

        return rows.ConvertAll(r => new FoundCompany(
            new CompanySummary(
                r.Company.RegistrationId,
                r.Company.Name,
                r.Company.EnglishName,
                r.Company.Status,
                RegionView.Of(r.Company.RegionCode),
                Standings.Of(published[r.Company.Id])),
            new CompanyKey(r.Rank, r.Length, r.Company.RegistrationId)));
    }

    private IQueryable<NameMatch> Matches(string folded) => db.Database.SqlQuery<NameMatch>(
        $"""
        select id as "Id",
            case when present = {folded} then 0 when starts_with(present, {folded}) then 1
                when position({folded} in present) > 0 then 2 else 3 end as "Rank",
            length(present) as "Length"
        from companies, split_part(search_text, chr(10), 1) as present
        where position({folded} in search_text) > 0
        """);

    private IQueryable<Company> WithStanding(IQueryable<Company> companies, Standing standing, DateOnly today)
    {
        var shown = db.Records.ShownOn(today);
        if (standing is Standing.Clear)
        {
            return companies.Where(c => !shown.Any(r => r.CompanyId == c.Id));
        }

        var tier = (Domain.Records.RecordTier)standing;
        var higher = Enum.GetValues<Domain.Records.RecordTier>().Where(t => t > tier).ToArray();
        return companies.Where(c =>
            shown.Any(r => r.CompanyId == c.Id && r.Tier == tier)
            && !shown.Any(r => r.CompanyId == c.Id && higher.Contains(r.Tier)));
    }

    private sealed record NameMatch(Guid Id, int Rank, int Length);
}
