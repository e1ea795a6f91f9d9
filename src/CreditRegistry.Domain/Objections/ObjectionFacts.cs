using CreditRegistry.Domain.Records;

namespace CreditRegistry.Domain.Objections;

/// <summary>A finding, or the decision that follows it.</summary>
/// <param name="Correction">What the record is to say; for <c>correct</c> and <c>changePeriod</c> only.</param>
/// <param name="Departed">Of a decision: whether it differs from the finding.</param>
/// <param name="Corrects">Of a finding with a correction: what the record said when it was found wrong.</param>
public sealed record ObjectionFinding(
    ObjectionOutcome Outcome,
    Guid By,
    DateOnly On,
    string ReasonCode,
    string Reason,
    RecordCorrection? Correction = null,
    bool Departed = false,
    RecordCorrection? Corrects = null)
{
    /// <summary>Whether the record was corrected since it was found wrong, so that this correction would undo that one.</summary>
    public bool IsOvertakenBy(CreditRecord record) => Correction is not null && Corrects != record.Content;
}

/// <summary>A rejection that one officer proposes and another has yet to confirm, or that was confirmed.</summary>
public sealed record ObjectionRejection(Guid By, DateOnly On, string ReasonCode, string Reason);

/// <summary>The one review: what the company asks to be looked at again, and what it was told before.</summary>
/// <param name="WithdrawnOn">The day on which the company took it back, so that the first decision stands; or null.</param>
public sealed record ObjectionReview(
    DateOnly RequestedOn,
    string Reason,
    ObjectionFinding FirstFinding,
    ObjectionFinding FirstDecision,
    DateOnly? WithdrawnOn = null)
{
    /// <summary>Whether the account had a part in what is reviewed.</summary>
    public bool Involved(Guid account) => FirstFinding.By == account || FirstDecision.By == account;
}
