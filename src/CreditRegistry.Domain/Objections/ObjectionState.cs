namespace CreditRegistry.Domain.Objections;

/// <summary>Where an objection stands.</summary>
public enum ObjectionState
{
    Draft = 1,

    /// <summary>Filed, and with that forwarded to the organ that supplied the record.</summary>
    Submitted,

    /// <summary>The organ verifies what was said.</summary>
    Accepted,

    /// <summary>One account of the organ gave its finding; an officer has yet to decide.</summary>
    Proposed,

    Upheld,
    Dismissed,

    /// <summary>Not accepted.</summary>
    Rejected,

    /// <summary>Dismissed once, and examined again by people who took no part in that.</summary>
    UnderReview,

    Withdrawn,

    /// <summary>Ended without a decision; the objection says why.</summary>
    Closed,
}

public static class ObjectionStates
{
    /// <summary>The organ must act: the record carries the mark.</summary>
    public static readonly IReadOnlyList<ObjectionState> UnderWay =
        [ObjectionState.Submitted, ObjectionState.Accepted, ObjectionState.Proposed, ObjectionState.UnderReview];

    public static bool IsUnderWay(this ObjectionState state) => UnderWay.Contains(state);

    /// <summary>Not yet ended: a record has at most one draft, and one under way.</summary>
    public static bool IsOpen(this ObjectionState state) => state is ObjectionState.Draft || state.IsUnderWay();
}

/// <summary>What a company says is wrong. A closed list; the rule set says in which words and until when.</summary>
public enum ObjectionGround
{
    NotThisCompany = 1,
    FactsWrong,
    DecisionAnnulledOrChanged,
    PeriodWrong,
    AlreadyRepaired,

    /// <summary>Contests a repair application that was refused or not accepted.</summary>
    RepairRefused,
}

/// <summary>What becomes of an objection: dismissed, or upheld in one of four ways.</summary>
public enum ObjectionOutcome
{
    /// <summary>Upheld: the record says something else from now on.</summary>
    Correct = 1,

    /// <summary>Upheld: the record leaves publication for good.</summary>
    Annul,

    /// <summary>Upheld: the facts from which the period is counted are put right.</summary>
    ChangePeriod,

    /// <summary>Upheld: the refused repair application is examined anew.</summary>
    Reopen,

    Dismiss,
}

/// <summary>Why an objection was closed without a decision.</summary>
public enum ObjectionClosure
{
    RecordLeftPublication = 1,
    DraftIdle,
}
