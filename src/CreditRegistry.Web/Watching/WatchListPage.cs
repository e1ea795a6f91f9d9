using CreditRegistry.Application.Watching;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Watching;

/// <summary>A page of one watch list, for the account that made it. Anyone else finds nothing there.</summary>
public abstract class WatchListPage(ManageWatchLists lists) : SitePage
{
    /// <summary>Where all lists are.</summary>
    public const string Lists = "/account/watch-lists";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public WatchListView List { get; private set; } = null!;

    public string Here => $"{Lists}/{Id}";

    protected ManageWatchLists Manage { get; } = lists;

    /// <summary>Reads it; false when this account has no such list.</summary>
    protected async Task<bool> FindAsync(CancellationToken ct)
    {
        if ((await Manage.FindAsync(Actor, Id, ct)).Value is not { } list)
        {
            return false;
        }

        List = list;
        return true;
    }

    /// <summary>Hands a secret that was just made to the list's next page, which shows it once.</summary>
    protected void HandOver(WatchListView list)
    {
        if (list.Secret is { } secret)
        {
            TempData.HandOver(list.Id, new(WatchTexts.Secret, secret));
        }
    }
}
