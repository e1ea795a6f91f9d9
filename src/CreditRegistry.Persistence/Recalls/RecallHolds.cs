using CreditRegistry.Domain.Ledger;
using Npgsql;

namespace CreditRegistry.Persistence.Recalls;

/// <summary>Keeps what has to be known to recall a record from whoever took it: which account, what, and when; nothing else.</summary>
public sealed class RecallHolds(NpgsqlDataSource source)
{
    /// <remarks>What a life of the database placed beyond what the next took over is lost: those numbers are other rows now.</remarks>
    private const string Seen = "least(@position, (select min(from_position) from epochs where epoch > @epoch))";

    /// <summary>
    /// A newer hold takes the place of an older one, but not before what left in between was matched with the older.
    /// </summary>
    private const string Position = "least(excluded.position, coalesce((select position from watch_progress), 0))";

    /// <summary>An account takes an export of the records. A newer one holds whatever an older one holds that has not left since.</summary>
    /// <param name="position">Of the export.</param>
    /// <param name="at">When it was made.</param>
    public Task OfExportAsync(Guid account, FeedPosition position, DateTimeOffset at, CancellationToken ct) => ExecuteAsync(
        $"""
        insert into export_holds (account_id, position, at) values (@account, {Seen}, @at)
        on conflict (account_id) do update set position = greatest(export_holds.position, {Position}),
            at = greatest(export_holds.at, excluded.at)
        """,
        ct,
        ("account", account),
        ("position", position.Position),
        ("epoch", position.Epoch),
        ("at", at));

    /// <summary>A screening shows an account these companies as listed.</summary>
    /// <param name="registrationIds">Of companies in the register, each once.</param>
    /// <param name="position">Up to which the answer has every change at least.</param>
    public Task OfScreeningAsync(
        Guid account, string[] registrationIds, FeedPosition position, DateTimeOffset now, CancellationToken ct) => ExecuteAsync(
        $"""
        insert into screening_holds (company_id, account_id, position, at)
        select c.id, @account, {Seen}, @now from unnest(@ids) asked (id)
        cross join lateral (select id from companies where registration_id = asked.id limit 1) c
        order by c.id
        on conflict (company_id, account_id) do update set position = greatest(screening_holds.position, {Position}),
            at = greatest(screening_holds.at, excluded.at)
        """,
        ct,
        ("account", account),
        ("ids", registrationIds),
        ("position", position.Position),
        ("epoch", position.Epoch),
        ("now", now));

    private async Task ExecuteAsync(string sql, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync(ct);
    }
}
