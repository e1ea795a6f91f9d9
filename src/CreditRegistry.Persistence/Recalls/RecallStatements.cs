namespace CreditRegistry.Persistence.Recalls;

/// <summary>
/// From rows of the ledger to recalls: which records left, when each had been in publication, and who held it then.
/// </summary>
internal static class RecallStatements
{
    public const string Shown =
        "state = 'published' and shielded_since is null and published_on <= @today and (lapses_on is null or lapses_on >= @today)";

    public const string Appearing = "('record.published', 'record.restored', 'record.unshielded')";

    public const string InWindow = "position > @after and position <= @upTo";

    /// <summary>A copy of the stretch of publication was taken if the look at the register lies in it.</summary>
    /// <remarks>
    /// Rows that were committed but not placed yet are in what was taken as well, which its instant tells.
    /// </remarks>
    public const string HeldInSpan = "h.position < until and (h.position >= since or h.at >= since_at)";

    private const string Leaving =
        "('record.repaired', 'record.lapsed', 'record.annulled', 'record.escalated', 'record.deregistered', 'record.shielded')";

    /// <summary>
    /// Whether a row named <c>moved</c> ended a publication: a record that never appeared, had left before, or that a court's
    /// order hides, can end too, and nobody is told of it.
    /// </summary>
    public const string WasShown =
        $"""
        (select kind in {Appearing} from ledger
            where subject = moved.subject and id < moved.id and (kind in {Appearing} or kind in {Leaving})
            order by id desc limit 1)
        """;

    /// <summary>The records that left in the window and are not back, with each stretch (<c>since</c> to <c>until</c>) of their publication.</summary>
    /// <param name="window">Which rows of the ledger are looked at.</param>
    public static string Left(string window) =>
        $"""
        gone as materialized (
            select distinct on (subject) subject as record_id, company_id, position, id,
                case kind when 'record.shielded' then 'withdrawn' else substr(kind, 8) end as state,
                coalesce((details ->> 'on')::date, @today) as left_on
            from ledger moved where {window} and kind in {Leaving} and {WasShown}
            order by subject, position desc
        ), spans as materialized (
            select gone.*, span.position as since, span.at as since_at, span.until
            from gone
            cross join lateral (
                select kind, position, at, lead(position) over (order by id) as until from ledger
                where subject = gone.record_id and id <= gone.id and (kind in {Appearing} or kind in {Leaving})) span
            where span.kind in {Appearing} and not exists (select 1 from records where id = gone.record_id and {Shown})
        )
        """;

    /// <summary>Makes the recalls of what is <c>held</c>, counts them and tells the lists that want to know.</summary>
    public const string Make =
        $"""
        made as (
            insert into recalls (record_id, account_id, state, left_on, position, recalled_at, because, company_id)
            select record_id, account_id, state, left_on, position, @now, array_agg(distinct because order by because),
                case when bool_or(because = 'screening') then company_id end
            from held
            group by record_id, account_id, state, left_on, position, company_id
            on conflict (record_id, account_id) do nothing
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

    /// <summary>Lists learn that there are events after a number. A receiver that fails is left to its own pace.</summary>
    public const string TellReceivers =
        """
        update watch_lists set last_event = (select max(number) from watch_events where list_id = watch_lists.id),
            due_at = case when state = 'active' and attempts = 0 then @now else due_at end
        where id = any(array(select distinct list_id from watch_events where number > @before));
        update watch_progress set number = greatest(number, coalesce((select max(number) from watch_events), 0))
        """;

    /// <summary>A record that is shown again is no longer recalled.</summary>
    public const string Withdraw =
        $"""
        with back as materialized (
            select subject, max(position) as position from ledger
            where {InWindow} and kind in ('record.restored', 'record.unshielded')
            group by subject
        ), void as (
            delete from recalls using back
            where record_id = back.subject and recalls.position < back.position
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

    /// <summary>The sum over all accounts, beside each of them.</summary>
    private const string CountedFor = "coalesce(account_id, '00000000-0000-0000-0000-000000000000')";

    private const string AddCounts =
        """
        on conflict (account_id, day) do update set made = recall_days.made + excluded.made,
            within_one_day = recall_days.within_one_day + excluded.within_one_day,
            within_three_days = recall_days.within_three_days + excluded.within_three_days,
            within_seven_days = recall_days.within_seven_days + excluded.within_seven_days
        """;
}
