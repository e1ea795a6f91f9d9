using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Desk;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CreditRegistry.Web.Pages.Desk;

/// <summary>A line of a supplement request; empty where that document is in order.</summary>
public sealed class AskedDocument
{
    public string Kind { get; set; } = "";

    public string? What { get; set; }
}

/// <summary>A line of the form of a supplement request.</summary>
public sealed record AskedLine(int Index, AskedDocument Asked, string Name);

/// <summary>
/// One act on a case: its form, then the letter that the company will read, then it is done. A colleague's change meanwhile
/// is shown, and what was typed is kept.
/// </summary>
public sealed class ActModel(
    ReadRepairs repairs,
    ReadRecords records,
    ReviewCases review,
    ReadDesk desk,
    RuleBook book,
    TimeProvider clock) : CasePage(repairs, records, review, desk, book, clock)
{
    private const string ToSend = "send";
    private const string ToChange = "change";

    public CaseAct Act { get; private set; }

    /// <summary>Of the case that the officer looked at.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>What was pressed: see the letter, change it, or send it.</summary>
    [BindProperty]
    public string? Step { get; set; }

    /// <summary>A use and a reason code of the rule set, such as <c>Grant/CONDITIONS_MET</c>.</summary>
    [BindProperty]
    public string? Finding { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>An officer's key, or <c>nobody</c>.</summary>
    [BindProperty]
    public string? Assignee { get; set; }

    [BindProperty]
    public List<AskedDocument> Asked { get; set; } = [];

    [BindProperty]
    public List<Guid> Linked { get; set; } = [];

    /// <summary>How many of <see cref="Asked"/> this kind of record needs; the others follow behind a fold.</summary>
    public int Usual { get; private set; }

    /// <summary>Set when the officer is to look at it once more before it is done.</summary>
    public bool Preview { get; private set; }

    /// <summary>What the company will read; null where it reads nothing.</summary>
    public Letter? Letter { get; private set; }

    /// <summary>What changed since the officer opened the form; null when nothing did.</summary>
    public IReadOnlyList<ChangeSince>? Changed { get; private set; }

    /// <summary>Why it cannot be done by this officer, or not now; null when it can.</summary>
    public LocalText? WhyNot { get; private set; }

    public IReadOnlyList<SelectListItem> Officers { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Findings { get; private set; } = [];

    /// <summary>Other records of the same decision, which a grant may take along.</summary>
    public IReadOnlyList<RecordView> Linkable { get; private set; } = [];

    private (ReasonUse Use, string Code)? Chosen =>
        Finding?.Split('/') is [var use, var code]
            && Enum.TryParse<ReasonUse>(use, out var known)
            && Act.Uses().Contains(known)
            && Rules.ReasonsFor(known).Any(r => r.Code == code)
            ? (known, code)
            : null;

    private List<MissingDocument> Missing =>
        [.. Asked.Where(a => !string.IsNullOrWhiteSpace(a.What)).Select(a => new MissingDocument(a.Kind, a.What!.Trim()))];

    public async Task<IActionResult> OnGetAsync(Guid id, string act, CancellationToken ct)
    {
        if (!await ShowAsync(id, act, ct))
        {
            return NotFound();
        }

        Version = Case.Version;
        if (Act is CaseAct.Decide or CaseAct.ConfirmNonAcceptance or CaseAct.ConfirmRevocation
            && Case.Inside!.Proposal is { } proposal)
        {
            var use = Act is CaseAct.Decide
                ? proposal.Kind is ProposalKind.Grant ? ReasonUse.Grant : ReasonUse.Refuse
                : Act.Uses()[0];
            Finding = $"{use}/{proposal.ReasonCode}";
            Reason = proposal.Reason;
            Linked = [.. proposal.LinkedRecords];
        }

        Compose();
        Preview = Act is CaseAct.Accept;
        WriteLetter();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string act, CancellationToken ct)
    {
        ModelState.Clear(); // each act checks its own fields
        if (!await ShowAsync(id, act, ct))
        {
            return NotFound();
        }

        Compose();
        Check();
        if (!ModelState.IsValid || Step is ToChange)
        {
            return Page();
        }

        if (Step is not ToSend)
        {
            Preview = true;
            WriteLetter();
            return Page();
        }

        var error = await RunAsync(id, ct);
        if (error is null)
        {
            return GoTo($"/desk/cases/{id}", CaseTexts.Done(Act));
        }

        await ShowAsync(id, act, ct);
        Compose();
        if (error is StaleError stale)
        {
            Changed = [.. stale.Changes.OfType<ChangeSince>()];
            Version = stale.CurrentVersion;
            return Page();
        }

        Complain("", CaseTexts.WhyRefused(error.Code));
        return Page();
    }

    private async Task<bool> ShowAsync(Guid id, string slug, CancellationToken ct)
    {
        if (CaseActs.OfSlug(slug) is not { } act || !await FindAsync(id, ct))
        {
            return false;
        }

        Act = act;
        var possibility = Possible.FirstOrDefault(p => p.Act == act);
        WhyNot = Barred ?? (possibility is null ? CaseTexts.WrongState : possibility.WhyNot);
        if (act is CaseAct.Assign)
        {
            Officers =
            [
                new SelectListItem(In[CaseTexts.Choose], ""),
                .. (await Desk.OfficersAsync([Case.Organ.Code], ct)).Select(c => new SelectListItem(
                    c.Key == Me ? In[DeskTexts.You] : c.Email, c.Key.ToString())),
                new SelectListItem(In[CaseTexts.BackToQueue], "nobody"),
            ];
        }

        return true;
    }

    private void Compose()
    {
        var several = Act.Uses().Count > 1;
        Findings =
        [
            new SelectListItem(In[CaseTexts.Choose], ""),
            .. Act.Uses().SelectMany(use => Rules.ReasonsFor(use).Select(r => new SelectListItem(
                (several ? In[CaseTexts.Of(use)] + In.Pick(": ", "：") : "") + In[r.Title], $"{use}/{r.Code}"))),
        ];
        if (Act is CaseAct.Recommend or CaseAct.Decide && Record is { Decision: { } decision } record)
        {
            Linkable =
            [
                .. OtherRecords.Where(r => r.Organ.Code == record.Organ.Code && r.Decision?.Number == decision.Number),
            ];
        }

        if (Act is not CaseAct.Supplement)
        {
            return;
        }

        var typed = Asked.GroupBy(a => a.Kind).ToDictionary(a => a.Key, a => a.First().What, StringComparer.Ordinal);
        var usual = (Ground is { } ground ? Rules.DocumentsFor(Case.Tier, ground).SelectMany(d => d.Kinds) : [])
            .Concat(Case.Documents.Select(d => d.Kind)).Distinct().ToList();
        Usual = usual.Count;
        Asked = [.. usual.Concat(Rules.DocumentKinds.Select(k => k.Code)).Distinct()
            .Select(kind => new AskedDocument { Kind = kind, What = typed.GetValueOrDefault(kind) })];
    }

    private void Check()
    {
        if (Act is CaseAct.Assign && Assignee is not "nobody" && !Guid.TryParse(Assignee, out _))
        {
            Complain(nameof(Assignee), CaseTexts.AssigneeMissing);
        }

        if (Act.Uses().Count > 0 && Chosen is null)
        {
            Complain(nameof(Finding), CaseTexts.GroundMissing);
        }

        if (Act is CaseAct.Supplement)
        {
            CheckAsked();
        }

        if (!Act.AsksForReason())
        {
            return;
        }

        if (!RecordText.IsText(Reason))
        {
            Complain(nameof(Reason), CaseTexts.ReasonMissing);
        }
        else if (Reason!.Length > RepairApplication.ReasonMaxLength)
        {
            ModelState.AddModelError(nameof(Reason), In[CaseTexts.ReasonTooLong, RepairApplication.ReasonMaxLength]);
        }
    }

    private void CheckAsked()
    {
        var first = $"{nameof(Asked)}[0].{nameof(AskedDocument.What)}";
        if (Missing.Count is 0)
        {
            Complain(first, CaseTexts.NothingAsked);
        }
        else if (Missing.Count > RepairApplication.MaxMissing)
        {
            ModelState.AddModelError(first, In[CaseTexts.ManyAsked, RepairApplication.MaxMissing]);
        }

        for (var i = 0; i < Asked.Count; i++)
        {
            if (Asked[i].What?.Trim().Length > SupplementInputValidator.WhatMaxLength)
            {
                ModelState.AddModelError(
                    $"{nameof(Asked)}[{i}].{nameof(AskedDocument.What)}",
                    In[CaseTexts.WhatTooLong, SupplementInputValidator.WhatMaxLength]);
            }
        }
    }

    private void WriteLetter()
    {
        if (Preview && Act.HasLetter())
        {
            Letter = Letter.Of(
                Act, Case, Book, Today, In, Chosen?.Use, Chosen?.Code, Reason?.Trim(),
                Act is CaseAct.Supplement ? Missing : null);
        }
    }

    private async Task<RegistryError?> RunAsync(Guid id, CancellationToken ct)
    {
        var reasoned = new ReasonedInput(Chosen?.Code ?? "", Reason ?? "");
        var why = new ReasonInput(Reason ?? "");
        var finding = new FindingInput(
            Chosen?.Use is ReasonUse.Grant ? RepairOutcome.Grant : RepairOutcome.Refuse, reasoned.ReasonCode, reasoned.Reason,
            Chosen?.Use is ReasonUse.Grant ? Linked : []);
        var outcome = Act switch
        {
            CaseAct.Assign => await Review.AssignAsync(id, AssignmentOf(), Version, Actor, ct),
            CaseAct.Recuse => await Review.RecuseAsync(id, why, Version, Actor, ct),
            CaseAct.Supplement => await Review.RequestSupplementAsync(
                id, new SupplementInput(Missing, reasoned.Reason), Version, Actor, ct),
            CaseAct.Accept => await Review.AcceptAsync(id, Version, Actor, ct),
            CaseAct.NonAcceptance or CaseAct.ConfirmNonAcceptance =>
                await Review.DoNotAcceptAsync(id, reasoned, Version, Actor, ct),
            CaseAct.Recommend => await Review.RecommendAsync(id, finding, Version, Actor, ct),
            CaseAct.Decide => await Review.DecideAsync(id, finding, Version, Actor, ct),
            CaseAct.Extend => await Review.ExtendAsync(id, why, Version, Actor, ct),
            CaseAct.Revoke or CaseAct.ConfirmRevocation => await Review.RevokeAsync(id, reasoned, Version, Actor, ct),
            CaseAct.Dismiss => await Review.DismissProposalAsync(id, why, Version, Actor, ct),
        };
        return outcome.Error;
    }

    private AssignmentInput AssignmentOf() => Guid.TryParse(Assignee, out var key)
        ? new AssignmentInput(key == Me ? null : key)
        : new AssignmentInput(Release: true);
}
