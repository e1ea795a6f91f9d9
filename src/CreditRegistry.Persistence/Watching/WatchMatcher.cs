using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence.Ledger;
using Npgsql;
using static CreditRegistry.Persistence.Recalls.RecallStatements;

namespace CreditRegistry.Persistence.Watching;

/// <summary>For how long what is kept about watching and recalls is kept.</summary>
/// <param name="Events">Events and attempts of delivery.</param>
/// <param name="Holds">Who holds what, and recalls.</param>
public sealed record WatchRetention(TimeSpan Events, TimeSpan Holds);

/// <summary>
/// Follows the ledger by position and writes what each list is to be told, and who is to let go of what left, together
/// with the position reached: nothing is lost or told twice, whatever crashes.
/// </summary>
public sealed class WatchMatcher(NpgsqlDataSource source)
{
    /// <summary>How many positions are matched in one transaction, at most.</summary>
    public const int Window = 2_000;

    /// <summary>How many rows of a table whose time is over go in one transaction.</summary>
    public const int ForgottenAtOnce = 10_000;

    private const int Unlimited = 0;

    private static readonly string Tiers =
        $"array[{string.Join(", ", Enum.GetValues<RecordTier>().Select(tier => $"'{EnumText.Name(tier)}'"))}]";

    /// <remarks>
    /// Positions of rows that a lost epoch placed are used again: a cursor beyond what the database took over goes back.
    /// </remarks>
    private const string Begin =
        """
        insert into watch_progress (id, epoch, position, number) values (true, 1, 0, 0) on conflict do nothing;
        insert into watch_epochs (epoch, from_number)
        select epoch, (select number from watch_progress) from epochs
        where epoch > (select coalesce(max(epoch), 0) from watch_epochs);
        select epoch, position, number, day from watch_progress
        """;

    private static readonly string RecallWhatLeft =
        $"""
        with {Left(InWindow)}, held as (
            select spans.*, h.account_id, 'export' as because
            from spans join export_holds h on {HeldInSpan} and h.at >= @holdsSince
            union all
            select spans.*, h.account_id, 'screening'
            from spans join screening_holds h on h.company_id = spans.company_id and {HeldInSpan} and h.at >= @holdsSince
            union all
            select spans.*, h.account_id, 'notification'
            from spans join record_holds h on h.record_id = spans.record_id and h.at >= @holdsSince
        ), {Make}
        """;

    /// <summary>For each standing the rows that take it: found by their place, whatever the planner thinks of their number.</summary>
    private static readonly string Keep = string.Join(", ", Enumerable.Range(0, Enum.GetValues<RecordTier>().Length + 1).Select(rank =>
        $"kept{rank} as (update watch_companies set standing = {rank} where ctid = any(array(select row from shift where after = {rank})))"));

