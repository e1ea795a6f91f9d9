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
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // A statement sees what was committed before it began: the rows are read only by one that begins under the lock.
        await using var gate = new NpgsqlCommand($"select pg_try_advisory_xact_lock({AdvisoryLocks.Sequencer})", connection);
        if (await gate.ExecuteScalarAsync(ct) is not true)
        {
            return 0;
        }

        await using var place = new NpgsqlCommand(
            $"""
            with last as materialized (
                select coalesce(max(position), 0) as position from ledger
            ), batch as materialized (
                select id, row_number() over (order by id) as nth
                from (select id from ledger where position is null order by id limit {BatchSize}) l
            )
            update ledger set position = last.position + batch.nth
            from batch, last
            where ledger.id = batch.id
            """,
            connection);
        var placed = await place.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return placed;
    }
}
