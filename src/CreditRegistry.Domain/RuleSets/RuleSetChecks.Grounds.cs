using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.RuleSets;

internal static partial class RuleSetChecks
{
    private static IEnumerable<(string Row, string Reason)> Classes(RuleSet set)
    {
        foreach (var (index, tier) in set.Tiers.Index())
        {
            var classes = tier.Publication.Select(row => row.Class).ToList();
            var row = $"$.tiers[{index}].publication";
            if (classes.Count == 0 || (classes.Contains(null) && classes.Count > 1))
            {
                yield return (row, "A tier has one row without a class, or one for each class that it admits.");
            }

            foreach (var (at, value) in classes.Index().Where(value => value.Item is not null))
            {
                if (!set.HasClasses)
                {
                    yield return ($"{row}[{at}].class", "The set has no classes.");
                }
                else if (classes.IndexOf(value) < at)
                {
                    yield return ($"{row}[{at}].class", $"The class {Name(value!.Value)} has a row already.");
                }
            }
        }

        var admitted = set.Tiers.SelectMany(tier => tier.Publication).Select(row => row.Class).ToHashSet();
        foreach (var missing in Enum.GetValues<RecordClass>()
            .Where(value => set.HasClasses && !admitted.Contains(value)))
        {
            yield return ("$.tiers", $"No tier admits the class {Name(missing)}.");
        }

        foreach (var (index, kind) in set.PenaltyKinds.Index().Where(kind => kind.Item.Class is null == set.HasClasses))
        {
            yield return ($"$.penaltyKinds[{index}].class",
                set.HasClasses ? $"The penalty kind '{kind.Code}' has no class." : "The set has no classes.");
        }
    }

    private static IEnumerable<(string Row, string Reason)> OfGround(RuleSet set, Ground ground, string row)
    {
        var tiers = set.Tiers.Where(tier => ground.Tiers.Contains(tier.Tier)).ToList();
        if (ground.Tiers.Count == 0)
        {
            yield return ($"{row}.tiers", $"The ground '{ground.Code}' belongs to no tier.");
        }

        if (ground.Tiers.Distinct().Count() < ground.Tiers.Count)
        {
            yield return ($"{row}.tiers", "A tier comes twice.");
        }

        foreach (var tier in tiers.Where(tier => ground.Origin is GroundOrigin.Organ && !tier.ArisesByOrgan))
        {
            yield return ($"{row}.tiers", $"No organ can list a company as {Name(tier.Tier)} in this set.");
        }

        foreach (var tier in tiers.Where(tier =>
            ground.Class is not null && tier.Publication.All(rule => rule.Class != ground.Class)))
        {
            yield return ($"{row}.class",
                $"The tier {Name(tier.Tier)} does not admit the class {Name(ground.Class!.Value)}.");
        }

        foreach (var (index, code) in ground.Proofs.Index().Where(proof => set.FindDocumentKind(proof.Item) is null))
        {
            yield return ($"{row}.proofs[{index}]", $"There is no document kind '{code}'.");
        }

        // A record that can only lapse is never repaired, so nothing has to be proven.
        if (ground is { MayEndEarly: true, Proofs.Count: 0 }
            && tiers.Find(tier => tier.Documents.Any(rule => rule.ByGround)) is { } asking)
        {
            yield return ($"{row}.proofs", $"The tier {Name(asking.Tier)} asks for the ground's proofs, and it has none.");
        }

        if (ground.LapsesAfter is { Unit: PeriodUnit.WorkingDays })
        {
            yield return ($"{row}.lapsesAfter", "A publication period cannot be in working days.");
        }
    }

    private static IEnumerable<(string Row, string Reason)> Revocation(RuleSet set)
    {
        foreach (var fault in Consequence(set, set.Revocation.Ground, set.Revocation.Tier, GroundOrigin.Revocation))
        {
            yield return ("$.revocation.ground", fault);
        }

        if (set.Revocation.Bar.Unit is PeriodUnit.WorkingDays)
        {
            yield return ("$.revocation.bar", "A bar cannot be in working days.");
        }
    }

    /// <param name="needed">Each has a row for every tier.</param>
    /// <param name="possible">These may have one.</param>
    private static IEnumerable<(string Row, string Reason)> Deadlines(
        IReadOnlyList<DeadlineRule> deadlines, string list, DeadlineKind[] needed, DeadlineKind[] possible)
    {
        foreach (var (index, rule) in deadlines.Index()
            .Where(row => !needed.Contains(row.Item.Kind) && !possible.Contains(row.Item.Kind)))
        {
            yield return ($"{list}[{index}].kind", $"The deadline {Name(rule.Kind)} has no place here.");
        }

        foreach (var kind in needed.Concat(possible))
        {
            var rows = deadlines.Index().Where(row => row.Item.Kind == kind).ToList();
            var uncovered = Enum.GetValues<RecordTier>()
                .Where(tier => needed.Contains(kind) && rows.TrueForAll(row => row.Item.Tier is { } own && own != tier));
            foreach (var tier in uncovered)
            {
                yield return (list, $"The deadline {Name(kind)} has no row for the tier {Name(tier)}.");
            }

            foreach (var (index, _) in rows.Where(row => rows.Exists(other =>
                other.Index < row.Index && other.Item.Tier == row.Item.Tier)))
            {
                yield return ($"{list}[{index}]", $"The deadline {Name(kind)} has this row already.");
            }
        }
    }

    private static IEnumerable<(string Row, string Reason)> Reasons(
        IReadOnlyList<ReasonCode> codes, string list, ReasonUse[] uses)
    {
        foreach (var use in uses.Where(use => !codes.Any(code => code.Uses.Contains(use))))
        {
            yield return (list, $"No reason code can be used for {Name(use)}.");
        }

        foreach (var (index, code) in codes.Index())
        {
            if (code.Uses.Count == 0)
            {
                yield return ($"{list}[{index}].uses", $"The reason code '{code.Code}' has no use.");
            }

            foreach (var use in code.Uses.Except(uses))
            {
                yield return ($"{list}[{index}].uses", $"The use {Name(use)} has no place here.");
            }
        }
    }
}
