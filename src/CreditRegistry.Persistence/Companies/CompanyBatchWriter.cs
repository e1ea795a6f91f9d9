using System.Text.Json;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Persistence.Ledger;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CreditRegistry.Persistence.Companies;

/// <summary>
/// Writes thousands of companies at once, each with its facts for the ledger, as <see cref="RegistryDbContext.SaveAsync"/>
/// does one by one. The caller's transaction holds it together.
/// </summary>
public sealed class CompanyBatchWriter(
    NpgsqlConnection connection, DateTimeOffset now, Actor? actor = null, Role? role = null)
{
    private const string Columns =
        "id, version, registration_id, name, english_name, former_names, company_type, status, registered_on, region_code, "
        + "search_text, search_rest, name_grams, changed_at";

    /// <summary>Forgets the lines of an earlier import over this connection.</summary>
    public static async Task StartImportAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            drop table if exists import_lines, changed_companies;
            create temp table import_lines (registration_id text primary key, line bigint not null);
            create temp table changed_companies (like companies including generated, version_before integer) on commit delete rows
            """,
            connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Notes on which line each registration ID stands, and says on which it stood first in this import. Kept in a
    /// temporary table, so that memory stays flat however long the file is.
    /// </summary>
    /// <returns>Null when none of them stood on an earlier line.</returns>
    public async Task<IReadOnlyDictionary<string, long>?> FirstLinesAsync(
        string[] registrationIds, long[] lines, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into import_lines select * from unnest(@ids, @lines) on conflict do nothing
            """,
            connection);
        command.Parameters.AddWithValue("ids", registrationIds);
        command.Parameters.AddWithValue("lines", lines);
        if (await command.ExecuteNonQueryAsync(ct) == registrationIds.Length)
        {
            return null;
        }

        command.CommandText = "select registration_id, line from import_lines where registration_id = any(@ids)";
        await using var reader = await command.ExecuteReaderAsync(ct);
        var first = new Dictionary<string, long>(registrationIds.Length, StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            first.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return first;
    }

    /// <exception cref="PostgresException">A company with one of the registration IDs is there already.</exception>
    public async Task InsertAsync(IReadOnlyCollection<Company> companies, CancellationToken ct)
    {
        await CopyAsync($"copy companies ({Columns}) from stdin (format binary)", companies, withVersionBefore: false, ct);
        await WriteFactsAsync(companies, ct);
    }

    /// <exception cref="DbUpdateConcurrencyException">Another writer changed one of them since it was read.</exception>
    public async Task UpdateAsync(IReadOnlyCollection<Company> companies, CancellationToken ct)
    {
        await CopyAsync(
            $"copy changed_companies ({Columns}, version_before) from stdin (format binary)", companies, withVersionBefore: true, ct);
        await using var update = new NpgsqlCommand(
            """
            update companies c set
                version = n.version, name = n.name, english_name = n.english_name, former_names = n.former_names,
                company_type = n.company_type, status = n.status, registered_on = n.registered_on,
                region_code = n.region_code, search_text = n.search_text, search_rest = n.search_rest,
                name_grams = n.name_grams, changed_at = n.changed_at
            from changed_companies n
            where c.id = n.id and c.version = n.version_before
            """,
            connection);
        if (await update.ExecuteNonQueryAsync(ct) != companies.Count)
        {
            throw new DbUpdateConcurrencyException("A company changed since it was read.");
        }

        await WriteFactsAsync(companies, ct);
    }

    /// <summary>Old keys that find a company from now on; one that another company holds stays with it.</summary>
    public async Task InsertAliasesAsync(IReadOnlyCollection<CompanyAliasEntry> aliases, CancellationToken ct)
    {
        await using var insert = new NpgsqlCommand(
            """
            insert into company_aliases (alias, kind, company_id)
            select * from unnest(@aliases, @kinds, @companies)
            on conflict do nothing
            """,
            connection);
        insert.Parameters.AddWithValue("aliases", aliases.Select(a => a.Alias).ToArray());
        insert.Parameters.AddWithValue("kinds", aliases.Select(a => a.Kind).ToArray());
        insert.Parameters.AddWithValue("companies", aliases.Select(a => a.CompanyId).ToArray());
        await insert.ExecuteNonQueryAsync(ct);
    }

    private async Task CopyAsync(
        string copy, IReadOnlyCollection<Company> companies, bool withVersionBefore, CancellationToken ct)
    {
        await using var writer = await connection.BeginBinaryImportAsync(copy, ct);
        foreach (var company in companies)
        {
            await writer.StartRowAsync(ct);
            await writer.WriteAsync(company.Id, NpgsqlDbType.Uuid, ct);
            await writer.WriteAsync(company.Version, NpgsqlDbType.Integer, ct);
            await WriteTextAsync(writer, company.RegistrationId, ct);
            await WriteTextAsync(writer, company.Name, ct);
            await WriteTextAsync(writer, company.EnglishName, ct);
            await writer.WriteAsync(
                JsonSerializer.Serialize(company.FormerNames, RegistryJson.Options), NpgsqlDbType.Jsonb, ct);
            await WriteTextAsync(writer, company.CompanyType, ct);
            await WriteTextAsync(writer, EnumText.Name(company.Status), ct);
            await WriteDateAsync(writer, company.RegisteredOn, ct);
            await WriteTextAsync(writer, company.RegionCode, ct);
            await WriteTextAsync(writer, company.SearchText, ct);
            await WriteTextAsync(writer, company.SearchRest, ct);
            await writer.WriteAsync(company.NameGrams.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer, ct);
            await writer.WriteAsync(now, NpgsqlDbType.TimestampTz, ct);
            if (withVersionBefore)
            {
                await writer.WriteAsync(company.Version - company.Facts.Count, NpgsqlDbType.Integer, ct);
            }
        }

        await writer.CompleteAsync(ct);
    }

    private Task WriteFactsAsync(IEnumerable<Company> companies, CancellationToken ct) => LedgerCopy.WriteAsync(
        connection,
        companies.SelectMany(company => company.Facts)
            .Select(fact => LedgerEntry.Of(fact, actor ?? Actor.Registry, role, now, stored: null).Row),
        ct);

    private static Task WriteTextAsync(NpgsqlBinaryImporter writer, string? text, CancellationToken ct) =>
        text is null ? writer.WriteNullAsync(ct) : writer.WriteAsync(text, NpgsqlDbType.Text, ct);

    private static Task WriteDateAsync(NpgsqlBinaryImporter writer, DateOnly? day, CancellationToken ct) =>
        day is { } known ? writer.WriteAsync(known, NpgsqlDbType.Date, ct) : writer.WriteNullAsync(ct);
}
