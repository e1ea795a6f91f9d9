using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CreditRegistry.Application.Exports;

/// <summary>Makes the files of the night after two o'clock in Shanghai, or as soon as a server runs again.</summary>
public sealed class ExportWorker(RegistryExports exports, TimeProvider clock, ILogger<ExportWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var pause = Every;
            try
            {
                if (await exports.RunDueAsync(stoppingToken))
                {
                    logger.LogInformation("The exports of the night are made");
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "The exports of the night could not be made; trying again in ten minutes");
                pause = AfterFailure;
            }

            await Task.Delay(pause, clock, stoppingToken);
        }
    }
}
