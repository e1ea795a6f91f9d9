using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.RuleSets;

/// <summary>
/// One version of the rules, whole: read from a data file, checked once, never changed. A record pins the set that its
/// organ had adopted on its publication day and follows it for life. Every row names its legal basis.
/// </summary>
public sealed record RuleSet
{
    /// <summary>Such as <c>four-tier-2024</c>; never reused.</summary>
    public required string Id { get; init; }

    public required LocalText Title { get; init; }

    public required LocalText LegalBasis { get; init; }

    /// <summary>First day (Asia/Shanghai) on which an organ may adopt the set.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Last day on which it may be adopted; null while it has no end.</summary>
    public required DateOnly? EffectiveTo { get; init; }

    /// <summary>True when a record's class is derived from its gravest penalty.</summary>
    public required bool HasClasses { get; init; }

    /// <summary>True when a penalty with a term of its own holds the record until that day (Order 36, article 12).</summary>
    public required bool PenaltyTermHolds { get; init; }

    public required IReadOnlyList<TierRule> Tiers { get; init; }

    public required IReadOnlyList<PenaltyKind> PenaltyKinds { get; init; }

    public required IReadOnlyList<Ground> Grounds { get; init; }

    public required IReadOnlyList<Measure> Measures { get; init; }

    public required IReadOnlyList<DocumentKind> DocumentKinds { get; init; }

    public required IReadOnlyList<DeadlineRule> Deadlines { get; init; }

    public required IReadOnlyList<ReasonCode> ReasonCodes { get; init; }

    /// <summary>How a company contests a record or a refused repair.</summary>
    public required ObjectionRule Objection { get; init; }

    public required RevocationRule Revocation { get; init; }

    /// <summary>How an adverse decision can be contested; printed under every one.</summary>
    public required LocalText Remedies { get; init; }
}

/// <summary>What holds for every record of a tier.</summary>
public sealed record TierRule
{
    public required RecordTier Tier { get; init; }

    public required LocalText Name { get; init; }

    public required LocalText Meaning { get; init; }

    /// <summary>False when records of the tier arise only by escalation.</summary>
    public required bool ArisesByOrgan { get; init; }

    /// <summary>The tier of which the company must have a published record of this set on the publication day, or null.</summary>
    public required RecordTier? Prerequisite { get; init; }

    public required EscalationRule? Escalation { get; init; }

    /// <summary>One row without a class, or one for each class that the tier admits.</summary>
    public required IReadOnlyList<PublicationRule> Publication { get; init; }

    public required IReadOnlyList<DocumentRule> Documents { get; init; }

    /// <summary>Codes of the measures in force while a record of the tier is published.</summary>
    public required IReadOnlyList<string> Measures { get; init; }

    public required LocalText LegalBasis { get; init; }
}

public enum PeriodAnchor
{
    Publication,
    Decision,
}

/// <summary>When a record of a tier (and class) is shown, may be repaired, and lapses by itself.</summary>
public sealed record PublicationRule
{
    /// <summary>Null where the set has no classes or the tier none (abnormal).</summary>
    public required RecordClass? Class { get; init; }

    /// <summary>False when the record is kept but published only if the organ asks (Order 36, article 12).</summary>
    public required bool PublishedByDefault { get; init; }

    /// <summary>The day from which the two periods run.</summary>
    public required PeriodAnchor Anchor { get; init; }

    /// <summary>Null: from the publication day itself.</summary>
    public required Period? RepairableAfter { get; init; }

    /// <summary>Null: never by itself.</summary>
    public required Period? LapsesAfter { get; init; }

    public required LocalText LegalBasis { get; init; }
}

/// <summary>What becomes of a record that nobody put right.</summary>
/// <param name="To">The tier of the new record.</param>
/// <param name="Ground">The ground code of the new record.</param>
/// <param name="After">Counted from publication.</param>
/// <param name="Notice">How long the notice must have been shown first.</param>
public sealed record EscalationRule(RecordTier To, string Ground, Period After, Period Notice, LocalText LegalBasis);

/// <summary>One requirement of a repair application; any one of <see cref="Kinds"/> satisfies it.</summary>
public sealed record DocumentRule
{
    /// <summary>Document kind codes; empty when <see cref="ByGround"/>.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>True when the ground's own proofs satisfy it.</summary>
    public required bool ByGround { get; init; }

