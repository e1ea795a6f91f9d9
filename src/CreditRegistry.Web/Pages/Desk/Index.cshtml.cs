using System.Globalization;
using System.Text.Json;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Web.Desk;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CreditRegistry.Web.Pages.Desk;

/// <summary>Whose cases a queue lists.</summary>
public enum QueueView
{
    Mine,
    Unassigned,
    All,
}

/// <summary>How many, counted no further than <see cref="IndexModel.CountedTo"/>.</summary>
public sealed record QueueCount(QueueView View, int Cases, int Overdue);

/// <summary>A case that could not be assigned with the others, and the code of why.</summary>
public sealed record NotAssigned(string Reference, string Code);

/// <summary>The queue: by due date, so that what is overdue comes first. The address holds the filter.</summary>
public sealed class IndexModel(ReviewQueue queue, ReviewCases review, ReadDesk desk) : SitePage
{
    public const int CountedTo = 1000;

    private const int PageSize = 25;
    private const string FailedKey = "not-assigned";

    [BindProperty(SupportsGet = true)]
    public QueueView? Whose { get; set; }

    [BindProperty(SupportsGet = true)]
    public RepairState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public RecordTier? Tier { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Organ { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Rules { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool? Overdue { get; set; }

    /// <summary>Only this officer's cases, when <see cref="Whose"/> is all.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Officer { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>Chosen cases, each as <c>id:version</c>.</summary>
    [BindProperty]
    public string[] Chosen { get; set; } = [];

    [BindProperty]
    public Guid? Assignee { get; set; }

    /// <summary>What the view is to be called, or is called, when one is saved or forgotten.</summary>
    [BindProperty]
    public string? ViewName { get; set; }

    public IReadOnlyList<SavedView> Saved { get; private set; } = [];

    public IReadOnlyList<RepairView> Cases { get; private set; } = [];

    public IReadOnlyList<QueueCount> Counts { get; private set; } = [];

    public NextPage Pages { get; private set; } = new(null, null);

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<SelectListItem> Officers { get; private set; } = [];

    public IReadOnlyList<NotAssigned> Failed { get; private set; } = [];

    public Guid Me => Actor.AccountKey!.Value;

    public bool Decides => Actor.Is(Role.Officer);

    public bool MayAssign => Actor.Is(Role.Officer) || Actor.Is(Role.Supervisor);

    public bool IsFiltered => State is not null || Tier is not null || Organ is not null || Rules is not null
        || Overdue is not null || Officer is not null;

    public QueueView Shown =>
        Officer is not null ? QueueView.All : Whose ?? (Actor.Is(Role.Officer) ? QueueView.Mine : QueueView.All);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Failed = TempData[FailedKey] is string told ? JsonSerializer.Deserialize<List<NotAssigned>>(told)! : [];
        await ShowAsync(ct);
        return Page();
    }

    /// <summary>The counts alone, for a page that stays open.</summary>
    public async Task<IActionResult> OnGetCountsAsync(CancellationToken ct)
    {
        Read();
        await CountAsync(ct);
        return new JsonResult(Counts.Select(c => new
        {
            View = Lower(c.View),
            Cases = Counted(c.Cases),
            Overdue = OverdueText(c.View),
            IsOverdue = c.Overdue > 0,
        }));
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        Read();
        if (SavedViews.Keep(HttpContext, Me, ViewName, PathOf(Shown)))
        {
            return GoTo(PathOf(Shown), DeskTexts.ViewSaved);
        }

        Complain(nameof(ViewName), DeskTexts.ViewNameWrong);
        await ShowAsync(ct);
        return Page();
    }

    public IActionResult OnPostForget()
    {
        Read();
        SavedViews.Forget(HttpContext, Me, ViewName);
        return GoTo(PathOf(Shown), DeskTexts.ViewForgotten);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Read();
        var chosen = Chosen.Select(CaseOf).OfType<(Guid Id, int Version)>().DistinctBy(c => c.Id).ToList();
        if (chosen.Count is 0 or > PageSize)
        {
            Complain(nameof(Chosen), DeskTexts.ChooseSome);
        }

        if (Assignee is null)
        {
            Complain(nameof(Assignee), DeskTexts.ChooseWhom);
        }

        if (ModelState.ErrorCount > 0)
        {
            await ShowAsync(ct);
            return Page();
        }

        var failed = new Dictionary<Guid, string>();
        var input = new AssignmentInput(Assignee == Me ? null : Assignee);
        foreach (var (id, version) in chosen)
        {
            if ((await review.AssignAsync(id, input, version, Actor, ct)).Error is { } error)
            {
                failed[id] = error.Code;
            }
        }

        if (failed.Count > 0)
        {
            var references = await desk.ReferencesAsync(failed.Keys, Actor, ct);
            TempData[FailedKey] = JsonSerializer.Serialize(
                failed.Select(f => new NotAssigned(references.GetValueOrDefault(f.Key, "–"), f.Value)));
        }

        var done = (chosen.Count - failed.Count).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return GoTo(
            PathOf(Shown, After),
            chosen.Count == failed.Count ? null : new(
                DeskTexts.Assigned.En.Replace("{0}", done, StringComparison.Ordinal),
                DeskTexts.Assigned.Zh.Replace("{0}", done, StringComparison.Ordinal)));
    }

    /// <summary>The address of the queue with its filter, in English.</summary>
    public string PathOf(QueueView whose, string? after = null, bool filtered = true)
    {
        var query = new QueryBuilder { { "whose", Lower(whose) } };
        if (filtered)
        {
            Add("state", State is { } state ? Lower(state) : null);
            Add("tier", Tier is { } tier ? Lower(tier) : null);
            Add("organ", Organ);
            Add("rules", Rules);
            Add("overdue", Overdue is { } overdue ? overdue ? "true" : "false" : null);
            Add("officer", whose is QueueView.All ? Officer?.ToString() : null);
        }

        Add("after", after);
        return "/desk" + query;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }
    }

    public string Counted(int count) => count < CountedTo ? In.Number(count) : In[DeskTexts.OrMore, In.Number(count)];

    public string OverdueText(QueueView view) => Counts.FirstOrDefault(c => c.View == view) is { Overdue: > 0 and var overdue }
        ? In[DeskTexts.OverdueCount, Counted(overdue)]
        : In[DeskTexts.NoneOverdue];

    private static string Lower<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The filter of the address. One that there is not, such as an empty one, filters nothing.</summary>
    private void Read()
    {
        string[] answers = [nameof(Chosen), nameof(Assignee), nameof(ViewName)];
        foreach (var name in ModelState.Keys.Except(answers).ToList())
        {
            ModelState.Remove(name);
        }

        State = State?.IsUnderWay() is true ? State : null;
        Organ = string.IsNullOrWhiteSpace(Organ) ? null : Organ.Trim();
        Rules = string.IsNullOrWhiteSpace(Rules) ? null : Rules;
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        Read();
        Saved = SavedViews.Of(HttpContext, Me);
        var after = PlaceInList.Read<QueueKey>(After);
        var found = await queue.ListAsync(FilterOf(Shown), Actor, after, PageSize + 1, ct);
        Cases = [.. found.Take(PageSize)];
        Pages = new NextPage(
            after is null ? null : In.Link(PathOf(Shown)),
            found.Count > PageSize ? In.Link(PathOf(Shown, PlaceInList.Write(QueueKey.Of(Cases[^1])))) : null);

        await CountAsync(ct);
        Names = await desk.NamesAsync([.. Cases.Select(c => c.Inside?.Assignee).Append(Officer).OfType<Guid>()], ct);
        if (MayAssign)
        {
            var officers = await desk.OfficersAsync(Cases.Select(c => c.Organ.Code), ct);
            Officers =
            [
                .. officers.OrderByDescending(c => c.Key == Me).Select(c => new SelectListItem(
                    c.Key == Me ? In[DeskTexts.You] : c.Email, c.Key.ToString(), c.Key == Assignee)),
            ];
        }
    }

    private async Task CountAsync(CancellationToken ct)
    {
        var counts = new List<QueueCount>();
        foreach (var view in Actor.Is(Role.Officer) ? Enum.GetValues<QueueView>() : [QueueView.Unassigned, QueueView.All])
        {
            var filter = FilterOf(view);
            counts.Add(new QueueCount(
                view,
                await queue.CountAsync(filter, Actor, CountedTo, ct),
                filter.Overdue is false ? 0 : await queue.CountAsync(filter with { Overdue = true }, Actor, CountedTo, ct)));
        }

        Counts = counts;
    }

    private QueueFilter FilterOf(QueueView view) => new(
        State,
        view switch { QueueView.Mine => Me, QueueView.All => Officer, _ => null },
        view is QueueView.Unassigned,
        Overdue,
        Tier,
        Organ,
        Rules);

    private static (Guid Id, int Version)? CaseOf(string chosen) =>
        chosen.Split(':') is [var id, var version] && Guid.TryParse(id, out var key) && int.TryParse(version, CultureInfo.InvariantCulture, out var number)
            ? (key, number)
            : null;
}
