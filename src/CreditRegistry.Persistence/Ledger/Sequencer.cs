using Npgsql;

namespace CreditRegistry.Persistence.Ledger;

/// <summary>
/// Gives committed ledger rows consecutive positions. Whichever instance holds the lock does it; a row that commits late
/// is placed after those already placed, so a reader of positions never misses one.
/// </summary>
public sealed class Sequencer(NpgsqlDataSource source)
{
    private const int BatchSize = 10_000;

    /// <summary>Places up to one batch of rows; 0 when there was nothing, or another instance is at it.</summary>
    public async Task<int> PlaceAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(
            $"""
            with gate as materialized (
                select pg_try_advisory_xact_lock({AdvisoryLocks.Sequencer}) as open
            ), last as materialized (
                select coalesce((select max(position) from ledger), 0) as position from gate where open
            ), batch as materialized (
                select l.id, row_number() over (order by l.id) as nth
                from last, lateral (
                    select id from ledger where position is null order by id limit {BatchSize}
                ) l
            )
            update ledger set position = last.position + batch.nth
            from batch, last
            where ledger.id = batch.id
            """,
            connection);
        return await command.ExecuteNonQueryAsync(ct);
    }
}
