namespace CreditRegistry.Domain.Watching;

/// <summary>How an account came to hold a record.</summary>
public enum RecallReason
{
    /// <summary>It took an export of the records.</summary>
    Export = 1,

    /// <summary>A screening showed it the company as listed.</summary>
    Screening,

    /// <summary>A watch list told it of the record.</summary>
    Notification,
}
