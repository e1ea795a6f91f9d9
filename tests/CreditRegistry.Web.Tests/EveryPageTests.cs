using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using CreditRegistry.TestKit;

namespace CreditRegistry.Web.Tests;

/// <summary>What holds for every public page, and for those of an account’s own.</summary>
public sealed partial class EveryPageTests(Site site)
{
    private const int MostBytes = 100_000;

    private static readonly string[] Neutral = ["/api/", "/swagger", "/assets/", "/health/", "/version"];

    public static TheoryData<string> Pages { get; } =
    [
        "/", "/search", "/search?q=云杉", "/search?q=不存在的企业名称", "/search?q=91O000000000000000", "/companies/{listed}",
        "/companies/{clear}", "/companies/{listed}?shownAt=2026-07-01", "/records/{record}", "/records/{record}?shownAt=2026-07-01",
        "/records/{record}/repair", "/records/{left}", "/rules", "/rules/cn-2026",
        "/rules/four-tier-2024", "/rules/cn-2026/grounds", "/rules/cn-2026/measures", "/changes", "/downloads", "/statistics", "/status",
        "/check-list", "/verify", "/verify?c=nonsense", "/sign-in", "/password", "/claim", "/nowhere",
    ];

    [Theory]
    [InlineData("/zh", 390, true)]
    [InlineData("", 1280, false)]
    public async Task EveryPage_IsForEveryone(string language, int width, bool dark)
    {
        await site.CountAsync();
        await using var visit = await site.OpenAsync($"{language}/rules", width, dark: dark);
        foreach (var page in Pages.Select(row => row.Data))
        {
            await visit.GoAsync(site.PathOf(page, language));
            await FitsAsync(visit, page, width);
        }
    }

    [Theory]
    [InlineData("/zh", 390, true)]
    [InlineData("", 1280, false)]
    public async Task EveryPageOfAnAccount_IsForEveryone(string language, int width, bool dark)
    {
        await using var visit = await site.OpenAsync($"{language}/account", width, dark: dark, by: site.Listed.Applicant);
        foreach (var page in (string[])["/account", "/account/notices", "/account/watch-lists", "/account/watch-lists/new"])
        {
            await visit.GoAsync(language + page);
            Assert.Equal(200, visit.Answer.Status);
            Assert.EndsWith(language + page, visit.Page.Url, StringComparison.Ordinal);
            await FitsAsync(visit, page, width);
        }
    }

    private static async Task FitsAsync(Visit visit, string page, int width)
    {
        Assert.True(await visit.OverflowAsync() is 0, $"{page} is wider than {width} pixels.");
        await visit.IsAccessibleAsync(colours: true);
        await visit.Page.SetViewportSizeAsync(width / 2 < 320 ? 320 : width / 2, 844); // 200 %, or as narrow as may be
        Assert.True(await visit.OverflowAsync() is 0, $"{page} does not fit when it is enlarged.");
        await visit.Page.SetViewportSizeAsync(width, 844);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryPage_HasNothingInline_AsksNobodyElse_AndStaysInItsLanguage(string page)
    {
        using var browser = Browser();
        foreach (var (language, code) in new[] { ("", "en"), ("/zh", "zh-CN") })
        {
            using var answer = await browser.AskAsync(site.PathOf(page, language));
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            IsGuarded(answer);
            Assert.Contains($"<html lang=\"{code}\"", html);
            Assert.DoesNotMatch(@"<style|\sstyle=""|<script(?![^>]*\ssrc="")|<[^>]*\son\w+=""|<iframe|<object", html);
            var links = Tag().Matches(html).Select(tag => tag.Value)
                .Where(tag => !tag.Contains("hreflang", StringComparison.Ordinal)) // those to the other language
                .SelectMany(tag => Address().Matches(tag))
                .Select(address => WebUtility.HtmlDecode(address.Groups[1].Value))
                .ToList();
            Assert.NotEmpty(links);
            Assert.All(links, link =>
            {
                Assert.True(link.StartsWith('#') || (link.StartsWith('/') && !link.StartsWith("//", StringComparison.Ordinal)), link);
                Assert.True(
                    link.StartsWith('#') || Array.Exists(Neutral, path => link.StartsWith(path, StringComparison.Ordinal))
                    || language.Length > 0 == (link is "/zh" || link.StartsWith("/zh/", StringComparison.Ordinal)),
                    $"{link} leaves the language.");
            });
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryPage_IsLightAtTheFirstVisit(string page)
    {
        using var browser = Browser();
        using var plain = await browser.AskAsync(site.PathOf(page));
        var html = await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var assets = Address().Matches(html).Select(address => address.Groups[1].Value)
            .Where(address => address.StartsWith("/assets/", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(assets.Count >= 3, "A page has a style, a script and an icon.");

        browser.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip")); // without TLS no browser takes more
        var bytes = 0;
        foreach (var address in assets.Prepend(site.PathOf(page)))
        {
            using var answer = await browser.AskAsync(address);
            bytes += (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length
                + answer.Headers.Concat(answer.Content.Headers).Sum(header => header.Key.Length + header.Value.Sum(value => value.Length + 4));
        }

        Assert.InRange(bytes, 1, MostBytes);
    }

    private static void IsGuarded(HttpResponseMessage answer)
    {
        var policy = Header("Content-Security-Policy");
        foreach (var rule in new[] { "default-src 'none'", "script-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'" })
        {
            Assert.Contains(rule, policy);
        }

        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("http", policy);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Contains("geolocation=()", Header("Permissions-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            Assert.All(cookies, cookie =>
            {
                Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
                Assert.Contains("samesite", cookie, StringComparison.OrdinalIgnoreCase);
            });
        }

        string Header(string name) => Assert.Single(answer.Headers.GetValues(name));
    }

    private HttpClient Browser()
    {
        var browser = site.Host.Anyone();
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        return browser;
    }

    [GeneratedRegex("<(a|form|button|link|script|img)\\b[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s(?:href|src|action|formaction)=\"([^\"]*)\"")]
    private static partial Regex Address();
}
