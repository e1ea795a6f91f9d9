using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
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
    /// <summary>At most that many cases of the actor's organs, after that place.</summary>
    public async Task<IReadOnlyList<RepairView>> ListAsync(
        QueueFilter filter, Actor actor, QueueKey? after, int take, CancellationToken ct)
    {
        var today = LegalDates.DateOf(clock.GetUtcNow());
        var states = filter.State is { } state ? [state] : RepairStates.UnderWay.ToArray();
        var cases = db.RepairApplications.AsNoTracking().Where(a => a.FiledOn != null && states.Contains(a.State));

        var watchesAll = actor.Is(Role.Auditor) || (actor.Is(Role.Supervisor) && actor.Organs.Count == 0);
        if (!watchesAll)
        {
            cases = cases.Where(a => actor.Organs.Contains(a.OrganId));
        }

        if (filter.Assignee is { } assignee)
        {
            cases = cases.Where(a => a.Assignee == assignee);
        }

        if (filter.Unassigned)
        {
            cases = cases.Where(a => a.Assignee == null);
        }

        if (filter.Overdue is { } overdue)
        {
            cases = cases.Where(a =>
                (a.DueOn < today
                    && (a.State == RepairState.Submitted
                        || a.State == RepairState.Accepted
                        || a.State == RepairState.Recommended)) == overdue);
        }

        if (filter.Tier is { } tier)
        {
            cases = cases.Where(a => a.Tier == tier);
        }

        if (filter.Organ is { } organ)
        {
            cases = cases.Where(a => a.OrganId == db.Organs.Where(o => o.Code == organ).Select(o => o.Id).FirstOrDefault());
        }

        if (filter.RuleSet is { } ruleSet)
        {
            cases = cases.Where(a => a.RuleSetId == ruleSet);
        }

        if (after is not null)
        {
            cases = cases.Where(a => EF.Functions.GreaterThan(
                ValueTuple.Create(a.DueOn ?? DateOnly.MaxValue, a.Id), ValueTuple.Create(after.DueOn, after.Id)));
        }

        var rows = await cases.OrderBy(a => a.DueOn ?? DateOnly.MaxValue).ThenBy(a => a.Id).Take(take).ToListAsync(ct);
        return await read.ViewsAsync(rows, actor, ct);
    }
}
