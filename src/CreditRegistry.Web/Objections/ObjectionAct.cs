using CreditRegistry.Application.Objections;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Texts;

namespace CreditRegistry.Web.Objections;

/// <summary>What an organ can do with an objection.</summary>
public enum ObjectionAct
{
    Accept = 1,
    Reject,
    Extend,
    Find,
    Decide,
}

public static class ObjectionActs
{
    public static string Slug(this ObjectionAct act) => act.ToString().ToLowerInvariant();

    /// <summary>The act that takes an objection further; null when none does.</summary>
    public static ObjectionAct? NextAct(this ObjectionState state) => state switch
    {
        ObjectionState.Submitted => ObjectionAct.Accept,
        ObjectionState.Accepted or ObjectionState.UnderReview => ObjectionAct.Find,
        ObjectionState.Proposed => ObjectionAct.Decide,
        _ => null,
    };

    /// <summary>Why this account cannot do that now; null when it can.</summary>
    /// <param name="decides">Whether it is an officer's.</param>
    public static LocalText? WhyNot(this ObjectionAct act, ObjectionView view, Guid me, bool decides, DateOnly today)
    {
        var inside = view.Inside!;
        var running = view.Deadlines.FirstOrDefault(
            d => d is { Kind: DeadlineKind.Decision or DeadlineKind.ReviewDecision, MetOn: null, EndedOn: null });
        var fits = act is ObjectionAct.Reject ? view.State is ObjectionState.Submitted
            : act is ObjectionAct.Extend ? running is not null
            : view.State.NextAct() == act;
        return act switch
        {
            _ when !fits => ObjectionTexts.NotNow,
            ObjectionAct.Reject or ObjectionAct.Decide when !decides => ObjectionTexts.OfficersOnly,
            ObjectionAct.Reject when inside.Rejection?.By == me => ObjectionTexts.OwnRejection,
            ObjectionAct.Decide when inside.Finding?.By == me => ObjectionTexts.OwnFinding,
            ObjectionAct.Find or ObjectionAct.Decide or ObjectionAct.Extend when inside.TookPart.Contains(me) =>
                ObjectionTexts.WhyRefused("OBJECTION_TOOK_PART"),
            ObjectionAct.Extend when running!.Extended => ObjectionTexts.WhyRefused("OBJECTION_EXTENDED_ONCE"),
            ObjectionAct.Extend when !(running!.DueOn > today) => ObjectionTexts.WhyRefused("OBJECTION_EXTENSION_LATE"),
            _ => null,
        };
    }
}
