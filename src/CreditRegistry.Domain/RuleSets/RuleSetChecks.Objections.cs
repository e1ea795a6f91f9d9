using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;

namespace CreditRegistry.Domain.RuleSets;

internal static partial class RuleSetChecks
{
    private static readonly DeadlineKind[] OfRepair =
        [DeadlineKind.Acceptance, DeadlineKind.Supplement, DeadlineKind.Decision, DeadlineKind.Extension, DeadlineKind.Draft];

    private static readonly DeadlineKind[] OfObjection =
    [
        DeadlineKind.Mark, DeadlineKind.Forwarding, DeadlineKind.Acceptance, DeadlineKind.Decision, DeadlineKind.Extension,
        DeadlineKind.Execution, DeadlineKind.Draft,
    ];

    private static readonly DeadlineKind[] OfSomeObjections =
        [DeadlineKind.Filing, DeadlineKind.Review, DeadlineKind.ReviewDecision];

    private static readonly ReasonUse[] UsesInRepair =
        [ReasonUse.Grant, ReasonUse.Refuse, ReasonUse.NonAcceptance, ReasonUse.Revocation];

    private static readonly ReasonUse[] UsesInObjections = [ReasonUse.Uphold, ReasonUse.Dismissal, ReasonUse.Rejection];

    private static IEnumerable<(string Row, string Reason)> Objection(ObjectionRule rule) =>
        Deadlines(rule.Deadlines, "$.objection.deadlines", OfObjection, OfSomeObjections)
            .Concat(Reasons(rule.ReasonCodes, "$.objection.reasonCodes", UsesInObjections))
            .Concat(Contests(rule))
            .Concat(Reviews(rule));

    private static IEnumerable<(string Row, string Reason)> Contests(ObjectionRule rule)
    {
        foreach (var missing in Enum.GetValues<ObjectionGround>().Except(rule.Grounds.Select(row => row.Code)))
        {
            yield return ("$.objection.grounds", $"The ground {Name(missing)} has no row.");
        }

        foreach (var (index, ground) in rule.Grounds.Index()
            .Where(row => row.Item.Contests is Contested.Repair != row.Item.Code is ObjectionGround.RepairRefused))
        {
            yield return ($"$.objection.grounds[{index}].contests", $"The ground {Name(ground.Code)} cannot contest that.");
        }

        if (!rule.PublicationContinues)
        {
            yield return (
                "$.objection.publicationContinues", "A contested record stays published; only a court's order hides one.");
        }
    }

    private static IEnumerable<(string Row, string Reason)> Reviews(ObjectionRule rule) => Enum.GetValues<RecordTier>()
        .Where(tier => rule.FindDeadline(DeadlineKind.Review, tier) is null
            != rule.FindDeadline(DeadlineKind.ReviewDecision, tier) is null)
        .Select(tier => (
            "$.objection.deadlines",
            $"For the tier {Name(tier)}, a review has a deadline to ask for it and one to decide it, or neither."));
}
