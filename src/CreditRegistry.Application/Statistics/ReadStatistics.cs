using System.Globalization;
using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Statistics;

namespace CreditRegistry.Application.Statistics;

/// <summary>The register in figures, as of one instant.</summary>
/// <param name="AsOf">The instant of which the figures tell; they are counted again every few seconds.</param>
/// <param name="Position">Every change up to and with this position of the feed is counted.</param>
/// <param name="Companies">Companies in the register.</param>
public sealed record StatisticsView(
    DateTimeOffset AsOf,
    FeedPosition Position,
    long Companies,
    RecordFigures Records,
    RepairFigures Repairs,
    ObjectionFigures Objections);

/// <summary>Records in publication.</summary>
/// <param name="ByRegion">By the company's province, most first; the region is null where it is unknown.</param>
/// <param name="ByGround">By ground, most first.</param>
/// <param name="ByMonth">By month of publication (Asia/Shanghai), newest first.</param>
public sealed record RecordFigures(
    long Total,
    IReadOnlyDictionary<RecordTier, long> ByTier,
    IReadOnlyList<RegionCount> ByRegion,
    IReadOnlyList<GroundCount> ByGround,
    IReadOnlyList<MonthCount> ByMonth);

public sealed record RegionCount(RegionView? Region, long Count);

public sealed record GroundCount(string RuleSet, string Ground, string Title, string TitleZh, long Count);

/// <param name="Month">Such as <c>2026-07</c>.</param>
public sealed record MonthCount(string Month, long Count);

/// <summary>What became of the applications that were submitted.</summary>
/// <param name="Outcomes">By the state in which they ended: granted, refused, notAccepted, revoked, withdrawn, closed.</param>
/// <param name="Decided">Granted or refused so far, those revoked later included.</param>
/// <param name="MedianDays">Days from first submission to decision, of half of them at most; null without a decision.</param>
/// <param name="NinetiethPercentileDays">The same, of nine in ten.</param>
/// <param name="Overdue">With the officers and past their deadline on the day of <c>asOf</c>.</param>
/// <param name="ByOrgan">The 20 organs that decided most, most first.</param>
public sealed record RepairFigures(
    IReadOnlyDictionary<RepairState, long> Outcomes,
    long Decided,
    int? MedianDays,
    int? NinetiethPercentileDays,
    long Overdue,
    IReadOnlyList<OrganFigures> ByOrgan);

/// <summary>What became of the objections that were filed.</summary>
/// <param name="Outcomes">By the state in which they ended: upheld, dismissed, rejected, withdrawn, closed.</param>
/// <param name="Overdue">With the organ and past their deadline on the day of <c>asOf</c>.</param>
public sealed record ObjectionFigures(IReadOnlyDictionary<ObjectionState, long> Outcomes, long Overdue);

/// <summary>How long an organ took, from first submission to decision.</summary>
public sealed record OrganFigures(OrganView Organ, long Decided, int MedianDays, int NinetiethPercentileDays);

/// <summary>Reads the figures that <see cref="StatisticsWorker"/> keeps.</summary>
public sealed class ReadStatistics(ReadRoute route, RuleBook book)
{
    private static readonly RepairState[] Ends =
    [
        RepairState.Granted, RepairState.Refused, RepairState.NotAccepted, RepairState.Revoked, RepairState.Withdrawn,
        RepairState.Closed,
    ];

    private static readonly ObjectionState[] ObjectionEnds =
    [
        ObjectionState.Upheld, ObjectionState.Dismissed, ObjectionState.Rejected, ObjectionState.Withdrawn, ObjectionState.Closed,
    ];

    /// <summary>Null before they were counted for the first time.</summary>
    public async Task<StatisticsView?> RunAsync(CancellationToken ct)
    {
        if (await StatisticsStore.ReadAsync(route.Server, ct) is not { } figures)
        {
            return null;
        }

        var tiers = Enum.GetValues<RecordTier>().ToDictionary(t => t, t => One("tier", EnumText.Name(t)));
        var days = Many("decisionDays").Select(d => (Days: int.Parse(d.Key, CultureInfo.InvariantCulture), d.Count))
            .OrderBy(d => d.Days).ToList();
        return new StatisticsView(
            figures.AsOf,
            figures.Position,
            One("companies", ""),
            new RecordFigures(
                tiers.Values.Sum(),
                tiers,
                [.. Many("region").OrderByDescending(r => r.Count).ThenBy(r => r.Key, StringComparer.Ordinal)
                    .Select(r => new RegionCount(RegionView.Of(r.Key), r.Count))],
                [.. Many("ground").OrderByDescending(g => g.Count).ThenBy(g => g.Key, StringComparer.Ordinal).Select(Ground)],
                [.. Many("month").OrderByDescending(m => m.Key, StringComparer.Ordinal).Select(m => new MonthCount(m.Key, m.Count))]),
            new RepairFigures(
                Ends.ToDictionary(s => s, s => One("outcome", EnumText.Name(s))),
                days.Sum(d => d.Count),
                Percentile(days, 50),
                Percentile(days, 90),
                One("overdue", ""),
                [.. figures.Organs.Select(organ => new OrganFigures(
                    new OrganView(organ.Code, organ.Name, organ.NameZh),
                    organ.Decided.Sum(d => d.Count),
                    Percentile(organ.Decided, 50)!.Value,
                    Percentile(organ.Decided, 90)!.Value))]),
            new ObjectionFigures(
                ObjectionEnds.ToDictionary(s => s, s => One("objection", EnumText.Name(s))), One("objectionsOverdue", "")));

        long One(string kind, string key) => figures.Counts.GetValueOrDefault((kind, key));

        IEnumerable<(string Key, long Count)> Many(string kind) =>
            figures.Counts.Where(c => c.Key.Kind == kind && c.Value != 0).Select(c => (c.Key.Key, c.Value));
    }

    private GroundCount Ground((string Key, long Count) counted)
    {
        var parts = counted.Key.Split('/');
        var title = book.Get(parts[0]).FindGround(parts[1])!.Title;
        return new GroundCount(parts[0], parts[1], title.En, title.Zh, counted.Count);
    }

    /// <summary>The fewest days within which that share was decided (nearest rank).</summary>
    private static int? Percentile(IReadOnlyList<(int Days, long Count)> sorted, int percent)
    {
        var rank = (sorted.Sum(d => d.Count) * percent + 99) / 100;
        foreach (var (days, count) in sorted)
        {
            rank -= count;
            if (rank <= 0)
            {
                return days;
            }
        }

        return null;
    }
}
