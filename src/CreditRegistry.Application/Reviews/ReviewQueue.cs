using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Mappings;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Application.Reviews;

/// <summary>Which cases to list. Null means any.</summary>
/// <param name="State">Null: every case under way.</param>
/// <param name="Assignee">An officer's account key.</param>
/// <param name="Unassigned">True: nobody's cases only.</param>
/// <param name="Organ">An organ's code.</param>
public sealed record QueueFilter(
    RepairState? State = null,
    Guid? Assignee = null,
    bool Unassigned = false,
    bool? Overdue = null,
    RecordTier? Tier = null,
    string? Organ = null,
    string? RuleSet = null);

/// <summary>A place in the queue: by due date, then by id.</summary>
public sealed record QueueKey(DateOnly DueOn, Guid Id)
{
    public static QueueKey Of(RepairView view) =>
        new(view.Next?.DueOn ?? DateOnly.MaxValue, view.Id);
}

/// <summary>The officers' cases by due date, the most urgent first.</summary>
public sealed class ReviewQueue(RegistryDbContext db, TimeProvider clock, ReadRepairs read)
{
    /// <summary>At most that many cases of the actor's organs, after that place.</summary>
    public async Task<IReadOnlyList<RepairView>> ListAsync(
        QueueFilter filter, Actor actor, QueueKey? after, int take, CancellationToken ct)
    {
        var (sql, parameters) = Statement(filter, actor, after, take, counts: false);
        var cases = db.RepairApplications.FromSqlRaw(sql, parameters);
        return await read.ViewsAsync(await cases.AsNoTracking().ToListAsync(ct), actor, ct);
    }

    /// <summary>How many cases there are, counted no further than that many.</summary>
    public async Task<int> CountAsync(QueueFilter filter, Actor actor, int atMost, CancellationToken ct)
    {
        var (sql, parameters) = Statement(filter, actor, after: null, atMost, counts: true);
        return await db.Database.SqlQueryRaw<int>(sql, parameters).SingleAsync(ct);
    }

    private (string Sql, object[] Parameters) Statement(
        QueueFilter filter, Actor actor, QueueKey? after, int take, bool counts)
    {
        var watchesAll = actor.Is(Role.Auditor) || (actor.Is(Role.Supervisor) && actor.Organs.Count == 0);
        var lanes = Lanes(filter, LegalDates.DateOf(clock.GetUtcNow())).ToList();
        var ofOrgans = !watchesAll || filter.Organ is not null;
        return (
            counts
                ? $"""select count(*)::int as "Value" from ({Sql(filter, ofOrgans, after, order: "")}) counted"""
                : Sql(filter, ofOrgans, after, order: "order by one.queue_day, one.id"),
            [
                new NpgsqlParameter<string[]>("states", [.. lanes.Select(l => EnumText.Name(l.State))]),
                new NpgsqlParameter<DateOnly[]>("first", [.. lanes.Select(l => l.First)]),
                new NpgsqlParameter<DateOnly[]>("last", [.. lanes.Select(l => l.Last)]),
                new NpgsqlParameter<bool>("all", watchesAll),
                new NpgsqlParameter<Guid[]>("organs", [.. actor.Organs]),
                new NpgsqlParameter<string>("organ", filter.Organ ?? ""),
                new NpgsqlParameter<Guid>("assignee", filter.Assignee ?? default),
                new NpgsqlParameter<string>("tier", filter.Tier is { } tier ? EnumText.Name(tier) : ""),
                new NpgsqlParameter<string>("ruleSet", filter.RuleSet ?? ""),
                new NpgsqlParameter<DateOnly>("afterDay", after?.DueOn ?? default),
                new NpgsqlParameter<Guid>("afterId", after?.Id ?? default),
                new NpgsqlParameter<int>("take", take),
            ]);
    }

    /// <summary>The states to list, each with the days on which its cases are due.</summary>
    private static IEnumerable<(RepairState State, DateOnly First, DateOnly Last)> Lanes(QueueFilter filter, DateOnly today) =>
        from state in filter.State is { } one ? [one] : RepairStates.UnderWay
        let waits = state.IsWithOfficers()
        where filter.Overdue is not true || waits
        select (
            state,
            filter.Overdue is false && waits ? today : DateOnly.MinValue,
            filter.Overdue is true ? today.AddDays(-1) : DateOnly.MaxValue);

    /// <remarks>Each state by itself, and each organ: so much of the index as a page holds, however long the queues are.</remarks>
    private static string Sql(QueueFilter filter, bool ofOrgans, QueueKey? after, string order) =>
        $"""
        select one.* from unnest(@states, @first, @last) lane (state, first, last)
        {(ofOrgans
            ? $"cross join (select id from organs where (@all or id = any(@organs)) {Unless(filter.Organ is null, "and code = @organ")}) organ"
            : "")}
        cross join lateral (
            select * from repair_applications
            where state = lane.state and {RepairApplicationMapping.UnderWay} and queue_day between lane.first and lane.last
                {Unless(!ofOrgans, "and organ_id = organ.id")}
                {Unless(filter.Assignee is null, "and assignee = @assignee")}
                {Unless(!filter.Unassigned, "and assignee is null")}
                {Unless(filter.Tier is null, "and tier = @tier")}
                {Unless(filter.RuleSet is null, "and rule_set_id = @ruleSet")}
                {Unless(after is null, "and (queue_day, id) > (@afterDay, @afterId)")}
            order by queue_day, id
            limit @take) one
        {order}
        limit @take
        """;

    private static string Unless(bool any, string condition) => any ? "" : condition;
}
