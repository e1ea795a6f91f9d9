using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Languages;
using CreditRegistry.Web.Texts;

namespace CreditRegistry.Web.Desk;

/// <summary>What the company will read of an act, before it is sent.</summary>
/// <param name="Asked">What a supplement request lists, each with its document.</param>
/// <param name="Remedies">How it can be contested; null where there is nothing to contest.</param>
public sealed record Letter(
    string What,
    string? Ground,
    string? Reason,
    IReadOnlyList<(string Document, string What)> Asked,
    string? Remedies)
{
    /// <summary>What is decided under the act, when it is one that has a ground.</summary>
    public static Letter Of(
        CaseAct act,
        RepairView view,
        RuleBook book,
        DateOnly today,
        Language language,
        ReasonUse? use = null,
        string? reasonCode = null,
        string? reason = null,
        IReadOnlyList<MissingDocument>? missing = null)
    {
        var rules = book.Get(view.RuleSet);
        var adverse = use is ReasonUse.Refuse or ReasonUse.NonAcceptance or ReasonUse.Revocation;
        return new Letter(
            What(),
            reasonCode is not null && rules.FindReasonCode(reasonCode) is { } code
                ? language[CaseTexts.LetterGround, language[code.Title]]
                : null,
            reason,
            [.. (missing ?? []).Select(m => (Name(m.Kind), m.What))],
            adverse ? language[rules.Remedies] : null);

        string What() => act switch
        {
            CaseAct.Accept => language[CaseTexts.LetterAccepted, view.Reference, Due(DeadlineKind.Decision)],
            CaseAct.Supplement => language[CaseTexts.LetterSupplement, view.Reference, Due(DeadlineKind.Supplement)],
            CaseAct.Extend => language[
                CaseTexts.LetterExtended, view.Reference,
                language[rules.DeadlineFor(DeadlineKind.Extension, view.Tier).Length.Describe()]],
            CaseAct.NonAcceptance or CaseAct.ConfirmNonAcceptance => language[CaseTexts.LetterNotAccepted, view.Reference],
            CaseAct.Revoke or CaseAct.ConfirmRevocation => language[
                CaseTexts.LetterRevoked, view.Reference, language[rules.Revocation.Bar.Describe()]],
            CaseAct.Recommend or CaseAct.Decide => language[
                use is ReasonUse.Grant ? CaseTexts.LetterGranted : CaseTexts.LetterRefused, view.Reference],
            CaseAct.Assign or CaseAct.Recuse or CaseAct.Dismiss =>
                throw new InvalidOperationException($"Of {act} the company reads nothing."),
        };

        // A clock of the decision that runs since the submission is not started anew by the acceptance.
        string Due(DeadlineKind kind)
        {
            var rule = rules.DeadlineFor(kind, view.Tier);
            var running = view.Deadlines.FirstOrDefault(d => d.Kind == kind && d.MetOn is null && d.EndedOn is null);
            var due = running?.DueOn ?? book.Calendar.Due(today, rule.Length).DueOn;
            return due is { } day ? language.Date(day) : language[rule.Length.Describe()];
        }

        string Name(string kind) => rules.FindDocumentKind(kind) is { } known ? language[known.Title] : kind;
    }
}
