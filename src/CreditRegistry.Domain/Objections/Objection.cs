using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Objections;

/// <summary>
/// A company contests one of its records, or a repair that was refused (Order 36, article 18). It follows the record's rule
/// set. Every act is a method that refuses with a code and a sentence when the state or a rule does not allow it.
/// </summary>
public sealed partial class Objection : Chronicled
{
    public const int ReasonMaxLength = 4000;

    /// <summary>Of what the public reads beside the record.</summary>
    public const int StatementMaxLength = 500;

    private Objection()
    {
    }

    /// <summary>What people say on the telephone, such as <c>OB-2026-7K3M9QTA</c>.</summary>
    public string Reference { get; private init; } = null!;

    public Guid RecordId { get; private init; }

    /// <summary>The repair application whose refusal is contested, or null.</summary>
    public Guid? ApplicationId { get; private init; }

    public Guid CompanyId { get; private init; }

    public Guid OrganId { get; private init; }

    public RecordTier Tier { get; private init; }

    public string RuleSetId { get; private init; } = null!;

    public ObjectionState State { get; private set; }

    public ObjectionGround Ground { get; private set; }

    /// <summary>What is wrong and why, in the company's words; for the organ only.</summary>
    public string Reason { get; private set; } = null!;

    /// <summary>What the company wants the public to read beside the record while the objection is open, or null.</summary>
    public string? Statement { get; private set; }

    public Guid DraftedBy { get; private init; }

    public Guid? SubmittedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>The instant at which it was put before the organ.</summary>
    public DateTimeOffset? ForwardedAt { get; private set; }

    /// <summary>Day on which it was filed (Asia/Shanghai): before a record's term ends, it holds up escalation.</summary>
    public DateOnly? FiledOn { get; private set; }

    /// <summary>The day from which it was no longer open, or null.</summary>
    public DateOnly? EndedOn { get; private set; }

    public ObjectionRejection? Rejection { get; private set; }

    public ObjectionFinding? Finding { get; private set; }

    public ObjectionFinding? Decision { get; private set; }

    /// <summary>Of the deadline that runs, or ran last.</summary>
    public Extension? Extension { get; private set; }

    public ObjectionReview? Review { get; private set; }

    public ObjectionClosure? ClosedBecause { get; private set; }

    public IReadOnlyList<CaseDocument> Documents { get; private set; } = [];

    public IReadOnlyList<CaseDeadline> Deadlines { get; private set; } = [];

    /// <summary>The nearest running deadline; null when none runs.</summary>
    public DateOnly? DueOn { get; private set; }

    public bool DueProvisional { get; private set; }

    /// <summary>The due day that passed, once everybody concerned was told; null while nothing is overdue.</summary>
    public DateOnly? OverdueSince { get; private set; }

    protected override Guid? Concerns => CompanyId;

    private bool TakesDocuments =>
        State is ObjectionState.Draft or ObjectionState.Submitted or ObjectionState.Accepted or ObjectionState.UnderReview;

    /// <summary>Whether the company took it, or the review of it, back.</summary>
    public bool WasWithdrawn => State is ObjectionState.Withdrawn || Review?.WithdrawnOn is not null;

    /// <summary>Once decided, decided: whatever became of a review, and of the record meanwhile.</summary>
    private bool WasDecided => Decision is not null || Review is not null || State is ObjectionState.Rejected;

    /// <summary>Overdue for the organ: silence is never consent, it is counted in public.</summary>
    public bool IsOverdueOn(DateOnly day) => State.IsUnderWay() && DueOn < day;

    /// <summary>The last day on which a review may be asked for; null when none may.</summary>
    public DateOnly? ReviewableUntil(RuleBook book) =>
        State is ObjectionState.Dismissed && Review is null
            && book.Get(RuleSetId).Objection.FindDeadline(DeadlineKind.Review, Tier) is { } rule
            ? book.Calendar.Due(EndedOn!.Value, rule.Length).DueOn
            : null;

