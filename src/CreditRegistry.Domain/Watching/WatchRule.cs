namespace CreditRegistry.Domain.Watching;

/// <summary>What a watch list is told of.</summary>
public enum WatchRule
{
    /// <summary>A record of a watched company came into publication.</summary>
    Listed = 1,

    /// <summary>A watched company's standing rose to a graver tier.</summary>
    TierUp,

    /// <summary>A watched company's standing fell to a lighter tier, or to clear.</summary>
    TierDown,

    /// <summary>A published record can be repaired some days from now.</summary>
    AboutToBecomeRepairable,

    /// <summary>A granted application took a record out of publication.</summary>
    Repaired,

    /// <summary>A record's period ran out.</summary>
    Lapsed,

    /// <summary>The organ annulled a published record.</summary>
    Annulled,

    /// <summary>The organ corrected a published record.</summary>
    Corrected,

    /// <summary>The mark of an objection was placed on a published record, or taken from it.</summary>
    Objection,

    /// <summary>A record that the account holds left publication: every copy of it has to go.</summary>
    Recalled,
}

/// <summary>How the deliveries of a list stand.</summary>
public enum WebhookState
{
    Active = 1,

    /// <summary>The receiver did not take an event for as long as the registry tries.</summary>
    Paused,

    /// <summary>The receiver answered 410: it wants no more.</summary>
    Disabled,
}

/// <summary>What a watch list may say.</summary>
public static class WatchLimits
{
    public const int NameMaxLength = 100;
    public const int UrlMaxLength = 2000;

    /// <summary>How many days before a record becomes repairable it may be told at the earliest.</summary>
    public const int MaxDaysBefore = 60;

    public const int DefaultDaysBefore = 14;
}
