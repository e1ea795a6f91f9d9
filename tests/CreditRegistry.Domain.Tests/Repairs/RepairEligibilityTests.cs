using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Tests.Records;
using CreditRegistry.Domain.Tests.RuleSets;
using CreditRegistry.Domain.Tests.Time;
using static CreditRegistry.Domain.Records.RecordTier;

namespace CreditRegistry.Domain.Tests.Repairs;

public class RepairEligibilityTests
{
    private static Eligibility Check(CreditRecord record, string on) =>
        RepairEligibility.Check(A.Set(record.RuleSetId), record, Days.Of(on));

    private static string Breaches(Eligibility answer) => string.Join(' ', answer.Breaches.Select(b =>
        b.EarliestOn is { } day ? $"{b.Rule}:{day:yyyy-MM-dd}" : b.Rule));

    [Theory]
    [InlineData("2026-05-31", "REPAIR_BEFORE_PUBLICATION:2026-06-01 REPAIR_TOO_EARLY:2026-09-01")]
    [InlineData("2026-06-01", "REPAIR_TOO_EARLY:2026-09-01")]
    [InlineData("2026-08-31", "REPAIR_TOO_EARLY:2026-09-01")]
    [InlineData("2026-09-01", "")]
    [InlineData("2029-06-01", "")]
    [InlineData("2029-06-02", "REPAIR_RECORD_LEFT")]
    public void Breaches_OverTheLifeOfARecord_AreEachNamedWithTheirDay(string on, string expected)
    {
        var answer = Check(A.Record(), on);

        Assert.Equal(expected, Breaches(answer));
        Assert.Equal((expected.Length == 0, Days.Of(on), "four-tier-2024"), (answer.Eligible, answer.On, answer.RuleSetId));
    }

    [Fact]
    public void Breaches_OfPeriodTermAndBar_AreNamedTogether()
    {
        var record = A.Record(Shipped.Cn, SeriouslyUntrustworthy, penalties: [A.Penalty("TRADE_BAN", "2028-12-31")])
            .Do(r => r.Repair(A.Monday, A.Id())).Do(r => r.Restore(Shipped.Cn, A.Monday));

        Assert.Equal(
            "REPAIR_TOO_EARLY:2027-06-01 REPAIR_PENALTY_TERM_RUNS:2029-01-01 REPAIR_BARRED:2029-06-02",
            Breaches(Check(record, "2026-06-01")));
        Assert.Equal("REPAIR_PENALTY_TERM_RUNS:2029-01-01 REPAIR_BARRED:2029-06-02", Breaches(Check(record, "2028-12-31")));
        Assert.Equal("REPAIR_BARRED:2029-06-02", Breaches(Check(record, "2029-01-01")));
    }

    [Theory]
    [InlineData("cn-2026", "LICENCE_REVOKED", "U01", SeriouslyUntrustworthy)]
    [InlineData("cn-2026", "CLOSURE", "U01", SeriouslyUntrustworthy)]
    [InlineData("cn-2026", "", "DISHONEST_PROMISE", Untrustworthy)]
    [InlineData("four-tier-2024", "", "DISHONEST_PROMISE", Untrustworthy)]
    public void Never_ForAGroundOrPenaltyThatOnlyLapses_PromisesNoDay(string set, string penalties, string ground, RecordTier tier)
    {
        var record = A.Record(A.Set(set), tier, ground, penalties: A.Penalties(penalties));

        foreach (var on in new[] { "2026-06-01", "2027-06-01", "2029-06-01" })
        {
            var answer = Check(record, on);
            Assert.Equal(("REPAIR_NOT_REPAIRABLE", (DateOnly?)null), (Breaches(answer), answer.EarliestOn));
        }
    }

    [Fact]
    public void Barred_UntilItLapses_PromisesNoDay()
    {
        var record = A.Record(Shipped.Cn).Do(r => r.Repair(A.Monday, A.Id())).Do(r => r.Restore(Shipped.Cn, A.Monday));

        var answer = Check(record, "2027-06-01");

        Assert.Equal((false, (DateOnly?)null, Days.Of("2027-06-01")), (answer.Eligible, answer.EarliestOn, answer.LapsesOn));
    }

    [Fact]
    public void Barred_BeyondTheLastTier_OpensTheDayAfterTheBar()
    {
        var record = A.Record(tier: Abnormal).Do(r => r.Repair(A.Monday, A.Id())).Do(r => r.Restore(Shipped.FourTier, A.Monday));

        Assert.Equal("REPAIR_BARRED:2029-06-02", Breaches(Check(record, "2029-06-01")));
        Assert.True(Check(record, "2029-06-02").Eligible);
        Assert.Equal(Days.Of("2029-06-02"), Check(record, "2026-06-01").EarliestOn);
    }