    /// <summary>What stands against contesting the record on that day, whoever does.</summary>
    public static IReadOnlyList<RuleBreach> Check(RuleBook book, CreditRecord record, ObjectionGround ground, DateOnly today)
    {
        var rules = book.Get(record.RuleSetId).Objection;
        var breaches = new List<RuleBreach>();
        if (record.StateOn(today) is not RecordState.Published || record.PublishedOn > today)
        {
            breaches.Add(new("OBJECTION_RECORD_LEFT", Messages.RecordLeft, rules.LegalBasis));
        }

        if (rules.For(ground).WithinFiling && FilingEndsOn(book, record) is { } last && today > last)
        {
            breaches.Add(new(
                "OBJECTION_TOO_LATE", Messages.TooLate(last), rules.DeadlineFor(DeadlineKind.Filing, record.Tier).LegalBasis));
        }

        return breaches;
    }

    /// <summary>The last day on which what the record says can be contested; null where the rule set has no limit.</summary>
    public static DateOnly? FilingEndsOn(RuleBook book, CreditRecord record) =>
        book.Get(record.RuleSetId).Objection.FindDeadline(DeadlineKind.Filing, record.Tier) is { } rule
            ? book.Calendar.Due(record.RestoredOn ?? record.PublishedOn, rule.Length).DueOn
            : null;

    /// <summary>Why the application cannot be contested as it stands; null when it can, and where none is.</summary>
    public static RegistryError? CheckApplication(RepairApplication? application) =>
        application is null or { State: RepairState.Refused or RepairState.NotAccepted }
            ? null
            : new ConflictError(
                "OBJECTION_APPLICATION_STATE", "Only an application that was refused or not accepted can be contested.");

    /// <summary>Starts a draft; the public sees nothing of it. <see cref="Check"/> has found nothing.</summary>
    /// <param name="application">The application whose refusal is contested; null where the record is.</param>
    public static Outcome<Objection> Draft(
        Guid id,
        string reference,
        CreditRecord record,
        RepairApplication? application,
        ObjectionText text,
        RuleBook book,
        Guid by,
        DateTimeOffset now)
    {
        if (CheckApplication(application) is { } decidedOtherwise)
        {
            return decidedOtherwise;
        }

        if (CheckText(text, application is not null, book.Get(record.RuleSetId)) is { } wrong)
        {
            return wrong;
        }

        var objection = new Objection
        {
            Id = id,
            Reference = reference,
            RecordId = record.Id,
            ApplicationId = application?.Id,
            CompanyId = record.CompanyId,
            OrganId = record.OrganId,
            Tier = record.Tier,
            RuleSetId = record.RuleSetId,
            State = ObjectionState.Draft,
            Ground = text.Ground,
            Reason = text.Reason,
            Statement = text.Statement,
            DraftedBy = by,
            CreatedAt = now,
        };
        objection.StartDraftClock(book, now);
        objection.Note(
            LedgerKinds.ObjectionDrafted,
            text: null,
            ("record", record.Id), ("application", application?.Id), ("ground", text.Ground), ("tier", record.Tier));
        return objection;
    }

    /// <summary>The record changed under the objection: its version rises too, so that nobody decides on what was.</summary>
    public void NoteRecordCorrected(int recordVersion) =>
        Note(LedgerKinds.ObjectionRecordCorrected, text: null, ("recordVersion", recordVersion));

    /// <summary>Notes that the due day has passed, once for each.</summary>
    /// <returns>True when it had not been noted.</returns>
    public bool NoteOverdue(DateOnly today)
    {
        if (!IsOverdueOn(today) || OverdueSince == DueOn)
        {
            return false;
        }

        OverdueSince = DueOn;
        Note(LedgerKinds.ObjectionOverdue, text: null, ("dueOn", DueOn), ("on", today));
        return true;
    }

    /// <summary>Ends the objection without a decision, with effect from that day.</summary>
    public RegistryError? Close(ObjectionClosure because, DateOnly on)
    {
        var fits = because switch
        {
            ObjectionClosure.DraftIdle => State is ObjectionState.Draft,
            ObjectionClosure.RecordLeftPublication => State.IsOpen(),
        };
        if (!fits)
        {
            return NotNow("closed for that reason");
        }

        ClosedBecause = because;
        End(ObjectionState.Closed, on);
        Note(LedgerKinds.ObjectionClosed, text: null, ("because", because), ("on", on));
        return null;
    }

