using System.Text.Json.Nodes;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Tests.RuleSets;

/// <summary>Both sets line by line against the rule book.</summary>
public class ShippedRuleSetTests
{
    private static readonly RuleSet[] Both = [Shipped.FourTier, Shipped.Cn];

    [Fact]
    public void Book_AsShipped_HoldsBothSetsAndThreeYears()
    {
        Assert.Equal(["four-tier-2024", "cn-2026"], Shipped.Book.All.Select(set => set.Id));
        Assert.Equal([new DateOnly(2024, 1, 1), new DateOnly(2026, 4, 1)], Shipped.Book.All.Select(set => set.EffectiveFrom));
        Assert.All(Both, set => Assert.Null(set.EffectiveTo));
        Assert.Equal([2024, 2025, 2026], Shipped.Book.Calendar.Years.Select(year => year.Year));
        Assert.Null(Shipped.Book.Find("cn-2027"));
        Assert.Throws<KeyNotFoundException>(() => Shipped.Book.Get("cn-2027"));
    }

    [Fact]
    public void Switches_OnlyCn2026_HasClassesAndHoldsForPenaltyTerms()
    {
        Assert.Equal((false, false), (Shipped.FourTier.HasClasses, Shipped.FourTier.PenaltyTermHolds));
        Assert.Equal((true, true), (Shipped.Cn.HasClasses, Shipped.Cn.PenaltyTermHolds));
    }

    [Fact]
    public void Tiers_InBothSets_AreCalledAsTheLawCallsThem() => Assert.All(Both, set => Assert.Equal(
        ["Untrustworthy 失信", "Seriously untrustworthy 严重失信", "Abnormal 经营异常", "Seriously illegal and dishonest 严重违法失信"],
        set.Tiers.Select(tier => $"{tier.Name.En} {tier.Name.Zh}")));

    [Theory]
    [MemberData(nameof(ExpectedRules.Publication), MemberType = typeof(ExpectedRules))]
    public void Publication_PerTierAndClass_IsAsTheRuleBookSays(
        string set, RecordTier tier, RecordClass? recordClass, bool shown, PeriodAnchor anchor, string? repairable, string? lapses)
    {
        var rule = Shipped.Book.Get(set).PublicationFor(tier, recordClass)!;

        Assert.Equal((shown, anchor), (rule.PublishedByDefault, rule.Anchor));
        Assert.Equal((repairable, lapses), (rule.RepairableAfter?.Describe().En, rule.LapsesAfter?.Describe().En));
    }

    [Fact]
    public void Publication_RowsInAll_AreThoseOfTheRuleBook() => Assert.Equal(
        ExpectedRules.Publication.Count, Both.Sum(set => set.Tiers.Sum(tier => tier.Publication.Count)));

    [Fact]
    public void Arising_InFourTier_AbnormalNeedsSeriousAndTheLastTierComesOnlyByEscalation()
    {
        var set = Shipped.FourTier;
        var escalation = new EscalationRule(RecordTier.SeriouslyIllegal, "L01",
            new(3, PeriodUnit.Years), new(60, PeriodUnit.Days), set.For(RecordTier.Abnormal).Escalation!.LegalBasis);

        Assert.Equal([true, true, true, false], set.Tiers.Select(tier => tier.ArisesByOrgan));
        Assert.Equal([null, null, RecordTier.SeriouslyUntrustworthy, null], set.Tiers.Select(tier => tier.Prerequisite));
        Assert.Equal([null, null, escalation, null], set.Tiers.Select(tier => tier.Escalation));
    }

    [Fact]
    public void Arising_InCn_EveryTierArisesByAnOrganWithoutPrerequisiteOrEscalation() =>
        Assert.All(Shipped.Cn.Tiers, tier => Assert.True(tier is { ArisesByOrgan: true, Prerequisite: null, Escalation: null }));

