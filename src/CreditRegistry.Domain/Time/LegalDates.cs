namespace CreditRegistry.Domain.Time;

/// <summary>Legal dates: dates in Asia/Shanghai, whatever the zone of the server.</summary>
/// <remarks>
/// China keeps +08:00 all year. Its summer time of 1986–1991 is left out: no instant in the register is that old, and a
/// date that comes as a date needs no zone.
/// </remarks>
public static class LegalDates
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    /// <summary>The Shanghai date of an instant: 23:30 there is still that day, 00:00 is the next.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(LocalTimeOf(instant).DateTime);

    /// <summary>The same instant as a clock in Shanghai shows it.</summary>
    public static DateTimeOffset LocalTimeOf(DateTimeOffset instant) => instant.ToOffset(Shanghai);

    /// <summary>00:00 Shanghai of a day, as an instant in UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Shanghai).ToUniversalTime();

    /// <summary>
    /// The day on which a period ends, the start day not counted: months and years end on the corresponding day, else on
    /// the month's last day (Civil Code, articles 201 and 202). Nothing rolls.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The period is in working days; only a <see cref="LegalCalendar"/> knows those.
    /// </exception>
    public static DateOnly Add(DateOnly start, Period period) => period.Unit switch
    {
        PeriodUnit.Days => start.AddDays(period.Length),
        PeriodUnit.Months => start.AddMonths(period.Length),
        PeriodUnit.Years => start.AddYears(period.Length),
        PeriodUnit.WorkingDays => throw new ArgumentException("Working days need a calendar.", nameof(period)),
    };
}
