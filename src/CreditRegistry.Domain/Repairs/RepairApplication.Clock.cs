using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Repairs;

/// <summary>The case's deadlines: started, stopped, met and computed again by the rule set and the calendar.</summary>
public sealed partial class RepairApplication
{
    private const string ObjectionStopReason = "OBJECTION";
    private const string WithdrawnStopReason = "OBJECTION_WITHDRAWN";

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

    /// <summary>
    /// Lets the clock of the decision stand still while an objection to the record is open, where the rule set says so, and
    /// run on afterwards with what was left. Doing it twice changes nothing. A case that an objection held up which was then
    /// withdrawn is not held up again: filed and withdrawn in turns, objections would keep the decision from ever being due.
    /// </summary>
    /// <param name="contested">Whether an objection is open.</param>
    /// <param name="withdrawn">Whether it is open no more because the company took it back.</param>
    public void FollowObjection(RuleBook book, bool contested, DateOnly today, bool withdrawn = false)
    {
        var stops = contested
            && book.Get(RuleSetId).Objection.Stops.Contains(ObjectionStop.RepairDecision)
            && !Deadlines.Any(d => d.Stops.Any(s => s.Reason == WithdrawnStopReason));
        var before = Deadlines;
        Deadlines = [.. Deadlines.Select(d => d is { Kind: DeadlineKind.Decision, IsRunning: true } && IsStopped(d) != stops
            ? Compute(book, d with
            {
                Stops = stops
                    ? [.. d.Stops, new ClockStop(today, To: null, ObjectionStopReason)]
                    : [.. d.Stops.Select(s => s.To is null ? Ended(s) : s)],
            })
            : d)];
        if (Deadlines.SequenceEqual(before))
        {
            return;
        }

        SetDue();
        Note(stops ? LedgerKinds.RepairClockStopped : LedgerKinds.RepairClockResumed, text: null, ("on", today), ("dueOn", DueOn));

        ClockStop Ended(ClockStop stop) => stop with { To = today, Reason = withdrawn ? WithdrawnStopReason : stop.Reason };

        static bool IsStopped(CaseDeadline deadline) => deadline.Stops.Any(s => s.To is null);
    }

    private CaseDeadline Compute(RuleBook book, CaseDeadline deadline) =>
        deadline.Computed(book.Calendar, kind => book.Get(RuleSetId).DeadlineFor(kind, Tier));

    /// <summary>Starts every clock of the officers that this act starts.</summary>
    private void StartClock(RuleBook book, DeadlineAnchor anchor, DateOnly today)
    {
        var rules = book.Get(RuleSetId);
        var started = new[] { DeadlineKind.Acceptance, DeadlineKind.Supplement, DeadlineKind.Decision }
            .Where(kind => rules.DeadlineFor(kind, Tier).From == anchor)
            .Select(kind => Compute(book, new CaseDeadline(kind, today, DueOn: null, Provisional: false)
            {
                Extended = kind is DeadlineKind.Decision && Extension is not null,
            }));
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
        Deadlines = Deadlines.Met(kind, today);
        SetDue();
    }

    private void EndClocks(DateOnly on, string because)
    {
        Deadlines = Deadlines.Ended(on, because);
        SetDue();
    }

    private void SetDue() => (DueOn, DueProvisional) = Deadlines.NextDue();
}
