using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Domain.Objections;

/// <summary>
/// What the organ does. <see cref="ObjectionAccess"/> has let the account in. One gives a finding, another decides; a review
/// is for those who took no part in what is reviewed.
/// </summary>
public sealed partial class Objection
{
    /// <summary>The organ takes the objection up; a rejection that was proposed is void with that.</summary>
    public RegistryError? Accept(RuleBook book, Guid by, DateOnly today)
    {
        if (State is not ObjectionState.Submitted)
        {
            return NotNow("accepted");
        }

        var departed = Rejection is { } proposed && proposed.By != by;
        (State, Rejection) = (ObjectionState.Accepted, null);
        Meet(DeadlineKind.Acceptance, today);
        StartClock(book, DeadlineKind.Decision, today);
        Note(LedgerKinds.ObjectionAccepted, text: null, ("on", today), ("dueOn", DueOn), ("departed", departed ? true : null));
        return null;
    }

    /// <summary>Proposes not to accept, or, by a second officer, confirms it.</summary>
    public RegistryError? Reject(RuleBook book, Guid officer, string reasonCode, string reason, DateOnly today)
    {
        if (State is not ObjectionState.Submitted)
        {
            return NotNow("rejected");
        }

        if (CheckReason(book, reasonCode, ReasonUse.Rejection) is { } wrong)
        {
            return wrong;
        }

        var proposed = Rejection;
        if (proposed?.By == officer)
        {
            return FourEyes("You proposed the rejection; another officer must confirm it.");
        }

        Rejection = new ObjectionRejection(officer, today, reasonCode, reason);
        if (proposed is null)
        {
            Note(LedgerKinds.ObjectionRejectionProposed, reason, ("on", today), ("reasonCode", reasonCode));
            return null;
        }

        Meet(DeadlineKind.Acceptance, today);
        End(ObjectionState.Rejected, today);
        Note(LedgerKinds.ObjectionRejected, reason, ("on", today), ("reasonCode", reasonCode), ("proposedBy", proposed.By));
        return null;
    }

    /// <summary>What the organ found. An officer decides; the officer may depart from it.</summary>
    /// <param name="record">As it stands, for which a correction must fit.</param>
    public RegistryError? Find(RuleBook book, CreditRecord record, ObjectionFinding finding)
    {
        if (State is not (ObjectionState.Accepted or ObjectionState.UnderReview))
        {
            return NotNow("given a finding");
        }

        if (CheckFinding(book, record, finding) is { } wrong)
        {
            return wrong;
        }

        (State, Finding) = (
            ObjectionState.Proposed, finding with { Corrects = finding.Correction is null ? null : record.Content });
        Note(
            LedgerKinds.ObjectionFound, finding.Reason,
            ("on", finding.On), ("outcome", finding.Outcome), ("reasonCode", finding.ReasonCode), ("review", Review is null ? null : true));
        return null;
    }

    /// <summary>A decision without a correction of its own has that of a finding with the same outcome.</summary>
    /// <param name="record">As it stands: what was found of another content is not carried out.</param>
    public Outcome<ObjectionFinding> Complete(CreditRecord record, ObjectionFinding decision) =>
        decision.Correction is not null || decision.Outcome != Finding?.Outcome ? decision
        : !Finding.IsOvertakenBy(record) ? decision with { Correction = Finding.Correction }
        : new ConflictError(
            "OBJECTION_RECORD_CORRECTED",
            "The record was corrected since the finding, whose correction would undo that. Look at the record, and say by "
            + "`correction` what it is to say.");

    /// <summary>The officer decides. What is upheld is carried out in the same transaction.</summary>
    /// <param name="decision">Without a correction of its own, that of a finding with the same outcome holds.</param>
    public RegistryError? Decide(RuleBook book, CreditRecord record, ObjectionFinding decision)
    {
        if (State is not ObjectionState.Proposed)
        {
            return NotNow("decided");
        }

        if (Finding!.By == decision.By)
        {
            return FourEyes("You gave the finding; another officer must decide.");
        }

        var completed = Complete(record, decision);
        if (completed.Value is not { } whole)
        {
            return completed.Error!;
        }

        decision = whole;
        if (CheckFinding(book, record, decision) is { } wrong)
        {
            return wrong;
        }

        var departed = decision.Outcome != Finding.Outcome || decision.Correction != Finding.Correction;
        Decision = decision with { Departed = departed };
        Meet(Review is null ? DeadlineKind.Decision : DeadlineKind.ReviewDecision, decision.On);
        var dismissed = decision.Outcome is ObjectionOutcome.Dismiss;
        End(dismissed ? ObjectionState.Dismissed : ObjectionState.Upheld, decision.On);
        if (!dismissed)
        {
            StartClock(book, DeadlineKind.Execution, decision.On, atOnce: true);
        }

        Note(
            dismissed ? LedgerKinds.ObjectionDismissed : LedgerKinds.ObjectionUpheld,
            decision.Reason,
            ("on", decision.On), ("outcome", decision.Outcome), ("reasonCode", decision.ReasonCode), ("departed", departed),
            ("proposedBy", Finding.By), ("review", Review is null ? null : true));
        return null;
    }

