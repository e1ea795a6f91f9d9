using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Organs;
using CreditRegistry.Application.Records;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Agency;
using CreditRegistry.Web.Objections;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CreditRegistry.Web.Pages.Objections;

/// <summary>One act on an objection: the form, of a finding or decision what it changes, then it is done.</summary>
public sealed class ActModel(
    FindAnswered find, DecideObjections decide, ManageOrgans organs, RuleBook book, TimeProvider clock)
    : RecordFormPage(organs, book, clock)
{
    public AnsweredObjection Found { get; private set; } = null!;

    public ObjectionAct Act { get; private set; }

    /// <summary>Of the objection that the form was filled in beside.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public ObjectionOutcome? Outcome { get; set; }

    /// <summary>A reason code.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The reason in words.</summary>
    [BindProperty]
    public string? Words { get; set; }

    /// <summary>Why this account cannot do it now; null when it can.</summary>
    public LocalText? WhyNot { get; private set; }

    public bool IsPreviewed { get; private set; }

    public IReadOnlyList<Difference> Differences { get; private set; } = [];

    public bool TakesOutcome => Act is ObjectionAct.Find or ObjectionAct.Decide;

    /// <summary>Whether the record itself is contested and has a decision that can be corrected.</summary>
    public bool TakesCorrection => TakesOutcome && Found is { View.ApplicationId: null, Record.Decision: not null };

    public IReadOnlyList<SelectListItem> Outcomes =>
    [
        .. (Found.View.ApplicationId is not null ? [ObjectionOutcome.Reopen]
                : TakesCorrection ? [ObjectionOutcome.Correct, ObjectionOutcome.ChangePeriod, ObjectionOutcome.Annul]
                : new[] { ObjectionOutcome.Annul })
            .Append(ObjectionOutcome.Dismiss)
            .Select(o => new SelectListItem(In[ObjectionTexts.Of(o)], o.ToString())),
    ];

    /// <summary>Every reason of the act, under what it is a reason for.</summary>
    public IReadOnlyList<SelectListItem> Codes
    {
        get
        {
            ReasonUse[] uses = TakesOutcome ? [ReasonUse.Uphold, ReasonUse.Dismissal] : [ReasonUse.Rejection];
            var groups = uses.ToDictionary(use => use, use => new SelectListGroup { Name = In[CaseTexts.Of(use)] });
            return
            [
                new SelectListItem(In[CaseTexts.Choose], ""),
                .. uses.SelectMany(use => Rules.Objection.ReasonsFor(use)
                    .Select(r => new SelectListItem(In[r.Title], r.Code) { Group = TakesOutcome ? groups[use] : null })),
            ];
        }
    }

    public string ReasonTitle =>
        Rules.Objection.ReasonCodes.FirstOrDefault(r => r.Code == Code) is { } known ? In[known.Title] : Code ?? "";

    private string Here => $"/objections/{Found.View.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, string act, CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(id, act, ct))
        {
            return NotFound();
        }

        if (WhyNot is not null)
        {
            return Page();
        }

        if (Act is ObjectionAct.Accept)
        {
            return GoTo(Here); // a button there, without a form of its own
        }

        Version = Found.View.Version;
        if (TakesCorrection)
        {
            Fill(Found.Record!);
            if (Act is ObjectionAct.Decide && Found.View.Inside!.Finding is { } finding)
            {
                Follow(finding);
            }

            AddLines();
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string act, CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(id, act, ct))
        {
            return NotFound();
        }

        Words = Words?.ReplaceLineEndings("\n").Trim();
        if (WhyNot is not null)
        {
            return IsDone ? GoTo(Here, ObjectionTexts.Done(Act)) : Page();
        }

        AddLines();
        if (Step is ToChange or ToAddPenalty)
        {
            return Page();
        }

        CheckAnswer();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (TakesOutcome && Step is not ToSend)
        {
            return await PreviewAsync(id, ct);
        }

        var done = Act switch
        {
            ObjectionAct.Accept => await decide.AcceptAsync(id, Version, Actor, ct),
            ObjectionAct.Reject => await decide.RejectAsync(id, new ReasonedInput(Code!, Words!), Version, Actor, ct),
            ObjectionAct.Extend => await decide.ExtendAsync(id, new ReasonInput(Words!), Version, Actor, ct),
            ObjectionAct.Find => await decide.FindAsync(id, Input, Version, Actor, ct),
            ObjectionAct.Decide => await decide.DecideAsync(id, Input, Version, Actor, ct),
        };
        if (done.Error is null)
        {
            return GoTo(Here, ObjectionTexts.Done(Act));
        }

        if (done.Error is NotFoundError)
        {
            return NotFound();
        }

        await FindAsync(id, act, ct);
        if (IsDone)
        {
            return GoTo(Here, ObjectionTexts.Done(Act));
        }

        if (Act is ObjectionAct.Accept)
        {
            WhyNot ??= done.Error is StaleError ? ObjectionTexts.Stale : ObjectionTexts.WhyRefused(done.Error.Code);
        }

        if (WhyNot is null)
        {
            Refuse(done.Error);
        }

        return Page();
    }

    private ObjectionFindingInput Input => new(
        Outcome,
        Code!,
        Words!,
        Outcome is ObjectionOutcome.Correct or ObjectionOutcome.ChangePeriod
            ? new CorrectionInput(Ground, Decision, Summary, PenaltiesTyped)
            : null);

    /// <summary>Whether the objection is by now what this form was to make of it: the form was sent twice.</summary>
    private bool IsDone => Found.View is var one && one.Inside is { } inside && Act switch
    {
        ObjectionAct.Accept => one.State is ObjectionState.Accepted,
        ObjectionAct.Reject => (inside.Rejection is { } proposed && proposed.By == Found.Me && proposed.Reason == Words)
            || (one is { State: ObjectionState.Rejected, Decision: { } rejected } && rejected.Reason == Words),
        ObjectionAct.Extend => one.History.Any(h => h.Kind == LedgerKinds.ObjectionExtended && h.Text == Words),
        ObjectionAct.Find => inside.Finding is { } finding
            && finding.By == Found.Me && finding.Outcome == Outcome && finding.Reason == Words,
        ObjectionAct.Decide => one.Decision is { } decision && decision.Outcome == Outcome && decision.Reason == Words,
    };

    private async Task<IActionResult> PreviewAsync(Guid id, CancellationToken ct)
    {
        var preview = await decide.PreviewAsync(id, Input, Actor, ct);
        if (Outcome is ObjectionOutcome.ChangePeriod && (preview.Error?.Code is "RECORD_CORRECTION_SAME"
            || (preview.Value is { } same && Found.Record is { } was
                && (was.RepairableFrom, was.LapsesOn) == (same.RepairableFrom, same.LapsesOn))))
        {
            Complain(nameof(DecidedOn), ObjectionTexts.SamePeriod);
            return Page();
        }

        if (preview.Value is not { } after)
        {
            Refuse(preview.Error!);
            return Page();
        }

        Differences = Found.Record is { } before ? Difference.Between(before, after, new RecordWords(In, Rules)) : [];
        IsPreviewed = true;
        return Page();
    }

    private void CheckAnswer()
    {
        if (Act is ObjectionAct.Accept)
        {
            return;
        }

        if (TakesOutcome && Outcomes.All(o => o.Value != Outcome?.ToString()))
        {
            Complain(nameof(Outcome), ObjectionTexts.OutcomeMissing);
        }

        if (Act is not ObjectionAct.Extend && (string.IsNullOrEmpty(Code) || Codes.All(c => c.Value != Code)))
        {
            Complain(nameof(Code), ObjectionTexts.ReasonCodeMissing);
        }
        else if (TakesOutcome && Outcome is { } outcome)
        {
            CheckReason(outcome);
        }

        if (!RecordText.IsText(Words))
        {
            Complain(nameof(Words), ObjectionTexts.ReasonWordsMissing);
        }
        else if (Words!.Length > Objection.ReasonMaxLength)
        {
            ModelState.AddModelError(nameof(Words), In[CaseTexts.ReasonTooLong, Objection.ReasonMaxLength]);
        }

        if (Outcome is ObjectionOutcome.Correct or ObjectionOutcome.ChangePeriod && TakesCorrection)
        {
            CheckForm();
        }
    }

    private void CheckReason(ObjectionOutcome outcome)
    {
        var (use, other) = outcome is ObjectionOutcome.Dismiss
            ? (ReasonUse.Dismissal, ReasonUse.Uphold)
            : (ReasonUse.Uphold, ReasonUse.Dismissal);
        var fitting = Rules.Objection.ReasonsFor(use).ToList();
        if (fitting.All(r => r.Code != Code))
        {
            ModelState.AddModelError(nameof(Code), In[
                ObjectionTexts.ReasonOfOther,
                In[CaseTexts.Of(other)],
                In[CaseTexts.Of(use)],
                string.Join(In.Pick("; ", "；"), fitting.Select(r => In[r.Title]))]);
        }
    }

    private void Refuse(RegistryError refusal)
    {
        switch (refusal)
        {
            case StaleError stale:
                Version = stale.CurrentVersion;
                Complain("", stale.Changes.OfType<ChangeSince>().Any(c => c.Kind == LedgerKinds.ObjectionRecordCorrected)
                    ? ObjectionTexts.StaleRecord
                    : ObjectionTexts.Stale);
                break;
            case InvalidError { Code: "REASON_CODE_UNKNOWN" }:
                Complain(nameof(Code), ObjectionTexts.ReasonCodeMissing);
                break;
            case RefusedError:
                ComplainOf(refusal);
                break;
            default:
                Complain("", ObjectionTexts.WhyRefused(refusal.Code));
                break;
        }
    }

    private void Follow(ObjectionFinding finding)
    {
        Outcome = finding.Outcome;
        Code = finding.ReasonCode;
        if (finding.Correction is { } correction && !Found.View.Inside!.Overtaken)
        {
            Fill(Found.Record!.Saying(correction, Rules));
        }
    }

    private async Task<bool> FindAsync(Guid id, string act, CancellationToken ct)
    {
        if (await find.RunAsync(id, Actor, Today, ct) is not { } found)
        {
            return false;
        }

        (Found, Act) = (found, Enum.Parse<ObjectionAct>(act, ignoreCase: true));
        WhyNot = found.WhyNot(Act);
        Follow(found.View.RuleSet, found.View.Tier);
        return true;
    }
}
