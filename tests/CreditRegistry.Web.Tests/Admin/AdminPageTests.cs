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
        await visit.FollowAsync(visit.Page.Locator("form[action*=Disable] button"));
        await invited.SignInAsync(email, Chosen);
        await Expect(invited.Page.Locator("#Email-error")).ToBeVisibleAsync();
        await visit.FollowAsync(visit.Page.Locator("form[action*=Enable] button"));
        await invited.SignInAsync(email, Chosen);
        await Expect(invited.Page.Locator("h1")).ToContainTextAsync(title);
        visit.HasNoComplaints();
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
            "/admin", "/admin/invite", $"/admin/accounts/{account.Key}", "/admin/organs", "/admin/organs/new", $"/admin/organs/{site.Organ.Code}",
        })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await forms.GetAsync(path)).Status);
        }
    }

    private static string NewEmail() => $"invited{Interlocked.Increment(ref _invited)}@organ.example";
}
