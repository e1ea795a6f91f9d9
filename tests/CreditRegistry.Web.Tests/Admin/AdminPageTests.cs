using System.Net;
using System.Net.Http.Headers;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;
using CreditRegistry.Web.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Admin;

public sealed class AdminPageTests(Site site)
{
    private const string Chosen = "four quiet herons at dusk";

    private static int _invited;

    [Theory]
    [InlineData("", 1280, "Type one e-mail address", "Records of your organ")]
    [InlineData("/zh", 390, "请填写一个电子邮箱", "本机关公示信息")]
    public async Task SomeoneInvited_ChoosesAPassword_SignsIn_AndIsSignedOutByTheAdministrator(
        string language, int width, string noEmail, string title)
    {
        var organ = await site.Host.OrganAsync();
        var admin = await site.Host.SignInAsync([Role.Administrator]);
        var email = NewEmail();
        await using var visit = await site.OpenAsync($"{language}/admin", width, by: admin);
        await visit.IsFineAsync();
        await visit.PictureAsync();
        await visit.FollowAsync(visit.Main.Locator("a[role=button]"));
        await visit.SendAsync();
        await Expect(visit.Page.Locator(".govuk-error-summary")).ToContainTextAsync(noEmail);
        await visit.IsFineAsync();
        await visit.PictureAsync();
        await visit.Page.Locator("#Email").FillAsync(email);
        await visit.Page.Locator("input[value=Agency]").CheckAsync();
        await visit.Page.Locator("#Organs").FillAsync("NOBODY");
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#Organs-error")).ToBeVisibleAsync();
        await visit.Page.Locator("#Organs").FillAsync(organ.Code);
        await visit.SendAsync();
        var token = await visit.Page.Locator("#secret").InnerTextAsync();
        await visit.IsFineAsync();
        await visit.PictureAsync();

        await using var invited = await site.OpenAsync($"{language}/password", width);
        await invited.Page.Locator("#Email").FillAsync(email);
        await invited.Page.Locator("#Token").FillAsync(token);
        await invited.Page.Locator("#New").FillAsync("too short");
        await invited.SendAsync();
        await Expect(invited.Page.Locator("#New-error")).ToBeVisibleAsync();
        await invited.IsFineAsync();
        await invited.PictureAsync();
        await invited.Page.Locator("#New").FillAsync(Chosen);
        await invited.SendAsync();
        await Expect(invited.Page.Locator(".govuk-notification-banner")).ToBeVisibleAsync();
        await invited.SignInAsync(email, Chosen);
        await invited.GoAsync($"{language}/agency");
        await Expect(invited.Page.Locator("h1")).ToContainTextAsync(title);

        await visit.GoAsync($"{language}/admin?email={email.ToUpperInvariant()}");
        await visit.FollowAsync(visit.Page.Locator(".results a"));
        await Expect(visit.Page.Locator("#secret")).ToHaveCountAsync(0);
        await visit.FollowAsync(visit.Page.Locator("form[action*=Sessions] button"));
        await visit.PictureAsync();
        await invited.GoAsync($"{language}/agency");
        await Expect(invited.Page.Locator("#Password")).ToBeVisibleAsync();
        await visit.FollowAsync(visit.Main.Locator("a[href$='/disable']"));
        await visit.SendAsync();
        await invited.SignInAsync(email, Chosen);
        await Expect(invited.Page.Locator("#Email-error")).ToBeVisibleAsync();
        await visit.FollowAsync(visit.Page.Locator("form[action*=Enable] button"));
        await invited.SignInAsync(email, Chosen);
        await Expect(invited.Page.Locator("h1")).ToContainTextAsync(title);
        visit.HasNoComplaints();
    }

