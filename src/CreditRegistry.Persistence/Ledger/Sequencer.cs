using CreditRegistry.Persistence.Proof;
using Npgsql;

namespace CreditRegistry.Persistence.Ledger;

/// <summary>
/// Gives committed ledger rows consecutive positions. Whichever instance holds the lock does it; a row that commits late
/// is placed after those already placed, so a reader of positions never misses one. Each becomes a leaf of the log's tree
/// at its position, in the same transaction.
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
        returning ledger.position, ledger.commitment
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

        var leaves = await PlaceAsync(connection, ct);
        if (leaves.Count > 0)
        {
            await TreeWriter.CatchUpAsync(connection, leaves.Keys[0] - 1, ct);
            await TreeWriter.AppendAsync(connection, leaves.Keys[0] - 1, leaves.Values, ct);
        }

        await transaction.CommitAsync(ct);
        return leaves.Count;
    }

    /// <returns>The commitment of each row that was placed, by its position.</returns>
    private static async Task<SortedList<long, byte[]>> PlaceAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var place = new NpgsqlCommand(Place, connection);
        await using var reader = await place.ExecuteReaderAsync(ct);
        var leaves = new SortedList<long, byte[]>();
        while (await reader.ReadAsync(ct))
        {
            leaves.Add(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
        }

        return leaves;
    }
}
