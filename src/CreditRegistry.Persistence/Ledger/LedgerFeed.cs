using CreditRegistry.Domain.Ledger;
using Npgsql;

namespace CreditRegistry.Persistence.Ledger;

/// <summary>One placed row of the ledger, as far as the feed may use it.</summary>
/// <param name="On">The day that the row's details name, or null.</param>
public sealed record PlacedRow(long Position, DateTimeOffset At, string Kind, Guid Subject, DateOnly? On);

/// <summary>Reads the ledger by position: where the feed stands, and what was placed after a position.</summary>
public sealed class LedgerFeed(NpgsqlDataSource source)
{
    /// <summary>What tells one life of a database from another. Only a primary knows its timeline.</summary>
    internal const string Here =
        """
        select system_identifier,
            ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::integer as timeline,
            (select oid::bigint from pg_database where datname = current_database()) as database
        from pg_control_system()
        """;

    private const string Placed = "select position, at, kind, subject, (details ->> 'on')::date from ledger";

    private const string History =
        $"""
        select array(select from_position from epochs order by epoch),
            (select coalesce(max(position), 0) from ledger),
            case when pg_is_in_recovery() then true
                else not exists (
                    select 1 from ({Here}) here
                    join (select * from epochs order by epoch desc limit 1) newest
                        using (system_identifier, timeline, database)) end
        """;

    /// <inheritdoc cref="HistoryAsync(NpgsqlConnection, CancellationToken)"/>
    public async Task<FeedHistory> HistoryAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await HistoryAsync(connection, ct);
    }

    /// <summary>Head and epochs, in one look: every row up to the head can be read from then on.</summary>
    public static async Task<FeedHistory> HistoryAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(History, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new FeedHistory(reader.GetFieldValue<long[]>(0), reader.GetInt64(1), reader.GetBoolean(2));
    }

    /// <summary>Rows of these kinds with a position above one and up to another, in order, at most that many.</summary>
    public async Task<IReadOnlyList<PlacedRow>> RowsAsync(
        long after, long upTo, string[] kinds, int take, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"{Placed} where position > $1 and position <= $2 and kind = any($3) order by position limit $4");
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = upTo });
        command.Parameters.Add(new() { Value = kinds });
        command.Parameters.Add(new() { Value = take });
        return await ReadAsync(command, ct);
    }

    /// <summary>The other way: rows of these kinds below one position and down to another, newest first.</summary>
    public async Task<IReadOnlyList<PlacedRow>> RowsBackAsync(
        long before, long downTo, string[] kinds, int take, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"{Placed} where position < $1 and position >= $2 and kind = any($3) order by position desc limit $4");
        command.Parameters.Add(new() { Value = before });
        command.Parameters.Add(new() { Value = downTo });
        command.Parameters.Add(new() { Value = kinds });
        command.Parameters.Add(new() { Value = take });
        return await ReadAsync(command, ct);
    }

    private static async Task<IReadOnlyList<PlacedRow>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<PlacedRow>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new PlacedRow(
                reader.GetInt64(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.GetString(2),
                reader.GetGuid(3),
                await reader.IsDBNullAsync(4, ct) ? null : reader.GetFieldValue<DateOnly>(4)));
        }

        return rows;
    }
}
