using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Tests.RuleSets;
using FsCheck;
using FsCheck.Fluent;
using static CreditRegistry.Domain.Records.RecordTier;

namespace CreditRegistry.Domain.Tests.Records;

public class PublicationRulesTests
{
    private const string FourTier = "four-tier-2024";
    private const string Cn = "cn-2026";

    private static PublicationFacts Facts(
        RecordTier tier = Untrustworthy,
        string ground = "U01",
        string penalties = "LARGER_FINE",
        int decidedDaysAgo = 0,
        CompanyStatus status = CompanyStatus.Registered,
        RecordTier[]? beside = null,
        bool? publish = null) =>
        new(status, tier, ground, new("罚1号", A.Monday.AddDays(-decidedDaysAgo)), A.Penalties(penalties), A.Monday, beside ?? [], publish);

    private static string Codes(string set, PublicationFacts facts) =>
        string.Join(' ', PublicationRules.Check(A.Set(set), facts).Select(breach => breach.Rule));

    /// <summary>Set, tier, ground, penalties, the breaches.</summary>
    public static TheoryData<string, RecordTier, string, string, string> Contents => new()
    {
        { FourTier, Untrustworthy, "U01", "", "" },
        { FourTier, SeriouslyUntrustworthy, "U01", "WARNING", "" },
        { FourTier, SeriouslyUntrustworthy, "B04", "", "" },
        { FourTier, Untrustworthy, "B01", "", "RECORD_GROUND_NOT_IN_TIER" },
        { FourTier, Untrustworthy, "A01", "", "RECORD_GROUND_NOT_IN_TIER" },
        { FourTier, Untrustworthy, "B05", "", "RECORD_GROUND_UNKNOWN" },
        { FourTier, Untrustworthy, "我们不喜欢", "", "RECORD_GROUND_UNKNOWN" },
        { FourTier, Untrustworthy, "DISHONEST_PROMISE", "", "RECORD_GROUND_UNKNOWN" },
        { FourTier, SeriouslyIllegal, "L01", "", "RECORD_TIER_BY_ESCALATION RECORD_GROUND_UNKNOWN" },
        { FourTier, SeriouslyIllegal, "B01", "", "RECORD_TIER_BY_ESCALATION RECORD_GROUND_NOT_IN_TIER" },
        { FourTier, Untrustworthy, "U01", "FLOGGING", "RECORD_PENALTY_UNKNOWN" },
        { Cn, Untrustworthy, "U01", "WARNING", "" },
        { Cn, Untrustworthy, "U01", "WARNING CONFISCATION", "" },
        { Cn, Untrustworthy, "U01", "", "RECORD_PENALTY_REQUIRED" },
        { Cn, Untrustworthy, "U01", "HUGE_FINE", "RECORD_CLASS_NOT_IN_TIER" },
        { Cn, Untrustworthy, "U01", "WARNING SHUTDOWN", "RECORD_CLASS_NOT_IN_TIER" },
        { Cn, Untrustworthy, "U01", "FLOGGING", "RECORD_PENALTY_UNKNOWN" },
        { Cn, Untrustworthy, "A01", "LARGER_FINE", "RECORD_GROUND_NOT_IN_TIER" },
        { Cn, Untrustworthy, "DISHONEST_PROMISE", "LARGER_FINE", "RECORD_GROUND_UNKNOWN" },
        { Cn, SeriouslyUntrustworthy, "U01", "WARNING", "RECORD_CLASS_NOT_IN_TIER" },
        { Cn, SeriouslyUntrustworthy, "U01", "CLOSURE", "" },
        { Cn, SeriouslyUntrustworthy, "U01", "", "RECORD_PENALTY_REQUIRED" },
        { Cn, SeriouslyUntrustworthy, "B01", "", "" },
        { Cn, SeriouslyUntrustworthy, "L02", "", "RECORD_GROUND_NOT_IN_TIER" },
        { Cn, Abnormal, "A05", "", "" },
        { Cn, Abnormal, "A02", "", "RECORD_GROUND_UNKNOWN" },
        { Cn, SeriouslyIllegal, "L02", "", "" },
        { Cn, SeriouslyIllegal, "B12", "WARNING", "" },
        { Cn, SeriouslyIllegal, "L01", "", "RECORD_GROUND_UNKNOWN" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void Content_OfARecord_BreaksExactlyTheseRules(string set, RecordTier tier, string ground, string penalties, string codes) =>
        Assert.Equal(codes, Codes(set, Facts(tier, ground, penalties)));

    [Theory]
    [InlineData(1, "")]
    [InlineData(0, "")]
    [InlineData(-1, "RECORD_DECISION_IN_FUTURE")]
    public void Decision_BeforeOnAndAfterThePublicationDay_IsRefusedOnlyAfter(int daysAgo, string codes)
    {
        Assert.Equal(codes, Codes(FourTier, Facts(decidedDaysAgo: daysAgo)));
        Assert.Equal(codes, Codes(Cn, Facts(decidedDaysAgo: daysAgo)));
    }

    [Theory]
    [InlineData(new RecordTier[0], "RECORD_PREREQUISITE_MISSING")]
    [InlineData(new[] { Untrustworthy, Abnormal, SeriouslyIllegal }, "RECORD_PREREQUISITE_MISSING")]
    [InlineData(new[] { SeriouslyUntrustworthy }, "")]
    public void Abnormal_InFourTier_NeedsAPublishedSeriousRecord(RecordTier[] beside, string codes)
    {
        Assert.Equal(codes, Codes(FourTier, Facts(Abnormal, "A01", beside: beside)));
        Assert.Equal("", Codes(Cn, Facts(Abnormal, "A01", beside: beside)));
    }

    [Theory]
    [InlineData(CompanyStatus.Registered, "")]
    [InlineData(CompanyStatus.Revoked, "")]
    [InlineData(CompanyStatus.Deregistered, "RECORD_COMPANY_DEREGISTERED")]
    public void Company_ByStatus_OnlyAStruckOffOneIsRefused(CompanyStatus status, string codes) =>
        Assert.Equal(codes, Codes(FourTier, Facts(status: status)));

    [Theory]
    [InlineData(Cn, Untrustworthy, "U01", "WARNING", "")]
    [InlineData(Cn, Untrustworthy, "U01", "LARGER_FINE", "RECORD_PUBLISH_NOT_OPTIONAL")]
    [InlineData(Cn, SeriouslyUntrustworthy, "B01", "", "RECORD_PUBLISH_NOT_OPTIONAL")]
    [InlineData(Cn, Abnormal, "A01", "", "RECORD_PUBLISH_NOT_OPTIONAL")]
    [InlineData(FourTier, Untrustworthy, "U01", "WARNING", "RECORD_PUBLISH_NOT_OPTIONAL")]
    public void PublishFlag_OtherThanForAMinorBreach_IsRefused(string set, RecordTier tier, string ground, string penalties, string codes) =>
        Assert.All(new[] { true, false }, publish => Assert.Equal(codes, Codes(set, Facts(tier, ground, penalties, publish: publish))));

    [Fact]
    public void Breaches_SeveralAtOnce_AreAllNamedInBothLanguages()
    {
        var facts = Facts(Abnormal, "U01", "FLOGGING", decidedDaysAgo: -1, CompanyStatus.Deregistered, publish: true);

        var breaches = PublicationRules.Check(Shipped.FourTier, facts);

        Assert.Equal(
            ["RECORD_GROUND_NOT_IN_TIER", "RECORD_DECISION_IN_FUTURE", "RECORD_PENALTY_UNKNOWN", "RECORD_COMPANY_DEREGISTERED",
                "RECORD_PREREQUISITE_MISSING", "RECORD_PUBLISH_NOT_OPTIONAL"],
            breaches.Select(b => b.Rule));
        Assert.All(breaches, Complete);
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public void Breach_OfAnyRule_SaysWhyAndByWhatLaw(string set, RecordTier tier, string ground, string penalties, string codes)
    {
        var breaches = PublicationRules.Check(A.Set(set), Facts(tier, ground, penalties));

        Assert.Equal(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, breaches.Count);
        Assert.All(breaches, Complete);
    }

    /// <summary>The same rules for private, state and foreign companies: the type is a fact of the company, and no rule sees it.</summary>
    [Fact]
    public void CompanyType_Whatever_NeverChangesAnAnswer()
    {
        var types = Gen.Elements<string?>(null, "有限责任公司", "国有独资公司", "外商投资企业", "个人独资企业", "农民专业合作社");
        var cases =
            from one in types
            from other in types
            from status in Gen.Elements(Enum.GetValues<CompanyStatus>())
            from set in Gen.Elements(Shipped.FourTier, Shipped.Cn)
            from tier in Gen.Elements(Enum.GetValues<RecordTier>())
            from ground in Gen.Elements("U01", "B01", "A01", "L02", "X")
            from penalty in Gen.Elements("", "WARNING", "LARGER_FINE", "CLOSURE")
            select (one, other, status, set, tier, ground, penalty);

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var answers = new[] { c.one, c.other }.Select(type => OfType(type, c.status)).Select(company =>
                string.Join(' ', PublicationRules.Check(
                    c.set, Facts(c.tier, c.ground, c.penalty, status: company.Status)).Select(b => b.ToString())));
            return answers.Distinct().Count() == 1;
        }).QuickCheckThrowOnFailure();
        Assert.DoesNotContain(typeof(PublicationFacts).GetProperties(), p => p.PropertyType == typeof(Company) || p.Name.Contains("Type"));
    }

    private static Company OfType(string? type, CompanyStatus status) => Company.Register(
        A.Company, MadeUpCompanies.At(1).RegistrationId.Value, new("海云一号公司", null, type, status, null, null));

    private static void Complete(RuleBreach breach)
    {
        Assert.Matches("^[A-Z_]+$", breach.Rule);
        Assert.All(new[] { breach.Message, breach.LegalBasis }, text =>
        {
            Assert.NotEmpty(text.En);
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", text.Zh);
        });
    }
}
