using System.Data;
using CreditRegistry.Domain.Ledger;
using Npgsql;

namespace CreditRegistry.Persistence.Statistics;

/// <summary>The figures as they were counted last.</summary>
/// <param name="Counts">By kind and key.</param>
/// <param name="Organs">Those that decided most, most first.</param>
public sealed record StatisticFigures(
    FeedPosition Position,
    DateTimeOffset AsOf,
    IReadOnlyDictionary<(string Kind, string Key), long> Counts,
    IReadOnlyList<OrganDays> Organs);

/// <summary>How many applications an organ decided in how many days.</summary>
public sealed record OrganDays(string Code, string Name, string NameZh, IReadOnlyList<(int Days, long Count)> Decided);

/// <summary>
/// Keeps the public figures by going on from the position counted last: what a stretch of the ledger touched is taken
/// away as it was counted and added as it is now. Nothing is ever counted from the beginning again.
/// </summary>
public sealed class StatisticsStore(NpgsqlDataSource source)
{
    /// <summary>How many positions are counted in one transaction.</summary>
    public const int Window = 10_000;

    /// <summary>How many organs the figures name.</summary>
    public const int MostOrgans = 20;

    private const string Next =
        """
        with counted as (
            select coalesce((select position from statistic_progress), 0) as position
        ), head as (
            select coalesce(max(position), 0) as position from ledger
        )
        select counted.position, head.position, (
            select at from ledger where position = least(counted.position + @window, head.position))
        from counted, head
        """;

    /// <remarks>
    /// A record past its last day is taken away although no worker has written it down: the dates decide. Each limit and
    /// "offset 0" keeps the planner to one index probe a row: a stretch is never worth reading a whole table.
    /// </remarks>
    private const string Count =
        """
        with moved as materialized (
            select kind, subject, at, case kind when 'repair.reopened' then details ->> 'from' end as reopened_from
            from ledger where position > @after and position <= @upTo
        ), touched as materialized (
            select subject as id from moved where kind like 'record.%'
            union
            select r.id from moved cross join lateral (select id from records where company_id = moved.subject offset 0) r
            where kind = 'company.changed'
            union
            select id from records where state = 'published' and lapses_on < @today
        ), present as materialized (
            select r.id, r.tier, coalesce(c.region_code, '') as region, r.rule_set_id || '/' || r.ground as ground,
                to_char(r.published_on, 'YYYY-MM') as month
            from touched
            cross join lateral (
                select * from records
                where id = touched.id and state = 'published' and shielded_since is null
                    and published_on <= @today and (lapses_on is null or lapses_on >= @today)
                limit 1) r
            cross join lateral (select region_code from companies where id = r.company_id limit 1) c
        ), past as materialized (
            select s.* from touched cross join lateral (select * from statistic_records where record_id = touched.id limit 1) s
        ), gone as (
            delete from statistic_records where record_id = any(array(select record_id from past except select id from present))
        ), kept as (
            insert into statistic_records (record_id, tier, region, ground, month)
            select id, tier, region, ground, month from present
            on conflict (record_id) do update
                set tier = excluded.tier, region = excluded.region, ground = excluded.ground, month = excluded.month
                where (statistic_records.tier, statistic_records.region, statistic_records.ground, statistic_records.month)
                    is distinct from (excluded.tier, excluded.region, excluded.ground, excluded.month)
        ), ended as materialized (
            select substr(moved.kind, 8) as outcome, (moved.at at time zone interval '8 hours')::date - a.filed_on as days,
                o.code as organ
            from moved
            cross join lateral (select filed_on, organ_id from repair_applications where id = moved.subject limit 1) a
            cross join lateral (select code from organs where id = a.organ_id limit 1) o
            where moved.kind in ('repair.granted', 'repair.refused', 'repair.notAccepted', 'repair.revoked',
                    'repair.withdrawn', 'repair.closed')
                and a.filed_on is not null
        ), contested as materialized (
            select substr(moved.kind, 11) as outcome
            from moved
            cross join lateral (select filed_on from objections where id = moved.subject limit 1) o
            where moved.kind in ('objection.upheld', 'objection.dismissed', 'objection.rejected', 'objection.withdrawn',
                    'objection.closed', 'objection.reviewRequested')
                and o.filed_on is not null
        ), change as (
            select d.kind, d.key, sum(d.n) as n
            from (
                select v.kind, v.key, 1 as n
                from present, lateral (values ('tier', tier), ('region', region), ('ground', ground), ('month', month)) v (kind, key)
                union all
                select v.kind, v.key, -1
                from past, lateral (values ('tier', tier), ('region', region), ('ground', ground), ('month', month)) v (kind, key)
                union all
                select 'companies', '', 1 from moved where kind = 'company.registered'
                union all
                select 'outcome', outcome, 1 from ended
                union all
                select 'outcome', 'granted', -1 from ended where outcome = 'revoked'
                union all
                select 'outcome', reopened_from, -1 from moved where reopened_from is not null
                union all
                select 'objection', outcome, 1 from contested where outcome <> 'reviewRequested'
                union all
                select 'objection', 'dismissed', -1 from contested where outcome = 'reviewRequested'
                union all
                select v.kind, v.key, 1
                from ended, lateral (values
                    ('decisionDays', days::text), ('organ', organ), ('decisionDays/' || organ, days::text)) v (kind, key)
                where outcome in ('granted', 'refused')
            ) d
            group by d.kind, d.key
            having sum(d.n) <> 0
        )
        insert into statistic_counts (kind, key, count)
        select kind, key, n from change
        on conflict (kind, key) do update set count = statistic_counts.count + excluded.count
        """;

