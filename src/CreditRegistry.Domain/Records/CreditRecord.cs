using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Records;

/// <summary>
/// One compliance record of a company. It pins the rule set of its publication day and follows it for life. It is never
/// deleted: when it leaves publication, the public sees a tombstone only.
/// </summary>
public sealed class CreditRecord : Chronicled
{
    public const int SummaryMaxLength = 2000;
    public const int DecisionNumberMaxLength = 100;
    public const int MaxPenalties = 20;

    private CreditRecord()
    {
    }

    public Guid CompanyId { get; private init; }

    public Guid OrganId { get; private init; }

    public string RuleSetId { get; private init; } = null!;

    public RecordTier Tier { get; private init; }

    public RecordClass? Class { get; private set; }

    /// <summary>Code of a ground of the rule set.</summary>
    public string Ground { get; private set; } = null!;

    /// <summary>Null for an escalated record, which has no decision of its own.</summary>
    public string? DecisionNumber { get; private set; }

    public DateOnly? DecidedOn { get; private set; }

    public string Summary { get; private set; } = null!;

    public IReadOnlyList<Penalty> Penalties { get; private set; } = [];

    public RecordState State { get; private set; }

    /// <summary>The day of publication; for an unpublished record the day it was stored.</summary>
    public DateOnly PublishedOn { get; private init; }

    public DateOnly? RepairableFrom { get; private set; }

    public DateOnly? LapsesOn { get; private set; }

    /// <summary>First day on which it was no longer shown; null while published, and for a record that never was.</summary>
    public DateOnly? LeftOn { get; private set; }

    /// <summary>The revocation day from which its period runs anew, or null.</summary>
    public DateOnly? RestoredOn { get; private set; }

    /// <summary>Last day of the bar after a false promise, or null.</summary>
    public DateOnly? BarredUntil { get; private set; }

    /// <summary>The day on which the escalation notice was first shown on the company's page, or null.</summary>
    public DateOnly? NoticeShownOn { get; private set; }

    /// <summary>A repair application is under way.</summary>
    public bool RepairPending { get; private set; }

    /// <summary>The day since which the company contests it, or null.</summary>
    public DateOnly? ContestedSince { get; private set; }

    /// <summary>What the company wants to be read beside a record that it contests; null when it says nothing.</summary>
    public string? CompanyStatement { get; private set; }

    /// <summary>Hidden by a court's order since that day, or null (Order 36, article 20).</summary>
    public DateOnly? ShieldedSince { get; private set; }

    /// <summary>When its publication was broken off before and went on later, oldest first; null for nearly every record.</summary>
    public IReadOnlyList<Interruption>? Interruptions { get; private set; }

    public Guid? EscalatedFromId { get; private init; }

    public Guid? EscalatedToId { get; private set; }

    protected override Guid? Concerns => CompanyId;

    public Decision? Decision => DecisionNumber is null ? null : new Decision(DecisionNumber, DecidedOn!.Value);

    /// <summary>What of it a correction can change; null for a record that has no decision of its own.</summary>
    public RecordCorrection? Content => Decision is { } decision ? new(Ground, decision, Summary, Penalties) : null;

    /// <summary>Whether the public sees it on that day: a period that ran out needs no worker to end it.</summary>
    public bool IsShownOn(DateOnly day) =>
        State is RecordState.Published && ShieldedSince is null && PublishedOn <= day && !(LapsesOn < day);

    /// <summary>Whether its publication covered a day that may lie in the past, by what is known now.</summary>
    public bool WasShownOn(RuleSet rules, DateOnly day) => AsOf(rules, day).IsShownOn(day);

    /// <summary>Its state on that day: a published record past its last day has lapsed, whether or not a worker ran.</summary>
    public RecordState StateOn(DateOnly day) =>
        State is RecordState.Published && LapsesOn < day ? RecordState.Lapsed : State;

    /// <summary>The first day on which it was no longer shown, seen from that day; null while shown, and if it never was.</summary>
    public DateOnly? LeftOnAsOf(DateOnly day) =>
        State is RecordState.Published && LapsesOn < day ? LapsesOn.Value.AddDays(1) : LeftOn;

