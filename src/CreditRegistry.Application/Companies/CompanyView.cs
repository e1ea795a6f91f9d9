using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;

namespace CreditRegistry.Application.Companies;

/// <summary>A company and its standing.</summary>
public sealed record CompanyView
{
    public required string RegistrationId { get; init; }

    public required string Name { get; init; }

    public required string? EnglishName { get; init; }

    public required IReadOnlyList<string> FormerNames { get; init; }

    public required string? CompanyType { get; init; }

    public required CompanyStatus Status { get; init; }

    public required DateOnly? RegisteredOn { get; init; }

    /// <summary>The province as registered; null when unknown.</summary>
    public required RegionView? Region { get; init; }

    public required Standing Standing { get; init; }

    /// <summary>How many published records the company has in each tier.</summary>
    public required IReadOnlyDictionary<RecordTier, int> PublishedRecords { get; init; }

    /// <summary>The newest published records, 20 at most; the rest by the company's list of records.</summary>
    public required IReadOnlyList<RecordView> Records { get; init; }

    /// <summary>The instant of the last change that this answer shows.</summary>
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>A company in a list.</summary>
/// <param name="MatchedName">The English or former name that was found, where the present name was not; else null.</param>
public sealed record CompanySummary(
    string RegistrationId,
    string Name,
    string? EnglishName,
    string? MatchedName,
    CompanyStatus Status,
    RegionView? Region,
    Standing Standing);

public sealed record RegionView(string Code, string Name, string NameZh)
{
    public static RegionView? Of(string? code) =>
        code is not null && Regions.WithCode(code) is { } region ? new(region.Code, region.EnglishName, region.FullName) : null;
}

/// <summary>The highest tier among a company's published records; <see cref="Clear"/> when it has none. Computed, never stored.</summary>
public enum Standing
{
    Clear = 0,
    Untrustworthy = 1,
    SeriouslyUntrustworthy = 2,
    Abnormal = 3,
    SeriouslyIllegal = 4,
}

public static class Standings
{
    public static Standing Of(IEnumerable<RecordTier> published) =>
        published.Select(tier => (Standing)tier).DefaultIfEmpty(Standing.Clear).Max();
}
