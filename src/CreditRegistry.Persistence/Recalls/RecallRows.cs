using CreditRegistry.Domain.Watching;

namespace CreditRegistry.Persistence.Recalls;

/// <summary>The newest export of records that an account took: it holds whatever was published then.</summary>
public sealed class ExportHold
{
    public required Guid AccountId { get; init; }

    public required long Position { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A company that a screening showed to an account as listed, last at that instant.</summary>
public sealed class ScreeningHold
{
    public required Guid CompanyId { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>Of the change feed: the answer had every change up to it.</summary>
    public required long Position { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A record that an account was told of by a watch list, last at that instant.</summary>
public sealed class RecordHold
{
    public required Guid RecordId { get; init; }

    public required Guid AccountId { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A record left publication, and the account holds it.</summary>
public sealed class Recall
{
    public required Guid AccountId { get; init; }

    public required Guid RecordId { get; init; }

    /// <summary>Why it left: a state of records, or <c>withdrawn</c>.</summary>
    public required string State { get; init; }

    public DateOnly LeftOn { get; private init; }

    /// <summary>Of the ledger row by which it left.</summary>
    public long Position { get; private init; }

    public DateTimeOffset RecalledAt { get; private init; }

    /// <summary>Names of <see cref="RecallReason"/>.</summary>
    public required string[] Because { get; init; }

    /// <summary>
    /// The company, where a screening showed it and nothing else tells the account what to look for; gone once acknowledged.
    /// </summary>
    public Guid? CompanyId { get; private init; }

    public DateTimeOffset? AcknowledgedAt { get; private init; }
}

/// <summary>How many recalls were made on a day, and how many of them were acknowledged in time.</summary>
public sealed class RecallDay
{
    /// <summary>All zeros for the sum over all accounts.</summary>
    public required Guid AccountId { get; init; }

    public required DateOnly Day { get; init; }

    public int Made { get; private init; }

    public int WithinOneDay { get; private init; }

    public int WithinThreeDays { get; private init; }

    public int WithinSevenDays { get; private init; }
}

/// <summary>An account that agreed that the public sees how it answers recalls, under its company's or organ's name.</summary>
public sealed class NamedConsumer
{
    public required Guid AccountId { get; init; }

    public required Guid? CompanyId { get; init; }

    public required Guid? OrganId { get; init; }

    public required DateTimeOffset AgreedAt { get; init; }
}
