using System.Globalization;
using CreditRegistry.Application.Recalls;
using CreditRegistry.Application.Statistics;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Statistics;
using CreditRegistry.Web.Texts;

namespace CreditRegistry.Web.Pages;

/// <summary>The register in figures.</summary>
public sealed class StatisticsModel(ReadStatistics read, ReadRecallStatistics recalls) : SitePage
{
    private const int MostGrounds = 15;
    private const int MostMonths = 24;

    /// <summary>Null before anything was counted.</summary>
    public StatisticsView? Figures { get; private set; }

    public IReadOnlyList<Chart> Charts { get; private set; } = [];

    /// <summary>Which part of recalls was acknowledged within seven days; null without any.</summary>
    public double? Acknowledged { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Figures = await read.RunAsync(ct);
        if (Figures is not null)
        {
            Acknowledged = (await recalls.RunAsync(ct)).Total.WithinSevenDays.Share;
            Charts = [.. ChartsOf(Figures).Where(chart => chart.Bars.Count > 0)];
        }
    }

    private IEnumerable<Chart> ChartsOf(StatisticsView figures)
    {
        var records = figures.Records;
        yield return Chart("tiers", StatisticsTexts.ByTier, StatisticsTexts.Tier, [.. records.ByTier
            .Select(t => new ChartBar(In[CompanyTexts.Of((Application.Companies.Standing)t.Key)], t.Value, (int)t.Key))]);
        var months = MonthsUpTo(figures)
            .Select(month => new ChartBar(month, records.ByMonth.FirstOrDefault(m => m.Month == month)?.Count ?? 0));
        yield return Chart("months", StatisticsTexts.ByMonth, StatisticsTexts.Month, [.. months]) with { Upright = true };
        yield return Chart("grounds", StatisticsTexts.ByGround, RecordTexts.Ground, [.. records.ByGround
            .Take(MostGrounds).Select(g => new ChartBar(In.Pick(g.Title, g.TitleZh), g.Count))]);
        yield return Chart("regions", StatisticsTexts.ByRegion, CompanyTexts.Region, [.. records.ByRegion
            .Select(r => new ChartBar(
                r.Region is { } known ? In.Pick(known.Name, known.NameZh) : In[StatisticsTexts.Unknown], r.Count))]);
        yield return Chart("outcomes", StatisticsTexts.Outcomes, StatisticsTexts.Outcome, [.. figures.Repairs.Outcomes
            .Select(o => new ChartBar(In[StatisticsTexts.Of(o.Key)], o.Value))]);
        yield return new Chart(
            "organs", In[StatisticsTexts.ByOrgan], In[StatisticsTexts.Organ], In[StatisticsTexts.MedianDays], [.. figures.Repairs.ByOrgan
                .Select(o => new ChartBar(In.Pick(o.Organ.Name, o.Organ.NameZh), o.MedianDays)
                {
                    Besides = [o.NinetiethPercentileDays, o.Decided],
                })])
        {
            Besides = [In[StatisticsTexts.NinetiethPercentileDays], In[StatisticsTexts.OrganDecided]],
        };
    }

    /// <summary>The last two years, those months too in which nothing was published.</summary>
    private static IEnumerable<string> MonthsUpTo(StatisticsView figures)
    {
        var today = LegalDates.DateOf(figures.AsOf);
        return Enumerable.Range(0, MostMonths).Reverse()
            .Select(back => today.AddMonths(-back).ToString("yyyy-MM", CultureInfo.InvariantCulture));
    }

    private Chart Chart(string id, Domain.LocalText caption, Domain.LocalText unit, IReadOnlyList<ChartBar> bars) =>
        new(id, In[caption], In[unit], In[StatisticsTexts.Count], bars);
}
