using System.Text.Json;
using CreditRegistry.Domain.Companies;
using Npgsql;

namespace CreditRegistry.Persistence.Companies;

/// <summary>A company as it is stored, for reading only.</summary>
/// <param name="ChangedAt">The instant of its last change.</param>
/// <param name="HasRecords">Whether a record of it is, or ever was, shown.</param>
public sealed record StoredCompany(
    Guid Id,
    string RegistrationId,
    CompanyParticulars Particulars,
    IReadOnlyList<string> FormerNames,
    DateTimeOffset ChangedAt,
    bool HasRecords);

/// <summary>Finds one company by its registration ID, by one prepared command: the read that is asked for most.</summary>
public static class CompanyReader
{
    public static async Task<StoredCompany?> FindAsync(NpgsqlDataSource source, string registrationId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(
            """
            select c.id, c.name, c.english_name, c.company_type, c.status, c.registered_on, c.region_code, c.former_names,
                c.changed_at,
                exists (select from records r where r.company_id = c.id and (r.state = 'published' or r.left_on is not null))
            from companies c
            where c.registration_id = $1
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = registrationId } },
        };
        await command.PrepareAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        return new StoredCompany(
            reader.GetGuid(0),
            registrationId,
            new CompanyParticulars(
                reader.GetString(1),
                Text(2),
                Text(3),
                Enum.Parse<CompanyStatus>(reader.GetString(4), ignoreCase: true),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<DateOnly>(5),
                Text(6)),
            JsonSerializer.Deserialize<string[]>(reader.GetString(7), RegistryJson.Options)!,
            reader.GetFieldValue<DateTimeOffset>(8),
            reader.GetBoolean(9));

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
