using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Tests.RuleSets;
using CreditRegistry.Domain.Tests.Time;
using CreditRegistry.Domain.Time;
using FsCheck;
using FsCheck.Fluent;
using static CreditRegistry.Domain.Repairs.RepairState;

namespace CreditRegistry.Domain.Tests.Repairs;

/// <summary>The clocks of a case, with days written out from the calendar of 2026.</summary>
public class DeadlineTests
{
    private static DateOnly? Due(RepairApplication one, DeadlineKind kind) =>
        one.Deadlines.SingleOrDefault(d => d.Kind == kind && d.IsRunning)?.DueOn;

    private static RepairApplication On(RepairState state, string day, string set = "four-tier-2024", RecordTier tier = RecordTier.Untrustworthy) =>
        A.Case(state, A.Record(A.Set(set), tier, publishedOn: new(2026, 4, 1)), Days.Of(day));

    private static RepairApplication Answer(RepairApplication one, DateOnly on, string ground = "U01") => one
        .Do(c => c.AddDocument(Shipped.Book, A.Document("CREDIT_REPAIR_PROMISE", A.At(on)), A.At(on)))
        .Do(c => c.Submit(Shipped.Book, A.Set(one.RuleSetId).FindGround(ground)!, A.Applicant, A.At(on)));

    /// <summary>Set, tier, submitted (and accepted) on, acceptance due, decision due.</summary>
    public static TheoryData<string, RecordTier, string, string, string> Dues => new()
    {
        { "four-tier-2024", RecordTier.Untrustworthy, "2026-06-01", "2026-06-04", "2026-06-16" },
        { "four-tier-2024", RecordTier.SeriouslyUntrustworthy, "2026-06-01", "2026-06-04", "2026-06-16" },
        { "four-tier-2024", RecordTier.Abnormal, "2026-06-01", "2026-06-04", "2026-06-16" },
        { "four-tier-2024", RecordTier.SeriouslyIllegal, "2026-06-01", "2026-06-04", "2026-06-16" },
        { "four-tier-2024", RecordTier.Untrustworthy, "2026-06-05", "2026-06-10", "2026-06-22" }, // the 20th is a day off: rolls
        { "four-tier-2024", RecordTier.Untrustworthy, "2026-09-30", "2026-10-10", "2026-10-15" }, // Saturday 10 October is worked
        { "cn-2026", RecordTier.Untrustworthy, "2026-06-01", "2026-06-04", "2026-06-10" },
        { "cn-2026", RecordTier.SeriouslyUntrustworthy, "2026-06-01", "2026-06-04", "2026-06-10" },
        { "cn-2026", RecordTier.SeriouslyIllegal, "2026-06-01", "2026-06-04", "2026-06-10" },
        { "cn-2026", RecordTier.Abnormal, "2026-06-01", "2026-06-03", "2026-06-03" },
        { "cn-2026", RecordTier.Abnormal, "2026-06-18", "2026-06-23", "2026-06-23" }, // over the Dragon Boat Festival
        { "cn-2026", RecordTier.Untrustworthy, "2026-09-24", "2026-09-30", "2026-10-12" },
    };

    [Theory]
    [MemberData(nameof(Dues))]
    public void AcceptanceAndDecision_PerSetAndTier_AreDueOnTheDaysOfTheRuleBook(
        string set, RecordTier tier, string day, string acceptance, string decision)
    {
        var submitted = On(Submitted, day, set, tier);

        Assert.Equal(Days.Of(acceptance), Due(submitted, DeadlineKind.Acceptance));
        Assert.Equal(Days.Of(acceptance), submitted.DueOn);
        Assert.Equal(set is "cn-2026" ? null : Days.Of(decision), Due(submitted, DeadlineKind.Decision));
        submitted.Do(c => c.Accept(Shipped.Book, A.First, Days.Of(day)));
        Assert.Equal((null, Days.Of(decision)), (Due(submitted, DeadlineKind.Acceptance), Due(submitted, DeadlineKind.Decision)));
        Assert.Equal(Days.Of(day), submitted.Deadlines.Single(d => d.Kind is DeadlineKind.Acceptance).MetOn);
        Assert.False(submitted.DueProvisional);
    }

    [Fact]
    public void Decision_InCn_RunsFromTheAcceptance()
    {
        var one = On(Submitted, "2026-06-01", "cn-2026").Do(c => c.Accept(Shipped.Book, A.First, Days.Of("2026-06-03")));

        Assert.Equal(Days.Of("2026-06-12"), one.DueOn);
    }

