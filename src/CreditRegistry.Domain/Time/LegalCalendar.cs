namespace CreditRegistry.Domain.Time;

/// <summary>Working days and the procedural deadlines that rest on them. Immutable.</summary>
/// <remarks>
/// In a year that no notice arranged, Monday to Friday count as working days and every deadline that touches the year is
/// provisional.
/// </remarks>
public sealed class LegalCalendar
{
    private readonly Dictionary<int, CalendarYear> _years;
    private readonly HashSet<DateOnly> _daysOff;
    private readonly HashSet<DateOnly> _workDays;

    /// <param name="years">The arranged years, each once.</param>
    /// <exception cref="ArgumentException">A year comes twice.</exception>
    public LegalCalendar(IEnumerable<CalendarYear> years)
    {
        _years = years.ToDictionary(year => year.Year);
        _daysOff = [.. _years.Values.SelectMany(year => year.DaysOff).Select(off => off.Date)];
        _workDays = [.. _years.Values.SelectMany(year => year.WorkDays)];
    }

    /// <summary>The arranged years, oldest first.</summary>
    public IReadOnlyList<CalendarYear> Years => [.. _years.Values.OrderBy(year => year.Year)];

    public bool IsKnown(int year) => _years.ContainsKey(year);

    public CalendarYear? Year(int year) => _years.GetValueOrDefault(year);

    public bool IsWorkingDay(DateOnly day) =>
        _workDays.Contains(day)
        || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_daysOff.Contains(day));

    /// <summary>The working day that is <paramref name="count"/> working days after the start day.</summary>
    public Deadline AddWorkingDays(DateOnly start, int count) => Due(start, new Period(count, PeriodUnit.WorkingDays));

    /// <inheritdoc cref="Due(DateOnly, Period, IReadOnlyList{ClockStop})"/>
    public Deadline Due(DateOnly start, Period length) => Due(start, length, []);

    /// <summary>When a procedural deadline ends: the start day is not counted, and a day off as last day rolls on.</summary>
    /// <remarks>
    /// <para>A length in working days counts working days. Any other is first turned into the days that it would take from
    /// its start (a month from 31 January: 28 or 29), so that the clock can stop and resume with what was left.</para>
    /// <para>A day inside a stop is not counted, however many stops cover it, and cannot be the last day either, not even
    /// by rolling: a stop that begins on the last day saves that day. A stop before the first counted day, or after the
    /// last day, changes nothing. An open stop that begins in time leaves the deadline without an end.</para>
    /// <para>A length of zero ends on the start day, or rolls from it.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or the end lies past the year 9999.</exception>
    public Deadline Due(DateOnly start, Period length, IReadOnlyList<ClockStop> stops)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length.Length, nameof(length));

        var working = length.Unit is PeriodUnit.WorkingDays;
        var left = working ? length.Length : LegalDates.Add(start, length).DayNumber - start.DayNumber;
        var provisional = false;

        for (var day = left == 0 ? start : start.AddDays(1); ; day = day.AddDays(1))
        {
            if (stops.Any(stop => stop.Covers(day)))
            {
                if (stops.Any(stop => stop.To is null && stop.Covers(day)))
                {
                    return Deadline.Stopped;
                }

                continue;
            }

            provisional |= !IsKnown(day.Year);
            left -= !working || IsWorkingDay(day) ? 1 : 0;
            if (left <= 0 && IsWorkingDay(day))
            {
                return new(day, provisional);
            }
        }
    }
}
