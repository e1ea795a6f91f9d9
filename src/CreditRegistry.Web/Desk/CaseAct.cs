using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Web.Desk;

/// <summary>What an officer can do with a case.</summary>
public enum CaseAct
{
    Assign = 1,
    Recuse,
    Supplement,
    Accept,
    NonAcceptance,
    ConfirmNonAcceptance,
    Recommend,
    Decide,
    Extend,
    Revoke,
    ConfirmRevocation,
    Dismiss,
}

public static class CaseActs
{
    private static readonly Dictionary<CaseAct, string> Slugs = new()
    {
        [CaseAct.Assign] = "assign",
        [CaseAct.Recuse] = "recuse",
        [CaseAct.Supplement] = "supplement",
        [CaseAct.Accept] = "accept",
        [CaseAct.NonAcceptance] = "non-acceptance",
        [CaseAct.ConfirmNonAcceptance] = "confirm-non-acceptance",
        [CaseAct.Recommend] = "recommend",
        [CaseAct.Decide] = "decide",
        [CaseAct.Extend] = "extend",
        [CaseAct.Revoke] = "revoke",
        [CaseAct.ConfirmRevocation] = "confirm-revocation",
        [CaseAct.Dismiss] = "dismiss",
    };

    /// <summary>Its part of the page's address.</summary>
    public static string Slug(this CaseAct act) => Slugs[act];

    /// <summary>The act of an address, or null.</summary>
    public static CaseAct? OfSlug(string slug) =>
        Slugs.Where(pair => pair.Value == slug).Select(pair => (CaseAct?)pair.Key).FirstOrDefault();

    public static char? Key(this CaseAct act) => act switch
    {
        CaseAct.Assign => 'g',
        CaseAct.Supplement => 's',
        CaseAct.Accept => 'a',
        CaseAct.NonAcceptance or CaseAct.ConfirmNonAcceptance => 'n',
        CaseAct.Recommend => 'r',
        CaseAct.Decide => 'd',
        CaseAct.Extend => 'e',
        CaseAct.Recuse or CaseAct.Revoke or CaseAct.ConfirmRevocation or CaseAct.Dismiss => null,
    };

    /// <summary>For which of the rule set's reason codes it asks.</summary>
    public static IReadOnlyList<ReasonUse> Uses(this CaseAct act) => act switch
    {
        CaseAct.NonAcceptance or CaseAct.ConfirmNonAcceptance => [ReasonUse.NonAcceptance],
        CaseAct.Recommend or CaseAct.Decide => [ReasonUse.Grant, ReasonUse.Refuse],
        CaseAct.Revoke or CaseAct.ConfirmRevocation => [ReasonUse.Revocation],
        CaseAct.Assign or CaseAct.Recuse or CaseAct.Supplement or CaseAct.Accept or CaseAct.Extend or CaseAct.Dismiss => [],
    };

    public static bool AsksForReason(this CaseAct act) => act is not (CaseAct.Assign or CaseAct.Accept);

    /// <summary>Whether the company learns of it: at once, or when a second officer has confirmed it.</summary>
    public static bool HasLetter(this CaseAct act) => act is not (CaseAct.Assign or CaseAct.Recuse or CaseAct.Dismiss);

    /// <summary>Whether it only proposes what another officer must confirm.</summary>
    public static bool Proposes(this CaseAct act) =>
        act is CaseAct.NonAcceptance or CaseAct.Recommend or CaseAct.Revoke;

    /// <summary>The act for what an officer proposed, which a second one confirms.</summary>
    public static CaseAct Confirmation(ProposalKind kind) => kind switch
    {
        ProposalKind.Grant or ProposalKind.Refuse => CaseAct.Decide,
        ProposalKind.NonAcceptance => CaseAct.ConfirmNonAcceptance,
        ProposalKind.Revocation => CaseAct.ConfirmRevocation,
    };
}
