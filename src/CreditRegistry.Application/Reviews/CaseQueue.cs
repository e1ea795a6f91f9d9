using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence;
using Npgsql;

namespace CreditRegistry.Application.Reviews;

/// <summary>A state whose cases are listed, and the days on which they are due.</summary>
internal sealed record QueueLane(string State, DateOnly First, DateOnly Last);

/// <summary>Cases of one kind by due date, the most urgent first: the statement that reads them, however many there are.</summary>
/// <param name="Table">A table with the columns of a queue.</param>
/// <param name="UnderWay">What the indexes of its queue hold.</param>
internal sealed record CaseQueue(string Table, string UnderWay)
{
    public required IReadOnlyList<QueueLane> Lanes { get; init; }

    public Guid? Assignee { get; init; }

    public bool Unassigned { get; init; }

    public RecordTier? Tier { get; init; }

    public string? Organ { get; init; }

    public string? RuleSet { get; init; }

    /// <summary>The lane of a state; null when nothing in it can be as late as is asked.</summary>
    /// <param name="waits">Whether its cases wait for those who read the queue, and so can be overdue.</param>
    public static QueueLane? LaneOf(string state, bool waits, bool? overdue, DateOnly today) =>
        overdue is true && !waits
            ? null
            : new QueueLane(
                state,
                overdue is false && waits ? today : DateOnly.MinValue,
                overdue is true ? today.AddDays(-1) : DateOnly.MaxValue);

    /// <summary>Reads, or counts, at most that many after that place of what the actor may see.</summary>
    public (string Sql, object[] Parameters) Statement(Actor actor, QueueKey? after, int take, bool counts)
    {
        var watchesAll = actor.Is(Role.Auditor) || (actor.Is(Role.Supervisor) && actor.Organs.Count == 0);
        var ofOrgans = !watchesAll || Organ is not null;
        return (
            counts
                ? $"""select count(*)::int as "Value" from ({Sql(ofOrgans, after, order: "")}) counted"""
                : Sql(ofOrgans, after, order: "order by one.queue_day, one.id"),
            [
                new NpgsqlParameter<string[]>("states", [.. Lanes.Select(l => l.State)]),
                new NpgsqlParameter<DateOnly[]>("first", [.. Lanes.Select(l => l.First)]),
                new NpgsqlParameter<DateOnly[]>("last", [.. Lanes.Select(l => l.Last)]),
                new NpgsqlParameter<bool>("all", watchesAll),
                new NpgsqlParameter<Guid[]>("organs", [.. actor.Organs]),
                new NpgsqlParameter<string>("organ", Organ ?? ""),
                new NpgsqlParameter<Guid>("assignee", Assignee ?? default),
                new NpgsqlParameter<string>("tier", Tier is { } tier ? EnumText.Name(tier) : ""),
                new NpgsqlParameter<string>("ruleSet", RuleSet ?? ""),
                new NpgsqlParameter<DateOnly>("afterDay", after?.DueOn ?? default),
                new NpgsqlParameter<Guid>("afterId", after?.Id ?? default),
                new NpgsqlParameter<int>("take", take),
            ]);
    }

    /// <remarks>Each state by itself, and each organ: so much of the index as a page holds, however long the queues are.</remarks>
    private string Sql(bool ofOrgans, QueueKey? after, string order) =>
        $"""
        select one.* from unnest(@states, @first, @last) lane (state, first, last)
        {(ofOrgans
            ? $"cross join (select id from organs where (@all or id = any(@organs)) {Unless(Organ is null, "and code = @organ")}) organ"
            : "")}
        cross join lateral (
            select * from {Table}
            where state = lane.state and {UnderWay} and queue_day between lane.first and lane.last
                {Unless(!ofOrgans, "and organ_id = organ.id")}
                {Unless(Assignee is null, "and assignee = @assignee")}
                {Unless(!Unassigned, "and assignee is null")}
                {Unless(Tier is null, "and tier = @tier")}
                {Unless(RuleSet is null, "and rule_set_id = @ruleSet")}
                {Unless(after is null, "and (queue_day, id) > (@afterDay, @afterId)")}
            order by queue_day, id
            limit @take) one
        {order}
        limit @take
        """;

    private static string Unless(bool any, string condition) => any ? "" : condition;
}
