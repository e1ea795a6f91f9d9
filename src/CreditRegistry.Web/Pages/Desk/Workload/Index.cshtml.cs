using CreditRegistry.Application.Reviews;
using CreditRegistry.Domain.Records;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Desk.Workload;

/// <summary>What an officer has to do, or what nobody does yet.</summary>
/// <param name="Officer">Null: nobody.</param>
public sealed record OfficerLoad(Guid? Officer, int Open, int Overdue, int DueSoon, int WithCompany);

/// <summary>How old the open cases of a tier are.</summary>
/// <param name="Ages">Cases by age, the youngest first.</param>
public sealed record TierAges(RecordTier Tier, IReadOnlyList<int> Ages, int Open, int Overdue);

/// <summary>What the officers of an organ have to do, how long it has waited, and how fast they were.</summary>
public sealed class IndexModel(ReadWorkload read, ReadDesk desk) : SitePage
{
    public static readonly IReadOnlyList<int> Periods = [30, 90, 365];

    [BindProperty(SupportsGet = true)]
    public string? Organ { get; set; }

    /// <summary>Decisions of so many days back count.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Days { get; set; }

    public int Period => Days is { } days && Periods.Contains(days) ? days : Periods[1];

    public IReadOnlyList<WatchedOrgan> Organs { get; private set; } = [];

    /// <summary>Null when the reader watches none.</summary>
    public WatchedOrgan? Shown { get; private set; }

    /// <summary>The busiest first, what nobody has before all.</summary>
    public IReadOnlyList<OfficerLoad> Loads { get; private set; } = [];

    public IReadOnlyList<TierAges> Ages { get; private set; } = [];

    public OrganWorkload Found { get; private set; } = new([], [], [], IsCut: false);

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear(); // an organ or a period that there is not: the first
        Organs = await read.OrgansAsync(Actor, ct);
        Shown = Organs.FirstOrDefault(o => o.Code == Organ?.Trim()) ?? (Organs.Count > 0 ? Organs[0] : null);
        if (Shown is null)
        {
            return;
        }

        Found = await read.OfOrganAsync(Shown.Id, Period, ct);
        Loads =
        [
            .. Found.Open.GroupBy(o => o.Officer)
                .Select(o => new OfficerLoad(
                    o.Key, o.Sum(c => c.Cases), o.Sum(c => c.Overdue), o.Sum(c => c.DueSoon),
                    o.Where(c => !c.IsWithOfficers).Sum(c => c.Cases)))
                .OrderBy(o => o.Officer is not null).ThenByDescending(o => o.Overdue).ThenByDescending(o => o.Open),
        ];
        Ages =
        [
            .. Found.Open.GroupBy(o => o.Tier).OrderBy(o => o.Key).Select(o => new TierAges(
                o.Key,
                [.. Enumerable.Range(0, OrganWorkload.Ages.Count + 1)
                    .Select(age => o.Where(c => c.Age == age).Sum(c => c.Cases))],
                o.Sum(c => c.Cases),
                o.Sum(c => c.Overdue))),
        ];
        Names = await desk.NamesAsync(
            [.. Found.Open.Select(o => o.Officer).Concat(Found.Times.Select(t => t.Officer)).OfType<Guid>()], ct);
    }

    public string NameOf(Guid? officer) =>
        officer is { } key ? Names.GetValueOrDefault(key, "–") : In[DeskTexts.Nobody];

    /// <summary>How old a case of that age is, in words.</summary>
    public string AgeOf(int age)
    {
        var ages = OrganWorkload.Ages;
        return age == ages.Count
            ? In[WorkloadTexts.OlderThan, ages[^1] - 1]
            : In[WorkloadTexts.Days, age is 0 ? 0 : ages[age - 1], ages[age] - 1];
    }
}