    /// <remarks>
    /// A change that another took back before it was matched is not told. A mark without <c>repairPending</c> is that of
    /// an objection. Each limit and "offset 0" keeps the planner to index probes.
    /// </remarks>
    private static readonly string TellLists =
        $"""
        with moved as materialized (
            select id, position, at, kind, subject, company_id, details from ledger
            where {InWindow} and kind like 'record.%' and company_id is not null
        ), standing as materialized (
            select t.company_id, c.registration_id, coalesce(now.rank, 0)::smallint as rank, now.record_id, t.position, t.at
            from (select company_id, max(position) as position, max(at) as at from moved group by company_id) t
            cross join lateral (select registration_id from companies where id = t.company_id limit 1) c
            left join lateral (
                select array_position({Tiers}, tier) as rank, id as record_id from records
                where company_id = t.company_id and {Shown}
                order by 1 desc, id limit 1) now on true
            cross join lateral (select 1 from watch_companies where registration_id = c.registration_id limit 1) watched
        ), told as (
            select moved.position, moved.at, moved.subject as record_id, c.registration_id,
                case moved.kind when 'record.marked' then 'objection'
                    when 'record.repaired' then 'repaired' when 'record.lapsed' then 'lapsed'
                    when 'record.annulled' then 'annulled' when 'record.corrected' then 'corrected' else 'listed' end as rule
            from moved
            cross join lateral (select registration_id from companies where id = moved.company_id limit 1) c
            where moved.kind in ('record.repaired', 'record.lapsed', 'record.annulled') and {WasShown}
                or (moved.kind in {Appearing} or moved.kind = 'record.corrected'
                        or (moved.kind = 'record.marked' and not jsonb_exists(moved.details, 'repairPending')))
                    and exists (select 1 from records where id = moved.subject and {Shown})
        ), shift as materialized (
            select w.list_id, w.row, s.registration_id, s.record_id, s.position, s.at, w.standing as before, s.rank as after
            from standing s
            cross join lateral (
                select list_id, ctid as row, standing from watch_companies where registration_id = s.registration_id offset 0) w
            where w.standing <> s.rank
        ), {Keep}
        insert into watch_events (epoch, list_id, rule, registration_id, record_id, position, at)
        select @epoch, e.list_id, e.rule, e.registration_id, e.record_id, e.position, e.at
        from (
            select w.list_id, told.rule, told.registration_id, told.record_id, told.position, told.at
            from told cross join lateral (
                select list_id from watch_companies where registration_id = told.registration_id offset 0) w
            union all
            select list_id, case when after > before then 'tierUp' else 'tierDown' end, registration_id,
                case when after > before then record_id end, position, at
            from shift
        ) e
        cross join lateral (select rules from watch_lists where id = e.list_id limit 1) l
        where e.rule = any(l.rules)
        order by e.position, e.rule, e.record_id, e.list_id
        """;

    /// <remarks>Once for a record, a list and a day: what is watched from today is told of records within its days as well.</remarks>
    private const string TellOfRepair =
        $"""
        insert into watch_events (epoch, list_id, rule, registration_id, record_id, day, position, at)
        select @epoch, l.id, 'aboutToBecomeRepairable', c.registration_id, r.id, r.repairable_from, @upTo, @now
        from (
            select id, company_id, repairable_from from records
            where {Shown} and repairable_from > @today and repairable_from <= @today + (
                select max(days_before) from watch_lists where 'aboutToBecomeRepairable' = any(rules))) r
        cross join lateral (select registration_id from companies where id = r.company_id limit 1) c
        cross join lateral (select list_id from watch_companies where registration_id = c.registration_id offset 0) w
        join watch_lists l on l.id = w.list_id
        where 'aboutToBecomeRepairable' = any(l.rules) and r.repairable_from <= @today + l.days_before
            and not exists (
                select 1 from watch_events
                where list_id = l.id and record_id = r.id and day = r.repairable_from and rule = 'aboutToBecomeRepairable')
        order by r.repairable_from, r.id, l.id
        """;

    /// <summary>What is kept for a time: the table, the instant of a row, and since when it is kept.</summary>
    private static readonly (string Table, string At, string Since)[] Forgotten =
    [
        ("watch_events", "at", "@eventsSince"),
        ("watch_deliveries", "at", "@eventsSince"),
        ("export_holds", "at", "@holdsSince"),
        ("screening_holds", "at", "@holdsSince"),
        ("record_holds", "at", "@holdsSince"),
        ("recalls", "recalled_at", "@holdsSince"),
    ];

    /// <remarks>Whoever is told of a record holds it.</remarks>
    private const string End =
        $"""
        insert into record_holds (record_id, account_id, at)
        select distinct e.record_id, l.account_id, @now
        from watch_events e join watch_lists l on l.id = e.list_id
        where e.number > @before and e.rule in ('listed', 'tierUp', 'aboutToBecomeRepairable', 'objection', 'corrected')
        on conflict (record_id, account_id) do update set at = excluded.at;
        {TellReceivers};
        update watch_progress set epoch = @epoch, position = @upTo, day = @today
        """;

