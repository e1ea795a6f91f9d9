using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Texts;

namespace CreditRegistry.Web.Desk;

/// <summary>An act that fits the case, and why this officer cannot do it now; null when it can be done.</summary>
public sealed record Possibility(CaseAct Act, LocalText? WhyNot);

/// <summary>
/// What the page offers. It only foretells: the registry checks everything again when the form comes. What the case's state
/// does not know at all is left out; what this officer may not do says why.
/// </summary>
public static class Possibilities
{
    /// <param name="assigneeName">What the officer who works on it is called.</param>
    public static IReadOnlyList<Possibility> Of(RepairView view, Guid officer, string assigneeName, DateOnly today)
    {
        var inside = view.Inside!;
        var proposal = inside.Proposal;
        var notMine = inside.Assignee is { } other && other != officer
            ? new LocalText(
                Filled(CaseTexts.OtherAssignee.En, assigneeName), Filled(CaseTexts.OtherAssignee.Zh, assigneeName))
            : null;
        var first = proposal is not null ? CaseTexts.ProposalOpen : notMine;
        var second = proposal?.By == officer ? CaseTexts.FourEyes : null;
        var running = view.Deadlines.FirstOrDefault(d => d is { Kind: DeadlineKind.Decision, MetOn: null, EndedOn: null });

        List<Possibility> possible = [];
        switch (view.State)
        {
            case RepairState.Submitted:
                Add(CaseAct.Accept, first);
                Add(CaseAct.Supplement, view.Supplement is not null ? CaseTexts.SupplementOnce : first);
                Add(
                    proposal is null ? CaseAct.NonAcceptance : CaseAct.ConfirmNonAcceptance,
                    proposal is null ? first : second);
                break;
            case RepairState.Accepted:
                Add(CaseAct.Recommend, first);
                break;
            case RepairState.Recommended:
                Add(CaseAct.Decide, second);
                break;
            case RepairState.Granted:
                Add(proposal is null ? CaseAct.Revoke : CaseAct.ConfirmRevocation, second);
                break;
        }

        if (proposal is { Kind: ProposalKind.NonAcceptance or ProposalKind.Revocation })
        {
            Add(CaseAct.Dismiss, null);
        }

        if (running is not null && view.State.IsWithOfficers())
        {
            Add(CaseAct.Extend, running.Extended ? CaseTexts.ExtendedOnce
                : running.DueOn <= today ? CaseTexts.ExtensionLate
                : notMine);
        }

        if (view.State.IsUnderWay())
        {
            Add(CaseAct.Assign, null);
        }

        if (view.State.IsUnderWay() || view.State is RepairState.Granted)
        {
            Add(CaseAct.Recuse, null);
        }

        return possible;

        void Add(CaseAct act, LocalText? whyNot) => possible.Add(new Possibility(act, whyNot));
    }

    private static string Filled(string text, string value) => text.Replace("{0}", value, StringComparison.Ordinal);
}
