using System.Buffers.Binary;
using System.Data;
using CreditRegistry.Persistence;
using Npgsql;

namespace CreditRegistry.Application.Ingestion;

/// <summary>Tells others that an import of an organ's records is running. A killed import takes its sign along.</summary>
internal sealed class RecordImportSign : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly int _organ;

    private RecordImportSign(NpgsqlConnection connection, int organ) => (_connection, _organ) = (connection, organ);

    /// <param name="connection">Held, and closed, by the sign.</param>
    public static async Task<RecordImportSign> PutUpAsync(NpgsqlConnection connection, Guid organ, CancellationToken ct)
    {
        var sign = new RecordImportSign(connection, NumberOf(organ));
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock_shared($1, $2)", connection)
        {
            Parameters = { new() { Value = AdvisoryLocks.RecordImport }, new() { Value = sign._organ } },
        };
        await command.ExecuteNonQueryAsync(ct);
        return sign;
    }

    public static async Task<IReadOnlySet<Guid>> FindAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> organs, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select objid::int8::int4 from pg_locks
            where locktype = 'advisory' and classid::int8 = $1 and objsubid = 2
                and database = (select oid from pg_database where datname = current_database())
            """,
            connection)
        {
            Parameters = { new() { Value = (long)AdvisoryLocks.RecordImport } },
        };
        var running = new HashSet<int>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            running.Add(reader.GetInt32(0));
        }

        return organs.Where(organ => running.Contains(NumberOf(organ))).ToHashSet();
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection.State is ConnectionState.Open)
        {
            await using var command = new NpgsqlCommand("select pg_advisory_unlock_shared($1, $2)", _connection)
            {
                Parameters = { new() { Value = AdvisoryLocks.RecordImport }, new() { Value = _organ } },
            };
            await command.ExecuteNonQueryAsync();
        }

        await _connection.DisposeAsync();
    }

    // Not negative, because the server shows it as an unsigned number. Two organs that share one are told of each other's.
    private static int NumberOf(Guid organ) =>
        BinaryPrimitives.ReadInt32BigEndian(organ.ToByteArray(bigEndian: true).AsSpan(12)) & int.MaxValue;
}
