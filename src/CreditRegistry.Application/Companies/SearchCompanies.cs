using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Companies;

/// <summary>Which companies to list. Null means any.</summary>
/// <param name="Name">
/// A part of a name, folded by the search, at least two characters then; or a whole registration ID or old key.
/// </param>
/// <param name="Region">Six digits of GB/T 2260.</param>
public sealed record CompanyFilter(
    string? Name = null, Standing? Standing = null, string? Region = null, CompanyStatus? Status = null);

/// <summary>A company, and the place after which the next page begins.</summary>
public sealed record FoundCompany(CompanySummary Company, NamePlace Place);

/// <summary>
/// Finds companies by a part of a name, present, English or former, whatever its width, case and punctuation; or by a
/// whole registration ID or old key.
/// </summary>
public sealed class SearchCompanies(RegistryDbContext db, NameSearch names, ReadCompanies read, TimeProvider clock)
{
    public const int ShortestName = 2;

    /// <summary>
    /// At most that many after that place. The whole name first, then names that begin with the part, then the others:
    /// by position and length where matches are few, else by registration ID. Without a name, by registration ID.
    /// </summary>
    public async Task<IReadOnlyList<FoundCompany>> RunAsync(
        CompanyFilter filter, NamePlace? after, int take, CancellationToken ct)
    {
        var today = LegalDates.DateOf(clock.GetUtcNow());
        var query = new NameQuery(
            filter.Name is null ? null : CompanyName.Fold(filter.Name),
            filter.Region,
            filter.Status,
            filter.Standing is { } standing ? standing is not Standing.Clear : null,
            filter.Standing is { } and not Standing.Clear ? (RecordTier)filter.Standing : null,
            today);
        if (after is null && filter.Name is not null && await read.BehindNumberAsync(filter.Name, ct) is { } id)
        {
            return await DescribeAsync(await names.OneAsync(query, id, ct), null, today, ct);
        }

        return await DescribeAsync(await names.RunAsync(query, after, take, ct), query.Part, today, ct);
    }

    /// <summary>Whether there is one at all.</summary>
    public async Task<bool> AnyAsync(CompanyFilter filter, CancellationToken ct) =>
        (await RunAsync(filter, after: null, take: 1, ct)).Count > 0;

    /// <summary>What a list says of each company, in that order.</summary>
    private async Task<IReadOnlyList<FoundCompany>> DescribeAsync(
        IReadOnlyList<NameHit> hits, string? part, DateOnly today, CancellationToken ct)
    {
        if (hits.Count is 0)
        {
            return [];
        }

        var ids = hits.Select(h => h.RegistrationId).ToArray();
        var companies = await db.Companies.AsNoTracking()
            .Where(c => ids.Contains(c.RegistrationId))
            .Select(c => new { c.Id, c.RegistrationId, c.Name, c.EnglishName, c.FormerNames, c.Status, c.RegionCode })
            .ToDictionaryAsync(c => c.RegistrationId, StringComparer.Ordinal, ct);
        var keys = companies.Values.Select(c => c.Id).ToArray();
        var published = (await db.Records.AsNoTracking()
            .ShownOn(today)
            .Where(r => keys.Contains(r.CompanyId))
            .Select(r => new { r.CompanyId, r.Tier })
            .Distinct()
            .ToListAsync(ct)).ToLookup(r => r.CompanyId, r => r.Tier);

        return [.. hits.Select(hit =>
        {
            var c = companies[hit.RegistrationId];
            return new FoundCompany(
                new CompanySummary(
                    c.RegistrationId,
                    c.Name,
                    c.EnglishName,
                    part is null ? null : MatchedName(part, c.Name, c.EnglishName, c.FormerNames),
                    c.Status,
                    RegionView.Of(c.RegionCode),
                    Standings.Of(published[c.Id])),
                hit.Place);
        })];
    }

    internal static string? MatchedName(string part, string name, string? englishName, IReadOnlyList<string> formerNames)
    {
        return Has(name) ? null : formerNames.Reverse().Prepend(englishName).FirstOrDefault(other => other is not null && Has(other));

        bool Has(string one) => CompanyName.Fold(one).Contains(part, StringComparison.Ordinal);
    }
}
