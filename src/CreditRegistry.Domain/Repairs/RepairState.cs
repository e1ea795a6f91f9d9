namespace CreditRegistry.Domain.Repairs;

/// <summary>Where a repair application stands.</summary>
public enum RepairState
{
    Draft = 1,
    Submitted,
    SupplementRequested,
    Accepted,
    Recommended,
    Granted,
    Refused,
    NotAccepted,
    Revoked,
    Withdrawn,

    /// <summary>Ended without a decision; the application says why.</summary>
    Closed,
}

public static class RepairStates
{
    /// <summary>With the officers or waiting for the company: blocks escalation and a second application.</summary>
    public static readonly IReadOnlyList<RepairState> UnderWay =
        [RepairState.Submitted, RepairState.SupplementRequested, RepairState.Accepted, RepairState.Recommended];

    public static bool IsUnderWay(this RepairState state) => UnderWay.Contains(state);

    /// <summary>Not yet ended: a record has at most one such application.</summary>
    public static bool IsOpen(this RepairState state) => state is RepairState.Draft || state.IsUnderWay();

    /// <summary>The ball is with the officers.</summary>
    public static bool IsWithOfficers(this RepairState state) =>
        state is RepairState.Submitted or RepairState.Accepted or RepairState.Recommended;
}

/// <summary>Why an application was closed without a decision.</summary>
public enum RepairClosure
{
    SupplementUnanswered = 1,
    RecordLeftPublication,
    DraftIdle,

    /// <summary>A draft gave way to the application that was refused before, which an upheld objection opened again.</summary>
    ExaminedAnew,
}

public enum RepairOutcome
{
    Grant = 1,
    Refuse,
}