    public required LocalText Title { get; init; }

    public required LocalText LegalBasis { get; init; }
}

public sealed record DocumentKind(string Code, LocalText Title);

/// <summary>A kind of penalty. The gravest of a decision gives a record its class.</summary>
/// <param name="Class">Null in a set without classes.</param>
/// <param name="MayEndEarly">False for licence revocation and closure: the record can only lapse.</param>
public sealed record PenaltyKind(string Code, LocalText Title, RecordClass? Class, bool MayEndEarly, LocalText LegalBasis);

public enum GroundOrigin
{
    Organ,
    Escalation,
    Revocation,
}

/// <summary>Why a company is listed. There is no free-text ground.</summary>
public sealed record Ground
{
    public required string Code { get; init; }

    public required LocalText Title { get; init; }

    /// <summary>The tiers in which the ground can be used.</summary>
    public required IReadOnlyList<RecordTier> Tiers { get; init; }

    public required GroundOrigin Origin { get; init; }

    /// <summary>Document kinds that prove cure of this ground.</summary>
    public required IReadOnlyList<string> Proofs { get; init; }

    /// <summary>False for a record that can only lapse (a dishonest promise).</summary>
    public required bool MayEndEarly { get; init; }

    /// <summary>The class of a record of this ground whatever its penalties, or null.</summary>
    public required RecordClass? Class { get; init; }

    /// <summary>Replaces the tier's period, or null.</summary>
    public required Period? LapsesAfter { get; init; }

    public required LocalText LegalBasis { get; init; }
}

/// <summary>A consequence that the law ties to a published record; it ends with the record.</summary>
/// <param name="Organ">Who applies it.</param>
/// <param name="Binding">True where public bodies must apply it; false where market participants may refer to it.</param>
public sealed record Measure(string Code, LocalText Title, LocalText LegalBasis, LocalText Organ, bool Binding);

public enum DeadlineKind
{
    /// <summary>Officers accept, refuse to accept, or ask for what is missing.</summary>
    Acceptance,

    /// <summary>The company answers the one supplement request.</summary>
    Supplement,

    /// <summary>Officers grant or refuse.</summary>
    Decision,

    /// <summary>What one extension adds to the decision deadline.</summary>
    Extension,

    /// <summary>A draft nobody touches is dropped.</summary>
    Draft,

    /// <summary>A company objects to what a record says; null where the set has no limit.</summary>
    Filing,

    /// <summary>The mark of an objection is on every public answer.</summary>
    Mark,

    /// <summary>An objection reaches the organ that supplied the record.</summary>
    Forwarding,

    /// <summary>What was found wrong is put right.</summary>
    Execution,

    /// <summary>A company asks for the review of a dismissed objection.</summary>
    Review,

    /// <summary>The review is decided.</summary>
    ReviewDecision,
}

public enum DeadlineAnchor
{
    Submission,
    Acceptance,
    SupplementRequest,
    DueDay,
    LastChange,
    Publication,
    Decision,
    ReviewRequest,
}

/// <summary>A procedural deadline. It rolls to the next working day when it ends on a day off.</summary>
/// <param name="Tier">The tier it is for; null for every tier without a row of its own.</param>
/// <param name="From">What starts the clock; the start day is not counted.</param>
public sealed record DeadlineRule(
    DeadlineKind Kind, RecordTier? Tier, Period Length, DeadlineAnchor From, LocalText LegalBasis);

/// <summary>What an officer's act may say as its reason: the first four on repair, the others on objections.</summary>
public enum ReasonUse
{
    Grant,
    Refuse,
    NonAcceptance,
    Revocation,

    /// <summary>An objection is upheld.</summary>
    Uphold,

    /// <summary>An objection is dismissed.</summary>
    Dismissal,

    /// <summary>An objection is not accepted.</summary>
    Rejection,
}

public sealed record ReasonCode(string Code, LocalText Title, IReadOnlyList<ReasonUse> Uses);

/// <summary>What follows when a grant rested on a false promise (Order 36, article 25; Order 107, article 23).</summary>
/// <param name="Bar">How long the returned record cannot be repaired, from the revocation day.</param>
/// <param name="Tier">Tier of the record of the dishonest promise.</param>
/// <param name="Ground">Ground of that record.</param>
public sealed record RevocationRule(Period Bar, RecordTier Tier, string Ground, LocalText LegalBasis);
