using CreditRegistry.Domain.Accounts;

namespace CreditRegistry.Domain.Repairs;

/// <summary>What ties an officer to a case.</summary>
/// <param name="BoundToCompany">The account acts for the company.</param>
/// <param name="FiledCase">The account drafted, filed or submitted the case.</param>
/// <param name="WroteRecord">The account published or corrected the record.</param>
/// <param name="DeclaredInterest">The officer declared an interest in the company.</param>
public sealed record StakeFacts(bool BoundToCompany, bool FiledCase, bool WroteRecord, bool DeclaredInterest)
{
    /// <summary>Whether one of the stakes bars the officer.</summary>
    public bool Any => BoundToCompany || FiledCase || WroteRecord || DeclaredInterest;
}

/// <summary>Who may act on a case at all.</summary>
public static class CaseAccess
{
    /// <summary>Officers act for their own organ's records and never with a stake.</summary>
    public static RegistryError? CheckOfficer(Actor actor, Guid organId, StakeFacts stakes) =>
        !actor.DecidesFor(organId)
            ? new ForbiddenError("REPAIR_OTHER_ORGAN", "The case belongs to another organ. Its own officers decide it.")
            : CheckStakes(stakes);

    /// <summary>Nobody has a hand in a case with a stake in it, not even in who gets it.</summary>
    public static RegistryError? CheckStakes(StakeFacts stakes) => stakes.Any
        ? new ForbiddenError(
            "REPAIR_STAKE",
            "You have a stake in this case (as the company's account, its filer, the record's author, or by your own "
            + "declaration). Another officer must act.")
        : null;
}
