using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Admin;

/// <summary>Asks once more before an account is closed, and says what ends with that and what does not.</summary>
public sealed class DisableModel(FindAccounts find, ChangeAccount change, ProgramTokens tokens) : SitePage
{
    [BindProperty(SupportsGet = true)]
    public Guid Key { get; set; }

    public AccountDetails Account { get; private set; } = null!;

    /// <summary>How many tokens of programs the account has.</summary>
    public int Tokens { get; private set; }

    public bool IsOwn => Key == Actor.AccountKey;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) =>
        !await FindAsync(ct) ? NotFound()
        : Account.DisabledAt is null ? Page()
        : ToAccount();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        if (await change.DisableAsync(Key, Actor, ct) is { } refusal)
        {
            Complain("", AdminTexts.WhyRefused(refusal.Code));
            return Page();
        }

        return IsOwn ? GoTo("/sign-in", AdminTexts.DisableDone) : ToAccount(AdminTexts.DisableDone);
    }

    private LocalRedirectResult ToAccount(LocalText? done = null) => GoTo($"/admin/accounts/{Key}", done);

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (await find.ByKeyAsync(Key, ct) is not { } account)
        {
            return false;
        }

        (Account, Tokens) = (account, (await tokens.ListAsync(Key, ct)).Count);
        return true;
    }
}