    /// <summary>
    /// The record as it stood in law on an earlier day, by what is known now: with its present content, and without what came
    /// about later. One that was annulled since never was in force. What only a case under way puts over it is left out.
    /// </summary>
    /// <returns>A copy, for reading.</returns>
    public CreditRecord AsOf(RuleSet rules, DateOnly day)
    {
        var then = (CreditRecord)MemberwiseClone();
        then.ForgetAfter(rules, day);
        return then;
    }

    /// <summary>Stores a new record; one whose period is over at once is stored as lapsed and never shown.</summary>
    /// <param name="today">The day on which it is stored; <paramref name="draft"/> may be published earlier only by import.</param>
    public static CreditRecord Publish(Guid id, RuleSet rules, RecordDraft draft, DateOnly today)
    {
        var row = rules.PublicationFor(draft.Tier, draft.Class)
            ?? throw new ArgumentException("Check the draft by PublicationRules first.", nameof(draft));
        var record = new CreditRecord
        {
            Id = id,
            CompanyId = draft.CompanyId,
            OrganId = draft.OrganId,
            RuleSetId = rules.Id,
            Tier = draft.Tier,
            Class = draft.Class,
            Ground = draft.Ground,
            DecisionNumber = draft.Decision?.Number,
            DecidedOn = draft.Decision?.DecidedOn,
            Summary = draft.Summary,
            Penalties = draft.Penalties,
            PublishedOn = draft.PublishedOn,
            EscalatedFromId = draft.EscalatedFromId,
            State = draft.Publish ?? row.PublishedByDefault ? RecordState.Published : RecordState.Unpublished,
        };
        record.Recompute(rules);
        if (record.State is RecordState.Published && record.LapsesOn < today)
        {
            record.State = RecordState.Lapsed;
        }

        record.Note(
            record.State is RecordState.Published ? LedgerKinds.RecordPublished : LedgerKinds.RecordStored,
            text: null,
            ("tier", record.Tier), ("ground", record.Ground), ("state", record.State), ("on", record.PublishedOn),
            ("organ", record.OrganId), ("ruleSet", rules.Id), ("escalatedFrom", record.EscalatedFromId));
        return record;
    }

    /// <summary>Why everybody cannot read these texts of a record; null when everybody can.</summary>
    public static InvalidError? CheckTexts(string decisionNumber, string summary) =>
        PublicText.Check("decision.number", decisionNumber) ?? PublicText.Check("summary", summary);

    /// <summary>A new version of the same record. Neither subject nor tier can change: that is an annulment and a new record.</summary>
    public RegistryError? Correct(RuleSet rules, RecordCorrection correction, DateOnly today, string reason)
    {
        if (CheckCorrection(rules, correction, today) is { } refusal)
        {
            return refusal;
        }

        (Ground, Summary, Penalties) = (correction.Ground, correction.Summary, correction.Penalties);
        (DecisionNumber, DecidedOn) = (correction.Decision.Number, correction.Decision.DecidedOn);
        Class = PublicationRules.EffectiveClass(rules, Tier, Ground, Penalties);
        Recompute(rules);
        Note(LedgerKinds.RecordCorrected, reason, ("on", today), ("repairableFrom", RepairableFrom), ("lapsesOn", LapsesOn));
        if (State is RecordState.Published && LapsesOn < today)
        {
            // By the corrected dates it should have ended before; it was shown until today all the same.
            Leave(RecordState.Lapsed, today);
            Note(LedgerKinds.RecordLapsed, text: null, ("on", today));
        }

        return null;
    }

