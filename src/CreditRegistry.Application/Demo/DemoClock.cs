using CreditRegistry.Domain.Time;

namespace CreditRegistry.Application.Demo;

/// <summary>The clock of the years that the demo data goes through. It only moves forward.</summary>
internal sealed class DemoClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public DateOnly Today => LegalDates.DateOf(_now);

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>To 10:00 in Shanghai on that day, unless it is later already.</summary>
    public void GoTo(DateOnly day)
    {
        var morning = LegalDates.StartOf(day).AddHours(10);
        _now = morning > _now ? morning : _now;
    }

    public void Tick() => _now = _now.AddSeconds(20);
}
