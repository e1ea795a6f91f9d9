using Npgsql;
using NpgsqlTypes;

namespace CreditRegistry.Persistence.Ledger;

/// <summary>Writes many rows into the ledger at once.</summary>
internal static class LedgerCopy
{
    /// <exception cref="ArgumentException">A row has a text, whose place is beside the ledger: save it one by one.</exception>
    public static async Task WriteAsync(NpgsqlConnection connection, IEnumerable<LedgerEntry> rows, CancellationToken ct)
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            "copy ledger (at, actor, role, kind, subject, company_id, details, secret, commitment) from stdin (format binary)", ct);
        foreach (var row in rows)
        {
            if (row.Text is not null)
            {
                throw new ArgumentException("A row with a text cannot be copied.", nameof(rows));
            }

            await writer.StartRowAsync(ct);
            await writer.WriteAsync(row.At, NpgsqlDbType.TimestampTz, ct);
            await WriteAsync(writer, row.Actor, ct);
            await writer.WriteAsync(row.Role, NpgsqlDbType.Text, ct);
            await writer.WriteAsync(row.Kind, NpgsqlDbType.Text, ct);
            await writer.WriteAsync(row.Subject, NpgsqlDbType.Uuid, ct);
            await WriteAsync(writer, row.CompanyId, ct);
            await writer.WriteAsync(row.Details, NpgsqlDbType.Jsonb, ct);
            await writer.WriteAsync(row.Secret, NpgsqlDbType.Bytea, ct);
            await writer.WriteAsync(row.Commitment, NpgsqlDbType.Bytea, ct);
        }

        await writer.CompleteAsync(ct);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter writer, Guid? key, CancellationToken ct) =>
        key is { } known ? writer.WriteAsync(known, NpgsqlDbType.Uuid, ct) : writer.WriteNullAsync(ct);
}
