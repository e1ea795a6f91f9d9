using CreditRegistry.Application.Audit;
using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Desk;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Desk;

/// <summary>What a document must prove, and what was sent for it.</summary>
public sealed record CheckedRequirement(RequiredDocument Asked, IReadOnlyList<CaseDocument> Sent);

/// <param name="Kind">What the rule set calls its kind.</param>
/// <param name="MayRead">Whether this reader may have its bytes.</param>
public sealed record ShownDocument(Guid Case, CaseDocument File, string Kind, bool MayRead)
{
    /// <summary>The pages of its case.</summary>
    public string Folder { get; init; } = "/desk/cases";
}

/// <summary>A case with all that an officer must know to act on it.</summary>
public sealed class CaseModel(
    ReadRepairs repairs,
    ReadRecords records,
    ReviewCases review,
    ReadDesk desk,
    ReadLedger ledger,
    RuleBook book,
    TimeProvider clock) : CasePage(repairs, records, review, desk, book, clock)
{
    public const int DaysOffNamed = 10;

    private const int MostHistory = 500;
    private const int OtherCasesShown = 10;

    public IReadOnlyList<LedgerView> History { get; private set; } = [];

    public IReadOnlyList<EarlierCase> OtherCases { get; private set; } = [];

    public IReadOnlyList<CheckedRequirement> Checklist { get; private set; } = [];

    /// <summary>Documents that no requirement asks for.</summary>
    public IReadOnlyList<CaseDocument> Beyond { get; private set; } = [];

    public bool MayReadDocuments => Actor.Is(Role.Auditor) || Case.Inside!.Contact is not null;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        History = await ledger.ListAsync(new LedgerFilter(Subject: id), after: null, MostHistory, ct);
        var officers = History.Where(h => IsOfDesk(h) && h.Actor is not null).Select(h => h.Actor!.Value);
        if (!await FindAsync(id, ct, officers))
        {
            return NotFound();
        }

        OtherCases = await Desk.OtherCasesAsync(Case, OtherCasesShown, ct);
        Checklist = Ground is { } ground
            ? [.. Rules.DocumentsFor(Case.Tier, ground).Select(asked => new CheckedRequirement(
                asked, [.. Case.Documents.Where(d => asked.Kinds.Contains(d.Kind))]))]
            : [];
        Beyond = [.. Case.Documents.Where(d => !Checklist.Any(c => c.Asked.Kinds.Contains(d.Kind)))];
        return Page();
    }

    public string KindOf(string kind) => Rules.FindDocumentKind(kind) is { } known ? In[known.Title] : kind;

    /// <summary>Who did it, as far as the desk tells: officers and supervisors by name, everyone else by role.</summary>
    public string WhoOf(LedgerView row) => row switch
    {
        { Actor: { } key } when IsOfDesk(row) => NameOf(key),
        _ => In[LedgerTexts.OfRole(row.Role)],
    };

    private static bool IsOfDesk(LedgerView row) => row.Role is "officer" or "supervisor";

    /// <summary>The days between the start and the end of a deadline in working days that were not counted.</summary>
    public IReadOnlyList<DateOnly> DaysOff(DeadlineView deadline) =>
        deadline.DueOn is { } due && deadline.Length.Unit is PeriodUnit.WorkingDays
            ? [.. Enumerable.Range(1, Math.Max(0, due.DayNumber - deadline.StartedOn.DayNumber))
                .Select(deadline.StartedOn.AddDays).Where(day => !Book.Calendar.IsWorkingDay(day))]
            : [];

    /// <summary>Whether it runs and its day has gone by.</summary>
    public bool IsLate(DeadlineView deadline) =>
        deadline is { MetOn: null, EndedOn: null, DueOn: { } due } && due < Today;

    /// <summary>What became of a deadline, or how far off it is.</summary>
    public string StandingOf(DeadlineView deadline) => deadline switch
    {
        { MetOn: { } met } => In[CaseTexts.MetOn, In.Date(met)],
        { EndedOn: { } ended } => In[CaseTexts.EndedOn, In.Date(ended)],
        { DueOn: { } due } when due < Today => In[CaseTexts.DaysOver, Today.DayNumber - due.DayNumber],
        { DueOn: { } due } => In[CaseTexts.DaysLeft, due.DayNumber - Today.DayNumber],
        _ => In[CaseTexts.StandsStill],
    };

    public bool IsAnswered(MissingDocument item) =>
        Case.Supplement is { } request && Case.Documents.Any(d => d.Kind == item.Kind && d.AddedAt > request.RequestedAt);
}