    /// <summary>Halved by each failure: what is too much at once, for however many holders, must not be tried for ever.</summary>
    private long _window = Window;

    /// <summary>Matches the next stretch; before that, once a day, what the dates bring.</summary>
    /// <param name="today">The day of <paramref name="now"/> in Shanghai.</param>
    /// <returns>True when more waits; false also when another instance is at it.</returns>
    public async Task<bool> AdvanceAsync(DateTimeOffset now, DateOnly today, WatchRetention retention, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var turn = new NpgsqlCommand($"select pg_try_advisory_xact_lock({AdvisoryLocks.Watching})", connection))
        {
            if (await turn.ExecuteScalarAsync(ct) is not true)
            {
                return false;
            }
        }

        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({AdvisoryLocks.WatchedStandings})", seconds: null, ct);
        var history = await LedgerFeed.HistoryAsync(connection, ct);
        if (history.IsBehind)
        {
            return false; // a life that has placed nothing yet has no epoch for what it would tell
        }

        var (after, before, doneOn) = await BeginAsync(connection, history, ct);
        if (doneOn is null || doneOn < today)
        {
            var daily = Parameters(after);
            if (await ForgetAsync(connection, daily, ct))
            {
                await ExecuteAsync(connection, TellOfRepair, Unlimited, ct, daily);
                await ExecuteAsync(connection, End, Unlimited, ct, daily);
            }

            await transaction.CommitAsync(ct);
            return true;
        }

        var upTo = Math.Min(after + _window, history.Last);
        if (upTo <= after)
        {
            return false;
        }

        int? seconds = upTo - after == 1 ? Unlimited : null;
        try
        {
            foreach (var sql in (string[])[Withdraw, TellLists, RecallWhatLeft, End])
            {
                await ExecuteAsync(connection, sql, seconds, ct, Parameters(upTo));
            }

            await transaction.CommitAsync(ct);
            _window = Math.Min(Window, _window * 2);
        }
        catch
        {
            _window = Math.Max(1, (upTo - after) / 2);
            throw;
        }

        return upTo < history.Last;

        (string, object)[] Parameters(long end) =>
        [
            ("after", after), ("upTo", end), ("today", today), ("now", now), ("epoch", history.Head.Epoch), ("before", before),
            ("holdsSince", now - retention.Holds), ("eventsSince", now - retention.Events),
        ];
    }

    /// <returns>False when there may be more to forget.</returns>
    private static async Task<bool> ForgetAsync(NpgsqlConnection connection, (string, object)[] parameters, CancellationToken ct)
    {
        var all = true;
        foreach (var (table, at, since) in Forgotten)
        {
            all &= await ExecuteAsync(
                connection,
                $"delete from {table} where ctid = any(array(select ctid from {table} where {at} < {since} limit {ForgottenAtOnce}))",
                Unlimited,
                ct,
                parameters) < ForgottenAtOnce;
        }

        return all;
    }

    private static async Task<(long After, long Before, DateOnly? DoneOn)> BeginAsync(
        NpgsqlConnection connection, FeedHistory history, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Begin, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var cursor = new FeedPosition(reader.GetInt32(0), reader.GetInt64(1));
        var after = history.Check(cursor) is RewoundError rewound ? rewound.ResumeFrom.Position : cursor.Position;
        return (
            Math.Min(after, history.Last),
            reader.GetInt64(2),
            await reader.IsDBNullAsync(3, ct) ? null : reader.GetFieldValue<DateOnly>(3));
    }

    /// <param name="seconds">How long it may take; null for as long as any other command.</param>
    private static async Task<int> ExecuteAsync(
        NpgsqlConnection connection, string sql, int? seconds, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection).With(parameters);
        command.CommandTimeout = seconds ?? command.CommandTimeout;
        return await command.ExecuteNonQueryAsync(ct);
    }
}
