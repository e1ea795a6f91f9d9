using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Domain.Records;

/// <summary>What must be known before a record is published.</summary>
/// <param name="Day">The publication day (Asia/Shanghai).</param>
/// <param name="PublishedTiers">Tiers of the company's records of the same set that are published that day.</param>
/// <param name="Publish">The organ's wish for a minor breach; null for the set's default.</param>
public sealed record PublicationFacts(
    CompanyStatus CompanyStatus,
    RecordTier Tier,
    string Ground,
    Decision Decision,
    IReadOnlyList<Penalty> Penalties,
    DateOnly Day,
    IReadOnlyCollection<RecordTier> PublishedTiers,
    bool? Publish);

/// <summary>Whether an organ may publish a record, by the set that it has adopted.</summary>
public static class PublicationRules
{
    /// <summary>Every rule that is not met; empty means the record may be published.</summary>
    public static IReadOnlyList<RuleBreach> Check(RuleSet rules, PublicationFacts facts)
    {
        List<RuleBreach> breaches =
            [.. Content(rules, facts.Tier, facts.Ground, facts.Decision, facts.Penalties, facts.Day)];
        breaches.AddRange(Subject(rules, facts.Tier, facts.CompanyStatus, facts.PublishedTiers));
        var @class = EffectiveClass(rules, facts.Tier, facts.Ground, facts.Penalties);
        if (facts.Publish is not null && rules.PublicationFor(facts.Tier, @class) is { PublishedByDefault: true } row)
        {
            breaches.Add(new("RECORD_PUBLISH_NOT_OPTIONAL", Messages.PublishNotOptional, row.LegalBasis));
        }

        return breaches;
    }

    /// <summary>The rules about the company itself, whatever the record says of it.</summary>
    /// <param name="publishedTiers">Tiers of the company's records of the same set that are published that day.</param>
    public static IEnumerable<RuleBreach> Subject(
        RuleSet rules, RecordTier tierCode, CompanyStatus status, IReadOnlyCollection<RecordTier> publishedTiers)
    {
        var tier = rules.For(tierCode);
        if (status is CompanyStatus.Deregistered)
        {
            yield return new("RECORD_COMPANY_DEREGISTERED", Messages.CompanyDeregistered, tier.LegalBasis);
        }

        if (tier.ArisesByOrgan && tier.Prerequisite is { } prerequisite && !publishedTiers.Contains(prerequisite))
        {
            yield return new("RECORD_PREREQUISITE_MISSING", Messages.PrerequisiteMissing(rules.For(prerequisite).Name), tier.LegalBasis);
        }
    }

    /// <summary>The rules that also hold for a correction: ground, decision, penalties and class must fit the tier.</summary>
    public static IEnumerable<RuleBreach> Content(
        RuleSet rules, RecordTier tierCode, string groundCode, Decision? decision, IReadOnlyList<Penalty> penalties, DateOnly day)
    {
        var tier = rules.For(tierCode);
        if (!tier.ArisesByOrgan)
        {
            yield return new("RECORD_TIER_BY_ESCALATION", Messages.TierByEscalation(tier.Name), tier.LegalBasis);
        }

        var ground = rules.FindGround(groundCode);
        if (ground is null || ground.Origin is not GroundOrigin.Organ)
        {
            yield return new("RECORD_GROUND_UNKNOWN", Messages.GroundUnknown(rules.Title), rules.LegalBasis);
        }
        else if (!ground.Tiers.Contains(tierCode))
        {
            yield return new("RECORD_GROUND_NOT_IN_TIER", Messages.GroundNotInTier(tier.Name), ground.LegalBasis);
        }

        if (decision?.DecidedOn > day)
        {
            yield return new("RECORD_DECISION_IN_FUTURE", Messages.DecisionInFuture, rules.LegalBasis);
        }

        var unknown = penalties.Any(p => rules.PenaltyKinds.All(k => k.Code != p.Kind));
        if (unknown)
        {
            yield return new("RECORD_PENALTY_UNKNOWN", Messages.PenaltyUnknown(rules.Title), rules.LegalBasis);
        }

        if (!rules.HasClasses || ground is null || unknown)
        {
            yield break;
        }

        var @class = EffectiveClass(rules, tierCode, groundCode, penalties);
        if (rules.PublicationFor(tierCode, @class) is null)
        {
            yield return @class is null
                ? new("RECORD_PENALTY_REQUIRED", Messages.PenaltyRequired, tier.LegalBasis)
                : new("RECORD_CLASS_NOT_IN_TIER", Messages.ClassNotInTier(tier.Name, @class.Value), tier.LegalBasis);
        }
    }

