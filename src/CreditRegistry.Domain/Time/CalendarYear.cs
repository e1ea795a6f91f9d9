namespace CreditRegistry.Domain.Time;

/// <summary>A year as the State Council arranged it: days off and weekend days moved to work.</summary>
/// <param name="Source">The notice that says so.</param>
/// <param name="DaysOff">Every day off by the notice, those that fall on a weekend included.</param>
/// <param name="WorkDays">Saturdays and Sundays that are worked.</param>
public sealed record CalendarYear(
    int Year, LocalText Source, IReadOnlyList<DayOff> DaysOff, IReadOnlyList<DateOnly> WorkDays);

public sealed record DayOff(DateOnly Date, LocalText Name);
