using CreditRegistry.Persistence;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreditRegistry.Application.TimePassing;

/// <summary>Lets time pass at the start and every minute after. One instance at a time does it; a dead one's turn ends with its connection.</summary>
public sealed class TimeWorker(PassTime passTime, NpgsqlDataSource source, TimeProvider clock, ILogger<TimeWorker> logger)
    : RegistryWorker(TimeSpan.FromMinutes(1), TimeSpan.Zero, "Time could not pass", clock, logger)
{
    private bool _first = true;

    protected override async Task WorkAsync(CancellationToken ct) => _first &= !await TakeTurnAsync(_first, ct);

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
            await passTime.ForgetAnswersAsync(ct);
            return true;
        }
        finally
        {
            await using var unlock = new NpgsqlCommand($"select pg_advisory_unlock({AdvisoryLocks.TimeWorker})", turn);
            await unlock.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
