using System.Text.Json.Serialization;
using CreditRegistry.Application.Past;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence.Companies;

namespace CreditRegistry.Application.Companies;

/// <summary>A company and its standing.</summary>
public sealed record CompanyView
{
    /// <summary>How many of the newest records it has at most.</summary>
    public const int NewestRecords = 20;

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

    /// <summary>What is asked about the past; absent from an answer about now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InstantView? Instant { get; init; }

    /// <param name="today">The day of the answer (Asia/Shanghai).</param>
    public static CompanyView Of(StoredCompany company, RuleBook book, DateOnly today)
    {
        var shown = company.EverShown.Where(r => r.Record.IsShownOn(today)).ToList();
        var (name, englishName, companyType, status, registeredOn, regionCode) = company.Particulars;
        return new CompanyView
        {
            RegistrationId = company.RegistrationId,
            Name = name,
            EnglishName = englishName,
            FormerNames = company.FormerNames,
            CompanyType = companyType,
            Status = status,
            RegisteredOn = registeredOn,
            Region = RegionView.Of(regionCode),
            Standing = Standings.Of(shown.Select(r => r.Record.Tier)),
            PublishedRecords = Enum.GetValues<RecordTier>()
                .ToDictionary(tier => tier, tier => shown.Count(r => r.Record.Tier == tier)),
            Records =
            [
                .. shown
                    .OrderByDescending(r => r.Record.PublishedOn).ThenByDescending(r => r.Record.Id)
                    .Take(NewestRecords)
                    .Select(r => RecordView.Of(
                        new(r.Record, company.RegistrationId, name, r.Organ, LogView.Of(r.ChangedAt, r.Proof)), book, today)),
            ],
            AsOf = company.EverShown
                .Where(r => r.Record.IsShownOn(today) || r.Record.LeftOnAsOf(today) is not null)
                .Select(r => ShownChange(r.Record, r.ChangedAt, today))
                .Append(company.ChangedAt)
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

    public static LocalText NameOf(Standing standing) => standing switch
    {
        Standing.Clear => new("No published record", "无公示记录"),
        Standing.Untrustworthy => new("Untrustworthy", "失信"),
        Standing.SeriouslyUntrustworthy => new("Seriously untrustworthy", "严重失信"),
        Standing.Abnormal => new("Abnormal", "经营异常"),
        Standing.SeriouslyIllegal => new("Seriously illegal and dishonest", "严重违法失信"),
    };

    /// <summary>What the business registration says, in words.</summary>
    public static LocalText NameOf(CompanyStatus status) => status switch
    {
        CompanyStatus.Registered => new("Registered", "存续"),
        CompanyStatus.Revoked => new("Licence revoked", "吊销"),
        CompanyStatus.Deregistered => new("Deregistered", "注销"),
    };
}
