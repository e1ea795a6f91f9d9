using CreditRegistry.Domain.Tests.RuleSets;
using CreditRegistry.Domain.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CreditRegistry.Domain.Tests.Time;

/// <summary>What holds for every deadline and every stop.</summary>
public class LegalCalendarLaws
{
    private static readonly LegalCalendar Calendar = Shipped.Book.Calendar;

    private sealed record Clock(DateOnly Start, Period Length, IReadOnlyList<ClockStop> Stops)
    {
        public DateOnly? Due(params ClockStop[] more) => Calendar.Due(Start, Length, [.. Stops, .. more]).DueOn;
    }

    private static readonly Arbitrary<Clock> Clocks = (
        from start in Days.Any.Generator
        from length in Days.Lengths.Generator
        from count in Gen.Choose(0, 3)
        from stops in Gen.ArrayOf(StopNear(start), count)
        select new Clock(start, length, stops)).ToArbitrary();

    private static readonly Arbitrary<(Clock Clock, ClockStop More)> ClocksAndStops = (
        from clock in Clocks.Generator
        from more in StopNear(clock.Start)
        select (clock, more)).ToArbitrary();

    [Fact]
    public void Due_Always_IsAWorkingDayOutsideEveryStop() => Holds(Clocks, clock =>
        clock.Due() is { } due && Calendar.IsWorkingDay(due) && !clock.Stops.Any(stop => stop.Covers(due)));

    [Fact]
    public void Due_OneMoreStop_IsNeverEarlier() => Holds(ClocksAndStops, both =>
        both.Clock.Due(both.More) >= both.Clock.Due());

    [Fact]
    public void Due_AStopTwiceOrInPieces_CountsOnce() => Holds(ClocksAndStops, both =>
    {
        var (from, to, reason) = both.More;
        var middle = from.AddDays((to!.Value.DayNumber - from.DayNumber) / 2);
        var once = both.Clock.Due(both.More);
        return both.Clock.Due(both.More, both.More) == once
            && both.Clock.Due(new(from, middle, reason), new(middle, to, reason)) == once;
    });

    [Fact]
    public void Due_AStopAfterTheEndOrBeforeTheStart_ChangesNothing() => Holds(ClocksAndStops, both =>
    {
        var due = both.Clock.Due()!.Value;
        return both.Clock.Due(new ClockStop(due.AddDays(1), null, "OBJECTION")) == due
            && both.Clock.Due(new ClockStop(DateOnly.MinValue, both.Clock.Start, "OBJECTION")) == due;
    });

    [Fact]
    public void Due_AnOpenStopInTime_LeavesNoEnd() => Holds(Clocks, clock =>
        clock.Due(new ClockStop(clock.Due()!.Value, null, "OBJECTION")) is null);

    [Fact]
    public void Due_AStopWithinACountedTerm_MovesTheEndByItsDaysBeforeRolling() => Holds(ClocksAndStops, both =>
    {
        var (start, length) = (both.Clock.Start, both.Clock.Length);
        if (length.Unit is PeriodUnit.WorkingDays)
        {
            return true;
        }

        var end = LegalDates.Add(start, length);
        var from = start.AddDays(1 + (both.More.From.DayNumber % (end.DayNumber - start.DayNumber)));
        var days = both.More.To!.Value.DayNumber - both.More.From.DayNumber + 1;
        return Calendar.Due(start, length, [new(from, from.AddDays(days - 1), "OBJECTION")]).DueOn == Roll(end.AddDays(days));
    });

    [Fact]
    public void Due_AStopWithinWorkingDays_CostsAsManyWorkingDaysAsItCovers() => Holds(ClocksAndStops, both =>
    {
        var (start, count) = (both.Clock.Start, both.Clock.Length.Length);
        var from = start.AddDays(1);
        var to = from.AddDays(both.More.To!.Value.DayNumber - both.More.From.DayNumber);
        var covered = Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1)
            .Count(number => Calendar.IsWorkingDay(DateOnly.FromDayNumber(number)));
        return Calendar.Due(start, new(count, PeriodUnit.WorkingDays), [new(from, to, "OBJECTION")]).DueOn
            == Calendar.AddWorkingDays(start, count + covered).DueOn;
    });

    [Fact]
    public void Due_ALongerTerm_IsNeverEarlier() => Holds(Clocks, clock =>
        (clock with { Length = clock.Length with { Length = clock.Length.Length + 1 } }).Due() >= clock.Due());

    [Fact]
    public void AddWorkingDays_InSteps_IsTheSameAsAtOnce() => Prop.ForAll(Days.Any, Days.Small, Days.Small, (start, one, two) =>
        one == 0
        || Calendar.AddWorkingDays(Calendar.AddWorkingDays(start, one).DueOn!.Value, two).DueOn
            == Calendar.AddWorkingDays(start, one + two).DueOn).QuickCheckThrowOnFailure();

    private static void Holds<T>(Arbitrary<T> values, Func<T, bool> law) => Prop.ForAll(values, law).QuickCheckThrowOnFailure();

    private static DateOnly Roll(DateOnly day) => Calendar.IsWorkingDay(day) ? day : Roll(day.AddDays(1));

    private static Gen<ClockStop> StopNear(DateOnly start) =>
        from offset in Gen.Choose(-10, 60)
        from days in Gen.Choose(1, 30)
        select new ClockStop(start.AddDays(offset), start.AddDays(offset + days - 1), "OBJECTION");
}
