using CreditRegistry.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreditRegistry.Application.TimePassing;

/// <summary>Lets time pass at the start and every minute after. One instance at a time does it; a dead one's turn ends with its connection.</summary>
public sealed class TimeWorker(PassTime passTime, NpgsqlDataSource source, TimeProvider clock, ILogger<TimeWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var first = true;
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                first &= !await TakeTurnAsync(first, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "Time could not pass; the next try is in a minute");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> TakeTurnAsync(bool first, CancellationToken ct)
    {
        await using var turn = await source.OpenConnectionAsync(ct);
        await using var tryLock = new NpgsqlCommand($"select pg_try_advisory_lock({AdvisoryLocks.TimeWorker})", turn);
        if (await tryLock.ExecuteScalarAsync(ct) is not true)
        {
            return false;
        }

        try
        {
            if (first)
            {
                await passTime.RecomputeProvisionalAsync(ct);
            }

            await passTime.RunAsync(ct);
            return true;
        }
        finally
        {
            await using var unlock = new NpgsqlCommand($"select pg_advisory_unlock({AdvisoryLocks.TimeWorker})", turn);
            await unlock.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