    /// <summary>More time to decide: once for the decision and once for its review, with a reason, before the due date.</summary>
    public RegistryError? Extend(RuleBook book, Guid by, string reason, DateOnly today)
    {
        if (Deadlines.FirstOrDefault(
            d => d.Kind is DeadlineKind.Decision or DeadlineKind.ReviewDecision && d.IsRunning) is not { } running)
        {
            return NotNow("extended: no decision deadline is running");
        }

        if (CheckApart(by) is { } tookPart)
        {
            return tookPart;
        }

        if (running.Extended)
        {
            return new ConflictError(
                "OBJECTION_EXTENDED_ONCE", "The deadline has been extended before; the rules allow one extension.");
        }

        if (running.DueOn <= today)
        {
            return new ConflictError(
                "OBJECTION_EXTENSION_LATE", "An extension is made before the due date, and that day has come. Decide the objection.");
        }

        Extension = new Extension(today, by, reason);
        Deadlines = [.. Deadlines.Select(d => d == running ? Compute(book, d with { Extended = true }) : d)];
        SetDue();
        Note(LedgerKinds.ObjectionExtended, reason, ("on", today), ("dueOn", DueOn));
        return null;
    }

    private RegistryError? CheckFinding(RuleBook book, CreditRecord record, ObjectionFinding finding)
    {
        if (CheckApart(finding.By) is { } tookPart)
        {
            return tookPart;
        }

        var fits = finding.Outcome is ObjectionOutcome.Dismiss || finding.Outcome is ObjectionOutcome.Reopen == ApplicationId is not null;
        if (!fits)
        {
            return InvalidError.Of(
                "OBJECTION_OUTCOME_UNFIT",
                "outcome",
                ApplicationId is null ? "Use correct, annul, changePeriod or dismiss." : "Use reopen or dismiss.");
        }

        var use = finding.Outcome is ObjectionOutcome.Dismiss ? ReasonUse.Dismissal : ReasonUse.Uphold;
        return CheckReason(book, finding.ReasonCode, use)
            ?? CheckReopening(book, record, finding)
            ?? CheckCorrection(book, record, finding);
    }

    /// <summary>Examined anew is what could be applied for on that day: not while repair is barred after a false promise.</summary>
    /// <param name="finding">Of whatever outcome; only a reopening can be refused.</param>
    public static RefusedError? CheckReopening(RuleBook book, CreditRecord record, ObjectionFinding finding) =>
        finding.Outcome is ObjectionOutcome.Reopen
            ? RepairEligibility.Check(book.Get(record.RuleSetId), record, finding.On).Refusal
            : null;

    private static RegistryError? CheckCorrection(RuleBook book, CreditRecord record, ObjectionFinding finding)
    {
        if (finding.Outcome is not (ObjectionOutcome.Correct or ObjectionOutcome.ChangePeriod))
        {
            return finding.Correction is null
                ? null
                : InvalidError.Of("OBJECTION_CORRECTION_UNFIT", "correction", "Only correct and changePeriod take a correction.");
        }

        if (finding.Correction is not { } correction)
        {
            return InvalidError.Of("OBJECTION_CORRECTION_MISSING", "correction", "Say what the record is to say from now on.");
        }

        var rules = book.Get(record.RuleSetId);
        if (record.CheckCorrection(rules, correction, finding.On) is { } refusal)
        {
            return refusal is InvalidError wrong ? wrong.Under("correction") : refusal;
        }

        var same = record.PeriodsAfter(rules, correction) == new RecordPeriods(record.RepairableFrom, record.LapsesOn);
        return finding.Outcome is ObjectionOutcome.ChangePeriod && same
            ? InvalidError.Of(
                "OBJECTION_PERIOD_SAME",
                "correction",
                "With these facts the record's period stays what it is. Correct the day of the decision or the penalties.")
            : null;
    }

    private RegistryError? CheckReason(RuleBook book, string code, ReasonUse use)
    {
        var codes = book.Get(RuleSetId).Objection.ReasonsFor(use).Select(r => r.Code).ToList();
        return codes.Contains(code)
            ? null
            : InvalidError.Of("REASON_CODE_UNKNOWN", "reasonCode", $"Use one of: {string.Join(", ", codes)}.");
    }

    private ForbiddenError? CheckApart(Guid by) => Review?.Involved(by) is true
        ? new ForbiddenError(
            "OBJECTION_TOOK_PART",
            $"You took part in the decision that is reviewed. Somebody who did not must act. {ObjectionAccess.WhereNobody}")
        : null;

    private static ForbiddenError FourEyes(string message) =>
        new("OBJECTION_FOUR_EYES", $"{message} {ObjectionAccess.WhereNobody}");
}
