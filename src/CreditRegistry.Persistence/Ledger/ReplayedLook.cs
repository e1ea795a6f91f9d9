using CreditRegistry.Domain.Ledger;
using Npgsql;

namespace CreditRegistry.Persistence.Ledger;

/// <summary>How far a server is, asked of the server itself.</summary>
public static class ReplayedLook
{
    /// <returns>Null when the server is no standby.</returns>
    public static async Task<FeedPosition?> OfAsync(NpgsqlDataSource server, CancellationToken ct)
    {
        await using var command = server.CreateCommand(
            $"select pg_is_in_recovery(), {LedgerLook.Epoch}, (select coalesce(max(position), 0) from ledger)");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return reader.GetBoolean(0) ? new FeedPosition(reader.GetInt32(1), reader.GetInt64(2)) : null;
    }
}
