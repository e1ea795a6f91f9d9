using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Mappings;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Application.Reviews;

/// <summary>An organ whose cases someone watches.</summary>
public sealed record WatchedOrgan(Guid Id, string Code, string Name, string NameZh);

/// <summary>Open cases that are alike.</summary>
/// <param name="Officer">Whose they are; null: nobody's.</param>
/// <param name="Age">Which of <see cref="OrganWorkload.Ages"/> they have reached, counted from their filing; 0 is younger than all.</param>
/// <param name="Overdue">Those that officers should have been done with.</param>
/// <param name="DueSoon">Those that officers must be done with by <see cref="OrganWorkload.SoonDays"/> from today.</param>
public sealed record OpenCases(
    Guid? Officer, RecordTier Tier, RepairState State, int Age, int Cases, int Overdue, int DueSoon)
{
    /// <summary>Otherwise they wait for the company.</summary>
    public bool IsWithOfficers => State.IsWithOfficers();
}

/// <summary>Objections in one state.</summary>
/// <param name="Overdue">Those past their day.</param>
/// <param name="DueSoon">Those due by <see cref="OrganWorkload.SoonDays"/> from today.</param>
public sealed record OpenObjections(ObjectionState State, int Objections, int Overdue, int DueSoon);

/// <summary>How long decisions took, from the filing on, in days.</summary>
/// <param name="Officer">Who decided; null: any officer.</param>
/// <param name="Tier">Null: any tier.</param>
/// <param name="Median">At most so many for half of them.</param>
/// <param name="Ninetieth">At most so many for nine in ten.</param>
public sealed record DecisionTimes(Guid? Officer, RecordTier? Tier, int Decided, int Median, int Ninetieth);

/// <summary>What an organ's officers have to do, and how fast they did it.</summary>
/// <param name="Objections">Those under way, by state.</param>
/// <param name="IsCut">Whether there are more open cases than were counted.</param>
public sealed record OrganWorkload(
    IReadOnlyList<OpenCases> Open, IReadOnlyList<DecisionTimes> Times, IReadOnlyList<OpenObjections> Objections, bool IsCut)
{
    /// <summary>Days after the filing at which another age begins.</summary>
    public static readonly IReadOnlyList<int> Ages = [8, 16, 31, 61];

    /// <summary>How far ahead "soon" reaches.</summary>
    public const int SoonDays = 7;
}

/// <summary>What supervisors look at. It costs the same however large the register is.</summary>
public sealed class ReadWorkload(RegistryDbContext db, TimeProvider clock)
{
    /// <summary>So many open cases of a state are counted, the most urgent first.</summary>
    public const int CountedOfState = 5_000;

    private const int MostOrgans = 500;
    private const int MostOfficers = 200;

    // Decisions are looked for among so many of an officer's newest acts.
    private const int MostActs = 500;

    private const string OpenSql =
        $"""
        select one.assignee as officer, one.tier, lane.state, width_bucket(@today - one.filed_on, @ages) as age,
            count(*)::int as cases,
            (count(*) filter (where lane.waits and one.queue_day < @today))::int as overdue,
            (count(*) filter (where lane.waits and one.queue_day between @today and @soon))::int as "DueSoon"
        from unnest(@states, @waits) lane (state, waits)
        cross join lateral (
            select assignee, tier, filed_on, queue_day from repair_applications
            where organ_id = @organ and state = lane.state and {RepairApplicationMapping.UnderWay}
            order by queue_day, id
            limit @most) one
        group by 1, 2, 3, 4
        """;

    private const string ObjectionsSql =
        $"""
        select lane.state, count(*)::int as objections,
            (count(*) filter (where one.queue_day < @today))::int as overdue,
            (count(*) filter (where one.queue_day between @today and @soon))::int as "DueSoon"
        from unnest(@states) lane (state)
        cross join lateral (
            select queue_day from objections
            where organ_id = @organ and state = lane.state and {ObjectionMapping.UnderWay}
            order by queue_day, id
            limit @most) one
        group by 1
        """;

