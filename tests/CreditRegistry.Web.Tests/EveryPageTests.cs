using System.Diagnostics;
using CreditRegistry.TestKit;

namespace CreditRegistry.Web.Tests;

/// <summary>What holds for every public page.</summary>
public sealed class EveryPageTests(Site site)
{
    private const int MostBytes = 100_000;

    public static TheoryData<string> Pages { get; } =
    [
        "/", "/search", "/search?q=云杉", "/search?q=不存在的企业名称", "/search?q=91O000000000000000", "/companies/{listed}",
        "/companies/{clear}", "/records/{record}", "/records/{record}/repair", "/records/{left}", "/rules", "/rules/cn-2026",
        "/rules/four-tier-2024", "/rules/cn-2026/grounds", "/rules/cn-2026/measures", "/changes", "/statistics", "/status",
        "/check-list", "/sign-in", "/password", "/claim", "/nowhere",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task APage_IsForEveryone(string page)
    {
        await using (var phone = await site.OpenAsync($"/zh{site.PathOf(page)}", width: 390, dark: true))
        {
            Assert.Equal(0, await phone.OverflowAsync());
            await phone.IsAccessibleAsync();
        }

        await using var desk = await site.OpenAsync(site.PathOf(page));
        Assert.Equal(0, await desk.OverflowAsync());
        await desk.IsAccessibleAsync();
        Assert.InRange(await desk.BytesAsync(), 1, MostBytes);
        Assert.All(desk.Hosts, host => Assert.Equal(site.Host.Address.Authority, host));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/companies/{listed}")]
    [InlineData("/search?q=云杉")]
    public async Task APage_IsAnsweredQuickly(string page)
    {
        using var browser = site.Host.Anyone();
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        var path = new Uri(site.PathOf(page), UriKind.Relative);
        var times = new List<TimeSpan>();
        for (var i = 0; i < 30; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await browser.GetAsync(path, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(started));
        }

        // A tenth of them: other tests run beside this one, so the slow ones say nothing about the page.
        Assert.InRange(times.Order().ElementAt(times.Count / 10).TotalMilliseconds, 0, 50);
    }
}