    private const string Overdue =
        """
        insert into statistic_counts (kind, key, count)
        select 'overdue', '', count(*) from repair_applications
        where state in ('submitted', 'accepted', 'recommended') and queue_day < @today
        union all
        select 'objectionsOverdue', '', count(*) from objections
        where state in ('submitted', 'accepted', 'proposed', 'underReview') and queue_day < @today
        on conflict (kind, key) do update set count = excluded.count
        """;

    private const string Progress =
        """
        insert into statistic_progress (id, position, as_of) values (true, @upTo, @asOf)
        on conflict (id) do update set position = excluded.position, as_of = excluded.as_of
        """;

    /// <remarks>Days by organ, which may be many, are read for some organs only.</remarks>
    private const string Figures =
        """
        select p.position, p.as_of, greatest(1, (select max(epoch) from epochs)), c.kind, c.key, c.count
        from statistic_progress p
        left join statistic_counts c on c.kind = any('{companies,tier,region,ground,month,outcome,decisionDays,overdue,objection,objectionsOverdue}')
        """;

    private const string Organs =
        """
        select o.code, o.name, o.name_zh, array_agg(d.key::int order by d.key::int), array_agg(d.count order by d.key::int)
        from (select key, count from statistic_counts where kind = 'organ' order by count desc, key limit @most) most
        join organs o on o.code = most.key
        join statistic_counts d on d.kind = 'decisionDays/' || most.key
        group by most.count, o.code, o.name, o.name_zh
        order by most.count desc, o.code
        """;

    /// <summary>Counts the next stretch.</summary>
    /// <param name="today">The day of <paramref name="now"/> in Shanghai.</param>
    /// <returns>True when more waits to be counted; false also when another instance is at it.</returns>
    public async Task<bool> AdvanceAsync(DateTimeOffset now, DateOnly today, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var turn = new NpgsqlCommand($"select pg_try_advisory_xact_lock({AdvisoryLocks.Statistics})", connection))
        {
            if (await turn.ExecuteScalarAsync(ct) is not true)
            {
                return false;
            }
        }

        var (after, head, reachedAt) = await NextAsync(connection, ct);
        var upTo = Math.Min(after + Window, head);
        await ExecuteAsync(connection, Count, ct, ("after", after), ("upTo", upTo), ("today", today));
        await ExecuteAsync(connection, Overdue, ct, ("today", today));
        await ExecuteAsync(connection, Progress, ct, ("upTo", upTo), ("asOf", upTo == head ? now : reachedAt));
        await transaction.CommitAsync(ct);
        return upTo < head;
    }

    /// <summary>The figures; null before they were counted for the first time.</summary>
    /// <param name="server">The primary, or a standby.</param>
    public static async Task<StatisticFigures?> ReadAsync(NpgsqlDataSource server, CancellationToken ct)
    {
        await using var connection = await server.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        if (await ReadCountsAsync(connection, ct) is not { } read)
        {
            return null;
        }

        return new StatisticFigures(read.Position, read.AsOf, read.Counts, await ReadOrgansAsync(connection, ct));
    }

    private static async Task<(FeedPosition Position, DateTimeOffset AsOf, Dictionary<(string, string), long> Counts)?>
        ReadCountsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Figures, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var counts = new Dictionary<(string Kind, string Key), long>();
        (FeedPosition Position, DateTimeOffset AsOf)? state = null;
        while (await reader.ReadAsync(ct))
        {
            state ??= (new FeedPosition(reader.GetInt32(2), reader.GetInt64(0)), reader.GetFieldValue<DateTimeOffset>(1));
            if (!await reader.IsDBNullAsync(3, ct))
            {
                counts.Add((reader.GetString(3), reader.GetString(4)), reader.GetInt64(5));
            }
        }

        return state is { } read ? (read.Position, read.AsOf, counts) : null;
    }

    private static async Task<List<OrganDays>> ReadOrgansAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Organs, connection);
        command.Parameters.AddWithValue("most", MostOrgans);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var organs = new List<OrganDays>();
        while (await reader.ReadAsync(ct))
        {
            var (days, counts) = (reader.GetFieldValue<int[]>(3), reader.GetFieldValue<long[]>(4));
            organs.Add(new OrganDays(reader.GetString(0), reader.GetString(1), reader.GetString(2), [.. days.Zip(counts)]));
        }

        return organs;
    }

    private static async Task<(long After, long Head, DateTimeOffset ReachedAt)> NextAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Next, connection);
        command.Parameters.AddWithValue("window", Window);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (
            reader.GetInt64(0),
            reader.GetInt64(1),
            await reader.IsDBNullAsync(2, ct) ? default : reader.GetFieldValue<DateTimeOffset>(2));
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync(ct);
    }
}
