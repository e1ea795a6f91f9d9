using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Tests.RuleSets;
using CreditRegistry.Domain.Tests.Time;
using CreditRegistry.Domain.Time;
using static CreditRegistry.Domain.Records.RecordTier;

namespace CreditRegistry.Domain.Tests.Records;

/// <summary>From which day a record may be repaired, and to which it is shown: dates written out by hand.</summary>
public class RecordPeriodsTests
{
    private const string FourTier = "four-tier-2024";
    private const string Cn = "cn-2026";

    /// <summary>Set, tier, ground, penalties, decided, published, repairable from, last day shown.</summary>
    public static TheoryData<string, RecordTier, string, string, string, string, string?, string?> Rows => new()
    {
        // The brief's four tiers run from publication, whatever the decision's date and penalties.
        { FourTier, Untrustworthy, "U01", "", "2026-01-05", "2026-06-01", "2026-09-01", "2029-06-01" },
        { FourTier, Untrustworthy, "U11", "LICENCE_REVOKED", "2026-06-01", "2026-06-01", "2026-09-01", "2029-06-01" },
        { FourTier, SeriouslyUntrustworthy, "B01", "", "2026-01-05", "2026-06-01", "2027-06-01", "2029-06-01" },
        { FourTier, Abnormal, "A01", "", "2026-01-05", "2026-06-01", "2026-06-01", null },
        { FourTier, SeriouslyIllegal, "L01", "", "2026-06-01", "2026-06-01", "2029-06-01", null },
        { FourTier, Untrustworthy, "DISHONEST_PROMISE", "", "2026-06-01", "2026-06-01", null, "2029-06-01" },

        // Month ends: the corresponding day, else the month's last.
        { FourTier, Untrustworthy, "U01", "", "2026-01-31", "2026-01-31", "2026-04-30", "2029-01-31" },
        { FourTier, Untrustworthy, "U01", "", "2025-11-30", "2025-11-30", "2026-02-28", "2028-11-30" },
        { FourTier, SeriouslyUntrustworthy, "B01", "", "2024-02-29", "2024-02-29", "2025-02-28", "2027-02-28" },
        { FourTier, SeriouslyIllegal, "L01", "", "2024-02-29", "2024-02-29", "2027-02-28", null },

        // The law of 2026 runs from the decision.
        { Cn, Untrustworthy, "U01", "LARGER_FINE", "2026-05-01", "2026-06-01", "2026-08-01", "2027-05-01" },
        { Cn, Untrustworthy, "U01", "CONFISCATION WARNING", "2026-05-01", "2026-06-01", "2026-08-01", "2027-05-01" },
        { Cn, Untrustworthy, "U01", "LARGER_FINE", "2026-01-01", "2026-06-01", "2026-06-01", "2027-01-01" },
        { Cn, SeriouslyUntrustworthy, "U01", "SHUTDOWN", "2026-05-01", "2026-06-01", "2027-05-01", "2029-05-01" },
        { Cn, SeriouslyUntrustworthy, "U01", "WARNING LARGER_FINE HUGE_FINE", "2026-05-01", "2026-06-01", "2027-05-01", "2029-05-01" },
        { Cn, SeriouslyUntrustworthy, "B01", "", "2026-05-01", "2026-06-01", "2027-05-01", "2029-05-01" },
        { Cn, SeriouslyIllegal, "L02", "", "2026-05-01", "2026-06-01", "2027-05-01", "2029-05-01" },
        { Cn, SeriouslyIllegal, "B01", "WARNING", "2026-05-01", "2026-06-01", "2027-05-01", "2029-05-01" },
        { Cn, Abnormal, "A01", "", "2026-05-01", "2026-06-01", "2026-06-01", null },
        { Cn, SeriouslyUntrustworthy, "U01", "LICENCE_REVOKED", "2026-05-01", "2026-06-01", null, "2029-05-01" },
        { Cn, SeriouslyUntrustworthy, "U01", "CLOSURE WARNING", "2026-05-01", "2026-06-01", null, "2029-05-01" },
        { Cn, Untrustworthy, "DISHONEST_PROMISE", "", "2026-06-01", "2026-06-01", null, "2029-06-01" },
        { Cn, Untrustworthy, "U01", "LARGER_FINE", "2026-03-31", "2026-04-01", "2026-06-30", "2027-03-31" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Periods_PerTierAndClass_AreThoseOfTheRuleBook(
        string set, RecordTier tier, string ground, string penalties, string decided, string published, string? repairable, string? last)
    {
        var record = A.Record(
            A.Set(set), tier, ground, Days.Of(published), Days.Of(decided), A.Penalties(penalties));

        Assert.Equal((Day(repairable), Day(last)), (record.RepairableFrom, record.LapsesOn));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Repair_TheDayBeforeOnAndAfter_OpensOnTheDayItself(
        string set, RecordTier tier, string ground, string penalties, string decided, string published, string? repairable, string? last)
    {
        var rules = A.Set(set);
        var record = A.Record(rules, tier, ground, Days.Of(published), Days.Of(decided), A.Penalties(penalties));
        bool On(DateOnly day) => RepairEligibility.Check(rules, record, day).Eligible;

        if (Day(repairable) is { } from)
        {
            Assert.Equal([false, true, true], [On(from.AddDays(-1)), On(from), On(from.AddDays(1))]);
            Assert.Equal(from, RepairEligibility.Check(rules, record, record.PublishedOn).EarliestOn);
        }
        else
        {
            Assert.False(On(Days.Of(published)) || On(Days.Of(published).AddYears(2)) || On(Days.Of(published).AddYears(9)));
        }

        if (Day(last) is { } end)
        {
            Assert.Equal([repairable is not null, false], [On(end), On(end.AddDays(1))]);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Publication_OnTheLastDayAndTheNext_EndsAtMidnightWithoutAWorker(
        string set, RecordTier tier, string ground, string penalties, string decided, string published, string? repairable, string? last)
    {
        _ = repairable;
        var record = A.Record(A.Set(set), tier, ground, Days.Of(published), Days.Of(decided), A.Penalties(penalties));

        Assert.False(record.IsShownOn(record.PublishedOn.AddDays(-1)));
        Assert.True(record.IsShownOn(record.PublishedOn));
        if (Day(last) is { } end)
        {
            Assert.Equal((true, RecordState.Published, (DateOnly?)null), (record.IsShownOn(end), record.StateOn(end), record.LeftOnAsOf(end)));
            var next = end.AddDays(1);
            Assert.Equal((false, RecordState.Lapsed, next), (record.IsShownOn(next), record.StateOn(next), record.LeftOnAsOf(next)!.Value));
            Assert.Equal(next, record.LeftOnAsOf(next.AddYears(1)));
        }
        else
        {
            Assert.True(record.IsShownOn(record.PublishedOn.AddYears(50)));
        }
    }

    [Theory]
    [InlineData("2026-05-01", "2026-06-01", "2026-06-01", "2026-08-01")]
    [InlineData("2025-11-30", "2026-01-10", "2026-01-10", "2026-02-28")]
    public void Minor_PublishedOnRequest_IsShownAtMostThreeMonthsFromTheDecision(
        string decided, string published, string repairable, string last)
    {
        var record = A.MinorRecord(publish: true, Days.Of(published), Days.Of(decided));

        Assert.Equal((RecordClass.Minor, RecordState.Published), (record.Class!.Value, record.State));
        Assert.Equal((Day(repairable), Day(last)), (record.RepairableFrom, record.LapsesOn));
        Assert.Equal((true, false), (record.IsShownOn(Days.Of(last)), record.IsShownOn(Days.Of(last).AddDays(1))));
        Assert.True(RepairEligibility.Check(Shipped.Cn, record, Days.Of(published)).Eligible);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public void Minor_NotAskedFor_IsKeptAndNeverShown(bool? publish)
    {
        var record = A.MinorRecord(publish);

        Assert.Equal(RecordState.Unpublished, record.State);
        Assert.False(record.IsShownOn(A.Monday) || record.IsShownOn(A.Monday.AddYears(1)));
        Assert.Null(record.LeftOnAsOf(A.Monday.AddYears(1)));
    }

    [Theory]
    [InlineData("LARGER_FINE", "2026-12-31", "2027-01-01", "2027-06-01")] // inside the period: repair waits, the end stands
    [InlineData("LARGER_FINE", "2026-07-01", "2026-09-01", "2027-06-01")] // over before the shortest period: changes nothing
    [InlineData("LARGER_FINE", "2028-03-31", "2028-04-01", "2028-03-31")] // past the maximum: holds the record until then
    public void PenaltyTerm_InCn_HoldsTheRecordAndRepairOpensTheDayAfter(string kind, string term, string repairable, string last)
    {
        var record = A.Record(Shipped.Cn, penalties: [A.Penalty(kind, term), A.Penalty("WARNING", "2026-06-02"), A.Penalty("WARNING")]);

        Assert.Equal((Day(repairable), Day(last)), (record.RepairableFrom, record.LapsesOn));
    }

    [Fact]
    public void PenaltyTerm_InFourTier_HasNoSay()
    {
        var record = A.Record(penalties: [A.Penalty("TRADE_BAN", "2039-01-01")]);

        Assert.Equal((new(2026, 9, 1), new DateOnly(2029, 6, 1)), (record.RepairableFrom, record.LapsesOn));
    }

    [Fact]
    public void Restored_InFourTier_RunsAnewFromTheRevocationDayAndIsBarredForThreeYears()
    {
        var record = A.Record().Do(r => r.Repair(new(2026, 10, 1), A.Id())).Do(r => r.Restore(Shipped.FourTier, new(2027, 2, 1)));

        Assert.Equal((new(2030, 2, 1), new DateOnly(2030, 2, 1)), (record.BarredUntil, record.LapsesOn));
        Assert.Equal(new DateOnly(2030, 2, 2), record.RepairableFrom);
    }

    [Fact]
    public void Restored_InCn_RunsAnewFromTheRevocationDayNotFromTheDecision()
    {
        var record = A.Record(Shipped.Cn, SeriouslyUntrustworthy)
            .Do(r => r.Repair(new(2027, 7, 1), A.Id()))
            .Do(r => r.Restore(Shipped.Cn, new(2028, 2, 29)));

        Assert.Equal((new(2031, 2, 28), new DateOnly(2031, 2, 28)), (record.BarredUntil, record.LapsesOn));
    }

    [Fact]
    public void Stored_WithItsPeriodAlreadyOver_IsLapsedAndWasNeverShown()
    {
        var record = A.Record(Shipped.Cn, decidedOn: new(2025, 5, 31), publishedOn: A.Monday);
        var lastDay = A.Record(Shipped.Cn, decidedOn: new(2025, 6, 1), publishedOn: A.Monday);

        Assert.Equal((RecordState.Lapsed, (DateOnly?)null), (record.State, record.LeftOnAsOf(A.Monday)));
        Assert.Equal("record.stored", Assert.Single(record.Facts).Kind);
        Assert.Equal((RecordState.Published, true), (lastDay.State, lastDay.IsShownOn(A.Monday)));
    }

    [Fact]
    public void Midnight_InShanghai_IsWhereTheDayTurns()
    {
        var record = A.Record();
        var midnight = LegalDates.StartOf(record.LapsesOn!.Value.AddDays(1));

        Assert.Equal(16, midnight.UtcDateTime.Hour);
        Assert.True(record.IsShownOn(LegalDates.DateOf(midnight.AddTicks(-1))));
        Assert.False(record.IsShownOn(LegalDates.DateOf(midnight)));
    }

    private static DateOnly? Day(string? day) => day is null ? null : Days.Of(day);
}
