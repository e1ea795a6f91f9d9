using System.Text.Json;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence.Records;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CreditRegistry.Persistence.Companies;

/// <summary>What is known of a company of the register at an instant.</summary>
/// <param name="Company">Null when it was not in the register yet.</param>
public sealed record PastCompany(StoredCompany? Company);

/// <summary>Finds companies as they were at an instant, thousands in two commands; a standby answers too.</summary>
public sealed class PastLookUps : IDisposable
{
    private const int AtOnce = 4;

    /// <summary>What is asked about the past may take long: most connections stay free for everyone else.</summary>
    private readonly SemaphoreSlim _free = new(AtOnce);

    /// <summary>
    /// Each company in the order of the IDs, null where the register has none: as this registry had it at the instant, or,
    /// for what was in force, as it is now.
    /// </summary>
    /// <param name="access">Whose records are read although the public does not see them now.</param>
    /// <param name="today">What left before, or is hidden, on this day is the public's no more, whatever the instant.</param>
    public async Task<PastCompany?[]> FindAsync(
        NpgsqlDataSource server, string[] registrationIds, PastInstant instant, RecordAccess access, DateOnly today, CancellationToken ct)
    {
        DateTimeOffset? at = instant.Question is PastQuestion.ShownAt ? instant.At : null;
        await _free.WaitAsync(ct);
        try
        {
            var (found, withRecords) = await CompaniesAsync(server, registrationIds, at, ct);
            if (withRecords.Count == 0)
            {
                return found;
            }

            var records = await RecordsAsync(server, [.. withRecords], access, today, at, ct);
            return Array.ConvertAll(found, one => one is { Company: { } company } && records.Contains(company.Id)
                ? new PastCompany(company with { EverShown = [.. records[company.Id]] })
                : one);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();

    /// <remarks>Each limit keeps the planner to one index probe an ID, as in <see cref="StandingLookup"/>.</remarks>
    private static async Task<(PastCompany?[] Found, HashSet<Guid> WithRecords)> CompaniesAsync(
        NpgsqlDataSource server, string[] registrationIds, DateTimeOffset? at, CancellationToken ct)
    {
        var (found, withRecords) = (new PastCompany?[registrationIds.Length], new HashSet<Guid>());
        await using var connection = await server.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(
            """
            select asked.nth, c.id, c.registration_id, past.*,
                (select true from records where company_id = c.id limit 1)
            from unnest($1) with ordinality asked (id, nth)
            cross join lateral (select * from companies where registration_id = asked.id limit 1) c
            left join lateral (
                select * from company_versions where company_id = c.id and replaced_at > $2 order by version limit 1) v on true
            cross join lateral (
                select v.name, v.english_name, v.company_type, v.status, v.registered_on, v.region_code, v.former_names, v.recorded_at
                where v.version is not null
                union all
                select c.name, c.english_name, c.company_type, c.status, c.registered_on, c.region_code, c.former_names, c.changed_at
                where v.version is null) past
            """,
            connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string[]> { TypedValue = registrationIds, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new NpgsqlParameter { Value = at is null ? DBNull.Value : at, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        };
        await command.PrepareAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var company = new StoredCompany(
                reader.GetGuid(1),
                reader.GetString(2),
                new CompanyParticulars(
                    reader.GetString(3),
                    Text(4),
                    Text(5),
                    Enum.Parse<CompanyStatus>(reader.GetString(6), ignoreCase: true),
                    reader.IsDBNull(7) ? null : reader.GetFieldValue<DateOnly>(7),
                    Text(8)),
                JsonSerializer.Deserialize<string[]>(reader.GetString(9), RegistryJson.Options)!,
                reader.GetFieldValue<DateTimeOffset>(10),
                EverShown: []);
            var isThere = !(company.ChangedAt > at);
            found[reader.GetInt64(0) - 1] = new PastCompany(isThere ? company : null);
            if (isThere && !reader.IsDBNull(11))
            {
                withRecords.Add(company.Id);
            }
        }

        return (found, withRecords);

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private static async Task<ILookup<Guid, StoredRecord>> RecordsAsync(
        NpgsqlDataSource server, Guid[] companies, RecordAccess access, DateOnly today, DateTimeOffset? at, CancellationToken ct)
    {
        await using var db = DatabaseServers.Context(server);
        var records = await db.RecordsOf(companies, access, today, at).AsNoTracking()
            .Join(db.Organs, r => r.OrganId, o => o.Id, (r, o) => new StoredRecord(
                r,
                EF.Property<DateTimeOffset>(r, RegistryDbContext.ChangedAt),
                EF.Property<byte[]?>(r, RegistryDbContext.Proof),
                o))
            .ToListAsync(ct);
        return records.ToLookup(r => r.Record.CompanyId);
    }
}