    private const string TimesSql =
        """
        with officers as materialized (
            select r.account_id as id
            from account_organs o join account_roles r on r.account_id = o.account_id and r.role = 'officer'
            where o.organ_id = @organ
            limit @officers
        ), decided as materialized (
            select officers.id as officer, one.tier, (act.at at time zone interval '8 hours')::date - one.filed_on as days
            from officers
            cross join lateral (
                select kind, subject, at from ledger where actor = officers.id order by id desc limit @acts) act
            cross join lateral (select tier, filed_on, organ_id from repair_applications where id = act.subject limit 1) one
            where act.kind in ('repair.granted', 'repair.refused') and act.at >= @since and one.organ_id = @organ
        )
        select officer, tier, count(*)::int as decided,
            percentile_disc(0.5) within group (order by days) as median,
            percentile_disc(0.9) within group (order by days) as ninetieth
        from decided
        group by grouping sets ((officer, tier), (officer), (tier), ())
        having count(*) > 0
        """;

    /// <summary>The organs whose cases the actor watches, by code.</summary>
    public Task<List<WatchedOrgan>> OrgansAsync(Actor actor, CancellationToken ct)
    {
        var organs = db.Organs.AsNoTracking();
        if (actor.Organs.Count > 0)
        {
            organs = organs.Where(o => actor.Organs.Contains(o.Id));
        }

        return organs.OrderBy(o => o.Code).Take(MostOrgans)
            .Select(o => new WatchedOrgan(o.Id, o.Code, o.Name, o.NameZh)).ToListAsync(ct);
    }

    /// <param name="organId">One that the actor watches.</param>
    /// <param name="decidedWithin">How many days back decisions count.</param>
    public async Task<OrganWorkload> OfOrganAsync(Guid organId, int decidedWithin, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = LegalDates.DateOf(now);
        var open = await db.Database.SqlQueryRaw<OpenRow>(
            OpenSql,
            new NpgsqlParameter<string[]>("states", [.. RepairStates.UnderWay.Select(s => EnumText.Name(s))]),
            new NpgsqlParameter<bool[]>("waits", [.. RepairStates.UnderWay.Select(s => s.IsWithOfficers())]),
            new NpgsqlParameter<DateOnly>("today", today),
            new NpgsqlParameter<DateOnly>("soon", today.AddDays(OrganWorkload.SoonDays)),
            new NpgsqlParameter<int[]>("ages", [.. OrganWorkload.Ages]),
            new NpgsqlParameter<Guid>("organ", organId),
            new NpgsqlParameter<int>("most", CountedOfState)).ToListAsync(ct);
        var times = await db.Database.SqlQueryRaw<TimesRow>(
            TimesSql,
            new NpgsqlParameter<Guid>("organ", organId),
            new NpgsqlParameter<int>("officers", MostOfficers),
            new NpgsqlParameter<int>("acts", MostActs),
            new NpgsqlParameter<DateTimeOffset>("since", now.AddDays(-decidedWithin))).ToListAsync(ct);
        var objections = await db.Database.SqlQueryRaw<ObjectionsRow>(
            ObjectionsSql,
            new NpgsqlParameter<string[]>("states", [.. ObjectionStates.UnderWay.Select(s => EnumText.Name(s))]),
            new NpgsqlParameter<DateOnly>("today", today),
            new NpgsqlParameter<DateOnly>("soon", today.AddDays(OrganWorkload.SoonDays)),
            new NpgsqlParameter<Guid>("organ", organId),
            new NpgsqlParameter<int>("most", CountedOfState)).ToListAsync(ct);
        return new OrganWorkload(
            open.ConvertAll(o => new OpenCases(
                o.Officer, Read<RecordTier>(o.Tier), Read<RepairState>(o.State), o.Age, o.Cases, o.Overdue, o.DueSoon)),
            times.ConvertAll(t => new DecisionTimes(
                t.Officer, t.Tier is { } tier ? Read<RecordTier>(tier) : null, t.Decided, t.Median, t.Ninetieth)),
            objections.ConvertAll(o => new OpenObjections(
                Read<ObjectionState>(o.State), o.Objections, o.Overdue, o.DueSoon)),
            open.GroupBy(o => o.State).Any(state => state.Sum(o => o.Cases) >= CountedOfState));
    }

    private static T Read<T>(string name)
        where T : struct, Enum => Enum.Parse<T>(name, ignoreCase: true);

    private sealed record OpenRow(
        Guid? Officer, string Tier, string State, int Age, int Cases, int Overdue, int DueSoon);

    private sealed record ObjectionsRow(string State, int Objections, int Overdue, int DueSoon);

    private sealed record TimesRow(Guid? Officer, string? Tier, int Decided, int Median, int Ninetieth);
}
