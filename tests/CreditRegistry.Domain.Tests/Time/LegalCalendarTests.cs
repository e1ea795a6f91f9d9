using CreditRegistry.Domain.Tests.RuleSets;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Tests.Time;

public class LegalCalendarTests
{
    private static readonly LegalCalendar Calendar = Shipped.Book.Calendar;

    [Theory]
    [InlineData("2024-02-04", true)]
    [InlineData("2024-02-09", true)]
    [InlineData("2024-02-12", false)]
    [InlineData("2024-06-10", false)]
    [InlineData("2024-09-29", true)]
    [InlineData("2024-10-12", true)]
    [InlineData("2025-01-26", true)]
    [InlineData("2025-01-28", false)]
    [InlineData("2025-02-04", false)]
    [InlineData("2025-02-05", true)]
    [InlineData("2025-06-02", false)]
    [InlineData("2025-10-08", false)]
    [InlineData("2025-10-11", true)]
    [InlineData("2026-01-02", false)]
    [InlineData("2026-01-04", true)]
    [InlineData("2026-02-14", true)]
    [InlineData("2026-02-16", false)]
    [InlineData("2026-02-23", false)]
    [InlineData("2026-02-24", true)]
    [InlineData("2026-02-28", true)]
    [InlineData("2026-09-20", true)]
    [InlineData("2026-09-25", false)]
    [InlineData("2026-11-21", false)]
    [InlineData("2027-01-01", true)]
    [InlineData("2027-01-02", false)]
    public void IsWorkingDay_DayOfANotice_IsAsTheStateCouncilArrangedIt(string day, bool works) =>
        Assert.Equal(works, Calendar.IsWorkingDay(Days.Of(day)));

    /// <summary>Official working days of a year: days off on weekdays taken off, moved workdays put on.</summary>
    [Theory]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void IsWorkingDay_OverAKnownYear_CountsTheOfficialNumber(int year, int expected) => Assert.Equal(
        expected, Enumerable.Range(0, 366).Select(new DateOnly(year, 1, 1).AddDays).Count(day => day.Year == year && Calendar.IsWorkingDay(day)));

    [Theory]
    [InlineData(2023, false)]
    [InlineData(2024, true)]
    [InlineData(2026, true)]
    [InlineData(2027, false)]
    public void IsKnown_AYear_IsWhetherItsNoticeIsBundled(int year, bool known)
    {
        Assert.Equal(known, Calendar.IsKnown(year));
        Assert.Equal(known, Calendar.Year(year) is not null);
    }

    [Theory]
    [InlineData("2026-02-06", "15 working days", "2026-03-05", false)] // over Spring Festival, with both moved Saturdays
    [InlineData("2026-02-13", "1 working day", "2026-02-14", false)]
    [InlineData("2026-02-14", "1 working day", "2026-02-24", false)]
    [InlineData("2026-02-16", "1 working day", "2026-02-24", false)]
    [InlineData("2026-09-30", "7 working days", "2026-10-15", false)]
    [InlineData("2026-12-31", "1 working day", "2027-01-01", true)]
    [InlineData("2026-12-30", "1 working day", "2026-12-31", false)]
    [InlineData("2023-12-29", "1 working day", "2024-01-02", true)] // two days of 2023 stepped over
    [InlineData("2023-12-31", "1 working day", "2024-01-02", false)]
    [InlineData("2026-04-01", "15 days", "2026-04-16", false)]
    [InlineData("2026-02-01", "15 days", "2026-02-24", false)] // the 16th rolls over the festival
    [InlineData("2026-01-31", "1 month", "2026-02-28", false)] // a Saturday, but worked
    [InlineData("2026-04-30", "1 month", "2026-06-01", false)]
    [InlineData("2026-12-26", "5 days", "2026-12-31", false)]
    [InlineData("2026-12-26", "7 days", "2027-01-04", true)]
    [InlineData("2025-12-20", "2 years", "2027-12-20", true)]
    public void Due_WithoutStops_CountsRollsAndSaysWhenItIsProvisional(string start, string length, string due, bool provisional) =>
        Assert.Equal(new Deadline(Days.Of(due), provisional), Calendar.Due(Days.Of(start), Days.Period(length)));

