using CreditRegistry.Domain.Companies;
using CreditRegistry.TestKit;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Companies;

public sealed class SearchPageTests(Site site)
{
    [Theory]
    [InlineData("/", "Untrustworthy")]
    [InlineData("/zh", "失信")]
    public async Task AnId_LeadsToTheCompany_WithoutAScript(string start, string standing)
    {
        await using var visit = await site.OpenAsync(start, script: false);

        await visit.SearchAsync(site.Listed.RegistrationId);

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(site.Listed.Name);
        await Expect(visit.Page.Locator(".standing")).ToContainTextAsync(standing);
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task APartOfAName_ListsCompaniesThatLeadOn()
    {
        await using var visit = await site.OpenAsync("/zh/search");

        await visit.SearchAsync("云杉");
        await Expect(visit.Page.Locator(".results li")).ToHaveCountAsync(2);
        await Expect(visit.Page.Locator(".results li", new() { HasText = site.Listed.Name })).ToContainTextAsync("失信");
        await visit.FollowAsync(visit.Page.GetByText(site.Clear.Name));

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(site.Clear.Name);
        await Expect(visit.Page.Locator(".standing")).ToContainTextAsync("无公示记录");
    }

    [Fact]
    public async Task AFilter_NarrowsAndOneThatLeavesNothing_SaysSo()
    {
        await using var visit = await site.OpenAsync("/search?q=云杉");
        await visit.Page.Locator(".filters summary").ClickAsync();
        await visit.Page.Locator("#standing").SelectOptionAsync("Untrustworthy");
        await visit.FollowAsync(visit.Page.Locator(".filters button"));
        await Expect(visit.Page.Locator(".results li")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("#standing")).ToHaveValueAsync("Untrustworthy");

        await visit.Page.Locator("#standing").SelectOptionAsync("SeriouslyIllegal");
        await visit.FollowAsync(visit.Page.Locator(".filters button"));
        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync("none with these filters");
        await visit.FollowAsync(visit.Page.Locator(".notice a"));
        await Expect(visit.Page.Locator(".results li")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task ManyMatches_AreReadPageByPage()
    {
        for (var i = 0; i < 20; i++)
        {
            await site.Host.CompanyAsync($"杉林第{i:00}分店有限公司");
        }

        await using var visit = await site.OpenAsync("/search?q=杉林第");
        await Expect(visit.Page.Locator(".results li")).ToHaveCountAsync(20);
        await Expect(visit.Page.Locator("a[rel=next]")).ToHaveCountAsync(0);
        await site.Host.CompanyAsync("杉林第20分店有限公司");
        await visit.GoAsync("/search?q=杉林第&after=nonsense"); // no place in this list: from the beginning
        await Expect(visit.Page.Locator(".results li")).ToHaveCountAsync(20);
        var first = await visit.Page.Locator(".results li a").AllTextContentsAsync();

        await visit.FollowAsync(visit.Page.Locator("a[rel=next]"));
        await Expect(visit.Page.Locator(".results li")).ToHaveCountAsync(1);
        Assert.DoesNotContain(await visit.Page.Locator(".results li a").TextContentAsync(), first);
        await Expect(visit.Page.Locator("a[rel=next]")).ToHaveCountAsync(0);

        await visit.FollowAsync(visit.Page.Locator(".govuk-pagination__prev a"));
        await Expect(visit.Page.Locator(".results li")).ToHaveCountAsync(20);
    }

    [Fact]
    public async Task AWrongId_PointsToTheCharacterAndSaysWhatWasExpected()
    {
        var right = site.Listed.RegistrationId;
        var wrong = right[..17] + (right[17] is '1' ? '2' : '1');
        var verdict = RegistrationIds.Check(wrong);
        await using var visit = await site.OpenAsync("/");

        await visit.SearchAsync(wrong);

        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync(verdict.Message!.En);
        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync($"would be {right[17]}");
        await Expect(visit.Page.Locator("#q")).ToHaveValueAsync(wrong);
    }

    [Fact]
    public async Task ALookAlike_IsOfferedAsASuggestion()
    {
        var mistyped = site.Listed.RegistrationId.Replace('0', 'O');
        await using var visit = await site.OpenAsync($"/search?q={mistyped}");

        await Expect(visit.Page.Locator(".notice mark")).ToHaveTextAsync("O");
        await visit.FollowAsync(visit.Page.Locator(".notice a").First);

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(site.Listed.Name);
    }

    [Fact]
    public async Task ASwappedPair_LeadsToTheCompaniesThatItMayBe()
    {
        var right = site.Clear.RegistrationId;
        var at = Enumerable.Range(8, 8).First(i => right[i] != right[i + 1]);
        var swapped = right[..at] + right[at + 1] + right[at] + right[(at + 2)..];
        await using var visit = await site.OpenAsync($"/search?q={swapped}");

        await visit.FollowAsync(visit.Page.Locator($".notice a[href$='{right}']").First);

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(site.Clear.Name);
    }

    [Fact]
    public async Task APersonsNumber_IsNotRepeated()
    {
        const string madeUp = "110101190001011009";
        await using var visit = await site.OpenAsync($"/search?q={madeUp}");

        await Expect(visit.Page.Locator(".notice")).ToBeVisibleAsync();
        Assert.DoesNotContain(madeUp, await visit.Page.ContentAsync());
    }

    [Theory]
    [InlineData("/search?q=不存在的企业名称", "Type fewer characters")]
    [InlineData("/zh/search?q=不存在的企业名称", "减少字数")]
    [InlineData("/search?q=云", "two or more characters")]
    [InlineData("/search?q=", "Type a registration ID")]
    [InlineData("/search", "Type a registration ID")]
    [InlineData("/search?q=云杉测试股份有限公司", "with this legal form")]
    public async Task NothingFound_SaysWhatToTry(string path, string hint)
    {
        await using var visit = await site.OpenAsync(path);

        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync(hint);
        visit.HasNoComplaints();
    }

    [Theory]
    [InlineData(200, "No company’s name contains that")]
    [InlineData(201, "too long")]
    public async Task ANameHasALongestLength(int length, string title)
    {
        await using var visit = await site.OpenAsync($"/search?q={new string('杉', length)}");

        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync(title);
    }

    [Fact]
    public async Task WhatWasTyped_IsShownAsTextAndNeverLogged()
    {
        const string typed = "<script>alert(1)</script>xyzzy";
        await using var visit = await site.OpenAsync($"/search?q={Uri.EscapeDataString(typed)}");

        await Expect(visit.Page.Locator("#q")).ToHaveValueAsync(typed);
        visit.HasNoComplaints();
        Assert.DoesNotContain("xyzzy", site.Host.Log.Text);
    }

    [Fact]
    public async Task WhileTyping_CompaniesAreSuggested_AndTheKeyboardChooses()
    {
        await using var visit = await site.OpenAsync("/zh", width: 390);

        await visit.Page.Locator("#q").PressSequentiallyAsync("云杉清");
        var option = visit.Page.GetByRole(Microsoft.Playwright.AriaRole.Option, new() { NameString = site.Clear.Name });
        await Expect(option).ToBeVisibleAsync();
        await visit.IsAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(option).ToHaveCountAsync(0);

        await visit.Page.Locator("#q").PressSequentiallyAsync("白");
        await Expect(option).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(option).ToHaveAttributeAsync("aria-selected", "true");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(site.Clear.Name);
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        visit.HasNoComplaints();
    }
}
