using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Objections;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Objections;

/// <summary>One objection before its organ: what the company says, the record, what was found, and what can be done.</summary>
public sealed class ObjectionModel(FindAnswered find, TimeProvider clock) : SitePage
{
    public AnsweredObjection Found { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await find.RunAsync(id, Actor, LegalDates.DateOf(clock.GetUtcNow()), ct) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        return Page();
    }
}
