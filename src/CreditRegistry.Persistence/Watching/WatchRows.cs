using CreditRegistry.Domain.Watching;

namespace CreditRegistry.Persistence.Watching;

/// <summary>An account's list of companies, what it wants to know of them, and how it is told.</summary>
public sealed class WatchList
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required string Name { get; set; }

    /// <summary>Names of <see cref="WatchRule"/>.</summary>
    public required string[] Rules { get; set; }

    /// <summary>How many days before a record becomes repairable the list is told.</summary>
    public required int DaysBefore { get; set; }

    /// <summary>How many companies are on it.</summary>
    public int Companies { get; set; }

    public required int Version { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where events are sent; null when they are fetched only.</summary>
    public string? Url { get; set; }

    /// <summary>The secret that signs, protected by the key ring.</summary>
    public string? Secret { get; set; }

    /// <summary>The secret before it, which signs too until <see cref="PreviousUntil"/>.</summary>
    public string? PreviousSecret { get; set; }

    public DateTimeOffset? PreviousUntil { get; set; }

    /// <summary>Null when nothing is sent.</summary>
    public WebhookState? State { get; set; }

    public DateTimeOffset? StateSince { get; set; }

    /// <summary>Why it is paused or disabled.</summary>
    public string? Failure { get; set; }

    /// <summary>Number of the newest event of the list.</summary>
    public long LastEvent { get; set; }

    /// <summary>Every event of the list up to this number was delivered, or is not to be.</summary>
    public long Delivered { get; set; }

    /// <summary>How often what comes next was tried in vain.</summary>
    public int Attempts { get; set; }

    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>When there is something to send; null when nothing is sent.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public DateTimeOffset? HeartbeatAt { get; set; }

    /// <summary>Which worker is sending, until when.</summary>
    public Guid? Lease { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }
}

/// <summary>A company on a list; one that is not in the register yet may be watched as well.</summary>
public sealed class WatchedCompany
{
    public required Guid ListId { get; init; }

    public required string RegistrationId { get; init; }

    /// <summary>The standing that the list knows of: 0 for clear, else the tier.</summary>
    public required short Standing { get; init; }
}

/// <summary>One thing that a list is told. Numbers rise in the order of commits: one worker at a time writes them.</summary>
public sealed class WatchEvent
{
    public long Number { get; private init; }

    /// <summary>The epoch of the feed in which it was written.</summary>
    public int Epoch { get; private init; }

    public Guid ListId { get; private init; }

    public string Rule { get; private init; } = null!;

    public string? RegistrationId { get; private init; }

    public Guid? RecordId { get; private init; }

    /// <summary>The day that it is about, such as the first day of repair.</summary>
    public DateOnly? Day { get; private init; }

    /// <summary>The place in the ledger that it follows from.</summary>
    public long Position { get; private init; }

    public DateTimeOffset At { get; private init; }
}

/// <summary>One attempt to deliver. Nothing of the receiver's answer is kept but its status.</summary>
public sealed class WatchDelivery
{
    public long Id { get; private init; }

    public required Guid ListId { get; init; }

    /// <summary>The <c>webhook-id</c>: the same for every attempt.</summary>
    public required string MessageId { get; init; }

    public required string Type { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Attempt { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>Why it failed; null when it was delivered.</summary>
    public string? Failure { get; init; }

    public required int DurationMs { get; init; }
}

/// <summary>How far the ledger was matched with the lists. One row.</summary>
public sealed class WatchProgress
{
    public required bool Id { get; init; }

    public required int Epoch { get; init; }

    public required long Position { get; init; }

    /// <summary>Number of the newest event ever written.</summary>
    public required long Number { get; init; }

    /// <summary>The last day whose daily pass is done.</summary>
    public DateOnly? Day { get; init; }
}

/// <summary>The last event that each epoch of the feed took over from the one before.</summary>
public sealed class WatchEpoch
{
    public required int Number { get; init; }

    public required long FromNumber { get; init; }
}
