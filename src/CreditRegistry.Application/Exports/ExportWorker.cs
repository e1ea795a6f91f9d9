using Microsoft.Extensions.Logging;

namespace CreditRegistry.Application.Exports;

/// <summary>Makes the files of the night after two o'clock in Shanghai, or as soon as a server runs again.</summary>
public sealed class ExportWorker(RegistryExports exports, TimeProvider clock, ILogger<ExportWorker> logger) : RegistryWorker(
    TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), "The exports of the night could not be made", clock, logger)
{
    protected override async Task WorkAsync(CancellationToken ct)
    {
        if (await exports.RunDueAsync(ct))
        {
            Logger.LogInformation("The exports of the night are made");
        }
    }
}
