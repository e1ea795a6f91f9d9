using CreditRegistry.Application.Watching;
using CreditRegistry.Domain;
using CreditRegistry.Web.Texts;
using CreditRegistry.Web.Watching;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.WatchLists;

/// <summary>What a list tells of, and how, to be changed.</summary>
public sealed class SettingsModel(ManageWatchLists lists) : WatchListFormPage(lists)
{
    /// <summary>The version that the form was filled in beside.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>The list as it stands, where it changed meanwhile.</summary>
    public WatchListView? Stands { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Fill(List);
        Version = List.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        var changed = await Manage.ChangeAsync(Actor, Id, Draft, Version, ct);
        switch (changed.Error)
        {
            case null:
                HandOver(changed.Value!);
                return GoTo(changed.Value!.Secret is null ? Here : $"{Here}/sending", WatchTexts.Saved);
            case StaleError stale:
                (Stands, Version) = (stale.Current as WatchListView, stale.CurrentVersion);
                Complain("", WatchTexts.Stale);
                return Page();
            case NotFoundError:
                return NotFound();
            case var refusal:
                ComplainOf(refusal);
                return Page();
        }
    }
}
