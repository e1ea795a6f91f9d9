using System.Text.Json.Serialization;
using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;

namespace CreditRegistry.Application.Objections;

/// <summary>An objection as its reader may see it. The company reads the organ, never a person.</summary>
public sealed record ObjectionView : IVersioned
{
    public required Guid Id { get; init; }

    public required string Reference { get; init; }

    public required Guid RecordId { get; init; }

    /// <summary>The application whose refusal is contested; null where the record is.</summary>
    public required Guid? ApplicationId { get; init; }

    public required string RegistrationId { get; init; }

    public required string CompanyName { get; init; }

    public required OrganView Organ { get; init; }

    public required RecordTier Tier { get; init; }

    public required string RuleSet { get; init; }

    public required ObjectionState State { get; init; }

    /// <summary>Who must act now, and by when; null when nobody has to.</summary>
    public required NextStep? Next { get; init; }

    public required ContestView Ground { get; init; }

    /// <summary>What is wrong, in the company's words.</summary>
    public required string Reason { get; init; }

    /// <summary>What the public reads beside the record while the objection is open; null when the company says nothing.</summary>
    public required string? Statement { get; init; }

    public required IReadOnlyList<CaseDocument> Documents { get; init; }

    public required DateOnly? FiledOn { get; init; }

    /// <summary>The instant at which the organ had it.</summary>
    public required DateTimeOffset? ForwardedAt { get; init; }

    public required IReadOnlyList<DeadlineView> Deadlines { get; init; }

    public required bool Overdue { get; init; }

    public required ObjectionAnswer? Decision { get; init; }

    /// <summary>The review that was asked for, with the decision that it is about.</summary>
    public required ReviewView? Review { get; init; }

    /// <summary>The last day on which a review may be asked for; null when none may.</summary>
    public required DateOnly? ReviewableUntil { get; init; }

    public required ObjectionClosure? ClosedBecause { get; init; }

    public required IReadOnlyList<HistoryEntry> History { get; init; }

    public required int Version { get; init; }

    /// <summary>For the organ and those who watch it; left out for the company.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ObjectionInside? Inside { get; init; }

    /// <summary>What <see cref="Next"/> adds for the organ's accounts when nobody could decide; null when somebody can.</summary>
    [JsonIgnore]
    public LocalText? NobodyDecides { get; init; }
}

/// <summary>A ground of contest with its words and its law.</summary>
public sealed record ContestView(
    ObjectionGround Code, string Title, string TitleZh, string LegalBasis, string LegalBasisZh);

/// <summary>What only the organ, supervisors and auditors see.</summary>
/// <param name="Rejection">A rejection that another officer has yet to confirm.</param>
/// <param name="Finding">What one account found, and another decides on or decided on.</param>
/// <param name="Overtaken">
/// Whether the record was corrected since the finding, so that a decision must say itself what the record is to say.
/// </param>
/// <param name="Departed">Whether the decision departs from the finding; null before it.</param>
/// <param name="TookPart">Account keys of those who decided what is reviewed, and so may not act in the review.</param>
public sealed record ObjectionInside(
    ObjectionRejection? Rejection,
    ObjectionFinding? Finding,
    bool Overtaken,
    bool? Departed,
    IReadOnlyList<Guid> TookPart);

/// <summary>What was decided, why, and how to go on.</summary>
/// <param name="Outcome">Null when the objection was not accepted.</param>
/// <param name="Remedies">Null when it was upheld.</param>
public sealed record ObjectionAnswer(
    ObjectionOutcome? Outcome,
    DateOnly On,
    string ReasonCode,
    string ReasonTitle,
    string ReasonTitleZh,
    string Reason,
    string? Remedies,
    string? RemediesZh);

/// <param name="First">The decision that the review is about.</param>
/// <param name="WithdrawnOn">The day on which the company took the review back: that decision stands. Or null.</param>
public sealed record ReviewView(DateOnly RequestedOn, string Reason, ObjectionAnswer First, DateOnly? WithdrawnOn);
