using CreditRegistry.Domain.Objections;

namespace CreditRegistry.Domain.RuleSets;

/// <summary>How a company contests a record, or a repair that was refused (Order 36, article 18).</summary>
public sealed record ObjectionRule
{
    /// <summary>Each of the grounds of contest once.</summary>
    public required IReadOnlyList<ContestGround> Grounds { get; init; }

    /// <summary>Deadlines of its own: a review is possible only where it has one.</summary>
    public required IReadOnlyList<DeadlineRule> Deadlines { get; init; }

    public required IReadOnlyList<ReasonCode> ReasonCodes { get; init; }

    /// <summary>Whether the record stays published meanwhile.</summary>
    public required bool PublicationContinues { get; init; }

    /// <summary>What an open objection to a record holds up.</summary>
    public required IReadOnlyList<ObjectionStop> Stops { get; init; }

    public required ObjectionRemedies Remedies { get; init; }

    public required LocalText LegalBasis { get; init; }
}

/// <summary>A ground of contest in the words of a rule set.</summary>
/// <param name="WithinFiling">Whether it must be raised within the time for filing; what comes about later cannot be.</param>
public sealed record ContestGround(
    ObjectionGround Code, LocalText Title, Contested Contests, bool WithinFiling, LocalText LegalBasis);

/// <summary>What a ground contests.</summary>
public enum Contested
{
    /// <summary>The record itself.</summary>
    Record,

    /// <summary>A repair application that was refused or not accepted.</summary>
    Repair,
}

/// <summary>What can stand still while an objection is open.</summary>
public enum ObjectionStop
{
    /// <summary>The clock of the decision on a repair application; it resumes with what was left.</summary>
    RepairDecision,

    /// <summary>Escalation, when the objection was filed before the record's term ended.</summary>
    Escalation,
}

/// <summary>How to go on, printed under each adverse decision on an objection.</summary>
public sealed record ObjectionRemedies(LocalText AfterRejection, LocalText AfterDismissal, LocalText AfterReview);
