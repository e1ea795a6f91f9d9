using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;

namespace CreditRegistry.Domain.RuleSets;

/// <summary>One document that a repair application needs; any one of <paramref name="Kinds"/> satisfies it.</summary>
public sealed record RequiredDocument(IReadOnlyList<string> Kinds, LocalText Title, LocalText LegalBasis);

/// <summary>Questions to a rule set that passed its checks; hence every tier and deadline has its row.</summary>
public static class RuleSetLookups
{
    public static TierRule For(this RuleSet set, RecordTier tier) => set.Tiers.Single(row => row.Tier == tier);

    public static Ground? FindGround(this RuleSet set, string code) =>
        set.Grounds.FirstOrDefault(row => row.Code == code);

    public static PenaltyKind? FindPenaltyKind(this RuleSet set, string code) =>
        set.PenaltyKinds.FirstOrDefault(row => row.Code == code);

    public static DocumentKind? FindDocumentKind(this RuleSet set, string code) =>
        set.DocumentKinds.FirstOrDefault(row => row.Code == code);

    public static ReasonCode? FindReasonCode(this RuleSet set, string code) =>
        set.ReasonCodes.FirstOrDefault(row => row.Code == code);

    /// <summary>The row for a tier and class; null when the tier does not admit the class.</summary>
    public static PublicationRule? PublicationFor(this RuleSet set, RecordTier tier, RecordClass? recordClass) =>
        set.For(tier).Publication.FirstOrDefault(row => row.Class == recordClass);

    /// <summary>The tier's own row for a deadline, else the row for every tier.</summary>
    public static DeadlineRule DeadlineFor(this RuleSet set, DeadlineKind kind, RecordTier tier) =>
        Find(set.Deadlines, kind, tier)!;

    /// <summary>The same of an objection's deadlines, of those that every set has.</summary>
    public static DeadlineRule DeadlineFor(this ObjectionRule rule, DeadlineKind kind, RecordTier tier) =>
        rule.FindDeadline(kind, tier)!;

    /// <summary>A deadline of objections; null where the set has none for the tier.</summary>
    public static DeadlineRule? FindDeadline(this ObjectionRule rule, DeadlineKind kind, RecordTier tier) =>
        Find(rule.Deadlines, kind, tier);

    public static ContestGround For(this ObjectionRule rule, ObjectionGround ground) =>
        rule.Grounds.Single(row => row.Code == ground);

    public static IReadOnlyList<ReasonCode> ReasonsFor(this ObjectionRule rule, ReasonUse use) =>
        [.. rule.ReasonCodes.Where(row => row.Uses.Contains(use))];

    /// <summary>What an application for a record of this tier and ground must hold, the ground's proofs filled in.</summary>
    public static IReadOnlyList<RequiredDocument> DocumentsFor(this RuleSet set, RecordTier tier, Ground ground) =>
    [
        .. set.For(tier).Documents.Select(row =>
            new RequiredDocument(row.ByGround ? ground.Proofs : row.Kinds, row.Title, row.LegalBasis)),
    ];

    public static IReadOnlyList<Measure> MeasuresFor(this RuleSet set, RecordTier tier) =>
        [.. set.For(tier).Measures.Select(code => set.Measures.Single(row => row.Code == code))];

    public static IReadOnlyList<ReasonCode> ReasonsFor(this RuleSet set, ReasonUse use) =>
        [.. set.ReasonCodes.Where(row => row.Uses.Contains(use))];

    /// <summary>
    /// The class of a record: its ground's own, else that of its gravest penalty (Order 36, article 12). Null in a set
    /// without classes, for a ground of tiers without them (abnormal), and when no penalty says.
    /// </summary>
    /// <param name="penaltyKinds">Codes of penalty kinds; one that the set does not know has no say.</param>
    public static RecordClass? ClassOf(this RuleSet set, Ground ground, IEnumerable<string> penaltyKinds)
    {
        var classless = ground.Tiers.All(tier => set.For(tier).Publication.All(row => row.Class is null));
        return classless ? null : ground.Class ?? penaltyKinds.Max(code => set.FindPenaltyKind(code)?.Class);
    }

    private static DeadlineRule? Find(IReadOnlyList<DeadlineRule> rows, DeadlineKind kind, RecordTier tier) =>
        rows.FirstOrDefault(row => row.Kind == kind && row.Tier == tier)
        ?? rows.SingleOrDefault(row => row.Kind == kind && row.Tier is null);
}
