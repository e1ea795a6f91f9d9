using System.Net;
using System.Net.Http.Headers;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Accounts;

public sealed class SignInPageTests(Site site)
{
    [Theory]
    [InlineData("/account", "Your account", "Applicant", "Sign out", false)]
    [InlineData("/zh/account", "我的账户", "申请企业", "退出登录", true)]
    public async Task AProtectedPage_AsksToSignInAndThenShows(string path, string title, string role, string signOut, bool script)
    {
        var account = await site.Host.SignInAsync([Role.Applicant]);
        await using var visit = await site.OpenAsync(path, script: script);

        await visit.SignInAsync(account.Email);

        await Expect(visit.Page).ToHaveURLAsync(AddressOf(path));
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(title);
        await Expect(visit.Main).ToContainTextAsync(role);
        await Expect(visit.Page.Locator(".site-account")).ToContainTextAsync(account.Email);
        visit.HasNoComplaints();

        await visit.Page.Locator(".site-account button").ClickAsync();
        await Expect(visit.Page.Locator(".govuk-notification-banner")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".site-account")).Not.ToContainTextAsync(signOut);
        await visit.GoAsync(path);
        await Expect(visit.Page.Locator("#Password")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/sign-in", "Type your e-mail address", "Type your password", "The e-mail or the password is wrong")]
    [InlineData("/zh/sign-in", "请输入电子邮箱", "请输入密码", "电子邮箱或密码有误")]
    public async Task WhatIsWrong_IsSaidAboveAndAtTheField(string path, string noEmail, string noPassword, string refused)
    {
        await using var visit = await site.OpenAsync(path, width: 390);

        await visit.SendAsync();
        await Expect(visit.Page.Locator(".govuk-error-summary")).ToContainTextAsync(noPassword);
        await Expect(visit.Page.Locator("#Email-error")).ToContainTextAsync(noEmail);
        await visit.IsAccessibleAsync();
        await visit.Page.Locator(".govuk-error-summary a").First.ClickAsync();
        await Expect(visit.Page.Locator("#Email")).ToBeFocusedAsync();

        await visit.SignInAsync("nobody@registry.example", "not the pass phrase");
        await Expect(visit.Page.Locator(".govuk-error-summary")).ToContainTextAsync(refused);
        Assert.DoesNotContain("not the pass phrase", await visit.Page.ContentAsync());
    }

    [Fact]
    public async Task ASecondFactor_IsAskedForOnAPageOfItsOwn()
    {
        var account = await site.Host.SignInAsync([Role.Auditor]);
        var (key, recovery) = await EnableSecondFactorAsync(account.Key);
        await using var visit = await site.OpenAsync("/account");
        await visit.SignInAsync(account.Email);
        Assert.Null(await visit.CookieAsync("registry-session"));
        await visit.IsAccessibleAsync();

        await visit.Page.Locator("#Code").FillAsync("000000");
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#Code-error")).ToContainTextAsync("wrong, too old or used");
        await visit.Page.Locator("#Code").FillAsync(Totp.Code(key, Totp.StepAt(site.Host.Clock.GetUtcNow()) + 1));
        await visit.SendAsync();
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Your account");
        Assert.Null(await visit.CookieAsync("registry-second-factor"));

        await using var other = await site.OpenAsync("/sign-in");
        await other.SignInAsync(account.Email);
        await other.Page.Locator("#Code").FillAsync(recovery);
        await other.SendAsync();
        await Expect(other.Page).ToHaveURLAsync(AddressOf("/audit"));
    }

    [Theory]
    [InlineData("/account")]
    [InlineData("/account", Role.Applicant)]
    [InlineData("/desk", Role.Officer)]
    [InlineData("/desk", Role.Supervisor)]
    [InlineData("/agency", Role.Agency)]
    [InlineData("/admin", Role.Administrator)]
    [InlineData("/audit", Role.Auditor)]
    [InlineData("/desk", Role.Auditor, Role.Applicant, Role.Officer)]
    [InlineData("/desk", Role.Auditor, Role.Administrator, Role.Supervisor, Role.Agency)]
    [InlineData("/agency", Role.Auditor, Role.Administrator, Role.Agency)]
    [InlineData("/admin", Role.Auditor, Role.Administrator, Role.Applicant)]
    [InlineData("/audit", Role.Applicant, Role.Auditor)]
    public async Task SigningIn_LeadsToWhereOnesWorkIs_UnlessAPageAskedForIt(string desk, params Role[] roles)
    {
        var account = await site.Host.SignInAsync(
            roles,
            organs: roles.Any(r => r is Role.Officer or Role.Agency) ? [site.Organ.Code] : [],
            companies: roles.Contains(Role.Applicant) ? [site.Clear.RegistrationId] : []);
        using var forms = await SiteForms.SignInAsync(site, account);

        foreach (var language in new[] { "", "/zh" })
        {
            foreach (var (query, goesTo) in new[] { ("", language + desk), ("?returnTo=%2Frules%3Fx%3D1", "/rules?x=1") })
            {
                var entered = await forms.SendAsync(
                    $"{language}/sign-in{query}", ("Email", account.Email), ("Password", RegistryHost.Password));
                Assert.Equal(goesTo, entered.GoesTo);
            }

            Assert.Equal(HttpStatusCode.OK, (await forms.GetAsync(language + desk)).Status);
            Assert.Equal(HttpStatusCode.OK, (await forms.GetAsync(language + "/account")).Status);
        }
    }

    [Theory]
    [InlineData("", 1280, "Your account", "No role")]
    [InlineData("/zh", 390, "我的账户", "无（")]
    public async Task AnAccountWithoutARole_HasItsPageAndItsWatchLists(string language, int width, string title, string none)
    {
        var account = await site.Host.SignInAsync([]);
        await using var visit = await site.OpenAsync($"{language}/sign-in", width);

        await visit.SignInAsync(account.Email);

        await visit.LooksRightAsync(title);
        await Expect(visit.Main).ToContainTextAsync(none);
        await visit.FollowAsync(visit.Main.Locator("a[href$=watch-lists]"));
        Assert.Equal(200, (await visit.Page.ReloadAsync())!.Status);
        await Expect(visit.Main.Locator("a.govuk-button")).ToBeVisibleAsync();
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task TheSecondStep_IsNoWayIn()
    {
        await using var visit = await site.OpenAsync("/sign-in/code");

        await Expect(visit.Page.Locator("#Password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ANewPassword_EndsTheSession()
    {
        var account = await site.Host.SignInAsync([Role.Auditor]);
        await using var visit = await site.OpenAsync("/account");
        await visit.SignInAsync(account.Email);

        await site.Host.ServeAsync(services => services.GetRequiredService<ChangePassword>().RunAsync(
            account.Key, RegistryHost.Password, "another long Passphrase 43", CancellationToken.None));
        await visit.GoAsync("/account");

        await Expect(visit.Page.Locator("#Password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ASession_StandsInACookieThatNoScriptReads()
    {
        var account = await site.Host.SignInAsync([Role.Auditor]);
        await using var visit = await site.OpenAsync("/sign-in");
        await visit.SignInAsync(account.Email);

        var cookie = Assert.IsType<Microsoft.Playwright.BrowserContextCookiesResult>(await visit.CookieAsync("registry-session"));
        Assert.True(cookie.HttpOnly);
        Assert.False(cookie.Secure); // this machine itself
        Assert.Equal(Microsoft.Playwright.SameSiteAttribute.Lax, cookie.SameSite);
        Assert.Equal("no-store", (await visit.Page.ReloadAsync())!.Headers["cache-control"]);
    }

    [Theory]
    [InlineData("registry.example", true)]
    [InlineData("localhost", false)]
    [InlineData("127.0.0.1", false)]
    public async Task ACookie_GoesOverTlsOnlyButOnTheMachineItself(string host, bool secure)
    {
        using var program = site.Host.Anyone();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Host = host;

        using var answer = await program.SendAsync(request, TestContext.Current.CancellationToken);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("registry-form=", StringComparison.Ordinal));
        Assert.Equal(secure, cookie.Contains("; secure", StringComparison.Ordinal));
        Assert.Contains("; httponly", cookie);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task AfterSigningIn_NobodyIsLedElsewhere(string returnTo)
    {
        var account = await site.Host.SignInAsync([Role.Auditor]);
        await using var visit = await site.OpenAsync($"/sign-in?returnTo={Uri.EscapeDataString(returnTo)}");

        await visit.SignInAsync(account.Email);

        await Expect(visit.Page).ToHaveURLAsync(AddressOf("/audit"));
    }

    [Fact]
    public async Task ACookie_IsNothingToTheApi_AndATokenNothingToPages()
    {
        var account = await site.Host.SignInAsync([Role.Auditor]);
        await using var visit = await site.OpenAsync("/sign-in");
        await visit.SignInAsync(account.Email);
        var cookie = (await visit.CookieAsync("registry-session"))!;
        using var program = site.Host.Anyone();
        program.DefaultRequestHeaders.Add("Cookie", $"{cookie.Name}={cookie.Value}");

        using var api = await program.GetAsync(new Uri("/api/v1/account", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        using var page = await program.GetAsync(new Uri("/account", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var byToken = await account.Client.GetAsync(new Uri("/account", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, byToken.StatusCode);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    public async Task AFormFromElsewhere_IsRefused(string path)
    {
        using var program = site.Host.Anyone();
        program.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));

        using var answer = await program.PostAsync(
            new Uri(path, UriKind.Relative), new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("load the page again", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private string AddressOf(string path) => new Uri(site.Host.Address, path).ToString();

    private async Task<(byte[] Key, string RecoveryCode)> EnableSecondFactorAsync(Guid account)
    {
        var prepared = await ChangeAsync(SecondFactorAction.Prepare, null);
        var key = FromBase32(prepared.Key!);
        var enabled = await ChangeAsync(SecondFactorAction.Enable, Totp.Code(key, Totp.StepAt(site.Host.Clock.GetUtcNow())));
        return (key, enabled.RecoveryCodes![0]);

        async Task<SecondFactorState> ChangeAsync(SecondFactorAction action, string? code) =>
            (await site.Host.ServeAsync(services => services.GetRequiredService<ChangeSecondFactor>()
                .RunAsync(account, action, code, CancellationToken.None))).Value!;
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c =>
            Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(b => b.Length is 8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}
