using CreditRegistry.Application.Accounts;
using CreditRegistry.Web.Admin;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Admin;

/// <summary>Opens an account; its page then shows, once, the token with which its holder chooses a password.</summary>
public sealed class InviteModel(InviteAccount invite) : AuthorityPage
{
    [BindProperty]
    public string? Email { get; set; }

    public void OnGet()
    {
        // there is nothing to prepare
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!IsEmail(Email?.Trim()))
        {
            Complain(nameof(Email), AdminTexts.EmailMissing);
        }

        CheckAuthority();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await invite.RunAsync(Email!, Authority, Actor, ct);
        if (outcome.Error is { } refusal)
        {
            ComplainOf(refusal);
            return Page();
        }

        var (key, token) = outcome.Value!;
        TempData.HandOver(key, new(AdminTexts.PasswordToken, token.Value, In.Time(token.ExpiresAt)));
        return GoTo($"/admin/accounts/{key}", AdminTexts.Invited);
    }

    private static bool IsEmail(string? text) =>
        text is { Length: <= InviteAccount.EmailMaxLength }
        && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && at == text.LastIndexOf('@') && at < text.Length - 1
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
