using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CreditRegistry.Application.Ledger;

/// <summary>Keeps the lease of <see cref="LedgerTail"/> while the primary answers, and asks the standbys how far they are.</summary>
public sealed partial class LedgerTailWorker(
    LedgerTail tail, Standbys standbys, TimeProvider clock, ILogger<LedgerTailWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var down = false;
        using var timer = new PeriodicTimer(LedgerTail.Every, clock);
        do
        {
            try
            {
                while (!(await tail.LookAsync(stoppingToken)).IsWhole)
                {
                    // more is new than one look reads
                }

                down = false;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                if (!down)
                {
                    LogDown(exception);
                }

                down = true;
            }

            await standbys.LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "The end of the ledger cannot be read; look-ups read through until it can")]
    private partial void LogDown(Exception exception);
}
