using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Time;
using Npgsql;
using static CreditRegistry.Persistence.Recalls.RecallStatements;

namespace CreditRegistry.Persistence.Recalls;

/// <summary>
/// Keeps what has to be known to recall a record from whoever took it: which account, what, and when; nothing else. What was
/// taken may be older than what has left: that is recalled here, the rest by the matching.
/// </summary>
public sealed class RecallHolds(NpgsqlDataSource source)
{
    /// <remarks>What a life of the database placed beyond what the next took over is lost: those numbers are other rows now.</remarks>
    private const string Seen = "least(@seen, (select min(from_position) from epochs where epoch > @seenEpoch))";

    /// <summary>
    /// A newer hold takes the place of an older one, but not before what left in between was matched with the older.
    /// </summary>
    private const string Newer = "least(excluded.position, coalesce((select position from watch_progress), 0))";

    private const string HoldExport =
        $"""
        insert into export_holds (account_id, position, at) values (@account, {Seen}, @at)
        on conflict (account_id) do update set position = greatest(export_holds.position, {Newer}),
            at = greatest(export_holds.at, excluded.at)
        """;

    private const string HoldCompanies =
        $"""
        insert into screening_holds (company_id, account_id, position, at)
        select c.id, @account, {Seen}, @at from unnest(@companies) asked (id)
        cross join lateral (select id from companies where registration_id = asked.id limit 1) c
        order by c.id
        on conflict (company_id, account_id) do update set position = greatest(screening_holds.position, {Newer}),
            at = greatest(screening_holds.at, excluded.at)
        """;

    private const string Any = "select exists (select 1 from held where not exists (select 1 from recalls r where r.record_id = held.record_id and r.account_id = held.account_id))";

    private static readonly string LeftSinceExport = LeftSince("export", "true");

    private static readonly string LeftSinceScreening = LeftSince(
        "screening", "(select registration_id from companies where id = spans.company_id) = any(@companies)");

    /// <summary>An account takes an export of the records. A newer one holds whatever an older one holds that has not left since.</summary>
    /// <param name="position">Of the export.</param>
    /// <param name="at">When it was made.</param>
    public Task OfExportAsync(Guid account, FeedPosition position, DateTimeOffset at, DateTimeOffset now, CancellationToken ct) =>
        HoldAsync(HoldExport, LeftSinceExport, now, ct, [.. Taken(account, position, at)]);

    /// <summary>A screening shows an account these companies as listed.</summary>
    /// <param name="registrationIds">Of companies in the register, each once.</param>
    /// <param name="position">Up to which the answer has every change at least.</param>
    public Task OfScreeningAsync(
        Guid account, string[] registrationIds, FeedPosition position, DateTimeOffset now, CancellationToken ct) =>
        HoldAsync(HoldCompanies, LeftSinceScreening, now, ct, [.. Taken(account, position, now), ("companies", registrationIds)]);

    private static string LeftSince(string because, string which) =>
        $"""
        with {Left($"position > {Seen} and position <= @upTo")}, held as (
            select spans.*, @account as account_id, '{because}' as because
            from spans cross join (select {Seen} as position, @at as at) h
            where {HeldInSpan} and {which}
        )
        """;

    private static (string Name, object Value)[] Taken(Guid account, FeedPosition position, DateTimeOffset at) =>
        [("account", account), ("seen", position.Position), ("seenEpoch", position.Epoch), ("at", at)];

    /// <remarks>
    /// Whatever is placed after the look is matched by somebody who sees the hold. What was placed before may have been matched
    /// by somebody who did not, or is just being matched: then the matching is waited for, and what it reached is made up for.
    /// </remarks>
    private async Task HoldAsync(
        string hold, string leftSince, DateTimeOffset now, CancellationToken ct, params (string Name, object Value)[] taken)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using (var command = new NpgsqlCommand(hold, connection).With(taken))
        {
            await command.ExecuteNonQueryAsync(ct);
        }

        var day = ("today", (object)LegalDates.DateOf(now));
        await using (var look = new NpgsqlCommand($"{leftSince} {Any}", connection).With([.. taken, day, ("upTo", long.MaxValue)]))
        {
            if (await look.ExecuteScalarAsync(ct) is not true)
            {
                return;
            }
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var turn = new NpgsqlCommand($"select pg_advisory_xact_lock({AdvisoryLocks.WatchedStandings})", connection);
        await turn.ExecuteNonQueryAsync(ct);
        if (await ProgressAsync(connection, ct) is not var (epoch, position, number))
        {
            return;
        }

        await using var make = new NpgsqlCommand($"{leftSince}, {Make}; {TellReceivers}", connection).With(
            [.. taken, day, ("upTo", position), ("epoch", epoch), ("before", number), ("now", now)]);
        await make.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>How far the matching is; null before it began.</summary>
    private static async Task<(int Epoch, long Position, long Number)?> ProgressAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select epoch, position, number from watch_progress", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2)) : null;
    }
}
