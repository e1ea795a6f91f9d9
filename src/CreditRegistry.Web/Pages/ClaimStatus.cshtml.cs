using CreditRegistry.Application.Claims;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages;

/// <summary>Where a claim stands, for whoever has the address; who filed it is not said.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ClaimStatusModel(ReadClaims read) : SitePage
{
    public ClaimView Claim { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if ((await read.OneAsync(id, actor: null, ct)).Value is not { } claim)
        {
            return NotFound();
        }

        Claim = claim;
        return Page();
    }
}
