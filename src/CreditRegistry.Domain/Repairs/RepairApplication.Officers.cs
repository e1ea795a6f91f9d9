using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Repairs;

/// <summary>
/// What officers do. <see cref="CaseAccess"/> has let them in. Every adverse or final act takes two of them: one
/// proposes, another confirms.
/// </summary>
public sealed partial class RepairApplication
{
    public RegistryError? Assign(Guid? officer, DateOnly today)
    {
        if (!State.IsUnderWay())
        {
            return NotNow("assigned");
        }

        Assignee = officer;
        Note(LedgerKinds.RepairAssigned, text: null, ("on", today), ("assignee", officer));
        return null;
    }

    /// <summary>The officer declares an interest: the case goes back to the queue, and what the officer proposed is void.</summary>
    public RegistryError? Recuse(Guid officer, string reason, DateOnly today)
    {
        if (!State.IsUnderWay() && State is not RepairState.Granted)
        {
            return NotNow("given up by recusal");
        }

        Assignee = Assignee == officer ? null : Assignee;
        if (Proposal?.By == officer)
        {
            DropProposal();
        }

        Note(LedgerKinds.RepairRecused, reason, ("on", today), ("officer", officer));
        return null;
    }

    /// <summary>Tells the company everything that is missing, at once and only once (Order 36, article 16).</summary>
    public RegistryError? RequestSupplement(
        RuleBook book, Guid officer, IReadOnlyList<MissingDocument> missing, string reason, DateTimeOffset now)
    {
        if (State is not RepairState.Submitted)
        {
            return NotNow("sent back for a supplement");
        }

        if (Supplement is not null)
        {
            return new ConflictError(
                "REPAIR_SUPPLEMENT_ONCE", "A supplement has been requested before; the rules allow one. Accept, or propose not to.");
        }

        if (CheckFirst(officer) is { } refusal)
        {
            return refusal;
        }

        var kinds = book.Get(RuleSetId).DocumentKinds;
        for (var i = 0; i < missing.Count; i++)
        {
            var item = missing[i];
            if (kinds.All(k => k.Code != item.Kind))
            {
                return InvalidError.Of(
                    "DOCUMENT_KIND_UNKNOWN",
                    $"missing[{i}].kind",
                    $"Use one of the rule set's kinds: {string.Join(", ", kinds.Select(k => k.Code))}.");
            }
        }

        var today = LegalDates.DateOf(now);
        (State, Supplement, Assignee) =
            (RepairState.SupplementRequested, new SupplementRequest(now, missing, reason), officer);
        EndClocks(today, "SUPPLEMENT_REQUESTED");
        StartClock(book, DeadlineAnchor.SupplementRequest, today);
        Note(
            LedgerKinds.RepairSupplementRequested,
            reason,
            ("on", today), ("dueOn", DueOn), ("missing", missing.Select(m => m.Kind).ToList()));
        return null;
    }

    public RegistryError? Accept(RuleBook book, Guid officer, DateOnly today)
    {
        if (State is not RepairState.Submitted)
        {
            return NotNow("accepted");
        }

        if (CheckFirst(officer) is { } refusal)
        {
            return refusal;
        }

        (State, Assignee) = (RepairState.Accepted, officer);
        Meet(DeadlineKind.Acceptance, today);
        StartClock(book, DeadlineAnchor.Acceptance, today);
        Note(LedgerKinds.RepairAccepted, text: null, ("on", today), ("dueOn", DueOn));
        return null;
    }

    /// <summary>Proposes not to accept, or, by a second officer, confirms it.</summary>
    public RegistryError? DoNotAccept(RuleBook book, Guid officer, string reasonCode, string reason, DateOnly today)
    {
        if (State is not RepairState.Submitted)
        {
            return NotNow("refused acceptance");
        }

        if (CheckReason(book, reasonCode, ReasonUse.NonAcceptance) is { } wrong)
        {
            return wrong;
        }

        if (Proposal is null)
        {
            return CheckFirst(officer)
                ?? Propose(ProposalKind.NonAcceptance, officer, reasonCode, reason, [], today, LedgerKinds.RepairNonAcceptanceProposed);
        }

        if (CheckSecond(officer) is { } refusal)
        {
            return refusal;
        }

        Decision = Confirm(ProposalKind.NonAcceptance, officer, reasonCode, reason, [], today);
        Meet(DeadlineKind.Acceptance, today);
        End(RepairState.NotAccepted, today);
        NoteDecision(LedgerKinds.RepairNotAccepted, Decision);
        return null;
    }

