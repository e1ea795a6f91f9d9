using CreditRegistry.Web.Accounts;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages;

/// <summary>Ends the session in this browser. Only a form does: a link from elsewhere must not.</summary>
public sealed class SignOutModel : SitePage
{
    public void OnGet()
    {
        // there is nothing to prepare
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync(SiteSession.Scheme);
        return GoTo("/", SignInTexts.SignedOut);
    }
}
