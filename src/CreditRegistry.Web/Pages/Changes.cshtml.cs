using CreditRegistry.Application.Feed;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages;

/// <summary>The change feed for people: newest first.</summary>
public sealed class ChangesModel(ReadChanges read) : SitePage
{
    private const int PageSize = 50;

    /// <summary>Whether what is about companies alone is listed too.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Companies { get; set; }

    public IReadOnlyList<FeedEntry> Items { get; private set; } = [];

    public NextPage Pages { get; private set; } = new(null, null);

    public async Task OnGetAsync(long? before, CancellationToken ct)
    {
        ModelState.Clear(); // what cannot be read begins at the newest
        var (items, older) = await read.LatestAsync(before, PageSize, recordsOnly: !Companies, ct);
        var first = In.Link("/changes") + (Companies ? "?companies=true" : "");
        Items = items;
        Pages = new NextPage(
            before is null ? null : first,
            older is null ? null : $"{first}{(Companies ? '&' : '?')}before={older}");
    }
}
