using CreditRegistry.Application.Accounts;
using CreditRegistry.Web.Accounts;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CreditRegistry.Web.Pages;

/// <summary>The first step: e-mail and password.</summary>
[EnableRateLimiting(SiteSession.SignInLimit)]
public sealed class SignInModel(SignIn signIn) : SitePage
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The page that asked to sign in.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnTo { get; set; }

    public void OnGet()
    {
        // there is nothing to prepare
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Email) || Email.Length > InviteAccount.EmailMaxLength)
        {
            Complain(nameof(Email), SignInTexts.EmailMissing);
        }

        if (string.IsNullOrEmpty(Password) || Password.Length > PasswordRules.MaxLength)
        {
            Complain(nameof(Password), SignInTexts.PasswordMissing);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await signIn.ByPasswordAsync(Email!, Password!, ct);
        if (outcome.Error is not null)
        {
            Complain(nameof(Email), SignInTexts.Refused);
            return Page();
        }

        var (session, needsSecondFactor) = outcome.Value!;
        if (needsSecondFactor)
        {
            await HttpContext.SignInAsync(
                SiteSession.SecondFactorScheme, session.ToPrincipal(SiteSession.SecondFactorScheme));
            return GoTo("/sign-in/code" + QueryOf(ReturnTo));
        }

        return await this.EnterAsync(session, ReturnTo, ct);
    }

    private static string QueryOf(string? returnTo) =>
        returnTo is null ? "" : Microsoft.AspNetCore.Http.QueryString.Create("returnTo", returnTo).Value!;
}