    /// <summary>Computes the running deadlines again, as when a year's calendar has come out.</summary>
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

        Note(LedgerKinds.ObjectionDeadlinesRecomputed, text: null, ("dueOn", DueOn));
        return true;
    }

    private static RegistryError? CheckText(ObjectionText text, bool ofRepair, RuleSet rules) =>
        rules.Objection.For(text.Ground).Contests is Contested.Repair != ofRepair
            ? InvalidError.Of(
                "OBJECTION_GROUND_UNFIT",
                "ground",
                ofRepair
                    ? "A refused application is contested on the ground repairRefused. Leave applicationId out to contest the record."
                    : "Name the refused application by applicationId, or choose a ground that contests the record.")
        : text.Statement is { } said ? PublicText.Check("statement", said)
        : null;

    private CaseDeadline Compute(RuleBook book, CaseDeadline deadline) =>
        deadline.Computed(book.Calendar, kind => book.Get(RuleSetId).Objection.DeadlineFor(kind, Tier));

    private void StartDraftClock(RuleBook book, DateTimeOffset now)
    {
        if (State is ObjectionState.Draft)
        {
            Deadlines = [Compute(book, new CaseDeadline(DeadlineKind.Draft, LegalDates.DateOf(now), DueOn: null, Provisional: false))];
            SetDue();
        }
    }

    /// <param name="atOnce">Done on the day on which it began.</param>
    private void StartClock(RuleBook book, DeadlineKind kind, DateOnly today, bool atOnce = false)
    {
        var started = Compute(book, new CaseDeadline(kind, today, DueOn: null, Provisional: false));
        Deadlines = [.. Deadlines.Where(d => d.Kind is not DeadlineKind.Draft), atOnce ? started with { MetOn = today } : started];
        SetDue();
    }

    private void Meet(DeadlineKind kind, DateOnly today)
    {
        Deadlines = Deadlines.Met(kind, today);
        SetDue();
    }

    private void End(ObjectionState state, DateOnly on)
    {
        (State, EndedOn) = (state, on);
        Deadlines = Deadlines.Ended(on, state.ToString());
        SetDue();
    }

    private void SetDue()
    {
        (DueOn, DueProvisional) = Deadlines.NextDue();
        OverdueSince = OverdueSince == DueOn ? OverdueSince : null;
    }

    private ConflictError NotNow(string verb) => new(
        "OBJECTION_STATE", $"An objection that is {Words(State)} cannot be {verb}.");

    private static string Words(ObjectionState state) => state switch
    {
        ObjectionState.Draft => "still a draft",
        ObjectionState.Proposed => "awaiting its decision",
        ObjectionState.UnderReview => "under review",
        ObjectionState.Submitted or ObjectionState.Accepted or ObjectionState.Upheld or ObjectionState.Dismissed
            or ObjectionState.Rejected or ObjectionState.Withdrawn or ObjectionState.Closed => state.ToString().ToLowerInvariant(),
    };

    private static class Messages
    {
        public static readonly LocalText RecordLeft = new(
            "The record is not published, so there is nothing to contest.", "该信息当前未公示，无可异议的内容。");

        public static readonly LocalText NotNew = new(
            "This ground was decided before. Add a document that was not there then, or choose another ground.",
            "同一事由的异议此前已经处理，请提交新的证据材料，或者选择其他异议事由。");

        public static readonly LocalText ReasonMissing = new("Say what is wrong and why.", "请说明异议的事实和理由。");

        public static LocalText TooLate(DateOnly last) => LocalText.About(
            last,
            "What the record says could be contested until {0}. What came about later still can be.",
            "对信息内容的异议应当在{0}前提出；此后发生的事由仍可提出异议。");

        public static LocalText ReviewTooLate(DateOnly last) => LocalText.About(
            last, "A review could be asked for until {0}.", "复核申请应当在{0}前提出。");
    }
}

/// <summary>What a company writes in an objection.</summary>
/// <param name="Reason">For the organ.</param>
/// <param name="Statement">For everybody, while the objection is open; null to say nothing.</param>
public sealed record ObjectionText(ObjectionGround Ground, string Reason, string? Statement);
