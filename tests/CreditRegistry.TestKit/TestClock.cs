namespace CreditRegistry.TestKit;

/// <summary>A clock that a test sets. It starts at 17:00 in Shanghai on Wednesday, 1 July 2026, and stands still.</summary>
public sealed class TestClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 7, 1, 17, 0, 0, TimeSpan.FromHours(8)).UtcTicks;

    public DateOnly Today => DateOnly.FromDateTime(GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public void AdvanceDays(int days) => Advance(TimeSpan.FromDays(days));

    /// <summary>To the same time of day on that day in Shanghai, which must not lie in the past.</summary>
    public void GoTo(DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, Today);
        AdvanceDays(day.DayNumber - Today.DayNumber);
    }
}
