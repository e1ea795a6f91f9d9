using CreditRegistry.Domain;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Application.Records;

/// <summary>A penalty in words.</summary>
/// <param name="Kind">What the rule set calls it; its code when it no longer does.</param>
/// <param name="AmountFen">Money in fen (1/100 yuan); null where the kind has no amount.</param>
/// <param name="TermEndsOn">Last day of a penalty with a term of its own (Asia/Shanghai), or null.</param>
public sealed record NamedPenalty(LocalText Kind, long? AmountFen, DateOnly? TermEndsOn)
{
    public static IReadOnlyList<NamedPenalty> Of(IEnumerable<Penalty> penalties, RuleSet rules) =>
    [
        .. penalties.Select(penalty => new NamedPenalty(
            rules.FindPenaltyKind(penalty.Kind)?.Title ?? new(penalty.Kind, penalty.Kind), penalty.AmountFen, penalty.TermEndsOn)),
    ];
}
