using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Mappings;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>The same in the queue of objections.</summary>
    public static QueueKey Of(ObjectionView view) =>
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
        var today = LegalDates.DateOf(clock.GetUtcNow());
        return new CaseQueue("repair_applications", RepairApplicationMapping.UnderWay)
        {
            Lanes =
            [
                .. from state in filter.State is { } one ? [one] : RepairStates.UnderWay
                   select CaseQueue.LaneOf(EnumText.Name(state), state.IsWithOfficers(), filter.Overdue, today) into lane
                   where lane is not null
                   select lane,
            ],
            Assignee = filter.Assignee,
            Unassigned = filter.Unassigned,
            Tier = filter.Tier,
            Organ = filter.Organ,
            RuleSet = filter.RuleSet,
        }.Statement(actor, after, take, counts);
    }
}