    /// <summary>Why the record cannot be corrected like that; null when it can.</summary>
    public RegistryError? CheckCorrection(RuleSet rules, RecordCorrection correction, DateOnly today)
    {
        if (StateOn(today) is not (RecordState.Published or RecordState.Unpublished))
        {
            return NotOpen(today, "corrected");
        }

        if (Origin(rules) is not GroundOrigin.Organ)
        {
            return new ConflictError(
                "RECORD_NOT_BY_DECISION",
                "This record arose by rule, not by a decision of its own. Correct or annul the record it came from.");
        }

        if (correction == Content)
        {
            return new ConflictError(
                "RECORD_CORRECTION_SAME",
                "The record says all of that already. Name what is to change: ground, decision, summary or penalties.");
        }

        if (CheckTexts(
            correction.Decision.Number == DecisionNumber ? "" : correction.Decision.Number,
            correction.Summary == Summary ? "" : correction.Summary) is { } notPublic)
        {
            return notPublic;
        }

        var breaches = PublicationRules.Content(
            rules, Tier, correction.Ground, correction.Decision, correction.Penalties, today).ToList();
        var newClass = PublicationRules.EffectiveClass(rules, Tier, correction.Ground, correction.Penalties);
        if (State is RecordState.Unpublished && rules.PublicationFor(Tier, newClass) is { PublishedByDefault: true } row)
        {
            breaches.Add(PublicationRules.MustBePublished(row));
        }

        return breaches.Count > 0
            ? new RefusedError("RECORD_CORRECTION_REFUSED", "The corrected record would break its rule set.", breaches)
            : null;
    }

    /// <summary>The periods that a correction would give it.</summary>
    public RecordPeriods PeriodsAfter(RuleSet rules, RecordCorrection correction) =>
        RecordPeriods.Of(rules, PeriodFacts with
        {
            Class = PublicationRules.EffectiveClass(rules, Tier, correction.Ground, correction.Penalties),
            Ground = correction.Ground,
            Penalties = correction.Penalties,
            DecidedOn = correction.Decision.DecidedOn,
        });

    /// <summary>The decision was withdrawn or wrong: the record leaves, whatever had become of it.</summary>
    public RegistryError? Annul(DateOnly today, string reason, AnnulmentReason? code = null)
    {
        if (State is RecordState.Annulled or RecordState.Deregistered)
        {
            return NotOpen(today, "annulled");
        }

        var wasShown = State is not RecordState.Unpublished && (State is not RecordState.Lapsed || LeftOn is not null);
        Leave(RecordState.Annulled, wasShown ? LeftOnAsOf(today) ?? today : null);
        Note(LedgerKinds.RecordAnnulled, reason, ("on", today), ("reasonCode", code));
        return null;
    }

    /// <summary>The period ran out: the effect begins at 00:00 of the day after the last, however late it is written down.</summary>
    public RegistryError? Lapse(DateOnly today)
    {
        if (State is not RecordState.Published)
        {
            return NotOpen(today, "lapsed");
        }

        if (LapsesOn is not { } last || last >= today)
        {
            return new ConflictError("RECORD_NOT_DUE", "The record's period has not run out.");
        }

        Leave(RecordState.Lapsed, last.AddDays(1));
        Note(LedgerKinds.RecordLapsed, text: null, ("on", LeftOn));
        return null;
    }

    /// <summary>A granted application takes the record out of publication for good.</summary>
    public RegistryError? Repair(DateOnly today, Guid applicationId)
    {
        if (!IsOpenOn(today))
        {
            return NotOpen(today, "repaired");
        }

        Leave(RecordState.Repaired, today);
        Note(LedgerKinds.RecordRepaired, text: null, ("on", today), ("application", applicationId));
        return null;
    }

    /// <summary>The grant rested on a false promise: the record returns, its period begins anew, and repair is barred.</summary>
    public RegistryError? Restore(RuleSet rules, DateOnly today)
    {
        if (State is not RecordState.Repaired)
        {
            return NotOpen(today, "restored");
        }

        Interrupt(InterruptionKind.Repaired, LeftOn!.Value, today);
        (State, LeftOn, RestoredOn, NoticeShownOn) = (RecordState.Published, null, today, null);
        BarredUntil = LegalDates.Add(today, rules.Revocation.Bar);
        Recompute(rules);
        Note(LedgerKinds.RecordRestored, text: null, ("on", today), ("barredUntil", BarredUntil), ("lapsesOn", LapsesOn));
        return null;
    }