    [Theory]
    [InlineData("", 1280, "Disable this account?", "stay assigned to it", "Tokens of its programs (1)")]
    [InlineData("/zh", 390, "确定停用该账户？", "期限照常计算", "程序令牌（1个）")]
    public async Task AnAccount_IsDisabledOnlyAfterAPageThatSaysWhatEnds(
        string language, int width, string title, string cases, string tokens)
    {
        var organ = await site.Host.OrganAsync();
        var admin = await site.Host.SignInAsync([Role.Administrator]);
        var mine = await organ.OfficerA.DoAsync(await site.CaseAsync(organ), "assignment", new { });
        await using var visit = await site.OpenAsync($"{language}/admin/accounts/{organ.OfficerA.Key}", width, by: admin);
        await visit.FollowAsync(visit.Main.Locator("a[href$='/disable']"));
        await visit.LooksRightAsync(title);
        await Expect(visit.Main).ToContainTextAsync(organ.OfficerA.Email);
        await Expect(visit.Page.Locator("#ends li")).ToHaveCountAsync(3);
        await Expect(visit.Page.Locator("#stays")).ToContainTextAsync(cases);

        await visit.FollowAsync(visit.Main.Locator("form a"));
        await Expect(visit.Page).ToHaveURLAsync(new Uri(site.Host.Address, $"{language}/admin/accounts/{organ.OfficerA.Key}").ToString());
        Assert.Equal(HttpStatusCode.OK, (await organ.OfficerA.Client.AskAsync("/api/v1/account")).StatusCode);
        await visit.GoAsync($"{language}/admin/accounts/{organ.OfficerA.Key}/disable");
        await visit.SendAsync();
        await Expect(visit.Page.Locator(".govuk-notification-banner")).ToBeVisibleAsync();
        await Expect(visit.Main.Locator("a[href$='/disable']")).ToHaveCountAsync(0);
        await visit.GoAsync($"{language}/admin/accounts/{organ.OfficerA.Key}/disable"); // there is nothing left to ask
        await Expect(visit.Page).ToHaveURLAsync(new Uri(site.Host.Address, $"{language}/admin/accounts/{organ.OfficerA.Key}").ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await organ.OfficerA.Client.AskAsync("/api/v1/account")).StatusCode);
        var left = await organ.OfficerB.Client.ReadAsync($"/api/v1/repair-applications/{mine.Text("id")}");
        Assert.Equal($"{organ.OfficerA.Key}", left["inside"]!.Text("assignee"));

