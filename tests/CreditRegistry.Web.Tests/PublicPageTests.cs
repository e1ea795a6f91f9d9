using System.Net;
using System.Text.RegularExpressions;
using CreditRegistry.TestKit;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests;

public sealed class PublicPageTests(Site site)
{
    [Theory]
    [InlineData("/", "published records", "Latest changes")]
    [InlineData("/zh", "条公示记录", "最新变动")]
    public async Task TheStartPage_ShowsFiguresAndWhatHappenedLast(string path, string figure, string latest)
    {
        await site.CountAsync();
        await using var visit = await site.OpenAsync(path);

        await Expect(visit.Page.Locator(".figures")).ToContainTextAsync(figure);
        await Expect(visit.Page.Locator("#latest")).ToHaveTextAsync(latest);
        await Expect(visit.Page.Locator(".changes li").First).ToBeVisibleAsync();
        visit.HasNoComplaints();
    }

    [Theory]
    [InlineData("", "There are 2 sets of rules", "What the tiers mean by “Credit repair law in force from April 2026”")]
    [InlineData("/zh", "现行规则共2套", "各等级含义，依据：信用修复规则（2026年4月1日起施行）")]
    public async Task TheStartPage_SaysWhichRulesARecordFollows_AndLeadsToEach(string language, string sets, string tiers)
    {
        foreach (var (id, i) in new[] { Given.FourTier, Given.Cn }.Select((id, i) => (id, i)))
        {
            await using var visit = await site.OpenAsync(site.PathOf("/", language), width: 390);
            var section = visit.Page.Locator("section[aria-labelledby=tiers]");
            await Expect(section).ToContainTextAsync(sets);
            await Expect(section).ToContainTextAsync(tiers);
            await Expect(section.Locator("li a")).ToHaveCountAsync(2);
            await visit.PictureAsync();
            await visit.FollowAsync(section.Locator("li a").Nth(i));
            await Expect(visit.Page).ToHaveURLAsync(new Uri(site.Host.Address, $"{language}/rules/{id}").ToString());
        }
    }

    [Theory]
    [InlineData("/statistics", "Published records by tier", "Untrustworthy", "Days to a decision, by organ", "Organ")]
    [InlineData("/zh/statistics", "各等级公示记录", "失信", "各机关作出决定所用天数", "机关")]
    public async Task Statistics_AreDrawnAndListed(string path, string title, string tier, string byOrgan, string organ)
    {
        await DecideAsync();
        await site.CountAsync();
        await using var visit = await site.OpenAsync(path);

        foreach (var (caption, row) in new[] { (title, $"^{tier}$"), (byOrgan, $@"^{organ} ?\d+$") })
        {
            var chart = visit.Page.Locator(".chart-and-table", new() { HasText = caption });
            await Expect(chart.Locator("svg")).ToBeVisibleAsync();
            await Expect(chart.Locator("tbody th", new() { HasTextRegex = new Regex(row) })).Not.ToHaveCountAsync(0);
        }
    }

    [Theory]
    [InlineData("/status", "Everything works")]
    [InlineData("/zh/status", "一切正常")]
    public async Task Status_SaysThatAllIsWell(string path, string well)
    {
        await using var visit = await site.OpenAsync(path);

        await Expect(visit.Main).ToContainTextAsync(well);
    }

    [Theory]
    [InlineData("/rules", "Four-tier scheme 2024")]
    [InlineData("/zh/rules", "四级")]
    public async Task Rules_LeadToEachSetWithItsGroundsAndMeasures(string path, string set)
    {
        await using var visit = await site.OpenAsync(path);

        await visit.FollowAsync(visit.Page.Locator("h2 a", new() { HasText = set }));
        await Expect(visit.Page.Locator(".card")).ToHaveCountAsync(4);
        await visit.FollowAsync(visit.Page.Locator(".page-tools a").First);
        await Expect(visit.Main).ToContainTextAsync("U05");
        await visit.Page.GoBackAsync();
        await visit.FollowAsync(visit.Page.Locator(".page-tools a").Nth(1));
        await Expect(visit.Main).ToContainTextAsync("M01");
    }

    [Fact]
    public async Task ARuleSetThatIsNotThere_Is404()
    {
        await using var visit = await site.OpenAsync("/rules/none");

        Assert.Equal(404, visit.Answer.Status);
    }

    /// <summary>An application to <see cref="Site.Organ"/> is refused.</summary>
    private async Task DecideAsync()
    {
        var (company, organ) = (await site.Host.CompanyAsync(), site.Organ);
        var record = await site.Host.RecordAsync(organ, company, publishedOn: site.Host.Clock.Today.AddMonths(-6));
        var refusal = new { outcome = "refuse", reasonCode = "PROOF_INSUFFICIENT", reason = "Not shown." };
        var application = await site.Host.SubmittedAsync(company, record);
        foreach (var (officer, verb, body) in new[]
        {
            (organ.OfficerA, "acceptance", null), (organ.OfficerA, "recommendation", refusal), (organ.OfficerB, "decision", refusal),
        })
        {
            application = await (await officer.ActAsync(application, verb, body)).BodyAsync(HttpStatusCode.OK);
        }
    }
}
