using System.Net;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests;

public sealed class SitePageTests(Site site)
{
    [Theory]
    [InlineData("/", "en", "Look up a company’s compliance records")]
    [InlineData("/zh", "zh-CN", "查询企业信用记录")]
    public async Task TheStartPage_SpeaksBothLanguages(string path, string language, string headline)
    {
        await using var visit = await site.OpenAsync(path);

        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(headline);
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task TheLanguageSeenLast_IsThatOfTheStartPage()
    {
        await using var visit = await site.OpenAsync("/zh/search");
        await visit.GoAsync("/");
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await Expect(visit.Page).ToHaveURLAsync(new Uri(site.Host.Address, "/zh").ToString());

        await visit.Page.Locator(".language").ClickAsync();
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await visit.GoAsync("/");
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }

    [Theory]
    [InlineData("/?from=abroad", "/zh?from=abroad")]
    [InlineData("/search?q=%E4%BA%91%E6%9D%89%20%26", "/zh/search?q=%E4%BA%91%E6%9D%89%20%26")]
    [InlineData("/nowhere?x=1", "/zh/nowhere?x=1")]
    [InlineData("/zh/nowhere", "/nowhere")]
    [InlineData("/zh", "/en")]
    public async Task TheSwitch_LeadsToTheSamePageWithItsQuery(string path, string other)
    {
        await using var visit = await site.OpenAsync(path);

        await Expect(visit.Page.Locator(".language")).ToHaveAttributeAsync("href", other);
    }

    [Theory]
    [InlineData("/nowhere", "There is no such page")]
    [InlineData("/zh/nowhere", "页面不存在")]
    [InlineData("/error", "There is no such page")]
    public async Task APageThatIsNotThere_IsSaidInTheLookOfTheSite(string path, string title)
    {
        await using var visit = await site.OpenAsync(path);

        Assert.Equal(404, visit.Answer.Status);
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(title);
        await Expect(visit.Page.Locator("#q")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task AProgram_GetsAProblemForAPageThatIsNotThere()
    {
        using var program = site.Host.Anyone();

        using var answer = await program.GetAsync(new Uri("/nowhere", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("", "Your account may not see this page")]
    [InlineData("/zh", "您的账户无权查看此页")]
    public async Task APageOfAnotherRole_IsRefusedInTheLookOfTheSite(string language, string title)
    {
        await using var visit = await site.OpenAsync($"{language}/desk", width: 390);
        await visit.SignInAsync(site.Clear.Applicant.Email);

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(title);
        await visit.GoAsync($"{language}/desk");
        Assert.Equal(403, visit.Answer.Status);
        Assert.Equal(0, await visit.OverflowAsync());
        await visit.IsAccessibleAsync();
    }

    [Fact]
    public async Task TheApiPage_OpensWithoutComplaints()
    {
        await using var visit = await site.OpenAsync("/swagger/index.html");

        await Expect(visit.Page.Locator(".opblock").First).ToBeVisibleAsync();
        visit.HasNoComplaints();
    }
}