    /// <summary>The first officer's finding. The second may depart from it.</summary>
    public RegistryError? Recommend(
        RuleBook book,
        Guid officer,
        RepairOutcome outcome,
        string reasonCode,
        string reason,
        IReadOnlyList<Guid> linkedRecords,
        DateOnly today)
    {
        if (State is not RepairState.Accepted)
        {
            return NotNow("recommended");
        }

        if (CheckReason(book, reasonCode, Use(outcome)) is { } wrong)
        {
            return wrong;
        }

        if (CheckFirst(officer) is { } refusal)
        {
            return refusal;
        }

        State = RepairState.Recommended;
        return Propose(Kind(outcome), officer, reasonCode, reason, linkedRecords, today, LedgerKinds.RepairRecommended);
    }

    /// <summary>The second officer decides. After a grant the record leaves publication in the same transaction.</summary>
    public RegistryError? Decide(
        RuleBook book,
        Guid officer,
        RepairOutcome outcome,
        string reasonCode,
        string reason,
        IReadOnlyList<Guid> linkedRecords,
        DateOnly today)
    {
        if (State is not RepairState.Recommended)
        {
            return NotNow("decided");
        }

        if (CheckReason(book, reasonCode, Use(outcome)) is { } wrong)
        {
            return wrong;
        }

        if (CheckSecond(officer) is { } refusal)
        {
            return refusal;
        }

        Decision = Confirm(Kind(outcome), officer, reasonCode, reason, linkedRecords, today);
        Meet(DeadlineKind.Decision, today);
        End(outcome is RepairOutcome.Grant ? RepairState.Granted : RepairState.Refused, today);
        NoteDecision(outcome is RepairOutcome.Grant ? LedgerKinds.RepairGranted : LedgerKinds.RepairRefused, Decision);
        return null;
    }

    /// <summary>More time to decide: once, with a reason, before the due date (Order 36, article 16).</summary>
    public RegistryError? Extend(RuleBook book, Guid officer, string reason, DateOnly today)
    {
        if (State is not (RepairState.Submitted or RepairState.Accepted or RepairState.Recommended)
            || Deadlines.FirstOrDefault(d => d.Kind is DeadlineKind.Decision && d.IsRunning) is not { } running)
        {
            return NotNow("extended: no decision deadline is running");
        }

        if (Extension is not null)
        {
            return new ConflictError("REPAIR_EXTENDED_ONCE", "The decision deadline has been extended before; the rules allow one extension.");
        }

        if (running.DueOn <= today)
        {
            return new ConflictError(
                "REPAIR_EXTENSION_LATE", "An extension is made before the due date, and that day has come. Decide the case.");
        }

        if (CheckAssignee(officer) is { } refusal)
        {
            return refusal;
        }

        (Extension, Assignee) = (new Extension(today, officer, reason), officer);
        Deadlines = [.. Deadlines.Select(d => d == running ? Compute(book, d with { Extended = true }) : d)];
        SetDue();
        Note(
            LedgerKinds.RepairExtended,
            reason,
            ("on", today), ("dueOn", Deadlines.First(d => d.Kind is DeadlineKind.Decision && d.IsRunning).DueOn));
        return null;
    }

    /// <summary>Proposes to revoke a grant that rested on a false promise, or, by a second officer, confirms it.</summary>
    public RegistryError? Revoke(RuleBook book, Guid officer, string reasonCode, string reason, DateOnly today)
    {
        if (State is not RepairState.Granted)
        {
            return NotNow("revoked");
        }

        if (CheckReason(book, reasonCode, ReasonUse.Revocation) is { } wrong)
        {
            return wrong;
        }

        if (Proposal is null)
        {
            return Propose(ProposalKind.Revocation, officer, reasonCode, reason, [], today, LedgerKinds.RepairRevocationProposed);
        }

        if (CheckSecond(officer) is { } refusal)
        {
            return refusal;
        }

        Revocation = Confirm(ProposalKind.Revocation, officer, reasonCode, reason, Decision!.LinkedRecords, today);
        State = RepairState.Revoked;
        NoteDecision(LedgerKinds.RepairRevoked, Revocation);
        return null;
    }