    /// <summary>The company was struck off (Order 107, article 20).</summary>
    public RegistryError? Deregister(DateOnly today)
    {
        if (StateOn(today) is not (RecordState.Published or RecordState.Unpublished))
        {
            return NotOpen(today, "taken down");
        }

        var shown = State is RecordState.Published;
        Leave(RecordState.Deregistered, shown ? today : null);
        Note(LedgerKinds.RecordDeregistered, text: null, ("on", today));
        return null;
    }

    /// <summary>From today the company's page says that the record will escalate, and when.</summary>
    public RegistryError? ShowNotice(DateOnly today)
    {
        if (!IsShownOn(today))
        {
            return NotOpen(today, "given a notice");
        }

        if (NoticeShownOn is not null)
        {
            return new ConflictError("RECORD_NOTICE_SHOWN", "The notice is shown already; its term runs from the first day.");
        }

        NoticeShownOn = today;
        Note(LedgerKinds.RecordNoticeShown, text: null, ("on", today));
        return null;
    }

    /// <summary>The graver record takes its place, published today, never backdated.</summary>
    public Outcome<CreditRecord> Escalate(RuleSet rules, Guid newId, DateOnly today, DateOnly? lastBlockingCaseClosedOn)
    {
        if (!IsShownOn(today)
            || Escalation.EarliestOn(rules, this, lastBlockingCaseClosedOn) is not { } earliest
            || earliest > today)
        {
            return new ConflictError("RECORD_NOT_DUE", "The record does not escalate yet.");
        }

        var rule = rules.For(Tier).Escalation!;
        var graver = Publish(newId, rules, new RecordDraft(CompanyId, OrganId, rule.To, rule.Ground, today)
        {
            Class = PublicationRules.EffectiveClass(rules, rule.To, rule.Ground, []),
            Summary = Summary,
            EscalatedFromId = Id,
        }, today);

        EscalatedToId = newId;
        Leave(RecordState.Escalated, today);
        Note(LedgerKinds.RecordEscalated, text: null, ("on", today), ("replacedBy", newId));
        return graver;
    }

    /// <summary>Shows, or takes away, the mark that a repair application is under way.</summary>
    public void MarkRepairPending(bool pending)
    {
        if (RepairPending != pending)
        {
            RepairPending = pending;
            Note(LedgerKinds.RecordMarked, text: null, ("repairPending", pending));
        }
    }

    /// <summary>Shows that the company contests the record, with what it says to that.</summary>
    public void MarkContested(DateOnly today, string? statement)
    {
        (ContestedSince, CompanyStatement) = (today, statement);
        Note(LedgerKinds.RecordMarked, text: null, ("contested", true), ("on", today));
    }

    /// <summary>Takes the mark of an objection away.</summary>
    public void UnmarkContested(DateOnly today)
    {
        if (ContestedSince is not null)
        {
            (ContestedSince, CompanyStatement) = (null, null);
            Note(LedgerKinds.RecordMarked, text: null, ("contested", false), ("on", today));
        }
    }

    /// <summary>Hides the record while a court's reorganisation order stands; not a repair (Order 36, article 20).</summary>
    public RegistryError? Shield(DateOnly today, string reason)
    {
        if (!IsOpenOn(today) || ShieldedSince is not null)
        {
            return NotOpen(today, "shielded");
        }

        ShieldedSince = today;
        Note(LedgerKinds.RecordShielded, reason, ("on", today));
        return null;
    }

    /// <summary>The order ended: the record is shown again, its periods having run on.</summary>
    public RegistryError? Unshield(DateOnly today, string reason)
    {
        if (!IsOpenOn(today) || ShieldedSince is not { } since)
        {
            return NotOpen(today, "shown again");
        }

        Interrupt(InterruptionKind.Shielded, since, today);
        ShieldedSince = null;
        Note(LedgerKinds.RecordUnshielded, reason, ("on", today));
        return null;
    }

