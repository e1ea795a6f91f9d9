using CreditRegistry.Application.Accounts;
using CreditRegistry.Web.Accounts;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CreditRegistry.Web.Pages;

/// <summary>Someone who was given a one-time code chooses a password.</summary>
[EnableRateLimiting(SiteSession.SignInLimit)]
public sealed class PasswordModel(ResetPassword reset) : SitePage
{
    private const int TokenMaxLength = 200;

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Token { get; set; }

    [BindProperty]
    public string? New { get; set; }

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

        if (string.IsNullOrWhiteSpace(Token) || Token.Length > TokenMaxLength)
        {
            Complain(nameof(Token), PasswordTexts.TokenMissing);
        }

        if (string.IsNullOrEmpty(New))
        {
            Complain(nameof(New), SignInTexts.PasswordMissing);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (await reset.RunAsync(Email!.Trim(), Token!.Trim(), New!, ct) is not { } refusal)
        {
            return GoTo("/sign-in", PasswordTexts.Saved);
        }

        if (PasswordTexts.WhyWeak(refusal.Code) is { } weak)
        {
            Complain(nameof(New), weak);
        }
        else
        {
            Complain(nameof(Token), PasswordTexts.TokenWrong);
        }

        return Page();
    }
}
