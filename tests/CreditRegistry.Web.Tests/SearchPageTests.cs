using CreditRegistry.Domain.Companies;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests;

public sealed class SearchPageTests(Site site)
{
    [Theory]
    [InlineData("/", "Published records", "Untrustworthy", "Legal basis")]
    [InlineData("/zh", "公示记录", "失信", "法律依据")]
    public async Task AnId_ShowsTheCompanyWithItsRecords(string start, string records, string standing, string law)
    {
        await using var visit = await site.OpenAsync(start, script: false);

        await visit.SearchAsync(site.Listed.RegistrationId);

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(site.Listed.Name);
        await Expect(visit.Page.Locator(".standing")).ToContainTextAsync(standing);
        await Expect(visit.Page.Locator("h2")).ToHaveTextAsync(records);
        await Expect(visit.Page.Locator(".record")).ToContainTextAsync(law);
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task ACompanyWithoutRecords_IsSaidToHaveNone()
    {
        await using var visit = await site.OpenAsync($"/search?q={site.Clear.RegistrationId}");

        await Expect(visit.Main).ToContainTextAsync("No published record");
    }

    [Fact]
    public async Task APartOfAName_ListsCompaniesThatLeadOn()
    {
        await using var visit = await site.OpenAsync("/");

        await visit.SearchAsync("云杉");
        await Expect(visit.Page.Locator(".companies li")).ToHaveCountAsync(2);
        await visit.Page.GetByText(site.Clear.Name).ClickAsync();

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(site.Clear.Name);
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
        await visit.Page.Locator(".notice a").ClickAsync();

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(site.Listed.Name);
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
    [InlineData("/search?q=云", "two or more characters")]
    [InlineData("/search?q=", "Type a registration ID")]
    [InlineData("/search", "Type a registration ID")]
    public async Task NothingFound_SaysWhatToTry(string path, string hint)
    {
        await using var visit = await site.OpenAsync(path);

        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync(hint);
        visit.HasNoComplaints();
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
}