    public PeriodFacts PeriodFacts =>
        new(Tier, Class, Ground, Penalties, PublishedOn, DecidedOn, RestoredOn, BarredUntil);

    private GroundOrigin? Origin(RuleSet rules) => rules.FindGround(Ground)?.Origin;

    private bool IsOpenOn(DateOnly day) => State is RecordState.Published && !(LapsesOn < day);

    private void Recompute(RuleSet rules) => (RepairableFrom, LapsesOn) = RecordPeriods.Of(rules, PeriodFacts);

    private void Leave(RecordState state, DateOnly? on)
    {
        if (ShieldedSince is { } since)
        {
            Interrupt(InterruptionKind.Shielded, since, on!.Value);
        }

        (State, LeftOn, RepairPending, ShieldedSince) = (state, on, false, null);
        (ContestedSince, CompanyStatement) = (null, null);
    }

    private void Interrupt(InterruptionKind kind, DateOnly from, DateOnly until) =>
        Interruptions = [.. Interruptions ?? [], new(kind, from, until)];

    private void ForgetAfter(RuleSet rules, DateOnly day)
    {
        (RepairPending, ContestedSince, CompanyStatement) = (false, null, null);
        if (State is RecordState.Unpublished or RecordState.Annulled || (State is RecordState.Deregistered && LeftOn is null))
        {
            return; // never shown, or never in force
        }

        var restoredOn = Interruptions?.Where(i => i.Kind is InterruptionKind.Repaired && i.Until <= day)
            .Max(i => (DateOnly?)i.Until);
        if (restoredOn != RestoredOn)
        {
            RestoredOn = restoredOn;
            BarredUntil = restoredOn is { } start ? LegalDates.Add(start, rules.Revocation.Bar) : null;
            Recompute(rules);
        }

        var interruption = Interruptions?.FirstOrDefault(i => i.From <= day && day < i.Until);
        if (interruption is { Kind: InterruptionKind.Repaired })
        {
            (State, LeftOn) = (RecordState.Repaired, interruption.From);
        }
        else if (LeftOn > day || (LeftOn is null && !(LapsesOn < day)))
        {
            (State, LeftOn) = (RecordState.Published, null);
        }

        ShieldedSince = interruption is { Kind: InterruptionKind.Shielded } ? interruption.From
            : ShieldedSince <= day ? ShieldedSince
            : null;
        NoticeShownOn = NoticeShownOn <= day ? NoticeShownOn : null;
        EscalatedToId = State is RecordState.Escalated ? EscalatedToId : null;
    }

    private ConflictError NotOpen(DateOnly today, string verb)
    {
        var shielded = IsOpenOn(today) && ShieldedSince is not null;
        return new ConflictError(
            "RECORD_STATE",
            $"A record that is {(shielded ? "shielded" : StateOn(today).ToString().ToLowerInvariant())} cannot be {verb}.");
    }
}

/// <summary>What a new record says, already checked by <see cref="PublicationRules"/>.</summary>
public sealed record RecordDraft(Guid CompanyId, Guid OrganId, RecordTier Tier, string Ground, DateOnly PublishedOn)
{
    public RecordClass? Class { get; init; }

    public Decision? Decision { get; init; }

    public required string Summary { get; init; }

    public IReadOnlyList<Penalty> Penalties { get; init; } = [];

    /// <summary>The organ's wish for a minor breach; null for the set's default.</summary>
    public bool? Publish { get; init; }

    public Guid? EscalatedFromId { get; init; }
}

/// <summary>What a corrected record says, whole.</summary>
public sealed record RecordCorrection(
    string Ground, Decision Decision, string Summary, IReadOnlyList<Penalty> Penalties)
{
    public bool Equals(RecordCorrection? other) =>
        other is not null
        && (Ground, Decision, Summary) == (other.Ground, other.Decision, other.Summary)
        && Penalties.SequenceEqual(other.Penalties);

    public override int GetHashCode() => HashCode.Combine(Ground, Decision, Summary, Penalties.Count);
}
