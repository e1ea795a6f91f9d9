using System.Text.Json;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace CreditRegistry.Persistence.Ledger;

/// <summary>Writes the facts of many entities into the ledger at once.</summary>
internal static class LedgerCopy
{
    /// <exception cref="ArgumentException">A fact has a text, whose place is beside the ledger: save it one by one.</exception>
    public static async Task WriteAsync(
        NpgsqlConnection connection,
        IEnumerable<LedgerFact> facts,
        Actor actor,
        Role? role,
        DateTimeOffset now,
        CancellationToken ct)
    {
        var acting = role is { } known ? EnumText.Name(known) : Actor.RegistryRole;
        await using var writer = await connection.BeginBinaryImportAsync(
            "copy ledger (at, actor, role, kind, subject, company_id, details) from stdin (format binary)", ct);
        foreach (var fact in facts)
        {
            if (fact.Text is not null)
            {
                throw new ArgumentException("A fact with a text cannot be copied.", nameof(facts));
            }

            await writer.StartRowAsync(ct);
            await writer.WriteAsync(now, NpgsqlDbType.TimestampTz, ct);
            await WriteAsync(writer, actor.AccountKey, ct);
            await writer.WriteAsync(acting, NpgsqlDbType.Text, ct);
            await writer.WriteAsync(fact.Kind, NpgsqlDbType.Text, ct);
            await writer.WriteAsync(fact.SubjectId, NpgsqlDbType.Uuid, ct);
            await WriteAsync(writer, fact.CompanyId, ct);
            await writer.WriteAsync(
                JsonSerializer.SerializeToUtf8Bytes(fact.Details, RegistryJson.Options), NpgsqlDbType.Jsonb, ct);
        }

        await writer.CompleteAsync(ct);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter writer, Guid? key, CancellationToken ct) =>
        key is { } known ? writer.WriteAsync(known, NpgsqlDbType.Uuid, ct) : writer.WriteNullAsync(ct);
}
