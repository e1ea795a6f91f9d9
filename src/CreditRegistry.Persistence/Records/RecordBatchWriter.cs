using System.Text.Json;
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

        var keys = await PublicKeys.OfAsync(db, records, ct);
        var versions = new List<(CreditRecord Record, byte[] Content)>(records.Count);
        var rows = new List<LedgerEntry>(records.Count);
        var proofs = new Dictionary<CreditRecord, byte[]>(records.Count);
        var copy = new EntityCopy<CreditRecord>(db, (property, record) => property switch
        {
            RegistryDbContext.ChangedAt => now,
            RegistryDbContext.Proof => proofs.GetValueOrDefault(record),
            _ => null,
        });
        foreach (var record in records)
        {
            var content = RecordVersion.ContentOf(copy.Values(record));
            versions.Add((record, content));
            using var version = JsonDocument.Parse(content);
            var stored = keys.VersionOf(record, version);
            var (entries, opening) = LedgerEntry.OfAll(record.Facts, actor, role, now, stored);
            rows.AddRange(entries);
            proofs[record] = opening;
        }

        await copy.WriteAsync(records, ct);
        await WriteVersionsAsync(versions, ct);
        await LedgerCopy.WriteAsync(db.NpgsqlConnection, rows, ct);
        foreach (var record in records)
        {
            record.ForgetFacts();
        }
    }

    private async Task WriteVersionsAsync(IEnumerable<(CreditRecord Record, byte[] Content)> versions, CancellationToken ct)
    {
        await using var writer = await db.NpgsqlConnection.BeginBinaryImportAsync(
            "copy record_versions (record_id, version, recorded_at, author, content) from stdin (format binary)", ct);
        foreach (var (record, content) in versions)
        {
            await writer.StartRowAsync(ct);
            await writer.WriteAsync(record.Id, NpgsqlDbType.Uuid, ct);
            await writer.WriteAsync(record.Version, NpgsqlDbType.Integer, ct);
            await writer.WriteAsync(now, NpgsqlDbType.TimestampTz, ct);
            await (actor.AccountKey is { } author
                ? writer.WriteAsync(author, NpgsqlDbType.Uuid, ct)
                : writer.WriteNullAsync(ct));
            await writer.WriteAsync(content, NpgsqlDbType.Jsonb, ct);
        }

        await writer.CompleteAsync(ct);
    }
}