    [Theory]
    [InlineData("2026-04-01", "2026-04-01")]
    [InlineData("2026-04-04", "2026-04-07")]
    public void Due_LengthZero_IsTheStartDayOrTheNextWorkingDay(string start, string due) => Assert.All(
        Enum.GetValues<PeriodUnit>(), unit => Assert.Equal(Days.Of(due), Calendar.Due(Days.Of(start), new(0, unit)).DueOn));

    [Fact]
    public void Due_NegativeLength_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.Due(new(2026, 4, 1), new(-1, PeriodUnit.Days)));

    [Theory]
    [InlineData("2026-04-01", "15 days", "2026-04-08/2026-04-10", "2026-04-20")] // 16 + 3 = Sunday the 19th, rolled
    [InlineData("2026-04-01", "15 days", "2026-04-10/2026-04-10", "2026-04-17")]
    [InlineData("2026-04-01", "15 days", "2026-04-16/2026-04-16", "2026-04-17")] // on the last day: that day is saved
    [InlineData("2026-04-01", "15 days", "2026-04-17/2026-04-30", "2026-04-16")]
    [InlineData("2026-04-01", "15 days", "2026-03-20/2026-04-01", "2026-04-16")]
    [InlineData("2026-04-01", "15 days", "2026-04-09/2026-04-08", "2026-04-16")] // ends before it begins
    [InlineData("2026-04-08", "10 days", "2026-04-20/2026-04-20", "2026-04-21")] // Saturday the 18th would roll into the stop
    [InlineData("2026-04-01", "7 working days", "2026-04-03/2026-04-07", "2026-04-15")] // two working days of five
    [InlineData("2026-04-01", "7 working days", "2026-04-04/2026-04-06", "2026-04-13")] // a stop over days off costs nothing
    [InlineData("2026-01-31", "1 month", "2026-02-10/2026-02-11", "2026-03-02")]
    [InlineData("2026-04-01", "15 days", "2026-04-10/", null)]
    [InlineData("2026-04-01", "15 days", "2026-04-16/", null)]
    [InlineData("2026-04-01", "15 days", "2026-04-17/", "2026-04-16")]
    [InlineData("2026-04-01", "15 days", "2026-03-01/", null)]
    [InlineData("2026-04-01", "15 days", "2026-04-10/2026-04-12 2026-04-11/2026-04-13", "2026-04-20")]
    [InlineData("2026-04-01", "15 days", "2026-04-10/2026-04-12 2026-04-11/", null)]
    public void Due_WithStops_ResumesWithWhatWasLeft(string start, string length, string stops, string? due) => Assert.Equal(
        due is null ? null : Days.Of(due),
        Calendar.Due(Days.Of(start), Days.Period(length), [.. stops.Split(' ').Select(Stop)]).DueOn);

    [Fact]
    public void Due_OnlyStoppedDaysInAnUnknownYear_IsNotProvisional() => Assert.Equal(
        new Deadline(new(2024, 1, 2), Provisional: false),
        Calendar.Due(new(2023, 12, 20), new(1, PeriodUnit.WorkingDays), [new(new(2023, 12, 21), new(2023, 12, 31), "OBJECTION")]));

    [Fact]
    public void Construction_YearTwice_Throws()
    {
        var year = Calendar.Year(2026)!;

        Assert.Throws<ArgumentException>(() => new LegalCalendar([year, year]));
    }

    private static ClockStop Stop(string text)
    {
        var ends = text.Split('/');
        return new(Days.Of(ends[0]), ends[1].Length == 0 ? null : Days.Of(ends[1]), "OBJECTION");
    }
}
