using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Domain.Repairs;

/// <summary>
/// A company's application to have one record repaired, from draft to decision. It follows the record's rule set. Every
/// act is a method that refuses with a code and a sentence when the state or a rule does not allow it.
/// </summary>
public sealed partial class RepairApplication : Chronicled
{
    public const int StatementMaxLength = 4000;
    public const int ReasonMaxLength = 4000;
    public const int MaxMissing = 20;
    public const int MaxLinkedRecords = 50;

    private RepairApplication()
    {
    }

    /// <summary>What people say on the telephone, such as <c>CR-2026-7K3M9QTA</c>.</summary>
    public string Reference { get; private init; } = null!;

    public Guid RecordId { get; private init; }

    public Guid CompanyId { get; private init; }

    public Guid OrganId { get; private init; }

    public RecordTier Tier { get; private init; }

    public string RuleSetId { get; private init; } = null!;

    public RepairState State { get; private set; }

    /// <summary>What was corrected and how, in the company's words; a draft may begin without.</summary>
    public string Statement { get; private set; } = null!;

    public Guid DraftedBy { get; private init; }

    public Guid? SubmittedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Day of the first submission (Asia/Shanghai): filed before a record's term ends, it blocks escalation.</summary>
    public DateOnly? FiledOn { get; private set; }

    /// <summary>The day from which it was no longer open, or null.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>The officer who works on it, or null.</summary>
    public Guid? Assignee { get; private set; }

    /// <summary>The one supplement request, kept after it was answered; null when none was made.</summary>
    public SupplementRequest? Supplement { get; private set; }

    /// <summary>What one officer proposes and another has yet to confirm.</summary>
    public Proposal? Proposal { get; private set; }

    public CaseDecision? Decision { get; private set; }

    public CaseDecision? Revocation { get; private set; }

    public Extension? Extension { get; private set; }

    public RepairClosure? ClosedBecause { get; private set; }

    public IReadOnlyList<CaseDocument> Documents { get; private set; } = [];

    public IReadOnlyList<CaseDeadline> Deadlines { get; private set; } = [];

    /// <summary>The nearest running deadline; null when none runs.</summary>
    public DateOnly? DueOn { get; private set; }

    public bool DueProvisional { get; private set; }

    protected override Guid? Concerns => CompanyId;

    /// <summary>Overdue for the officers: silence is never consent, it is counted in public.</summary>
    public bool IsOverdueOn(DateOnly day) => State.IsWithOfficers() && DueOn < day;

    /// <summary>Starts a draft. Eligibility has been checked.</summary>
    public static RepairApplication Draft(
        Guid id, string reference, CreditRecord record, RuleBook book, string statement, Guid by, DateTimeOffset now)
    {
        var application = new RepairApplication
        {
            Id = id,
            Reference = reference,
            RecordId = record.Id,
            CompanyId = record.CompanyId,
            OrganId = record.OrganId,
            Tier = record.Tier,
            RuleSetId = record.RuleSetId,
            State = RepairState.Draft,
            Statement = statement,
            DraftedBy = by,
            CreatedAt = now,
        };
        application.StartDraftClock(book, now);
        application.Note(LedgerKinds.RepairDrafted, text: null, ("record", record.Id), ("tier", record.Tier));
        return application;
    }

    /// <summary>The requirements that no document satisfies yet.</summary>
    public IReadOnlyList<RequiredDocument> MissingDocuments(RuleSet rules, Ground ground) =>
        [.. rules.DocumentsFor(Tier, ground).Where(r => !Documents.Any(d => r.Kinds.Contains(d.Kind)))];

    /// <summary>The record changed under the case: the case's version rises too, so that nobody decides on what was.</summary>
    public void NoteRecordCorrected(int recordVersion) =>
        Note(LedgerKinds.RepairRecordCorrected, text: null, ("recordVersion", recordVersion));

    /// <summary>Ends the application without a decision, with effect from that day.</summary>
    public RegistryError? Close(RepairClosure because, DateOnly on)
    {
        var fits = because switch
        {
            RepairClosure.SupplementUnanswered => State is RepairState.SupplementRequested,
            RepairClosure.DraftIdle or RepairClosure.ExaminedAnew => State is RepairState.Draft,
            RepairClosure.RecordLeftPublication => State.IsOpen(),
        };
        if (!fits)
        {
            return NotNow("closed for that reason");
        }

        (ClosedBecause, Proposal) = (because, null);
        End(RepairState.Closed, on);
        Note(LedgerKinds.RepairClosed, text: null, ("because", because), ("on", on));
        return null;
    }

    private void End(RepairState state, DateOnly on)
    {
        (State, EndedOn) = (state, on);
        EndClocks(on, state.ToString());
    }

    private ConflictError NotNow(string verb) => new(
        "REPAIR_STATE",
        $"An application that is {Words(State)} cannot be {verb}.");

    private static string Words(RepairState state) => state switch
    {
        RepairState.Draft => "still a draft",
        RepairState.SupplementRequested => "waiting for its supplement",
        RepairState.NotAccepted => "not accepted",
        RepairState.Submitted or RepairState.Accepted or RepairState.Recommended or RepairState.Granted
            or RepairState.Refused or RepairState.Revoked or RepairState.Withdrawn or RepairState.Closed =>
            state.ToString().ToLowerInvariant(),
    };
}
