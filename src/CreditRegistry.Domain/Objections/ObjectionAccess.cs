using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Repairs;

namespace CreditRegistry.Domain.Objections;

/// <summary>Who of an organ may act on an objection.</summary>
public static class ObjectionAccess
{
    /// <summary>The way out where nobody else may act.</summary>
    internal const string WhereNobody = "Where there is none, an administrator invites another officer of the organ.";

    /// <summary>Accept, extend and give a finding: agency and officers of the organ, without a stake.</summary>
    public static RegistryError? CheckOrgan(Actor actor, Guid organId, StakeFacts stakes) =>
        !actor.DecidesFor(organId) && !actor.PublishesFor(organId) ? OtherOrgan : CheckStakes(stakes);

    /// <summary>Reject and decide: officers of the organ, without a stake.</summary>
    public static RegistryError? CheckOfficer(Actor actor, Guid organId, StakeFacts stakes) =>
        !actor.DecidesFor(organId) ? OtherOrgan : CheckStakes(stakes);

    private static ForbiddenError OtherOrgan => new(
        "OBJECTION_OTHER_ORGAN", "The objection was forwarded to another organ. Its own accounts answer it.");

    private static ForbiddenError? CheckStakes(StakeFacts stakes) => stakes.Any
        ? new ForbiddenError(
            "OBJECTION_STAKE",
            "You have a stake in this objection (as the company's account, its filer, the record's author, or by your own "
            + $"declaration). Another account of the organ must act. {WhereNobody}")
        : null;
}
