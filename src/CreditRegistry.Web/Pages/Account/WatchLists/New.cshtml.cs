using System.Globalization;
using CreditRegistry.Application.Watching;
using CreditRegistry.Domain.Watching;
using CreditRegistry.Web.Texts;
using CreditRegistry.Web.Watching;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.WatchLists;

/// <summary>Makes a list; companies come next.</summary>
public sealed class NewModel(ManageWatchLists lists) : WatchListFormPage(lists)
{
    public void OnGet()
    {
        Rules = [.. Enum.GetValues<WatchRule>()];
        DaysBefore = WatchLimits.DefaultDaysBefore.ToString(CultureInfo.InvariantCulture);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var made = await Manage.CreateAsync(Actor, Draft, ct);
        if (made.Error is { } refusal)
        {
            ComplainOf(refusal);
            return Page();
        }

        HandOver(made.Value!);
        return GoTo($"{Lists}/{made.Value!.Id}/companies", WatchTexts.Created);
    }
}