    [Theory]
    [MemberData(nameof(ExpectedRules.Documents), MemberType = typeof(ExpectedRules))]
    public void Documents_PerTier_AreAsTheRuleBookSays(string set, RecordTier tier, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Shipped.Book.Get(set).For(tier).Documents
            .Select(rule => rule.ByGround ? "ground" : string.Join('/', rule.Kinds))));

    [Theory]
    [MemberData(nameof(ExpectedRules.Deadlines), MemberType = typeof(ExpectedRules))]
    public void Deadlines_PerTier_AreAsTheRuleBookSays(
        string set, DeadlineKind kind, string length, DeadlineAnchor from, string forAbnormal)
    {
        foreach (var tier in Enum.GetValues<RecordTier>())
        {
            var rule = Shipped.Book.Get(set).DeadlineFor(kind, tier);

            Assert.Equal(tier is RecordTier.Abnormal ? forAbnormal : length, rule.Length.Describe().En);
            Assert.Equal(from, rule.From);
        }
    }

    [Theory]
    [MemberData(nameof(ExpectedRules.ObjectionDeadlines), MemberType = typeof(ExpectedRules))]
    public void ObjectionDeadlines_PerTier_AreAsTheRuleBookSays(
        string set, DeadlineKind kind, string length, DeadlineAnchor from, string forAbnormal)
    {
        foreach (var tier in Enum.GetValues<RecordTier>())
        {
            var rule = Shipped.Book.Get(set).Objection.FindDeadline(kind, tier);

            Assert.Equal(tier is RecordTier.Abnormal ? forAbnormal : length, rule?.Length.Describe().En ?? "");
            Assert.Equal(rule is null ? null : from, rule?.From);
        }
    }

    [Theory]
    [MemberData(nameof(ExpectedRules.ObjectionReasons), MemberType = typeof(ExpectedRules))]
    public void ObjectionReasons_PerUse_AreTheSameInBothSets(ReasonUse use, string codes) =>
        Assert.All(Both, set => Assert.Equal(codes.Split(' '), set.Objection.ReasonsFor(use).Select(reason => reason.Code)));

    [Fact]
    public void Objection_InBothSets_StopsTheRepairClockAndEscalationAndOnlyWhatIsOldIsLimited() => Assert.All(Both, set =>
    {
        Assert.True(set.Objection.PublicationContinues);
        Assert.Equal([ObjectionStop.RepairDecision, ObjectionStop.Escalation], set.Objection.Stops);
        Assert.Equal(
            [ObjectionGround.NotThisCompany, ObjectionGround.FactsWrong, ObjectionGround.PeriodWrong],
            set.Objection.Grounds.Where(ground => ground.WithinFiling).Select(ground => ground.Code));
        Assert.Equal(Contested.Repair, set.Objection.For(ObjectionGround.RepairRefused).Contests);
    });

    [Theory]
    [MemberData(nameof(ExpectedRules.Grounds), MemberType = typeof(ExpectedRules))]
    public void Grounds_OfASet_AreUsableInTheirTiers(string set, string codes, RecordTier[] tiers) =>
        Assert.All(codes.Split(' '), code => Assert.Equal(tiers, Shipped.Book.Get(set).FindGround(code)!.Tiers));

    [Fact]
    public void Grounds_InAll_AreThoseOfTheRuleBook() => Assert.Equal(
        ExpectedRules.Grounds.Sum(row => row.Data.Item2.Split(' ').Length), Both.Sum(set => set.Grounds.Count));

    [Fact]
    public void Grounds_ByOrigin_OnlyEscalationAndRevocationMakeTheirOwn() => Assert.All(Both, set => Assert.All(
        set.Grounds,
        ground => Assert.Equal(
            ground.Code switch
            {
                "L01" => GroundOrigin.Escalation,
                "DISHONEST_PROMISE" => GroundOrigin.Revocation,
                _ => GroundOrigin.Organ,
            },
            ground.Origin)));

    [Theory]
    [MemberData(nameof(ExpectedRules.Proofs), MemberType = typeof(ExpectedRules))]
    public void Proofs_OfAGround_AreTheSameInEverySetThatHasIt(string code, string proofs)
    {
        var grounds = Both.Select(set => set.FindGround(code)).OfType<Ground>().ToList();

        Assert.NotEmpty(grounds);
        Assert.All(grounds, ground => Assert.Equal(proofs, string.Join(' ', ground.Proofs)));
    }

    [Theory]
    [MemberData(nameof(ExpectedRules.Measures), MemberType = typeof(ExpectedRules))]
    public void Measures_PerTier_AreAsTheRuleBookSays(RecordTier tier, string codes) => Assert.All(
        Both, set => Assert.Equal(codes.Split(' '), set.MeasuresFor(tier).Select(measure => measure.Code)));

    [Fact]
    public void Measures_OnlyFinance_IsLeftToTheMarket() => Assert.All(Both, set => Assert.Equal(
        ["M08"], set.Measures.Where(measure => !measure.Binding).Select(measure => measure.Code)));

    [Theory]
    [MemberData(nameof(ExpectedRules.Penalties), MemberType = typeof(ExpectedRules))]
    public void PenaltyKinds_InCn_HaveTheClassThatOrder36Gives(string code, RecordClass recordClass, bool mayEndEarly)
    {
        var kind = Shipped.Cn.FindPenaltyKind(code)!;

        Assert.Equal((recordClass, mayEndEarly), (kind.Class!.Value, kind.MayEndEarly));
        Assert.True(Shipped.FourTier.FindPenaltyKind(code) is { Class: null, MayEndEarly: true });
    }

    [Fact]
    public void PenaltyKinds_InAll_AreThoseOfTheRuleBook() =>
        Assert.All(Both, set => Assert.Equal(ExpectedRules.Penalties.Count, set.PenaltyKinds.Count));

    [Theory]
    [MemberData(nameof(ExpectedRules.Reasons), MemberType = typeof(ExpectedRules))]
    public void ReasonCodes_PerUse_AreInBothSets(ReasonUse use, string codes)
    {
        Assert.Equal(codes.Split(' '), Shipped.FourTier.ReasonsFor(use).Select(reason => reason.Code));
        Assert.Subset(Shipped.Cn.ReasonsFor(use).Select(reason => reason.Code).ToHashSet(), codes.Split(' ').ToHashSet());
    }

    [Fact]
    public void Revocation_InBothSets_BarsAndShowsForThreeYearsWithoutEarlyEnd() => Assert.All(Both, set =>
    {
        var promise = set.FindGround(set.Revocation.Ground)!;

        Assert.Equal((new(3, PeriodUnit.Years), RecordTier.Untrustworthy), (set.Revocation.Bar, set.Revocation.Tier));
        Assert.Equal(new Period(3, PeriodUnit.Years), promise.LapsesAfter);
        Assert.False(promise.MayEndEarly);
        Assert.True(set.PublicationFor(set.Revocation.Tier, set.ClassOf(promise, []))!.PublishedByDefault);
    });

    [Fact]
    public void Catalogue_OfMeasuresAndGrounds_TouchesNoPersonAndNoOpinion()
    {
        string[] persons = ["person", "individual", "representative", "travel", "school", "exit", "luxury", "consumption", "opinion", "speech", "expression"];
        string[] zh = ["个人", "自然人", "法定代表人", "出境", "高消费", "子女", "任职", "言论", "舆论"];
        var texts = Both.SelectMany(set => set.Measures.Select(row => row.Title).Concat(set.Grounds.Select(row => row.Title))).ToList();

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.DoesNotContain(persons, word => text.En.Contains(word, StringComparison.OrdinalIgnoreCase)));
        Assert.All(texts, text => Assert.DoesNotContain(zh, word => text.Zh.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void LegalBasis_OfEveryRow_CitesTheSameSourcesInBothLanguages()
    {
        var bases = Shipped.RuleSets.SelectMany(file => Bases(JsonNode.Parse(file.Json)!)).ToList();

        Assert.NotEmpty(bases);
        Assert.All(bases, basis => Assert.Equal(basis.En.Split("; ").Length, basis.Zh.Split('；').Length));
        Assert.All(bases, basis => Assert.All(basis.Zh.Split('；'), source => Assert.StartsWith("《", source, StringComparison.Ordinal)));
    }

    private static IEnumerable<LocalText> Bases(JsonNode node) => node switch
    {
        JsonObject row => row.SelectMany(field => field switch
        {
            { Key: "legalBasis", Value: { } basis } => [new LocalText((string)basis["en"]!, (string)basis["zh"]!)],
            { Value: { } value } => Bases(value),
            _ => [],
        }),
        JsonArray rows => rows.SelectMany(row => Bases(row!)),
        _ => [],
    };
}