    [Theory]
    [InlineData(Submitted, "2026-06-04")]
    [InlineData(Accepted, "2026-06-16")]
    [InlineData(Recommended, "2026-06-16")]
    public void Overdue_OnTheDueDayAndTheDayAfter_BeginsTheDayAfter(RepairState state, string due)
    {
        var one = On(state, "2026-06-01");

        Assert.Equal(Days.Of(due), one.DueOn);
        Assert.Equal((false, true), (one.IsOverdueOn(Days.Of(due)), one.IsOverdueOn(Days.Of(due).AddDays(1))));
    }

    [Theory]
    [InlineData(Draft)]
    [InlineData(SupplementRequested)]
    [InlineData(Granted)]
    [InlineData(Refused)]
    [InlineData(NotAccepted)]
    [InlineData(Withdrawn)]
    [InlineData(Closed)]
    public void Overdue_WhileTheOfficersOweNothing_IsNever(RepairState state) =>
        Assert.False(On(state, "2026-06-01").IsOverdueOn(Days.Of("2030-01-01")));

    [Fact]
    public void Draft_LeftIdle_IsDueAfterThirtyDaysFromTheLastChange()
    {
        var one = A.Draft(on: Days.Of("2026-06-01"));
        Assert.Equal(Days.Of("2026-07-01"), one.DueOn);

        one.Do(c => c.AddDocument(Shipped.Book, A.Document("CREDIT_REPAIR_PROMISE", A.At(Days.Of("2026-06-10"))), A.At(Days.Of("2026-06-10"))));
        Assert.Equal(Days.Of("2026-07-10"), one.DueOn);

        one.Do(c => c.RemoveDocument(Shipped.Book, c.Documents[0].Id, A.At(Days.Of("2026-06-12"))));
        Assert.Equal(Days.Of("2026-07-13"), one.DueOn); // the 12th is a Sunday
        Assert.Single(one.Deadlines);
    }

    [Fact]
    public void Supplement_WhenRequested_EndsTheOfficersClocksAndGivesThirtyDaysThatRoll()
    {
        var one = On(SupplementRequested, "2026-06-01");

        Assert.Equal((Days.Of("2026-07-01"), Days.Of("2026-07-01")), (Due(one, DeadlineKind.Supplement), one.DueOn));
        Assert.All(one.Deadlines.Where(d => d.Kind is not DeadlineKind.Supplement), d =>
            Assert.Equal((Days.Of("2026-06-01"), "SUPPLEMENT_REQUESTED", null), (d.EndedOn!.Value, d.EndedBy, d.MetOn)));
        Assert.Equal(Days.Of("2026-07-06"), On(SupplementRequested, "2026-06-04").DueOn); // 4 July is a Saturday
    }

    [Theory]
    [InlineData("four-tier-2024", "2026-06-24", "2026-07-03")] // over the Dragon Boat Festival
    [InlineData("cn-2026", "2026-06-24", null)]
    public void Resubmission_AfterASupplement_StartsTheClocksAnew(string set, string acceptance, string? decision)
    {
        var on = Days.Of("2026-06-18");

        var one = Answer(On(SupplementRequested, "2026-06-01", set), on);

        Assert.Equal((Days.Of(acceptance), Days.Of(acceptance)), (Due(one, DeadlineKind.Acceptance), one.DueOn));
        Assert.Equal(decision is null ? null : Days.Of(decision), Due(one, DeadlineKind.Decision));
        Assert.Equal(on, one.Deadlines.Single(d => d.Kind is DeadlineKind.Supplement).MetOn);
    }

    [Theory]
    [InlineData("2026-06-15", true)]
    [InlineData("2026-06-16", false)]
    [InlineData("2026-06-17", false)]
    public void Extension_OnlyBeforeTheDueDate_AddsTenWorkingDays(string on, bool allowed)
    {
        var one = On(Accepted, "2026-06-01");

        var error = one.Extend(Shipped.Book, A.First, "需现场核实。", Days.Of(on));

        Assert.Equal(allowed ? null : "REPAIR_EXTENSION_LATE", error?.Code);
        Assert.Equal(Days.Of(allowed ? "2026-07-01" : "2026-06-16"), one.DueOn); // 19 June is a day off
        Assert.Equal(allowed, one.Extension is not null);
    }

    [Fact]
    public void Extension_ASecondTime_IsRefused()
    {
        var one = On(Accepted, "2026-06-01").Do(c => c.Extend(Shipped.Book, A.First, "核实。", Days.Of("2026-06-02")));

        Assert.Equal("REPAIR_EXTENDED_ONCE", one.Extend(Shipped.Book, A.First, "再核实。", Days.Of("2026-06-03"))?.Code);
        Assert.Equal((Days.Of("2026-06-02"), A.First, "核实。"), (one.Extension!.On, one.Extension.By, one.Extension.Reason));
        Assert.Equal(Days.Of("2026-07-01"), one.Facts[^1].Details["dueOn"]);
    }