    /// <summary>
    /// The class of a record: none without classes or in the abnormal tier, serious on the serious-violation list
    /// (always), else that of its gravest penalty. Null when no penalty tells.
    /// </summary>
    public static RecordClass? EffectiveClass(
        RuleSet rules, RecordTier tier, string ground, IReadOnlyList<Penalty> penalties)
    {
        var rows = rules.For(tier).Publication;
        if (!rules.HasClasses || rows.All(r => r.Class is null))
        {
            return null;
        }

        // The serious-violation list has one class whatever the penalties: a lighter one does not keep a company off it.
        return tier is RecordTier.SeriouslyIllegal && rows.Count == 1
            ? rows[0].Class
            : ClassOf(rules, ground, penalties);
    }

    /// <summary>A hidden record whose new class is published by default: a correction cannot publish it.</summary>
    internal static RuleBreach MustBePublished(PublicationRule row) =>
        new("RECORD_MUST_BE_PUBLISHED", Messages.MustBePublished, row.LegalBasis);

    // Of the tier asked for, not of the ground's own tiers: a ground of another tier is a breach of its own.
    private static RecordClass? ClassOf(RuleSet rules, string ground, IReadOnlyList<Penalty> penalties) =>
        rules.FindGround(ground)?.Class ?? penalties.Max(p => rules.FindPenaltyKind(p.Kind)?.Class);

    private static class Messages
    {
        public static readonly LocalText CompanyDeregistered = new(
            "The company has been struck off the register; no record can be published on it.",
            "该企业已注销登记，不得再公示其失信信息。");

        public static readonly LocalText PublishNotOptional = new(
            "Only a minor breach leaves the choice whether to publish it. Leave out `publish`.",
            "仅轻微失信信息可选择是否公示，请勿填写 publish。");

        public static readonly LocalText MustBePublished = new(
            "Corrected like this the breach is no longer minor and would have to be published. Annul the record and publish it anew.",
            "更正后该信息不再属于轻微失信信息，应当公示。请撤销该信息后重新公示。");

        public static readonly LocalText DecisionInFuture = new(
            "The decision is dated after the publication day. Correct the date, or publish when the decision has been made.",
            "决定日期晚于公示日期，请更正日期或待作出决定后再公示。");

        public static readonly LocalText PenaltyRequired = new(
            "The class of a record follows from its gravest penalty. Name at least one penalty.",
            "失信信息的类别依最重的处罚确定，请至少填写一项处罚。");

        public static LocalText PrerequisiteMissing(LocalText tier) => new(
            $"The company has no published record of the tier “{tier.En}” today, which this tier requires.",
            $"该企业当日没有“{tier.Zh}”的公示信息，不符合列入本等级的前提。");

        public static LocalText TierByEscalation(LocalText tier) => new(
            $"A record of the tier “{tier.En}” arises only by escalation, never by publication.",
            $"“{tier.Zh}”等级的信息仅因逾期未纠正升级产生，不得直接公示。");

        public static LocalText GroundUnknown(LocalText set) => new(
            $"The rule set “{set.En}” has no such ground for an organ to use. See GET /api/v1/grounds.",
            $"规则集“{set.Zh}”中没有可由机关适用的该事由，请查阅 GET /api/v1/grounds。");

        public static LocalText GroundNotInTier(LocalText tier) => new(
            $"The ground does not belong to the tier “{tier.En}”. See GET /api/v1/grounds for the tiers of each ground.",
            $"该事由不适用于“{tier.Zh}”等级，请查阅 GET /api/v1/grounds。");

        public static LocalText PenaltyUnknown(LocalText set) => new(
            $"A penalty is of a kind that the rule set “{set.En}” does not have. See GET /api/v1/rule-sets.",
            $"规则集“{set.Zh}”中没有所填的处罚种类，请查阅 GET /api/v1/rule-sets。");

        public static LocalText ClassNotInTier(LocalText tier, RecordClass @class) => new(
            $"The gravest penalty makes this a {@class.ToString().ToLowerInvariant()} breach, which the tier “{tier.En}” does not hold.",
            $"最重的处罚使其属于“{ClassZh(@class)}”类别，不属于“{tier.Zh}”等级。");

        private static string ClassZh(RecordClass @class) => @class switch
        {
            RecordClass.Minor => "轻微",
            RecordClass.General => "一般",
            RecordClass.Serious => "严重",
        };
    }
}
