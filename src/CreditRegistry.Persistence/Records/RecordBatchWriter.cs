using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace CreditRegistry.Persistence.Records;

/// <summary>
/// Writes thousands of new records at once, each with its version and its facts for the ledger, as
/// <see cref="RegistryDbContext.SaveAsync"/> does one by one. The caller's transaction holds it together.
/// </summary>
/// <param name="role">The role in which the actor acts; null for the registry itself.</param>
public sealed class RecordBatchWriter(RegistryDbContext db, Actor actor, Role? role, DateTimeOffset now)
{
    /// <exception cref="PostgresException">A live record of the same organ, decision, company and ground is there already.</exception>
    public async Task InsertAsync(IReadOnlyCollection<CreditRecord> records, CancellationToken ct)
    {
        if (records.Count == 0)
        {
            return;
        }

        var copy = new EntityCopy<CreditRecord>(db, now);
        await copy.WriteAsync(records, ct);
        await WriteVersionsAsync(copy, records, ct);
        await LedgerCopy.WriteAsync(db.NpgsqlConnection, records.SelectMany(record => record.Facts), actor, role, now, ct);
        foreach (var record in records)
        {
            record.ForgetFacts();
        }
    }

    private async Task WriteVersionsAsync(
        EntityCopy<CreditRecord> copy, IEnumerable<CreditRecord> records, CancellationToken ct)
    {
        await using var writer = await db.NpgsqlConnection.BeginBinaryImportAsync(
            "copy record_versions (record_id, version, recorded_at, author, content) from stdin (format binary)", ct);
        foreach (var record in records)
        {
            await writer.StartRowAsync(ct);
            await writer.WriteAsync(record.Id, NpgsqlDbType.Uuid, ct);
            await writer.WriteAsync(record.Version, NpgsqlDbType.Integer, ct);
            await writer.WriteAsync(now, NpgsqlDbType.TimestampTz, ct);
            await (actor.AccountKey is { } author
                ? writer.WriteAsync(author, NpgsqlDbType.Uuid, ct)
                : writer.WriteNullAsync(ct));
            await writer.WriteAsync(RecordVersion.ContentOf(copy.Values(record)), NpgsqlDbType.Jsonb, ct);
        }

        await writer.CompleteAsync(ct);
    }
}
