using CreditRegistry.Application.Watching;
using CreditRegistry.Web.Watching;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.WatchLists;

/// <summary>One watch list: what happened to its companies.</summary>
public sealed class ListModel(ManageWatchLists lists, ReadWatchEvents read) : WatchListPage(lists)
{
    private const int MostEvents = 50;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<WatchEventView> Events { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Events = await read.LatestAsync(Actor, Id, MostEvents, ct) ?? [];
        return Page();
    }
}
