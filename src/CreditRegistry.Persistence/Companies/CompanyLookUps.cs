using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Records;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CreditRegistry.Persistence.Companies;

/// <summary>A company as it is stored, for reading only.</summary>
/// <param name="ChangedAt">The instant of its last change.</param>
/// <param name="EverShown">Its records that are published, or have left publication.</param>
public sealed record StoredCompany(
    Guid Id,
    string RegistrationId,
    CompanyParticulars Particulars,
    IReadOnlyList<string> FormerNames,
    DateTimeOffset ChangedAt,
    IReadOnlyList<StoredRecord> EverShown);

/// <param name="ChangedAt">The instant of its last change.</param>
/// <param name="Proof">Salt and private hash of its newest row in the log.</param>
public sealed record StoredRecord(CreditRecord Record, DateTimeOffset ChangedAt, byte[]? Proof, Organ Organ);

/// <summary>Finds companies by their registration IDs: the read that is asked for most.</summary>
public sealed class CompanyLookUps : IDisposable
{
    private readonly ConcurrentDictionary<NpgsqlDataSource, AtServer> _servers = new();

    /// <summary>The company as that server has it after this was asked; null when it has none of that ID.</summary>
    /// <exception cref="NpgsqlException">The server could not be asked.</exception>
    public Task<StoredCompany?> FindAsync(NpgsqlDataSource server, string registrationId, CancellationToken ct) =>
        _servers.GetOrAdd(server, static one => new AtServer(one)).FindAsync(registrationId, ct);

    public void Dispose()
    {
        foreach (var server in _servers.Values)
        {
            server.Dispose();
        }
    }

    private sealed class AtServer : IDisposable
    {
        private static readonly Func<RegistryDbContext, Guid[], IAsyncEnumerable<StoredRecord>> EverShown =
            EF.CompileAsyncQuery((RegistryDbContext db, Guid[] companies) => db.Records.AsNoTracking()
                .Where(r => companies.Contains(r.CompanyId) && (r.State == RecordState.Published || r.LeftOn != null))
                .Join(db.Organs, r => r.OrganId, o => o.Id, (r, o) => new StoredRecord(
                    r,
                    EF.Property<DateTimeOffset>(r, RegistryDbContext.ChangedAt),
                    EF.Property<byte[]?>(r, RegistryDbContext.Proof),
                    o)));

        private readonly RegistryDbContext _db;
        private readonly AskedTogether<string, Row> _companies;
        private readonly AskedTogether<Guid, List<StoredRecord>> _records;

        public AtServer(NpgsqlDataSource server)
        {
            _db = DatabaseServers.Context(server); // for one command at a time, as they come
            _companies = new(ids => CompaniesAsync(server, ids));
            _records = new(companies => EverShownAsync(_db, companies));
        }

        public void Dispose() => _db.Dispose();

        public async Task<StoredCompany?> FindAsync(string registrationId, CancellationToken ct) =>
            await _companies.FindAsync(registrationId, ct) is not { } row ? null
            : row.HasRecords && await _records.FindAsync(row.Company.Id, ct) is { } records ? row.Company with { EverShown = records }
            : row.Company;

        private static async Task<Dictionary<string, Row>> CompaniesAsync(NpgsqlDataSource server, string[] registrationIds)
        {
            var found = new Dictionary<string, Row>(registrationIds.Length, StringComparer.Ordinal);
            await using var connection = await server.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(
                """
                select c.id, c.name, c.english_name, c.company_type, c.status, c.registered_on, c.region_code, c.former_names,
                    c.changed_at,
                    exists (select from records r where r.company_id = c.id and (r.state = 'published' or r.left_on is not null)),
                    c.registration_id
                from companies c
                where c.registration_id = any($1)
                """,
                connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<string[]> { TypedValue = registrationIds, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                },
            };
            await command.PrepareAsync();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var company = new StoredCompany(
                    reader.GetGuid(0),
                    reader.GetString(10),
                    new CompanyParticulars(
                        reader.GetString(1),
                        Text(2),
                        Text(3),
                        Enum.Parse<CompanyStatus>(reader.GetString(4), ignoreCase: true),
                        reader.IsDBNull(5) ? null : reader.GetFieldValue<DateOnly>(5),
                        Text(6)),
                    JsonSerializer.Deserialize<string[]>(reader.GetString(7), RegistryJson.Options)!,
                    reader.GetFieldValue<DateTimeOffset>(8),
                    EverShown: []);
                found.Add(company.RegistrationId, new Row(company, reader.GetBoolean(9)));
            }

            return found;

            string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        }

        private static async Task<Dictionary<Guid, List<StoredRecord>>> EverShownAsync(RegistryDbContext db, Guid[] companies)
        {
            var found = new Dictionary<Guid, List<StoredRecord>>(companies.Length);
            await foreach (var record in EverShown(db, companies))
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(found, record.Record.CompanyId, out _) ??= []).Add(record);
            }

            return found;
        }

        private sealed record Row(StoredCompany Company, bool HasRecords);
    }
}
