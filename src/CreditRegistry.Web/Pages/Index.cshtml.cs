using CreditRegistry.Application.Feed;
using CreditRegistry.Application.Statistics;
using CreditRegistry.Web.Parts;

namespace CreditRegistry.Web.Pages;

/// <summary>The start page: a search box, the register in figures, and what happened last.</summary>
public sealed class IndexModel(ReadStatistics statistics, ReadChanges changes) : SitePage
{
    private const int LatestChanges = 5;

    /// <summary>Null before anything was counted.</summary>
    public StatisticsView? Figures { get; private set; }

    public IReadOnlyList<FeedEntry> Latest { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Figures = await statistics.RunAsync(ct);
        Latest = (await changes.LatestAsync(before: null, LatestChanges, recordsOnly: true, ct)).Items;
    }
}
