using CreditRegistry.Application.Watching;
using CreditRegistry.Web.Texts;
using CreditRegistry.Web.Watching;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.WatchLists;

/// <summary>Asks once more before a list is deleted.</summary>
public sealed class DeleteModel(ManageWatchLists lists) : WatchListPage(lists)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) =>
        await Manage.DeleteAsync(Actor, Id, ct) is null ? GoTo(Lists, WatchTexts.Deleted) : NotFound();
}
