using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence.Ledger;
using Npgsql;

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
    /// <summary>How many positions are matched in one transaction.</summary>
    public const int Window = 2_000;

    private const string Shown =
        "state = 'published' and shielded_since is null and published_on <= @today and (lapses_on is null or lapses_on >= @today)";

    private const string Appearing = "('record.published', 'record.restored', 'record.unshielded')";

    private const string Leaving =
        "('record.repaired', 'record.lapsed', 'record.annulled', 'record.escalated', 'record.deregistered', 'record.shielded')";

    private const string InWindow = "position > @after and position <= @upTo";

    /// <summary>The sum over all accounts, beside each of them.</summary>
    private const string CountedFor = "coalesce(account_id, '00000000-0000-0000-0000-000000000000')";

    private const string AddCounts =
        """
        on conflict (account_id, day) do update set made = recall_days.made + excluded.made,
            within_one_day = recall_days.within_one_day + excluded.within_one_day,
            within_three_days = recall_days.within_three_days + excluded.within_three_days,
            within_seven_days = recall_days.within_seven_days + excluded.within_seven_days
        """;

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

    /// <summary>A record that is shown again is no longer recalled.</summary>
    private const string Void =
        $"""
        with back as materialized (
            select distinct subject from ledger where {InWindow} and kind in ('record.restored', 'record.unshielded')
        ), void as (
            delete from recalls using back
            where record_id = back.subject and exists (select 1 from records where id = back.subject and {Shown})
            returning account_id, recalled_at, acknowledged_at
        )
        insert into recall_days (account_id, day, made, within_one_day, within_three_days, within_seven_days)
        select {CountedFor}, day, -count(*), -count(*) filter (where days <= 1), -count(*) filter (where days <= 3),
            -count(*) filter (where days <= 7)
        from (
            select account_id, (recalled_at at time zone 'Asia/Shanghai')::date as day,
                extract(epoch from acknowledged_at - recalled_at) / 86400 as days
            from void) v
        group by grouping sets ((account_id, day), (day))
        {AddCounts}
        """;

    /// <remarks>
    /// Whoever ever saw the record may hold it still, so the first time it appeared counts. An export holds all that was
    /// published at its position; rows that were committed but not placed yet are in it as well, which its instant tells.
    /// </remarks>
    private const string RecallWhatLeft =
        $"""
        with gone as materialized (
            select distinct on (subject) subject as record_id, company_id, position, id,
                case kind when 'record.shielded' then 'withdrawn' else substr(kind, 8) end as state,
                coalesce((details ->> 'on')::date, @today) as left_on
            from ledger where {InWindow} and kind in {Leaving}
            order by subject, position desc
        ), known as materialized (
            select gone.*, first.position as since, first.at as since_at
            from gone
            cross join lateral (
                select position, at from ledger
                where subject = gone.record_id and id < gone.id and kind in {Appearing}
                order by id limit 1) first
            where not exists (select 1 from records where id = gone.record_id and {Shown})
        ), held as (
            select known.*, h.account_id, 'export' as because
            from known join export_holds h on (h.position >= known.since or h.at >= known.since_at) and h.at >= @holdsSince
            union all
            select known.*, h.account_id, 'screening'
            from known join screening_holds h on h.company_id = known.company_id and h.at >= known.since_at and h.at >= @holdsSince
            union all
            select known.*, h.account_id, 'notification'
            from known join record_holds h on h.record_id = known.record_id and h.at >= @holdsSince
        ), made as (
            insert into recalls (record_id, account_id, state, left_on, position, recalled_at, because, company_id)
            select record_id, account_id, state, left_on, position, @now, array_agg(because order by because),
                case when bool_or(because = 'screening') then company_id end
            from held
            group by record_id, account_id, state, left_on, position, company_id
            on conflict (record_id, account_id) do update set state = excluded.state, left_on = excluded.left_on,
                position = excluded.position, recalled_at = excluded.recalled_at, because = excluded.because,
                company_id = excluded.company_id, acknowledged_at = null
            returning record_id, account_id, position
        ), counted as (
            insert into recall_days (account_id, day, made, within_one_day, within_three_days, within_seven_days)
            select {CountedFor}, @today, count(*), 0, 0, 0 from made group by grouping sets ((account_id), ()) having count(*) > 0
            {AddCounts}
        )
        insert into watch_events (epoch, list_id, rule, record_id, position, at)
        select @epoch, l.id, 'recalled', made.record_id, made.position, @now
        from made join watch_lists l on l.account_id = made.account_id and 'recalled' = any(l.rules)
        order by made.position, made.record_id, l.id
        """;

    /// <summary>For each standing the rows that take it: found by their place, whatever the planner thinks of their number.</summary>
    private static readonly string Keep = string.Join(", ", Enumerable.Range(0, Enum.GetValues<RecordTier>().Length + 1).Select(rank =>
        $"kept{rank} as (update watch_companies set standing = {rank} where ctid = any(array(select row from shift where after = {rank})))"));

    /// <summary>A record that never appeared, or that a court's order hides, can end too: nobody is told of it.</summary>
    private const string WasShown =
        $"""
        (select kind <> 'record.shielded' from ledger
            where subject = moved.subject and id < moved.id and (kind in {Appearing} or kind = 'record.shielded')
            order by id desc limit 1)
        """;

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

    private const string Forget =
        """
        delete from watch_events where at < @eventsSince;
        delete from watch_deliveries where at < @eventsSince;
        delete from export_holds where at < @holdsSince;
        delete from screening_holds where at < @holdsSince;
        delete from record_holds where at < @holdsSince;
        delete from recalls where recalled_at < @holdsSince
        """;

    /// <remarks>Whoever is told of a record holds it. A receiver that fails is left to its own pace.</remarks>
    private const string End =
        """
        insert into record_holds (record_id, account_id, at)
        select distinct e.record_id, l.account_id, @now
        from watch_events e join watch_lists l on l.id = e.list_id
        where e.number > @before and e.rule in ('listed', 'tierUp', 'aboutToBecomeRepairable', 'objection', 'corrected')
        on conflict (record_id, account_id) do update set at = excluded.at;
        update watch_lists set last_event = (select max(number) from watch_events where list_id = watch_lists.id),
            due_at = case when state = 'active' and attempts = 0 then @now else due_at end
        where id = any(array(select distinct list_id from watch_events where number > @before));
        update watch_progress set epoch = @epoch, position = @upTo, day = @today,
            number = greatest(number, coalesce((select max(number) from watch_events), 0))
        """;

    /// <summary>Matches the next stretch, and once a day what the dates bring.</summary>
    /// <param name="today">The day of <paramref name="now"/> in Shanghai.</param>
    /// <returns>True when more waits to be matched; false also when another instance is at it.</returns>
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

        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({AdvisoryLocks.WatchedStandings})", ct);
        var history = await LedgerFeed.HistoryAsync(connection, ct);
        if (history.IsBehind)
        {
            return false; // a life that has placed nothing yet has no epoch for what it would tell
        }

        var (after, before, doneOn) = await BeginAsync(connection, history, ct);
        var upTo = Math.Min(after + Window, history.Last);
        var newDay = doneOn is null || doneOn < today;
        if (upTo <= after && !newDay)
        {
            return false;
        }

        var parameters = new (string, object)[]
        {
            ("after", after), ("upTo", upTo), ("today", today), ("now", now), ("epoch", history.Head.Epoch), ("before", before),
            ("holdsSince", now - retention.Holds), ("eventsSince", now - retention.Events),
        };
        if (upTo > after)
        {
            await ExecuteAsync(connection, Void, ct, parameters);
            await ExecuteAsync(connection, TellLists, ct, parameters);
            await ExecuteAsync(connection, RecallWhatLeft, ct, parameters);
        }

        if (newDay)
        {
            await ExecuteAsync(connection, TellOfRepair, ct, parameters);
            await ExecuteAsync(connection, Forget, ct, parameters);
        }

        await ExecuteAsync(connection, End, ct, parameters);
        await transaction.CommitAsync(ct);
        return upTo < history.Last;
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

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters.Where(p => sql.Contains($"@{p.Name}", StringComparison.Ordinal)))
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync(ct);
    }
}
