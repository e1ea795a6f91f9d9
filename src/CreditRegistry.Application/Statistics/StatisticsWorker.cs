using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence.Statistics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CreditRegistry.Application.Statistics;

/// <summary>Keeps the figures current; one instance at a time does it.</summary>
public sealed class StatisticsWorker(StatisticsStore store, TimeProvider clock, ILogger<StatisticsWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                var more = true;
                while (more)
                {
                    var now = clock.GetUtcNow();
                    more = await store.AdvanceAsync(now, LegalDates.DateOf(now), stoppingToken);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "The statistics could not be counted on; trying again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
