using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.RuleSets;

/// <summary>Reads a calendar year from its data file and checks that it can be true.</summary>
public static class CalendarReader
{
    public static Reading<CalendarYear> Read(string json, string fileName)
    {
        var reading = StrictJson.Read<CalendarYear>(json, fileName);
        if (reading.Value is not { } year)
        {
            return reading;
        }

        var faults = Faults(year).Select(fault => new RuleSetFault(fileName, fault.Row, fault.Reason)).ToList();
        return faults.Count > 0 ? new(null, faults) : reading;
    }

    private static IEnumerable<(string Row, string Reason)> Faults(CalendarYear year)
    {
        var seen = new Dictionary<DateOnly, string>();
        var days = year.DaysOff.Select((off, index) => (Row: $"$.daysOff[{index}].date", Day: off.Date, Works: false))
            .Concat(year.WorkDays.Select((day, index) => (Row: $"$.workDays[{index}]", Day: day, Works: true)));

        foreach (var (row, day, works) in days)
        {
            if (day.Year != year.Year)
            {
                yield return (row, $"{day:yyyy-MM-dd} is not in {year.Year}.");
            }

            if (works && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                yield return (row, $"{day:yyyy-MM-dd} is a {day.DayOfWeek}, a working day already.");
            }

            if (!seen.TryAdd(day, row))
            {
                yield return (row, $"{day:yyyy-MM-dd} is already listed at {seen[day]}.");
            }
        }

        if (year.DaysOff.Count == 0)
        {
            yield return ("$.daysOff", "No year is without days off.");
        }
    }
}
