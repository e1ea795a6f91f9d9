using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Web.Repairs;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.Applications;

/// <summary>Asks once more before the application is taken back.</summary>
public sealed class WithdrawModel(ReadRepairs read, ApplyForRepair apply) : ApplicationPage(read)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Version = Case.Version;
        return Case.State.IsOpen() ? Page() : ToApplication();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var withdrawn = await apply.WithdrawAsync(Id, Version, Actor, ct);
        switch (withdrawn.Error)
        {
            case null:
                return ToApplication(ApplicationTexts.Withdrawn);
            case NotFoundError:
                return NotFound();
            case StaleError stale:
                var page = await ShowChangesAsync(stale, "", ct);
                return Case.State.IsOpen() ? page : ToApplication();
            default:
                return ToApplication(); // it has ended already, by a second click or otherwise
        }
    }
}