    /// <summary>The second officer departs from a proposed non-acceptance or revocation, with a reason; or the first takes it back.</summary>
    public RegistryError? DismissProposal(Guid officer, string reason, DateOnly today)
    {
        if (Proposal is not { Kind: ProposalKind.NonAcceptance or ProposalKind.Revocation } proposal)
        {
            return new ConflictError("REPAIR_NO_PROPOSAL", "No non-acceptance or revocation is proposed that could be dismissed.");
        }

        Proposal = null;
        Note(
            LedgerKinds.RepairProposalDismissed,
            reason,
            ("on", today), ("proposal", proposal.Kind), ("departed", proposal.By != officer));
        return null;
    }

    /// <summary>An objection to the refusal was upheld: the application is examined anew, and its clocks begin again.</summary>
    public RegistryError? Reopen(RuleBook book, Guid objectionId, DateOnly today)
    {
        if (State is not (RepairState.Refused or RepairState.NotAccepted))
        {
            return NotNow("examined anew");
        }

        var (from, accepted) = (State, State is RepairState.Refused);
        State = accepted ? RepairState.Accepted : RepairState.Submitted;
        (Decision, Extension, Assignee, EndedOn) = (null, null, null, null);
        StartClock(book, DeadlineAnchor.Submission, today);
        if (accepted)
        {
            Deadlines = Deadlines.Met(DeadlineKind.Acceptance, today);
            StartClock(book, DeadlineAnchor.Acceptance, today);
        }

        Note(LedgerKinds.RepairReopened, text: null, ("on", today), ("from", from), ("objection", objectionId), ("dueOn", DueOn));
        return null;
    }

    private RegistryError? CheckFirst(Guid officer) =>
        Proposal is not null
            ? new ConflictError(
                "REPAIR_PROPOSAL_OPEN", "Another act is proposed and not yet confirmed. Confirm or dismiss that one first.")
            : CheckAssignee(officer);

    private RegistryError? CheckAssignee(Guid officer) =>
        Assignee is { } other && other != officer
            ? new ConflictError("REPAIR_OTHER_ASSIGNEE", "Another officer works on this case. Take it over by its assignment first.")
            : null;

    private RegistryError? CheckSecond(Guid officer) =>
        Proposal!.By == officer
            ? new ForbiddenError("REPAIR_FOUR_EYES", "You proposed this act; another officer must confirm it.")
            : null;

    private RegistryError? CheckReason(RuleBook book, string code, ReasonUse use)
    {
        var codes = book.Get(RuleSetId).ReasonCodes.Where(r => r.Uses.Contains(use)).Select(r => r.Code).ToList();
        return codes.Contains(code)
            ? null
            : InvalidError.Of("REASON_CODE_UNKNOWN", "reasonCode", $"Use one of: {string.Join(", ", codes)}.");
    }

    private RegistryError? Propose(
        ProposalKind kind,
        Guid officer,
        string reasonCode,
        string reason,
        IReadOnlyList<Guid> linked,
        DateOnly today,
        string ledgerKind)
    {
        Proposal = new Proposal(kind, officer, today, reasonCode, reason, linked);
        Assignee ??= officer;
        Note(
            ledgerKind,
            reason,
            ("on", today), ("proposal", kind), ("reasonCode", reasonCode), ("linkedRecords", linked.Count > 0 ? linked : null));
        return null;
    }

    private CaseDecision Confirm(
        ProposalKind kind, Guid officer, string reasonCode, string reason, IReadOnlyList<Guid> linked, DateOnly today)
    {
        var departed = Proposal!.Kind != kind
            || (kind is ProposalKind.Grant && !linked.ToHashSet().SetEquals(Proposal.LinkedRecords));
        return new CaseDecision(kind, officer, today, reasonCode, reason, linked, departed);
    }

    private void NoteDecision(string ledgerKind, CaseDecision decision)
    {
        var proposedBy = Proposal!.By;
        Proposal = null;
        Note(
            ledgerKind,
            decision.Reason,
            ("on", decision.On), ("reasonCode", decision.ReasonCode), ("departed", decision.Departed),
            ("proposedBy", proposedBy),
            ("linkedRecords", decision.LinkedRecords.Count > 0 ? decision.LinkedRecords : null));
    }

    private void DropProposal()
    {
        Proposal = null;
        State = State is RepairState.Recommended ? RepairState.Accepted : State;
    }

    private static ReasonUse Use(RepairOutcome outcome) =>
        outcome is RepairOutcome.Grant ? ReasonUse.Grant : ReasonUse.Refuse;

    private static ProposalKind Kind(RepairOutcome outcome) =>
        outcome is RepairOutcome.Grant ? ProposalKind.Grant : ProposalKind.Refuse;
}
