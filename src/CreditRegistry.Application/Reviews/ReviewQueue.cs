using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Organs;
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
}

/// <summary>The officers' cases by due date, the most urgent first.</summary>
public sealed class ReviewQueue(RegistryDbContext db, TimeProvider clock, ReadRepairs read)
{
    private const string QueueDay = RepairApplicationMapping.QueueDay;

    /// <summary>At most that many cases of the actor's organs, after that place.</summary>
    public async Task<IReadOnlyList<RepairView>> ListAsync(
        QueueFilter filter, Actor actor, QueueKey? after, int take, CancellationToken ct)
    {
        var today = LegalDates.DateOf(clock.GetUtcNow());
        var watchesAll = actor.Is(Role.Auditor) || (actor.Is(Role.Supervisor) && actor.Organs.Count == 0);
        IQueryable<Organ>? organs = null;
        if (!watchesAll || filter.Organ is not null)
        {
            organs = db.Organs.Where(o =>
                (watchesAll || actor.Organs.Contains(o.Id)) && (filter.Organ == null || o.Code == filter.Organ));
        }

        // Each state by itself, and each organ: so much of every index as a page holds, however long the queues are.
        var states = filter.State is { } one ? [one] : RepairStates.UnderWay;
        var lanes = states
            .Where(state => filter.Overdue is not true || state.IsWithOfficers())
            .Select(state => Lane(filter, state, after, today))
            .Select(lane => organs is null
                ? InOrder(lane, take)
                : organs.SelectMany(o => lane
                    .Where(a => a.OrganId == o.Id)
                    .OrderBy(a => EF.Property<DateOnly>(a, QueueDay)).ThenBy(a => a.Id).Take(take)))
            .ToList();
        if (lanes.Count == 0)
        {
            return [];
        }

        var rows = await InOrder(lanes.Aggregate((all, lane) => all.Concat(lane)), take).AsNoTracking().ToListAsync(ct);
        return await read.ViewsAsync(rows, actor, ct);
    }

    /// <summary>The cases of one state that pass the filter, after a place.</summary>
    private IQueryable<RepairApplication> Lane(QueueFilter filter, RepairState state, QueueKey? after, DateOnly today)
    {
        var cases = db.RepairApplications.Where(a => a.State == state);
        if (filter.Assignee is { } assignee)
        {
            cases = cases.Where(a => a.Assignee == assignee);
        }

        if (filter.Unassigned)
        {
            cases = cases.Where(a => a.Assignee == null);
        }

        if (filter.Overdue is { } overdue && state.IsWithOfficers())
        {
            cases = overdue
                ? cases.Where(a => EF.Property<DateOnly>(a, QueueDay) < today)
                : cases.Where(a => EF.Property<DateOnly>(a, QueueDay) >= today);
        }

        if (filter.Tier is { } tier)
        {
            cases = cases.Where(a => a.Tier == tier);
        }

        if (filter.RuleSet is { } ruleSet)
        {
            cases = cases.Where(a => a.RuleSetId == ruleSet);
        }

        return after is null
            ? cases
            : cases.Where(a => EF.Functions.GreaterThan(
                ValueTuple.Create(EF.Property<DateOnly>(a, QueueDay), a.Id), ValueTuple.Create(after.DueOn, after.Id)));
    }

    private static IQueryable<RepairApplication> InOrder(IQueryable<RepairApplication> cases, int take) =>
        cases.OrderBy(a => EF.Property<DateOnly>(a, QueueDay)).ThenBy(a => a.Id).Take(take);
}
