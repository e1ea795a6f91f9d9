using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Repairs;

/// <summary>The case's deadlines: started, stopped, met and computed again by the rule set and the calendar.</summary>
public sealed partial class RepairApplication
{
    /// <summary>
    /// Computes the running deadlines again, as when a year's calendar has come out. Noted only when a day changed.
    /// </summary>
    /// <returns>True when something changed.</returns>
    public bool RecomputeDeadlines(RuleBook book)
    {
        var before = Deadlines;
        Deadlines = [.. Deadlines.Select(d => d.IsRunning ? Compute(book, d) : d)];
        SetDue();
        if (before.SequenceEqual(Deadlines))
        {
            return false;
        }

        Note(LedgerKinds.RepairDeadlinesRecomputed, text: null, ("dueOn", DueOn));
        return true;
    }

    private CaseDeadline Compute(RuleBook book, CaseDeadline deadline)
    {
        var rules = book.Get(RuleSetId);
        var length = rules.DeadlineFor(deadline.Kind, Tier).Length;
        var due = book.Calendar.Due(deadline.StartedOn, length, deadline.Stops);
        if (deadline.Kind is DeadlineKind.Decision && Extension is not null && due.DueOn is { } last)
        {
            var extended = book.Calendar.Due(last, rules.DeadlineFor(DeadlineKind.Extension, Tier).Length);
            due = extended with { Provisional = due.Provisional || extended.Provisional };
        }

        return deadline with { DueOn = due.DueOn, Provisional = due.Provisional };
    }

    /// <summary>Starts every clock of the officers that this act starts.</summary>
    private void StartClock(RuleBook book, DeadlineAnchor anchor, DateOnly today)
    {
        var rules = book.Get(RuleSetId);
        var started = new[] { DeadlineKind.Acceptance, DeadlineKind.Supplement, DeadlineKind.Decision }
            .Where(kind => rules.DeadlineFor(kind, Tier).From == anchor)
            .Select(kind => Compute(book, new CaseDeadline(kind, today, DueOn: null, Provisional: false)));
        Deadlines = [.. Deadlines.Where(d => d.Kind is not DeadlineKind.Draft), .. started];
        SetDue();
    }

    private void StartDraftClock(RuleBook book, DateTimeOffset now)
    {
        if (State is RepairState.Draft)
        {
            var today = LegalDates.DateOf(now);
            Deadlines = [Compute(book, new CaseDeadline(DeadlineKind.Draft, today, DueOn: null, Provisional: false))];
            SetDue();
        }
    }

    private void Meet(DeadlineKind kind, DateOnly today)
    {
        Deadlines = [.. Deadlines.Select(d => d.Kind == kind && d.IsRunning ? d with { MetOn = today } : d)];
        SetDue();
    }

    private void EndClocks(DateOnly on, string because)
    {
        Deadlines = [.. Deadlines.Select(d => d.IsRunning ? d with { EndedOn = on, EndedBy = because } : d)];
        SetDue();
    }

    private void SetDue()
    {
        var next = Deadlines.Where(d => d.IsRunning && d.DueOn is not null).MinBy(d => d.DueOn);
        (DueOn, DueProvisional) = (next?.DueOn, next?.Provisional ?? false);
    }
}
