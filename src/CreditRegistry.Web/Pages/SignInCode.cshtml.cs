using CreditRegistry.Application.Accounts;
using CreditRegistry.Web.Accounts;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CreditRegistry.Web.Pages;

/// <summary>The second step, for accounts that switched it on: a code of the app, or a recovery code.</summary>
[EnableRateLimiting(SiteSession.SignInLimit)]
public sealed class SignInCodeModel(SignIn signIn) : SitePage
{
    private const int AppCodeLength = 6;
    private const int MaxLength = 64;

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnTo { get; set; }

    public async Task<IActionResult> OnGetAsync() => await PassedAsync() is null ? GoTo("/sign-in") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await PassedAsync() is not { } passed)
        {
            return GoTo("/sign-in", SignInTexts.TookTooLong);
        }

        var code = string.Concat((Code ?? "").Where(c => !char.IsWhiteSpace(c)));
        if (code.Length is 0 or > MaxLength)
        {
            Complain(nameof(Code), SignInTexts.CodeMissing);
            return Page();
        }

        var isOfApp = code.Length == AppCodeLength && code.All(char.IsAsciiDigit);
        var outcome = await signIn.BySecondFactorAsync(passed, isOfApp ? code : null, isOfApp ? null : code, ct);
        if (outcome.Value is not { } session)
        {
            Complain(nameof(Code), SignInTexts.CodeWrong);
            return Page();
        }

        await HttpContext.SignOutAsync(SiteSession.SecondFactorScheme);
        return await this.EnterAsync(session, ReturnTo, ct);
    }

    private async Task<Session?> PassedAsync() =>
        (await HttpContext.AuthenticateAsync(SiteSession.SecondFactorScheme)).Principal?.ToSession();
}
