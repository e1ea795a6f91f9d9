using System.Data;
using CreditRegistry.Persistence;
using Npgsql;

namespace CreditRegistry.Application.Ingestion;

/// <summary>Lets one import in at a time, whatever process it runs in. A killed import leaves with its connection.</summary>
internal sealed class ImportGate : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private ImportGate(NpgsqlConnection connection) => _connection = connection;

    /// <returns>Null when another import is in.</returns>
    public static async Task<ImportGate?> TryEnterAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({AdvisoryLocks.CompanyImport})", connection);
        return await command.ExecuteScalarAsync(ct) is true ? new ImportGate(connection) : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection.State is ConnectionState.Open)
        {
            await using var command = new NpgsqlCommand($"select pg_advisory_unlock({AdvisoryLocks.CompanyImport})", _connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
