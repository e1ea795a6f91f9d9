using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Domain.Repairs;

/// <summary>One deadline of a case, with its arithmetic.</summary>
/// <param name="StartedOn">The day that starts the clock; not counted.</param>
/// <param name="DueOn">Last day, rolled to a working day; null while the clock stands still.</param>
/// <param name="Provisional">True when it touches a year whose calendar is not out yet.</param>
/// <param name="MetOn">The day the act was done, or null.</param>
/// <param name="EndedOn">The day the clock ended without the act being due any more, or null.</param>
/// <param name="EndedBy">Why it ended: <c>SUPPLEMENT_REQUESTED</c>, or the state that ended the case.</param>
public sealed record CaseDeadline(
    DeadlineKind Kind,
    DateOnly StartedOn,
    DateOnly? DueOn,
    bool Provisional,
    DateOnly? MetOn = null,
    DateOnly? EndedOn = null,
    string? EndedBy = null)
{
    public IReadOnlyList<Time.ClockStop> Stops { get; init; } = [];

    /// <summary>Whether it was extended, which is done once.</summary>
    public bool Extended { get; init; }

    public bool IsRunning => MetOn is null && EndedOn is null;
}

/// <summary>One thing that a supplement request asks for.</summary>
/// <param name="Kind">A document kind of the rule set.</param>
/// <param name="What">What is missing or wrong, in the officer's words.</param>
public sealed record MissingDocument(string Kind, string What);

public sealed record SupplementRequest(DateTimeOffset RequestedAt, IReadOnlyList<MissingDocument> Missing, string Reason);

public enum ProposalKind
{
    Grant = 1,
    Refuse,
    NonAcceptance,
    Revocation,
}

/// <summary>The first pair of eyes: what one officer proposes and another must confirm.</summary>
public sealed record Proposal(
    ProposalKind Kind, Guid By, DateOnly On, string ReasonCode, string Reason, IReadOnlyList<Guid> LinkedRecords);

/// <summary>The second pair of eyes: what was decided.</summary>
/// <param name="Departed">True when it differs from what the first officer proposed.</param>
public sealed record CaseDecision(
    ProposalKind Kind,
    Guid By,
    DateOnly On,
    string ReasonCode,
    string Reason,
    IReadOnlyList<Guid> LinkedRecords,
    bool Departed);

public sealed record Extension(DateOnly On, Guid By, string Reason);
