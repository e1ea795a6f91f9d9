using CreditRegistry.Application.Accounts;
using CreditRegistry.Web.Accounts;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CreditRegistry.Web.Pages;

/// <summary>Someone invited, or given a token by an administrator, chooses a password.</summary>
[EnableRateLimiting(SiteSession.SignInLimit)]
public sealed class ChoosePasswordModel(ResetPassword reset) : SitePage
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Token { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public void OnGet()
    {
        // there is nothing to prepare
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (string.IsNullOrWhiteSpace(Email) || Email.Length > InviteAccount.EmailMaxLength)
        {
            Complain(nameof(Email), SignInTexts.EmailMissing);
        }

        if (string.IsNullOrWhiteSpace(Token))
        {
            Complain(nameof(Token), PasswordTexts.TokenMissing);
        }

        if (string.IsNullOrEmpty(Password))
        {
            Complain(nameof(Password), PasswordTexts.PasswordMissing);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (await reset.RunAsync(Email!.Trim(), Token!.Trim(), Password!, ct) is { } refusal)
        {
            Complain(refusal.Code is "RESET_TOKEN_INVALID" ? nameof(Token) : nameof(Password), PasswordTexts.WhyRefused(refusal.Code));
            return Page();
        }

        return GoTo("/sign-in", PasswordTexts.Done);
    }
}
