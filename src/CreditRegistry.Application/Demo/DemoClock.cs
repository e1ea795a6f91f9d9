using CreditRegistry.Domain.Time;

namespace CreditRegistry.Application.Demo;

/// <summary>The clock of the years that the demo data goes through. It only moves forward, and not beyond the present.</summary>
internal sealed class DemoClock(DateTimeOffset now, DateTimeOffset present) : TimeProvider
{
    private DateTimeOffset _now = now;

    public DateOnly Today => LegalDates.DateOf(_now);

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>To 10:00 in Shanghai on that day, or its beginning while it is earlier; unless it is later already.</summary>
    public void GoTo(DateOnly day)
    {
        var morning = LegalDates.StartOf(day).AddHours(10);
        morning = morning < present ? morning : LegalDates.StartOf(day);
        _now = morning > _now ? morning : _now;
    }

    public void Tick() => _now = _now.AddSeconds(20);
}
