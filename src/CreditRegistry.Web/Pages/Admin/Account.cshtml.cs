using System.Globalization;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain;
using CreditRegistry.Web.Admin;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Admin;

/// <summary>One account: what it may do, its sessions, and the tokens of its programs.</summary>
public sealed class AccountModel(FindAccounts find, ChangeAccount change, ProgramTokens tokens) : AuthorityPage
{
    [BindProperty]
    public string? TokenName { get; set; }

    [BindProperty]
    public string? LastDay { get; set; }

    public AccountDetails Account { get; private set; } = null!;

    public IReadOnlyList<ProgramToken> Tokens { get; private set; } = [];

    /// <summary>A token that is shown this once; null when there is none to show.</summary>
    public HandedOver? Handed { get; private set; }

    public bool IsOwn => Account.Key == Actor.AccountKey;

    public bool MayHaveTokens => ProgramTokens.MayServe(Account.Roles);

    public async Task<IActionResult> OnGetAsync(Guid key, CancellationToken ct)
    {
        if (!await ShowAsync(key, ct))
        {
            return NotFound();
        }

        Fill(Account);
        Handed = TempData.TakeOver(key);
        return Page();
    }

    /// <summary>Each form of the page names what it does.</summary>
    public IActionResult OnPost() => BadRequest();

    public Task<IActionResult> OnPostAuthorityAsync(Guid key, CancellationToken ct) => ActAsync(key, async () =>
    {
        CheckAuthority();
        return ModelState.IsValid ? await change.SetAuthorityAsync(key, Authority, Actor, ct) : null;
    }, AdminTexts.AuthorityDone, ct, typed: true);

    public Task<IActionResult> OnPostEnableAsync(Guid key, CancellationToken ct) =>
        ActAsync(key, () => change.EnableAsync(key, Actor, ct), AdminTexts.EnableDone, ct);

    public Task<IActionResult> OnPostSessionsAsync(Guid key, CancellationToken ct) =>
        ActAsync(key, () => change.EndSessionsAsync(key, Actor, ct), AdminTexts.SessionsDone, ct);

    public Task<IActionResult> OnPostSecondFactorAsync(Guid key, CancellationToken ct) =>
        ActAsync(key, () => change.RemoveSecondFactorAsync(key, Actor, ct), AdminTexts.SecondFactorDone, ct);

    public Task<IActionResult> OnPostPasswordAsync(Guid key, CancellationToken ct) => ActAsync(key, async () =>
    {
        var issued = await change.IssueResetTokenAsync(key, Actor, ct);
        if (issued.Value is { } token)
        {
            TempData.HandOver(key, new(AdminTexts.PasswordToken, token.Value, In.Time(token.ExpiresAt)));
        }

        return issued.Error;
    }, AdminTexts.PasswordDone, ct);

    public Task<IActionResult> OnPostTokenAsync(Guid key, CancellationToken ct) => ActAsync(key, async () =>
    {
        if (!DateOnly.TryParseExact(LastDay?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Complain(nameof(LastDay), AgencyTexts.DayUnreadable);
            return null;
        }

        var issued = await change.IssueProgramTokenAsync(key, TokenName ?? "", day, Actor, ct);
        switch (issued.Error)
        {
            case null:
                TempData.HandOver(key, new(AdminTexts.ProgramToken, issued.Value!.Value, In.Date(issued.Value.Token.LastDay)));
                return null;
            case { Code: "PROGRAM_TOKEN_NAME" }:
                ModelState.AddModelError(nameof(TokenName), In[AdminTexts.TokenNameMissing, ProgramTokens.NameMaxLength]);
                return null;
            case { Code: "PROGRAM_TOKEN_LAST_DAY" }:
                ModelState.AddModelError(nameof(LastDay), In[AdminTexts.LastDayWrong, ProgramTokens.MaxDays]);
                return null;
            case var refusal:
                return refusal;
        }
    }, AdminTexts.TokenIssued, ct);

    public Task<IActionResult> OnPostRevokeAsync(Guid key, Guid token, CancellationToken ct) => ActAsync(key, async () =>
        await change.RevokeProgramTokenAsync(key, token, Actor, ct) is { Code: not "PROGRAM_TOKEN_NOT_FOUND" } refusal
            ? refusal
            : null, // a second click finds it revoked
        AdminTexts.TokenRevoked, ct);

    /// <param name="typed">What the form about roles holds is what was typed.</param>
    private async Task<IActionResult> ActAsync(
        Guid key, Func<Task<RegistryError?>> act, LocalText done, CancellationToken ct, bool typed = false)
    {
        ModelState.Clear();
        if (!await ShowAsync(key, ct))
        {
            return NotFound();
        }

        if (await act() is { } refusal)
        {
            ComplainOf(refusal);
        }

        if (ModelState.IsValid)
        {
            return key == Actor.AccountKey && done == AdminTexts.SessionsDone ? GoTo("/sign-in") : GoTo($"/admin/accounts/{key}", done);
        }

        if (!typed)
        {
            Fill(Account);
        }

        return Page();
    }

    private async Task<bool> ShowAsync(Guid key, CancellationToken ct)
    {
        if (await find.ByKeyAsync(key, ct) is not { } account)
        {
            return false;
        }

        Account = account;
        Tokens = await tokens.ListAsync(key, ct);
        return true;
    }
}
