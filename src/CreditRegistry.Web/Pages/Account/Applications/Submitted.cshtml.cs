using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Web.Repairs;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.Applications;

/// <summary>It was submitted: the reference number, and what comes next.</summary>
public sealed class SubmittedModel(ReadRepairs read) : ApplicationPage(read)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken ct) =>
        !await FindAsync(ct) ? NotFound()
        : Case.State is RepairState.Submitted ? Page()
        : ToApplication();
}
