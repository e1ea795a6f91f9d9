using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Repairs;

/// <summary>What the deadlines of any case have in common: computed, met and ended by the rules and the calendar.</summary>
internal static class CaseClock
{
    /// <summary>The deadline with its due day, extended where it says so.</summary>
    public static CaseDeadline Computed(
        this CaseDeadline deadline, LegalCalendar calendar, Func<DeadlineKind, DeadlineRule> rule)
    {
        var due = calendar.Due(deadline.StartedOn, rule(deadline.Kind).Length, deadline.Stops);
        if (deadline.Extended && due.DueOn is { } last)
        {
            var extended = calendar.Due(last, rule(DeadlineKind.Extension).Length);
            due = extended with { Provisional = due.Provisional || extended.Provisional };
        }

        return deadline with { DueOn = due.DueOn, Provisional = due.Provisional };
    }

    public static IReadOnlyList<CaseDeadline> Met(this IReadOnlyList<CaseDeadline> deadlines, DeadlineKind kind, DateOnly on) =>
        [.. deadlines.Select(d => d.Kind == kind && d.IsRunning ? d with { MetOn = on } : d)];

    public static IReadOnlyList<CaseDeadline> Ended(this IReadOnlyList<CaseDeadline> deadlines, DateOnly on, string because) =>
        [.. deadlines.Select(d => d.IsRunning ? d with { EndedOn = on, EndedBy = because } : d)];

    /// <summary>The nearest day on which something is due; null while nothing is.</summary>
    public static (DateOnly? DueOn, bool Provisional) NextDue(this IReadOnlyList<CaseDeadline> deadlines)
    {
        var next = deadlines.Where(d => d.IsRunning && d.DueOn is not null).MinBy(d => d.DueOn);
        return (next?.DueOn, next?.Provisional ?? false);
    }
}