    [Fact]
    public void Extension_InCnBeforeAcceptance_HasNoClockToExtend() => Assert.Equal(
        "REPAIR_STATE", On(Submitted, "2026-06-01", "cn-2026").Extend(Shipped.Book, A.First, "核实。", Days.Of("2026-06-02"))?.Code);

    [Fact]
    public void Extension_InCn_AddsTenWorkingDaysToSeven()
    {
        var one = On(Accepted, "2026-06-01", "cn-2026").Do(c => c.Extend(Shipped.Book, A.First, "核实。", Days.Of("2026-06-09")));

        Assert.Equal(Days.Of("2026-06-25"), one.DueOn);
    }

    [Fact]
    public void Provisional_OverAYearWithoutACalendar_UntilTheCalendarArrives()
    {
        var one = On(Accepted, "2026-12-21");
        Assert.Equal((Days.Of("2027-01-05"), true), (one.DueOn!.Value, one.DueProvisional));
        var version = one.Version;

        Assert.False(one.RecomputeDeadlines(Shipped.Book));
        Assert.Equal(version, one.Version);

        Assert.True(one.RecomputeDeadlines(With2027));
        Assert.Equal((Days.Of("2027-01-06"), false), (one.DueOn!.Value, one.DueProvisional));
        Assert.Equal((version + 1, LedgerKinds.RepairDeadlinesRecomputed), (one.Version, one.Facts[^1].Kind));
        Assert.False(one.RecomputeDeadlines(With2027));
    }

    [Fact]
    public void Provisional_OfAnExtension_CountsToo()
    {
        var one = On(Accepted, "2026-12-14").Do(c => c.Extend(Shipped.Book, A.First, "核实。", Days.Of("2026-12-15")));

        Assert.True(one.DueProvisional);
        Assert.True(one.RecomputeDeadlines(With2027));
        Assert.False(one.DueProvisional);
    }

    [Fact]
    public void Recompute_OfAnEndedCase_ChangesNothing()
    {
        var one = On(Granted, "2026-12-21");
        var before = A.Snapshot(one);

        Assert.False(one.RecomputeDeadlines(With2027));
        Assert.Equal(before, A.Snapshot(one));
    }

    [Theory]
    [InlineData(Granted)]
    [InlineData(Refused)]
    [InlineData(NotAccepted)]
    public void Ended_ByTheOfficers_MeetsItsClockAndOwesNothing(RepairState state)
    {
        var one = On(state, "2026-06-01");
        var kind = state is NotAccepted ? DeadlineKind.Acceptance : DeadlineKind.Decision;

        Assert.Equal(Days.Of("2026-06-01"), one.Deadlines.Single(d => d.Kind == kind).MetOn);
        Assert.Equal((null, false, Days.Of("2026-06-01")), (one.DueOn, one.DueProvisional, one.EndedOn!.Value));
    }

    /// <summary>Whenever the supplement is asked for and answered, extended before or not, nobody has less time than before.</summary>
    [Fact]
    public void Supplement_WheneverAnswered_NeverShortensTheOfficersTime()
    {
        var cases =
            from start in Gen.Choose(0, 150)
            from asked in Gen.Choose(0, 20)
            from answered in Gen.Choose(0, 60)
            from extended in Gen.Elements(true, false)
            select (new DateOnly(2026, 4, 1).AddDays(start), asked, answered, extended);

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var (day, asked, answered, extended) = c;
            var one = A.Case(Submitted, A.Record(publishedOn: new(2026, 1, 5)), day);
            if (extended)
            {
                one.Do(x => x.Extend(Shipped.Book, A.First, "核实。", day));
            }

            var (acceptance, decision) = (Due(one, DeadlineKind.Acceptance), Due(one, DeadlineKind.Decision));
            var (ask, answer) = (A.At(day.AddDays(asked)), day.AddDays(asked + answered));
            one.Do(x => x.RequestSupplement(Shipped.Book, A.First, [new("CREDIT_REPAIR_PROMISE", "盖章。")], "补正。", ask.AddHours(-1)));
            Answer(one, answer);
            return Due(one, DeadlineKind.Acceptance) >= acceptance && Due(one, DeadlineKind.Decision) >= decision;
        }).QuickCheckThrowOnFailure();
    }

    private static RuleBook With2027 { get; } = new(
        Shipped.Book.All,
        new LegalCalendar([
            .. Shipped.Book.Calendar.Years,
            new CalendarYear(2027, new("made up", "虚构"), [new(new(2027, 1, 5), new("made up", "虚构"))], []),
        ]));
}
