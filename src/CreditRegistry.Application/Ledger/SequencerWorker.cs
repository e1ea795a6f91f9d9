using CreditRegistry.Persistence.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CreditRegistry.Application.Ledger;

/// <summary>Keeps the sequencer going: a committed ledger row has its position within 200 ms.</summary>
public sealed class SequencerWorker(Sequencer sequencer, TimeProvider clock, ILogger<SequencerWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                while (await sequencer.PlaceAsync(stoppingToken) > 0)
                {
                    // more may wait
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "The ledger could not be sequenced; trying again");
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
