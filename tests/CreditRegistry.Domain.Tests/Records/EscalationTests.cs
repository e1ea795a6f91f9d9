using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Tests.RuleSets;
using CreditRegistry.Domain.Tests.Time;
using static CreditRegistry.Domain.Records.RecordTier;

namespace CreditRegistry.Domain.Tests.Records;

public class EscalationTests
{
    private static CreditRecord Abnormal(string publishedOn = "2023-06-01", string? noticeOn = null)
    {
        var record = A.Record(tier: RecordTier.Abnormal, publishedOn: Days.Of(publishedOn));
        return noticeOn is null ? record : record.Do(r => r.ShowNotice(Days.Of(noticeOn)));
    }

    /// <summary>Published, notice shown, last blocking case closed, the first day of escalation.</summary>
    public static TheoryData<string, string, string?, string> Firsts => new()
    {
        { "2023-06-01", "2026-03-01", null, "2026-06-01" }, // the third anniversary
        { "2023-06-01", "2026-04-02", null, "2026-06-01" }, // the notice ends on the anniversary
        { "2023-06-01", "2026-04-03", null, "2026-06-02" }, // 60 days after the notice
        { "2023-06-01", "2026-09-01", null, "2026-10-31" }, // downtime delays and never skips the notice
        { "2023-06-01", "2026-04-01", "2026-05-20", "2026-06-01" }, // a case closed in time changes nothing
        { "2023-06-01", "2026-04-01", "2026-05-31", "2026-06-01" },
        { "2023-06-01", "2026-04-01", "2026-06-01", "2026-06-02" }, // the day after the last blocking case closed
        { "2023-06-01", "2026-04-01", "2026-08-10", "2026-08-11" },
        { "2023-06-01", "2026-08-01", "2026-08-10", "2026-09-30" }, // the latest of the three
        { "2024-02-29", "2026-12-01", null, "2027-02-28" },
    };

    [Theory]
    [MemberData(nameof(Firsts))]
    public void Escalate_TheDayBeforeOnAndAfter_IsDueFromTheLatestOfThree(string published, string notice, string? closed, string first)
    {
        var day = Days.Of(first);
        DateOnly? closedOn = closed is null ? null : Days.Of(closed);
        Outcome<CreditRecord> On(DateOnly on) => Abnormal(published, notice).Escalate(Shipped.FourTier, A.Id(), on, closedOn);

        Assert.Equal(day, Escalation.EarliestOn(Shipped.FourTier, Abnormal(published, notice), closedOn));
        Assert.Equal("RECORD_NOT_DUE", On(day.AddDays(-1)).Error?.Code);
        Assert.Equal(day, On(day).Value?.PublishedOn);
        Assert.Equal(day.AddDays(1), On(day.AddDays(1)).Value?.PublishedOn);
        Assert.Equal(day.AddYears(1), On(day.AddYears(1)).Value?.PublishedOn);
    }

    [Fact]
    public void Escalate_WithoutANotice_NeverHappens()
    {
        Assert.Null(Escalation.EarliestOn(Shipped.FourTier, Abnormal(), null));
        Assert.Equal("RECORD_NOT_DUE", Abnormal().Escalate(Shipped.FourTier, A.Id(), Days.Of("2050-01-01"), null).Error?.Code);
    }

    [Fact]
    public void Notice_ByTheRules_IsDueSixtyDaysBeforeTheAnniversary()
    {
        Assert.Equal(Days.Of("2026-04-02"), Escalation.NoticeDueOn(Shipped.FourTier, Abnormal()));
        Assert.Equal(Days.Of("2026-06-01"), Escalation.TermEndsOn(Shipped.FourTier, Abnormal()));
    }

    [Fact]
    public void Notice_WhileTheRecordIsHidden_IsNotShown()
    {
        var record = Abnormal().Do(r => r.Shield(Days.Of("2026-03-01"), "法院裁定。"));

        Assert.Equal("A record that is shielded cannot be given a notice.", record.ShowNotice(Days.Of("2026-04-02"))?.Message);
    }

    [Fact]
    public void Escalate_WhileTheRecordIsHidden_WaitsForTheOrderToEnd()
    {
        var record = Abnormal(noticeOn: "2026-04-01").Do(r => r.Shield(Days.Of("2026-05-01"), "法院裁定。"));

        Assert.Equal("RECORD_NOT_DUE", record.Escalate(Shipped.FourTier, A.Id(), Days.Of("2026-06-01"), null).Error?.Code);
        record.Do(r => r.Unshield(Days.Of("2026-07-01"), "程序终结。"));
        Assert.NotNull(record.Escalate(Shipped.FourTier, A.Id(), Days.Of("2026-07-01"), null).Value);
    }

    [Theory]
    [InlineData("four-tier-2024", Untrustworthy)]
    [InlineData("four-tier-2024", SeriouslyUntrustworthy)]
    [InlineData("four-tier-2024", SeriouslyIllegal)]
    [InlineData("cn-2026", Untrustworthy)]
    [InlineData("cn-2026", SeriouslyUntrustworthy)]
    [InlineData("cn-2026", RecordTier.Abnormal)]
    [InlineData("cn-2026", SeriouslyIllegal)]
    public void Escalate_AnyOtherTier_NeverHappens(string set, RecordTier tier)
    {
        var record = A.Record(A.Set(set), tier).Do(r => r.ShowNotice(A.Monday));

        Assert.Equal(
            (null, null, null),
            (Escalation.TermEndsOn(A.Set(set), record), Escalation.NoticeDueOn(A.Set(set), record), Escalation.EarliestOn(A.Set(set), record, null)));
        Assert.Equal("RECORD_NOT_DUE", record.Escalate(A.Set(set), A.Id(), A.Monday.AddYears(1), null).Error?.Code);
    }

    [Fact]
    public void Graver_RecordOfAnEscalation_TakesTheOldOnesPlace()
    {
        var (record, id, day) = (Abnormal(noticeOn: "2026-04-01"), A.Id(), Days.Of("2026-06-15"));

        var graver = record.Escalate(Shipped.FourTier, id, day, null).Value!;

        Assert.Equal((id, SeriouslyIllegal, "L01", RecordState.Published), (graver.Id, graver.Tier, graver.Ground, graver.State));
        Assert.Equal((A.Company, A.Organ, record.RuleSetId, record.Id), (graver.CompanyId, graver.OrganId, graver.RuleSetId, graver.EscalatedFromId!.Value));
        Assert.Equal((null, null, null), (graver.Decision, graver.Class, graver.LapsesOn));
        Assert.Equal((day, Days.Of("2029-06-15")), (graver.PublishedOn, graver.RepairableFrom!.Value));
        Assert.Equal((RecordState.Escalated, id, day), (record.State, record.EscalatedToId!.Value, record.LeftOn!.Value));
        Assert.Equal(id, record.Facts[^1].Details["replacedBy"]);
        Assert.Equal(record.Id, graver.Facts.Single().Details["escalatedFrom"]);
    }
}
