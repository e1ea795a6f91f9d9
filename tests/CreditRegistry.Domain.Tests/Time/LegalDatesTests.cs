using CreditRegistry.Domain.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CreditRegistry.Domain.Tests.Time;

public class LegalDatesTests
{
    [Theory]
    [InlineData("2026-03-31T15:59:59.9999999Z", "2026-03-31")]
    [InlineData("2026-03-31T16:00:00Z", "2026-04-01")]
    [InlineData("2026-03-31T16:00:00.0000001Z", "2026-04-01")]
    [InlineData("2026-03-31T23:30:00+08:00", "2026-03-31")]
    [InlineData("2026-03-31T23:30:00-11:00", "2026-04-01")]
    [InlineData("2025-12-31T16:00:00Z", "2026-01-01")]
    public void DateOf_AroundMidnight_IsTheDateInShanghai(string instant, string day) =>
        Assert.Equal(Days.Of(day), LegalDates.DateOf(DateTimeOffset.Parse(instant, null)));

    [Fact]
    public void StartOf_ADay_IsFourInTheAfternoonOfTheDayBeforeInUtc()
    {
        var start = LegalDates.StartOf(new(2026, 4, 1));

        Assert.Equal("2026-03-31T16:00:00.0000000+00:00", start.ToString("O"));
    }

    [Fact]
    public void StartOf_AnyDay_IsItsFirstInstant() => Prop.ForAll(Days.Any, day =>
        LegalDates.DateOf(LegalDates.StartOf(day)) == day
        && LegalDates.DateOf(LegalDates.StartOf(day).AddTicks(-1)) == day.AddDays(-1)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2026-01-31", "1 month", "2026-02-28")]
    [InlineData("2024-01-31", "1 month", "2024-02-29")]
    [InlineData("2024-02-29", "1 year", "2025-02-28")]
    [InlineData("2024-02-29", "4 years", "2028-02-29")]
    [InlineData("2026-02-28", "1 month", "2026-03-28")]
    [InlineData("2026-11-30", "3 months", "2027-02-28")]
    [InlineData("2026-04-01", "3 years", "2029-04-01")]
    [InlineData("2026-04-01", "15 days", "2026-04-16")]
    public void Add_APeriod_EndsOnTheCorrespondingDayOrTheMonthsLast(string start, string length, string end) =>
        Assert.Equal(Days.Of(end), LegalDates.Add(Days.Of(start), Days.Period(length)));

    [Fact]
    public void Add_WorkingDays_NeedsACalendar() =>
        Assert.Throws<ArgumentException>(() => LegalDates.Add(new(2026, 4, 1), new(1, PeriodUnit.WorkingDays)));

    [Fact]
    public void Add_Months_EndsInTheRightMonthAndNeverAfterTheSameDay() => Prop.ForAll(Days.Any, Days.Small, (start, months) =>
    {
        var end = LegalDates.Add(start, new(months, PeriodUnit.Months));
        var lastOfMonth = end.AddDays(1).Day == 1;
        return ((end.Year - start.Year) * 12) + end.Month - start.Month == months
            && (end.Day == start.Day || (end.Day < start.Day && lastOfMonth));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1 day", "1日")]
    [InlineData("60 days", "60日")]
    [InlineData("10 working days", "10个工作日")]
    [InlineData("3 months", "3个月")]
    [InlineData("1 year", "1年")]
    public void Describe_APeriod_ReadsBackFromEnglish(string en, string zh) =>
        Assert.Equal(new LocalText(en, zh), Days.Period(en).Describe());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("3months")]
    [InlineData("1 months")]
    [InlineData("2 month")]
    [InlineData(" 3 months")]
    [InlineData("+3 months")]
    [InlineData("99999999999 days")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(PeriodText.TryParse(text, out _));
}
