using CreditRegistry.Domain.Ledger;
using Npgsql;

namespace CreditRegistry.Persistence.Ledger;

/// <summary>How far a server is, asked of the server itself.</summary>
public sealed record LedgerHead(FeedPosition Position, bool IsStandby)
{
    internal const string Epoch = "(select coalesce(max(epoch), 1) from epochs)";

    public static async Task<LedgerHead> OfAsync(NpgsqlDataSource server, CancellationToken ct)
    {
        await using var command = server.CreateCommand(
            $"select {Epoch}, coalesce(max(position), 0), pg_is_in_recovery() from ledger");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new LedgerHead(new FeedPosition(reader.GetInt32(0), reader.GetInt64(1)), reader.GetBoolean(2));
    }
}
