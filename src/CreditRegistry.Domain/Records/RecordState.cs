namespace CreditRegistry.Domain.Records;

/// <summary>Where a record stands. Everything but <see cref="Published"/> and <see cref="Unpublished"/> has left publication.</summary>
public enum RecordState
{
    Published = 1,

    /// <summary>Kept but not shown: a minor breach that the organ did not ask to publish (Order 36, article 12).</summary>
    Unpublished,

    Repaired,

    /// <summary>Its period ran out.</summary>
    Lapsed,

    /// <summary>The decision behind it was withdrawn or wrong.</summary>
    Annulled,

    /// <summary>Never put right; a graver record took its place.</summary>
    Escalated,

    /// <summary>The company was struck off.</summary>
    Deregistered,
}

/// <summary>A penalty of the decision behind a record.</summary>
/// <param name="Kind">A penalty kind of the rule set.</param>
/// <param name="AmountFen">Money in fen (1/100 yuan); null where the kind has no amount.</param>
/// <param name="TermEndsOn">Last day of a penalty with a term of its own, or null.</param>
public sealed record Penalty(string Kind, long? AmountFen = null, DateOnly? TermEndsOn = null);

/// <summary>The act of an organ on which a record rests.</summary>
/// <param name="Number">Decision number, as printed on it.</param>
/// <param name="DecidedOn">Date of the document (Asia/Shanghai).</param>
public sealed record Decision(string Number, DateOnly DecidedOn);

/// <summary>Days on which a record was not shown although its publication went on later.</summary>
/// <param name="From">The first of them (Asia/Shanghai).</param>
/// <param name="Until">The day on which it was shown again, or left while it was hidden.</param>
public sealed record Interruption(InterruptionKind Kind, DateOnly From, DateOnly Until);

public enum InterruptionKind
{
    /// <summary>Hidden by a court's order, which ended.</summary>
    Shielded = 1,

    /// <summary>Repaired by a grant that was revoked.</summary>
    Repaired,
}

/// <summary>Why an organ takes a record out for good.</summary>
public enum AnnulmentReason
{
    /// <summary>The decision behind it was revoked, or set aside on appeal.</summary>
    DecisionRevoked = 1,

    /// <summary>The decision was changed so far that the record no longer fits it.</summary>
    DecisionChanged,

    /// <summary>It names a company that the decision does not concern.</summary>
    WrongCompany,

    /// <summary>It should have been published in another tier, or not at all.</summary>
    WrongTier,

    /// <summary>The same decision was published twice.</summary>
    PublishedTwice,
}
