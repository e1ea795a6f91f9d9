namespace CreditRegistry.Domain.Time;

/// <summary>When a procedural deadline ends.</summary>
/// <param name="DueOn">The last day (Asia/Shanghai), itself still in time; null while the clock stands still.</param>
/// <param name="Provisional">True when a day it counted or rolled over lies in a year without a calendar.</param>
public sealed record Deadline(DateOnly? DueOn, bool Provisional)
{
    /// <summary>The clock stands still with no end in sight.</summary>
    public static Deadline Stopped { get; } = new(null, Provisional: false);
}

/// <summary>Days on which a clock stood still, both ends included.</summary>
/// <param name="From">The first day that is not counted.</param>
/// <param name="To">
/// The last day that is not counted; null while the stop is open. Before <paramref name="From"/>: no day.
/// </param>
/// <param name="Reason">Why, in a stable code or words; no part in the sum.</param>
public sealed record ClockStop(DateOnly From, DateOnly? To, string Reason)
{
    public bool Covers(DateOnly day) => day >= From && (To is null || day <= To);
}