        await (await admin.Client.SendAsync(
            $"/api/v1/accounts/{organ.Agency.Key}/tokens", new { name = "nightly import", lastDay = site.Host.Clock.Today }))
            .BodyAsync(HttpStatusCode.Created);
        await visit.GoAsync($"{language}/admin/accounts/{organ.Agency.Key}/disable");
        await Expect(visit.Page.Locator("#ends")).ToContainTextAsync(tokens);
        await Expect(visit.Page.Locator("#stays")).Not.ToContainTextAsync(cases);
        visit.HasNoComplaints();
    }

    [Theory]
    [InlineData("", "your own account", "The account is disabled.")]
    [InlineData("/zh", "这是您自己的账户", "账户已停用。")]
    public async Task OnesOwnAccount_IsDisabledWithAWarning_AndSignsOut(string language, string own, string done)
    {
        var admin = await site.Host.SignInAsync([Role.Administrator]);
        await site.Host.SignInAsync([Role.Administrator]); // one is left
        await using var visit = await site.OpenAsync($"{language}/admin/accounts/{admin.Key}/disable", 390, script: false, by: admin);
        await Expect(visit.Page.Locator(".govuk-warning-text")).ToContainTextAsync(own);

        await visit.SendAsync();

        await Expect(visit.Page).ToHaveURLAsync(new Uri(site.Host.Address, $"{language}/sign-in").ToString());
        await Expect(visit.Page.Locator(".govuk-notification-banner")).ToContainTextAsync(done);
        await visit.SignInAsync(admin.Email);
        await Expect(visit.Page.Locator("#Email-error")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("", "Choose a day from today on")]
    [InlineData("/zh", "请选择今日起366日以内的日期")]
    public async Task AProgramsToken_IsShownOnce_Works_AndEndsWhenRevoked(string language, string wrongDay)
    {
        var organ = await site.Host.OrganAsync();
        var admin = await site.Host.SignInAsync([Role.Administrator]);
        var page = $"{language}/admin/accounts/{organ.Agency.Key}";
        await using var visit = await site.OpenAsync(page, 390, by: admin);
        await visit.Page.Locator("#TokenName").FillAsync("nightly import");
        await visit.Page.Locator("#LastDay").FillAsync($"{site.Host.Clock.Today.AddDays(367):yyyy-MM-dd}");
        await visit.FollowAsync(visit.Page.Locator("form[action*='handler=Token'] button"));
        await Expect(visit.Page.Locator("#LastDay-error")).ToContainTextAsync(wrongDay);
        await Expect(visit.Page.Locator("#TokenName")).ToHaveValueAsync("nightly import");
        await visit.IsFineAsync();
        await visit.Page.Locator("#LastDay").FillAsync($"{site.Host.Clock.Today.AddDays(366):yyyy-MM-dd}");
        await visit.FollowAsync(visit.Page.Locator("form[action*='handler=Token'] button"));
        var token = await visit.Page.Locator("#secret").InnerTextAsync();
        await visit.IsFineAsync();
        await visit.PictureAsync();
        await visit.GoAsync(page);
        Assert.DoesNotContain(token, await visit.Page.ContentAsync(), StringComparison.Ordinal);

        using var program = site.Host.Anyone();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await program.AskAsync("/api/v1/account")).StatusCode);
        await visit.FollowAsync(visit.Page.Locator("form[action*=Revoke] button"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.AskAsync("/api/v1/account")).StatusCode);
        visit.HasNoComplaints();

        await visit.GoAsync($"{language}/admin/accounts/{organ.OfficerA.Key}");
        await Expect(visit.Page.Locator("#TokenName")).ToHaveCountAsync(0);
        Assert.DoesNotContain(token, site.Host.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1280, "Use 1 to 40 capital letters", "Choose today or later")]
    [InlineData("/zh", 390, "请使用1至40个大写字母", "请选择今日或者以后的日期")]
    public async Task AnOrgan_IsRegistered_AndAdoptsAnotherRuleSetFromADay(string language, int width, string wrongCode, string early)
    {
        var admin = await site.Host.SignInAsync([Role.Administrator]);
        var code = $"NEW-{Interlocked.Increment(ref _invited)}";
        await using var visit = await site.OpenAsync($"{language}/admin/organs", width, by: admin);
        await visit.IsFineAsync();
        await visit.PictureAsync();
        await visit.FollowAsync(visit.Main.Locator("a[role=button]"));
        await visit.Page.Locator("#Code").FillAsync("not a code");
        await visit.Page.Locator("#Name").FillAsync("New organ");
        await visit.Page.Locator("#NameZh").FillAsync("新设机关");
        await visit.Page.Locator("#RuleSet").SelectOptionAsync(Given.FourTier);
        await visit.Page.Locator("#From").FillAsync($"{site.Host.Clock.Today:yyyy-MM-dd}");
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#Code-error")).ToContainTextAsync(wrongCode);
        await visit.IsFineAsync();
        await visit.Page.Locator("#Code").FillAsync(code);
        await visit.SendAsync();
        await Expect(visit.Page.Locator("h1")).ToContainTextAsync(code);

        await visit.Page.Locator("#RuleSet").SelectOptionAsync(Given.Cn);
        await visit.Page.Locator("#From").FillAsync($"{site.Host.Clock.Today:yyyy-MM-dd}");
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#From-error")).ToContainTextAsync(early);
        await visit.Page.Locator("#From").FillAsync($"{site.Host.Clock.Today.AddDays(1):yyyy-MM-dd}");
        await visit.SendAsync();
        await Expect(visit.Page.Locator(".govuk-notification-banner")).ToBeVisibleAsync();
        await visit.IsFineAsync();
        await visit.PictureAsync();
        visit.HasNoComplaints();

        var rows = await site.Host.QueryAsync(db => db.Ledger
            .Where(e => e.Actor == admin.Key && e.Kind.StartsWith("organ.")).OrderBy(e => e.Id).Select(e => new { e.Kind, e.Role }).ToListAsync());
        Assert.Equal(["organ.registered administrator", "organ.ruleSetAdopted administrator"], rows.Select(r => $"{r.Kind} {r.Role}"));
    }

    [Fact]
    public async Task Roles_AreRefusedAtTheirField_AndOnesOwnAreNotOffered()
    {
        var organ = await site.Host.OrganAsync();
        var admin = await site.Host.SignInAsync([Role.Administrator]);
        var other = await site.Host.SignInAsync([Role.Auditor]);
        using var forms = await SiteForms.SignInAsync(site, admin);
        var page = $"/admin/accounts/{other.Key}";
        Assert.DoesNotContain("handler=Authority", (await forms.GetAsync($"/admin/accounts/{admin.Key}")).Text, StringComparison.Ordinal);

        foreach (var (roles, organs, companies, error, said) in new[]
        {
            (new[] { "Officer", "Agency" }, organ.Code, "", "Roles-error", "neither supplying organ nor administrator"),
            (["Agency"], "", "", "Organs-error", "at least one organ"),
            (["Auditor"], organ.Code, "", "Organs-error", "Add the role"),
            (["Auditor"], "", site.Clear.RegistrationId, "Companies-error", "Add the role"),
            (["Applicant"], "", "91", "Companies-error", "91 is no registration ID"),
            (["Applicant"], "", string.Join('\n', Enumerable.Range(0, 1001).Select(i => $"{i}")), "Companies-error", "At most 1000"),
            ([], organ.Code, "", "Organs-error", "Add the role"),
        })
        {
            var token = await forms.TokenAsync(page);
            using var form = new FormUrlEncodedContent(
            [
                .. roles.Select(r => new KeyValuePair<string, string>("Roles", r)),
                new("Organs", organs), new("Companies", companies), new("__RequestVerificationToken", token),
            ]);
            var (_, text, goesTo) = await forms.PostAsync(page + "?handler=Authority", form);

            Assert.Null(goesTo);
            Assert.Contains($"id=\"{error}\"", text, StringComparison.Ordinal);
            Assert.Contains(said, text, StringComparison.Ordinal);
        }

        var bound = await forms.SendAsync(
            page, ("Roles", "Applicant"), ("Companies", $"{site.Clear.RegistrationId}，{site.Listed.RegistrationId}"));
        Assert.Equal(HttpStatusCode.BadRequest, bound.Status); // a form names what it does
    }

    [Theory]
    [InlineData(Role.Applicant)]
    [InlineData(Role.Agency)]
    [InlineData(Role.Officer)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.Auditor)]
    public async Task AnotherRole_IsRefused(Role role)
    {
        var account = role switch
        {
            Role.Agency => site.Organ.Agency,
            Role.Officer => site.Organ.OfficerA,
            Role.Applicant => site.Listed.Applicant,
            _ => await site.Host.SignInAsync([role]),
        };
        using var forms = await SiteForms.SignInAsync(site, account);

        foreach (var path in new[]
        {
            "/admin", "/admin/invite", $"/admin/accounts/{account.Key}", $"/admin/accounts/{account.Key}/disable", "/admin/organs", "/admin/organs/new", $"/admin/organs/{site.Organ.Code}",
        })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await forms.GetAsync(path)).Status);
        }
    }

    private static string NewEmail() => $"invited{Interlocked.Increment(ref _invited)}@organ.example";
}
