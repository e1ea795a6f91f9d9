using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence.Statistics;
using Microsoft.Extensions.Logging;

namespace CreditRegistry.Application.Statistics;

/// <summary>Keeps the figures current; one instance at a time does it.</summary>
public sealed class StatisticsWorker(StatisticsStore store, TimeProvider clock, ILogger<StatisticsWorker> logger) : RegistryWorker(
    TimeSpan.FromSeconds(10), TimeSpan.Zero, "The statistics could not be counted on", clock, logger)
{
    protected override async Task WorkAsync(CancellationToken ct)
    {
        var more = true;
        while (more)
        {
            var now = Clock.GetUtcNow();
            more = await store.AdvanceAsync(now, LegalDates.DateOf(now), ct);
        }
    }
}
