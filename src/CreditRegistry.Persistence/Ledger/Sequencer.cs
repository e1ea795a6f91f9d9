using Npgsql;

namespace CreditRegistry.Persistence.Ledger;

/// <summary>
/// Gives committed ledger rows consecutive positions. Whichever instance holds the lock does it; a row that commits late
/// is placed after those already placed, so a reader of positions never misses one.
/// </summary>
public sealed class Sequencer(NpgsqlDataSource source)
{
    public const int BatchSize = 10_000;

    /// <remarks>
    /// A database restored from a dump or a backup, or promoted from a standby, has another system identifier, timeline or
    /// name of its own: what it places belongs to the next epoch, which begins with its first batch.
    /// </remarks>
    private static readonly string Place =
        $"""
        with last as materialized (
            select coalesce(max(position), 0) as position from ledger
        ), here as materialized (
            {LedgerFeed.Here}
        ), newest as materialized (
            select * from epochs order by epoch desc limit 1
        ), begun as (
            insert into epochs (epoch, system_identifier, timeline, database, from_position, at)
            select coalesce(newest.epoch, 0) + 1, here.*, last.position, now()
            from here cross join last left join newest on true
            where (newest.system_identifier, newest.timeline, newest.database) is distinct from
                (here.system_identifier, here.timeline, here.database)
        ), batch as materialized (
            select id, row_number() over (order by id) as nth
            from (select id from ledger where position is null order by id limit {BatchSize}) l
        )
        update ledger set position = last.position + batch.nth
        from batch, last
        where ledger.id = batch.id
        """;

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

        await using var place = new NpgsqlCommand(Place, connection);
        var placed = await place.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return placed;
    }
}
