using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CreditRegistry.Application;

/// <summary>
/// Work that goes on by itself while a server runs: at the start, and again and again. A failure never ends it; it is logged
/// once until the work succeeds again.
/// </summary>
/// <param name="every">From one beginning to the next; at once when the work took longer.</param>
/// <param name="afterFailure">An extra pause after a failure.</param>
/// <param name="failure">A sentence for the log: what could not be done.</param>
public abstract class RegistryWorker(TimeSpan every, TimeSpan afterFailure, string failure, TimeProvider clock, ILogger logger)
    : BackgroundService
{
    protected TimeProvider Clock => clock;

    protected ILogger Logger => logger;

    protected abstract Task WorkAsync(CancellationToken ct);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var fails = false;
        using var timer = new PeriodicTimer(every, clock);
        do
        {
            try
            {
                await WorkAsync(stoppingToken);
                if (fails)
                {
                    logger.LogInformation("This works again: {Failure}", failure);
                }

                fails = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (!fails)
                {
                    logger.LogError(exception, "{Failure}; trying again", failure);
                }

                fails = true;
                await Task.Delay(afterFailure, clock, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
