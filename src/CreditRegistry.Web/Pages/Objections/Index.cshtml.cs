using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Objections;

/// <summary>The objections before an account's organs by due date.</summary>
public sealed class IndexModel(ReadObjections read) : SitePage
{
    private const int MostShown = 20;

    [BindProperty(SupportsGet = true)]
    public ObjectionState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool? Overdue { get; set; }

    /// <summary>Place in the list.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<ObjectionView> Objections { get; private set; } = [];

    public NextPage Pages { get; private set; } = null!;

    public bool IsFiltered => State is not null || Overdue is not null;

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear(); // a filter that there is not: none
        State = State is { } asked && asked.IsUnderWay() ? asked : null;
        var place = PlaceInList.Read<QueueKey>(After);
        var found = await read.QueueAsync(new ObjectionFilter(State, Overdue), Actor, place, MostShown + 1, ct);
        Objections = [.. found.Take(MostShown)];
        Pages = new NextPage(
            place is null ? null : PathOf(null),
            found.Count > MostShown ? PathOf(PlaceInList.Write(QueueKey.Of(Objections[^1]))) : null);
    }

    private string PathOf(string? after) => "/objections" + QueryString.Create(new Dictionary<string, string?>
    {
        ["state"] = State?.ToString(),
        ["overdue"] = Overdue?.ToString(),
        ["after"] = after,
    }.Where(p => p.Value is not null));
}
