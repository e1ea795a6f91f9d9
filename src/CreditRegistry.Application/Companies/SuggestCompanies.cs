using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Companies;

/// <summary>A company that somebody may be typing.</summary>
/// <param name="MatchedName">The English or former name that was found, where the present name was not; else null.</param>
public sealed record CompanySuggestion(string RegistrationId, string Name, string? MatchedName);

/// <summary>Completes what somebody types into a search box: names, and registration IDs from four characters on.</summary>
public sealed class SuggestCompanies(RegistryDbContext db, NameSearch names, TimeProvider clock)
{
    public const int ShortestId = 4;

    /// <summary>Names that begin so, then names that contain it; before them IDs that begin so.</summary>
    /// <param name="typed">One character or more; one finds names that begin with it.</param>
    public async Task<IReadOnlyList<CompanySuggestion>> RunAsync(string typed, int take, CancellationToken ct)
    {
        var part = CompanyName.Fold(typed);
        var id = RegistrationIds.Normalize(typed);
        var ids = new List<string>();
        if (id.Length is >= ShortestId and <= RegistrationId.Length && id.All(char.IsAsciiLetterOrDigit))
        {
            ids.AddRange(await names.IdsAsync(id, take, ct));
        }

        if (ids.Count < take && part.Length > 0)
        {
            var query = new NameQuery(part, null, null, null, null, LegalDates.DateOf(clock.GetUtcNow()));
            var hits = part.Length < SearchCompanies.ShortestName
                ? await names.BeginningAsync(query, take, ct)
                : await names.RunAsync(query, after: null, take, ct);
            ids.AddRange(hits.Select(h => h.RegistrationId).Except(ids).Take(take - ids.Count).ToList());
        }

        var found = await db.Companies.AsNoTracking()
            .Where(c => ids.Contains(c.RegistrationId))
            .Select(c => new { c.RegistrationId, c.Name, c.EnglishName, c.FormerNames })
            .ToDictionaryAsync(c => c.RegistrationId, StringComparer.Ordinal, ct);
        return [.. ids.Select(i => found[i]).Select(c => new CompanySuggestion(
            c.RegistrationId, c.Name, SearchCompanies.MatchedName(part, c.Name, c.EnglishName, c.FormerNames)))];
    }
}
