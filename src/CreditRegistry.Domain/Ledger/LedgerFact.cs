namespace CreditRegistry.Domain.Ledger;

/// <summary>One thing that happened to one subject, before it is written to the ledger.</summary>
/// <param name="Kind">One of <see cref="LedgerKinds"/>.</param>
/// <param name="SubjectId">The record, application, company, organ or account it happened to.</param>
/// <param name="CompanyId">The company concerned, or null.</param>
/// <param name="Details">Codes, dates, versions and hashes only: never a text that a person wrote, never a person's data.</param>
/// <param name="Text">The reason a person wrote; kept apart from the ledger, where it can be erased.</param>
public sealed record LedgerFact(
    string Kind, Guid SubjectId, Guid? CompanyId, IReadOnlyDictionary<string, object?> Details, string? Text);

/// <summary>The closed list of what can happen. A kind is never renamed: the ledger outlives the code.</summary>
public static class LedgerKinds
{
    public const string CompanyRegistered = "company.registered";
    public const string CompanyChanged = "company.changed";

    public const string OrganRegistered = "organ.registered";
    public const string RuleSetAdopted = "organ.ruleSetAdopted";

    public const string RecordPublished = "record.published";
    public const string RecordStored = "record.stored";
    public const string RecordCorrected = "record.corrected";
    public const string RecordAnnulled = "record.annulled";
    public const string RecordLapsed = "record.lapsed";
    public const string RecordEscalated = "record.escalated";
    public const string RecordDeregistered = "record.deregistered";
    public const string RecordRepaired = "record.repaired";
    public const string RecordRestored = "record.restored";
    public const string RecordNoticeShown = "record.noticeShown";
    public const string RecordMarked = "record.marked";
    public const string RecordShielded = "record.shielded";
    public const string RecordUnshielded = "record.unshielded";

    public const string RepairDrafted = "repair.drafted";
    public const string RepairDraftChanged = "repair.draftChanged";
    public const string RepairDocumentAdded = "repair.documentAdded";
    public const string RepairDocumentRemoved = "repair.documentRemoved";
    public const string RepairSubmitted = "repair.submitted";
    public const string RepairAssigned = "repair.assigned";
    public const string RepairRecused = "repair.recused";
    public const string RepairSupplementRequested = "repair.supplementRequested";
    public const string RepairAccepted = "repair.accepted";
    public const string RepairNonAcceptanceProposed = "repair.nonAcceptanceProposed";
    public const string RepairNotAccepted = "repair.notAccepted";
    public const string RepairRecommended = "repair.recommended";
    public const string RepairGranted = "repair.granted";
    public const string RepairRefused = "repair.refused";
    public const string RepairExtended = "repair.extended";
    public const string RepairRevocationProposed = "repair.revocationProposed";
    public const string RepairRevoked = "repair.revoked";
    public const string RepairProposalDismissed = "repair.proposalDismissed";
    public const string RepairWithdrawn = "repair.withdrawn";
    public const string RepairClosed = "repair.closed";
    public const string RepairRecordCorrected = "repair.recordCorrected";
    public const string RepairDeadlinesRecomputed = "repair.deadlinesRecomputed";
    public const string RepairClockStopped = "repair.clockStopped";
    public const string RepairClockResumed = "repair.clockResumed";
    public const string RepairReopened = "repair.reopened";

    public const string ObjectionDrafted = "objection.drafted";
    public const string ObjectionDraftChanged = "objection.draftChanged";
    public const string ObjectionDocumentAdded = "objection.documentAdded";
    public const string ObjectionDocumentRemoved = "objection.documentRemoved";
    public const string ObjectionForwarded = "objection.forwarded";
    public const string ObjectionAccepted = "objection.accepted";
    public const string ObjectionRejectionProposed = "objection.rejectionProposed";
    public const string ObjectionRejected = "objection.rejected";
    public const string ObjectionFound = "objection.found";
    public const string ObjectionExtended = "objection.extended";
    public const string ObjectionUpheld = "objection.upheld";
    public const string ObjectionDismissed = "objection.dismissed";
    public const string ObjectionReviewRequested = "objection.reviewRequested";
    public const string ObjectionReviewWithdrawn = "objection.reviewWithdrawn";
    public const string ObjectionWithdrawn = "objection.withdrawn";
    public const string ObjectionClosed = "objection.closed";
    public const string ObjectionOverdue = "objection.overdue";
    public const string ObjectionRecordCorrected = "objection.recordCorrected";
    public const string ObjectionDeadlinesRecomputed = "objection.deadlinesRecomputed";

    public const string ClaimFiled = "claim.filed";
    public const string ClaimConfirmed = "claim.confirmed";
    public const string ClaimRefused = "claim.refused";

    public const string SigningKeyAdded = "log.signingKeyAdded";

    public const string AccountInvited = "account.invited";
    public const string AccountChanged = "account.changed";
    public const string AccountSignedIn = "account.signedIn";
    public const string AccountLockedOut = "account.lockedOut";
}
