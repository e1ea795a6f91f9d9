using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Desk;

public sealed class QueuePageTests(Site site)
{
    [Theory]
    [InlineData("", "2 assigned.", "1 not assigned")]
    [InlineData("/zh", "已分派2件。", "1件未能分派")]
    public async Task ChosenCases_AreAssignedTogether_EachWithItsOwnOutcome(string language, string done, string failed)
    {
        var organ = await site.Host.OrganAsync();
        var cases = new[] { await site.CaseAsync(organ), await site.CaseAsync(organ), await site.CaseAsync(organ) };
        await using var visit = await site.OpenAsync($"{language}/desk?whose=unassigned", by: organ.OfficerA);
        await Expect(visit.Page.Locator(".queue > li")).ToHaveCountAsync(3);
        await organ.OfficerB.DoAsync(cases[0], "assignment", new { });

        foreach (var box in await visit.Page.Locator(".queue input[type=checkbox]").AllAsync())
        {
            await box.CheckAsync();
        }

        await visit.Page.Locator("#Assignee").SelectOptionAsync(organ.OfficerB.Key.ToString());
        await visit.SendAsync();

        await Expect(visit.Page.Locator(".govuk-notification-banner")).ToContainTextAsync(done);
        await Expect(visit.Page.Locator("#not-assigned")).ToContainTextAsync(failed);
        await Expect(visit.Page.Locator("#not-assigned")).ToContainTextAsync(cases[0].Text("reference"));
        await Expect(visit.Page.Locator(".queue")).ToHaveCountAsync(0);
        await visit.IsFineAsync();

        await visit.GoAsync($"{language}/desk?whose=all");
        await Expect(visit.Page.Locator(".queue .when").First).ToContainTextAsync(organ.OfficerB.Email);
        await visit.SendAsync();
        await Expect(visit.Page.Locator(".govuk-error-summary a")).ToHaveAttributeAsync("href", "#Chosen");
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task TheFilter_IsInTheAddress()
    {
        var organ = await site.Host.OrganAsync();
        await organ.OfficerA.DoAsync(await site.CaseAsync(organ), "acceptance");
        var waiting = await site.CaseAsync(organ);
        await using var visit = await site.OpenAsync("/desk?whose=all", by: organ.OfficerA);
        await Expect(visit.Page.Locator(".queue > li")).ToHaveCountAsync(2);

        await visit.Page.Locator(".filters summary").ClickAsync();
        await visit.Page.Locator("#state").SelectOptionAsync("Submitted");
        await visit.FollowAsync(visit.Page.Locator(".filters button"));
        await Expect(visit.Page.Locator(".queue .what")).ToContainTextAsync(waiting.Text("reference"));
        Assert.Contains("state=Submitted", visit.Page.Url);

        foreach (var (query, count) in new[]
            { ("tier=untrustworthy", 2), ("tier=abnormal", 0), ("rules=cn-2026", 0), ($"organ={organ.Code}", 2), ("overdue=true", 0) })
        {
            await visit.GoAsync($"/desk?whose=all&{query}");
            await Expect(visit.Page.Locator(".queue > li")).ToHaveCountAsync(count);
        }
    }

    [Theory]
    [InlineData("", 1280, "Give the view a name")]
    [InlineData("/zh", 390, "请填写视图名称")]
    public async Task AView_IsSavedUnderAName_AndRemoved(string language, int width, string nameless)
    {
        var organ = await site.Host.OrganAsync();
        await site.CaseAsync(organ);
        await using var visit = await site.OpenAsync(
            $"{language}/desk?whose=all&state=submitted&overdue=false", width, by: organ.OfficerA);
        foreach (var name in new[] { "", "二十一个字的名称比二十个字的上限多出一个字哦" })
        {
            await visit.Page.Locator("#ViewName").FillAsync(name);
            await visit.FollowAsync(visit.Page.Locator(".save-view button"));
            await Expect(visit.Page.Locator(".govuk-error-summary a")).ToContainTextAsync(nameless);
        }

        await visit.Page.Locator("#ViewName").FillAsync("今日 <b>待受理</b>");
        await visit.FollowAsync(visit.Page.Locator(".save-view button"));
        await visit.IsFineAsync();
        await visit.GoAsync($"{language}/desk");
        await visit.FollowAsync(visit.Page.Locator(".saved-views a"));

        Assert.EndsWith($"{language}/desk?whose=all&state=submitted&overdue=false", visit.Page.Url);
        await Expect(visit.Page.Locator(".saved-views a")).ToHaveTextAsync("今日 <b>待受理</b>");
        await Expect(visit.Page.Locator(".queue > li")).ToHaveCountAsync(1);
        var cookie = await visit.CookieAsync($"registry-views-{organ.OfficerA.Key:N}");
        Assert.True(cookie!.HttpOnly);
        await visit.FollowAsync(visit.Page.Locator(".saved-views button"));
        await Expect(visit.Page.Locator(".saved-views")).ToHaveCountAsync(0);
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task Counts_StayTrueWhileThePageIsOpen()
    {
        var organ = await site.Host.OrganAsync();
        await using var visit = await site.OpenAsync("/desk?whose=unassigned", by: organ.OfficerA);
        await Expect(visit.Page.Locator("[data-count=unassigned]")).ToHaveTextAsync("0");
        await site.CaseAsync(organ);

        await visit.Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");

        await Expect(visit.Page.Locator("[data-count=unassigned]")).ToHaveTextAsync("1");
        await Expect(visit.Page.Locator("[data-count=mine]")).ToHaveTextAsync("0");
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task AShortPage_LeadsToTheNext_AndEveryCaseIsListedOnce()
    {
        var organ = await site.Host.OrganAsync();
        var company = await site.Host.CompanyAsync();
        for (var i = 0; i < 27; i++)
        {
            await site.Host.SubmittedAsync(
                company, await site.Host.RecordAsync(organ, company, publishedOn: site.Host.Clock.Today.AddMonths(-6)));
        }

        await using var visit = await site.OpenAsync("/desk?whose=unassigned", by: organ.OfficerA);
        await Expect(visit.Page.Locator(".views [aria-current] .count")).ToHaveTextAsync("27");
        var seen = await visit.Page.Locator(".queue .what .code").AllTextContentsAsync();
        await visit.FollowAsync(visit.Page.Locator("a[rel=next]"));
        seen = [.. seen, .. await visit.Page.Locator(".queue .what .code").AllTextContentsAsync()];

        Assert.Equal(27, seen.Where(code => code.StartsWith("CR-", StringComparison.Ordinal)).Distinct().Count());
    }

    [Fact]
    public async Task Keys_LeadThroughTheDailyPath_AndRestWhileTyping()
    {
        var organ = await site.Host.OrganAsync();
        var filed = await site.CaseAsync(organ);
        await using var visit = await site.OpenAsync("/desk?whose=unassigned", by: organ.OfficerA);
        var keys = visit.Page.Keyboard;
        await keys.PressAsync("?");
        await Expect(visit.Page.Locator("dialog")).ToBeVisibleAsync();
        await visit.IsAccessibleAsync();
        await keys.PressAsync("Escape");

        await keys.PressAsync("j");
        await keys.PressAsync("x");
        await Expect(visit.Page.Locator(".queue input[type=checkbox]")).ToBeCheckedAsync();
        await keys.PressAsync("o");
        await visit.Page.WaitForURLAsync($"**{filed.PageOf()}");
        await keys.PressAsync("?");
        await Expect(visit.Page.Locator("dialog")).ToContainTextAsync("Accept");
        await keys.PressAsync("Escape");
        await keys.PressAsync("s");
        await visit.Page.WaitForURLAsync($"**{filed.PageOf()}/supplement");
        await visit.Page.Locator("#Reason").ClickAsync();
        await keys.TypeAsync("jokers ?");
        await Expect(visit.Page.Locator("#Reason")).ToHaveValueAsync("jokers ?");
        await visit.GoAsync(filed.PageOf());
        await keys.PressAsync("q");
        await visit.Page.WaitForURLAsync("**/desk");

        await keys.PressAsync("?");
        await visit.Page.Locator("#keys-on").UncheckAsync();
        await keys.PressAsync("Escape");
        await keys.PressAsync("?");
        await Expect(visit.Page.Locator("dialog")).ToBeHiddenAsync();
        visit.HasNoComplaints();
    }

    [Theory]
    [InlineData("", 1280, Role.Auditor)]
    [InlineData("/zh", 390, Role.Supervisor)]
    public async Task ASupervisorAndAnAuditor_ReadAndDecideNothing(string language, int width, Role role)
    {
        var mayAssign = role is Role.Supervisor;
        var organ = await site.Host.OrganAsync();
        var filed = await site.CaseAsync(organ);
        var reader = await site.Host.SignInAsync([role]);
        await using var visit = await site.OpenAsync(
            $"{language}/desk?whose=all&organ={organ.Code}", width, dark: true, by: reader);

        await visit.FollowAsync(visit.Page.Locator(".queue a"));
        await Expect(visit.Page.Locator(".act-buttons > *")).ToHaveCountAsync(mayAssign ? 1 : 0);
        Assert.Equal(mayAssign, await visit.Page.Locator(".checklist a").CountAsync() is 0); // an auditor reads them
        Assert.DoesNotContain("legal@company.example", await visit.Page.ContentAsync());
        await visit.IsFineAsync();
        await visit.GoAsync($"{language}{filed.PageOf()}/accept");
        await Expect(visit.Page.Locator("#why-not")).ToBeVisibleAsync();
    }
}