    [Theory]
    [InlineData(CreditRecordTests.Standing.Unpublished)]
    [InlineData(CreditRecordTests.Standing.Repaired)]
    [InlineData(CreditRecordTests.Standing.Lapsed)]
    [InlineData(CreditRecordTests.Standing.PastLastDay)]
    [InlineData(CreditRecordTests.Standing.Annulled)]
    [InlineData(CreditRecordTests.Standing.Escalated)]
    [InlineData(CreditRecordTests.Standing.Deregistered)]
    public void Left_InAnyWay_LeavesNothingToRepairAndNoDay(CreditRecordTests.Standing standing)
    {
        var answer = Check(CreditRecordTests.In(standing), "2026-06-01");

        Assert.Contains(answer.Breaches, b => b.Rule == "REPAIR_RECORD_LEFT");
        Assert.Equal((false, (DateOnly?)null), (answer.Eligible, answer.EarliestOn));
    }

    [Fact]
    public void Shielded_Record_MayBeRepaired()
    {
        var record = A.Record(publishedOn: new(2026, 1, 5)).Do(r => r.Shield(A.Monday, "法院裁定。"));

        Assert.True(Check(record, "2026-06-01").Eligible);
    }

    [Fact]
    public void Breach_OfAnyRule_SaysWhyAndByWhatLawInBothLanguages()
    {
        var barred = A.Record(Shipped.Cn, SeriouslyUntrustworthy, penalties: [A.Penalty("TRADE_BAN", "2028-12-31")])
            .Do(r => r.Repair(A.Monday, A.Id())).Do(r => r.Restore(Shipped.Cn, A.Monday));
        var all = Check(barred, "2026-05-01").Breaches
            .Concat(Check(barred, "2050-01-01").Breaches)
            .Concat(Check(A.Record(Shipped.Cn, SeriouslyUntrustworthy, penalties: A.Penalties("CLOSURE")), "2026-06-01").Breaches)
            .ToList();

        Assert.Equal(
            ["REPAIR_BARRED", "REPAIR_BEFORE_PUBLICATION", "REPAIR_NOT_REPAIRABLE", "REPAIR_PENALTY_TERM_RUNS", "REPAIR_RECORD_LEFT", "REPAIR_TOO_EARLY"],
            all.Select(b => b.Rule).Distinct().Order());
        Assert.All(all, breach => Assert.All(new[] { breach.Message, breach.LegalBasis }, text =>
        {
            Assert.NotEmpty(text.En);
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", text.Zh);
        }));
        Assert.Contains("article 8(3)", all.Single(b => b.Rule == "REPAIR_NOT_REPAIRABLE").LegalBasis.En);
    }

    /// <summary>Set, tier, ground, what an application needs: rows with blanks, any one of a row with slashes.</summary>
    public static TheoryData<string, RecordTier, string, string> Documents => new()
    {
        { "four-tier-2024", Untrustworthy, "U01", "CREDIT_REPAIR_PROMISE BUSINESS_REGISTRATION_CERT" },
        { "four-tier-2024", SeriouslyUntrustworthy, "U02", "CREDIT_REPAIR_PROMISE BUSINESS_REGISTRATION_CERT RECTIFICATION_PROOF/PENALTY_PAYMENT_PROOF TRAINING_CERTIFICATE" },
        { "four-tier-2024", Abnormal, "A01", "CREDIT_REPAIR_PROMISE BUSINESS_REGISTRATION_CERT ANNUAL_REPORT_FILED" },
        { "four-tier-2024", Abnormal, "A02", "CREDIT_REPAIR_PROMISE BUSINESS_REGISTRATION_CERT PUBLICITY_DONE" },
        { "four-tier-2024", Abnormal, "A03", "CREDIT_REPAIR_PROMISE BUSINESS_REGISTRATION_CERT ADDRESS_CHANGE/RECONTACT" },
        { "four-tier-2024", SeriouslyIllegal, "L01", "CREDIT_REPAIR_PROMISE BUSINESS_REGISTRATION_CERT RECTIFICATION_PROOF/PENALTY_PAYMENT_PROOF TRAINING_CERTIFICATE" },
        { "cn-2026", Untrustworthy, "U01", "APPLICATION_FORM CREDIT_REPAIR_PROMISE TAX_PAYMENT_PROOF/RECTIFICATION_PROOF" },
        { "cn-2026", Untrustworthy, "U04", "APPLICATION_FORM CREDIT_REPAIR_PROMISE LOAN_REPAYMENT_PROOF/RECTIFICATION_PROOF" },
        { "cn-2026", SeriouslyUntrustworthy, "B01", "APPLICATION_FORM CREDIT_REPAIR_PROMISE RECTIFICATION_PROOF/PENALTY_PAYMENT_PROOF" },
        { "cn-2026", Abnormal, "A05", "APPLICATION_FORM CREDIT_REPAIR_PROMISE NAME_CHANGE_DONE" },
        { "cn-2026", SeriouslyIllegal, "L02", "APPLICATION_FORM CREDIT_REPAIR_PROMISE PUBLICITY_DONE/RECTIFICATION_PROOF" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Documents_PerTierAndGround_AreThoseOfTheRuleBook(string set, RecordTier tier, string ground, string expected)
    {
        var penalties = tier is SeriouslyUntrustworthy ? "HUGE_FINE" : "LARGER_FINE";

        var answer = Check(A.Record(A.Set(set), tier, ground, penalties: A.Penalties(penalties)), "2026-06-01");

        Assert.Equal(expected, string.Join(' ', answer.Documents.Select(d => string.Join('/', d.Kinds))));
    }
}
