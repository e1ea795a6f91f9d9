using CreditRegistry.Domain.Records;
using Npgsql;
using NpgsqlTypes;

namespace CreditRegistry.Persistence.Companies;

/// <summary>Where a company stands on a day.</summary>
/// <param name="Tier">The highest tier among its published records; null when it has none.</param>
/// <param name="Records">How many are published.</param>
/// <param name="NextEndOn">The earliest last day among them; null when none lapses by itself.</param>
public readonly record struct CompanyStanding(bool Found, RecordTier? Tier, int Records, DateOnly? NextEndOn);

/// <summary>
/// Looks up thousands of companies in one command, by arrays: a standby, which has no temporary tables, answers too.
/// </summary>
public sealed class StandingLookup : IDisposable
{
    private const int AtOnce = 4;

    private static readonly Dictionary<string, RecordTier> Tiers =
        Enum.GetValues<RecordTier>().ToDictionary(EnumText.Name, StringComparer.Ordinal);

    /// <summary>However many lists are screened, most connections stay free for everyone else.</summary>
    private readonly SemaphoreSlim _free = new(AtOnce);

    /// <summary>The standing of each company on that day, in the order of the IDs.</summary>
    public async Task<CompanyStanding[]> StandingsAsync(
        NpgsqlDataSource server, string[] registrationIds, DateOnly day, CancellationToken ct)
    {
        await _free.WaitAsync(ct);
        try
        {
            await using var connection = await server.OpenConnectionAsync(ct);
            return await StandingsAsync(connection, registrationIds, day, ct);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>The same by a connection that the caller holds: who waits for a second one can wait for callers like itself.</summary>
    /// <remarks>
    /// Each limit keeps the planner to one index probe an ID, whatever it thinks of the length of the list; a plan that
    /// reads a whole table would be as slow for a thousand IDs as for all.
    /// </remarks>
    public static async Task<CompanyStanding[]> StandingsAsync(
        NpgsqlConnection connection, string[] registrationIds, DateOnly day, CancellationToken ct)
    {
        var standings = new CompanyStanding[registrationIds.Length];
        await ReadAsync(
            connection,
            """
            select asked.nth, record.tier, record.lapses_on
            from unnest($1) with ordinality asked (id, nth)
            cross join lateral (select id from companies where registration_id = asked.id limit 1) company
            left join lateral (
                select tier, lapses_on from records
                where company_id = company.id and state = 'published' and shielded_since is null
                    and published_on <= $2 and (lapses_on is null or lapses_on >= $2)
                offset 0) record on true
            """,
            reader =>
            {
                ref var standing = ref standings[reader.GetInt64(0) - 1];
                standing = reader.IsDBNull(1)
                    ? standing with { Found = true }
                    : With(standing, Tiers[reader.GetString(1)], reader.IsDBNull(2) ? null : reader.GetFieldValue<DateOnly>(2));
            },
            ct,
            Texts(registrationIds),
            new NpgsqlParameter<DateOnly> { TypedValue = day, NpgsqlDbType = NpgsqlDbType.Date });
        return standings;
    }

    /// <summary>The present registration ID behind each old key, in their order; null where nobody holds it.</summary>
    public async Task<string?[]> BehindAliasesAsync(NpgsqlDataSource server, string[] aliases, CancellationToken ct)
    {
        await _free.WaitAsync(ct);
        try
        {
            var present = new string?[aliases.Length];
            await using var connection = await server.OpenConnectionAsync(ct);
            await ReadAsync(
                connection,
                """
                select asked.nth, company.registration_id
                from unnest($1) with ordinality asked (alias, nth)
                cross join lateral (select company_id from company_aliases where alias = asked.alias limit 1) holder
                cross join lateral (select registration_id from companies where id = holder.company_id limit 1) company
                """,
                reader => present[reader.GetInt64(0) - 1] = reader.GetString(1),
                ct,
                Texts(aliases));
            return present;
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();

    private static CompanyStanding With(CompanyStanding standing, RecordTier tier, DateOnly? lapsesOn) => new(
        Found: true,
        standing.Tier > tier ? standing.Tier : tier,
        standing.Records + 1,
        standing.NextEndOn < lapsesOn ? standing.NextEndOn : lapsesOn ?? standing.NextEndOn);

    private static NpgsqlParameter<string[]> Texts(string[] texts) =>
        new() { TypedValue = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static async Task ReadAsync(
        NpgsqlConnection connection, string sql, Action<NpgsqlDataReader> read, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.PrepareAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            read(reader);
        }
    }
}
