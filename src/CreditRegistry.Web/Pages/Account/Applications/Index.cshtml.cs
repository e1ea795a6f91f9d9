using CreditRegistry.Application.Repairs;
using CreditRegistry.Web.Repairs;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.Applications;

/// <summary>Where the application stands: of a draft the steps that are left, later who must act, by when and why.</summary>
public sealed class IndexModel(ReadRepairs read, FindCaseSteps find) : ApplicationPage(read)
{
    public CaseSteps Steps { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Steps = await find.RunAsync(Case, Actor, ct);
        return Page();
    }
}
