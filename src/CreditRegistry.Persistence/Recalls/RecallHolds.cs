using Npgsql;

namespace CreditRegistry.Persistence.Recalls;

/// <summary>Keeps what has to be known to recall a record from whoever took it: which account, what, and when; nothing else.</summary>
public sealed class RecallHolds(NpgsqlDataSource source)
{
    /// <summary>An account takes an export of the records. A newer one holds whatever an older one holds that has not left since.</summary>
    public Task OfExportAsync(Guid account, long position, DateTimeOffset at, CancellationToken ct) => ExecuteAsync(
        """
        insert into export_holds (account_id, position, at) values ($1, $2, $3)
        on conflict (account_id) do update set position = greatest(export_holds.position, excluded.position),
            at = greatest(export_holds.at, excluded.at)
        """,
        ct,
        account,
        position,
        at);

    /// <summary>A screening shows an account these companies as listed.</summary>
    /// <param name="registrationIds">Of companies in the register, each once.</param>
    public Task OfScreeningAsync(Guid account, string[] registrationIds, DateTimeOffset at, CancellationToken ct) => ExecuteAsync(
        """
        insert into screening_holds (company_id, account_id, at)
        select c.id, $1, $3 from unnest($2) asked (id)
        cross join lateral (select id from companies where registration_id = asked.id limit 1) c
        order by c.id
        on conflict (company_id, account_id) do update set at = greatest(screening_holds.at, excluded.at)
        """,
        ct,
        account,
        registrationIds,
        at);

    private async Task ExecuteAsync(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(ct);
    }
}
