using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.RuleSets;

/// <summary>What a rule set must satisfy beyond its shape, so that every lookup has exactly one answer.</summary>
internal static partial class RuleSetChecks
{
    private static readonly DateOnly AnyDay = new(2024, 1, 1);

    /// <summary>Everything wrong with a set: the row by its JSON path, and the reason. Empty means sound.</summary>
    public static IEnumerable<(string Row, string Reason)> Of(RuleSet set) =>
        Dates(set)
            .Concat(Codes(set))
            .Concat(EveryTierOnce(set))
            .Concat(set.Tiers.SelectMany((tier, index) => Tier(set, tier, $"$.tiers[{index}]")))
            .Concat(Classes(set))
            .Concat(set.Grounds.SelectMany((ground, index) => OfGround(set, ground, $"$.grounds[{index}]")))
            .Concat(Revocation(set))
            .Concat(Deadlines(set.Deadlines, "$.deadlines", OfRepair, []))
            .Concat(Reasons(set.ReasonCodes, "$.reasonCodes", UsesInRepair))
            .Concat(Objection(set.Objection));

    private static IEnumerable<(string Row, string Reason)> Dates(RuleSet set)
    {
        if (set.EffectiveTo < set.EffectiveFrom)
        {
            yield return ("$.effectiveTo", "The set ends before it begins.");
        }
    }

    private static IEnumerable<(string Row, string Reason)> Codes(RuleSet set) =>
        Repeated("grounds", set.Grounds.Select(row => row.Code))
            .Concat(Repeated("measures", set.Measures.Select(row => row.Code)))
            .Concat(Repeated("penaltyKinds", set.PenaltyKinds.Select(row => row.Code)))
            .Concat(Repeated("documentKinds", set.DocumentKinds.Select(row => row.Code)))
            .Concat(Repeated("reasonCodes", set.ReasonCodes.Select(row => row.Code)))
            .Concat(Repeated("objection.reasonCodes", set.Objection.ReasonCodes.Select(row => row.Code)))
            .Concat(Repeated("objection.grounds", set.Objection.Grounds.Select(row => Name(row.Code))));

    private static IEnumerable<(string Row, string Reason)> Repeated(string list, IEnumerable<string> codes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return codes.Index().Where(row => !seen.Add(row.Item))
            .Select(row => ($"$.{list}[{row.Index}].code", $"The code '{row.Item}' is already taken."));
    }

    private static IEnumerable<(string Row, string Reason)> EveryTierOnce(RuleSet set)
    {
        foreach (var tier in Enum.GetValues<RecordTier>())
        {
            var rows = set.Tiers.Index().Where(row => row.Item.Tier == tier).ToList();
            if (rows.Count == 0)
            {
                yield return ("$.tiers", $"The tier {Name(tier)} has no row.");
            }

            foreach (var (index, _) in rows.Skip(1))
            {
                yield return ($"$.tiers[{index}].tier", $"The tier {Name(tier)} has a row already.");
            }
        }
    }

    private static IEnumerable<(string Row, string Reason)> Tier(RuleSet set, TierRule tier, string row) =>
        Publication(tier, row).Concat(Documents(set, tier, row)).Concat(References(set, tier, row));

    private static IEnumerable<(string Row, string Reason)> Publication(TierRule tier, string row)
    {
        foreach (var (index, rule) in tier.Publication.Index())
        {
            var days = new[] { ("repairableAfter", rule.RepairableAfter), ("lapsesAfter", rule.LapsesAfter) }
                .Where(period => period.Item2 is { Unit: PeriodUnit.WorkingDays }).ToList();
            foreach (var (field, _) in days)
            {
                yield return ($"{row}.publication[{index}].{field}", "A publication period cannot be in working days.");
            }

            if (days.Count == 0
                && rule is { RepairableAfter: { } repairable, LapsesAfter: { } lapses }
                && LegalDates.Add(AnyDay, repairable) > LegalDates.Add(AnyDay, lapses))
            {
                yield return ($"{row}.publication[{index}].repairableAfter", "The record lapses before it can be repaired.");
            }
        }
    }

    private static IEnumerable<(string Row, string Reason)> Documents(RuleSet set, TierRule tier, string row)
    {
        foreach (var (index, rule) in tier.Documents.Index())
        {
            var kinds = $"{row}.documents[{index}].kinds";
            if (rule.ByGround == rule.Kinds.Count > 0)
            {
                yield return (kinds, "A requirement names its kinds, or leaves them to the ground: one of the two.");
            }

            foreach (var (at, code) in rule.Kinds.Index().Where(kind => set.FindDocumentKind(kind.Item) is null))
            {
                yield return ($"{kinds}[{at}]", $"There is no document kind '{code}'.");
            }
        }
    }

    private static IEnumerable<(string Row, string Reason)> References(RuleSet set, TierRule tier, string row)
    {
        foreach (var (index, code) in tier.Measures.Index()
            .Where(code => set.Measures.All(measure => measure.Code != code.Item)))
        {
            yield return ($"{row}.measures[{index}]", $"There is no measure '{code}'.");
        }

        if (tier.Prerequisite == tier.Tier)
        {
            yield return ($"{row}.prerequisite", "A tier cannot be its own prerequisite.");
        }

        if (tier.Escalation is not { } escalation)
        {
            yield break;
        }

        foreach (var fault in Consequence(set, escalation.Ground, escalation.To, GroundOrigin.Escalation))
        {
            yield return ($"{row}.escalation.ground", fault);
        }

        if (escalation.To == tier.Tier)
        {
            yield return ($"{row}.escalation.to", "A tier cannot escalate to itself.");
        }

        foreach (var (field, period) in new[] { ("after", escalation.After), ("notice", escalation.Notice) })
        {
            if (period.Unit is PeriodUnit.WorkingDays)
            {
                yield return ($"{row}.escalation.{field}", "Escalation cannot be counted in working days.");
            }
        }
    }

    // What escalation and revocation share: a record that follows from another needs a ground made for it.
    private static IEnumerable<string> Consequence(RuleSet set, string code, RecordTier tier, GroundOrigin origin)
    {
        if (set.FindGround(code) is not { } ground)
        {
            yield return $"There is no ground '{code}'.";
            yield break;
        }

        if (!ground.Tiers.Contains(tier))
        {
            yield return $"The ground '{code}' cannot be used in the tier {Name(tier)}.";
        }

        if (ground.Origin != origin)
        {
            yield return $"The ground '{code}' does not arise by {Name(origin)}.";
        }
    }

    private static string Name<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
