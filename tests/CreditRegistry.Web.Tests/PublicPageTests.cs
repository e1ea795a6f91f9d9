using System.Text;
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
    [InlineData("/statistics", "Published records by tier", "Untrustworthy")]
    [InlineData("/zh/statistics", "各等级公示记录", "失信")]
    public async Task Statistics_AreDrawnAndListed(string path, string title, string tier)
    {
        await site.CountAsync();
        await using var visit = await site.OpenAsync(path);

        var chart = visit.Page.Locator(".chart-and-table", new() { HasText = title });
        await Expect(chart.Locator("svg rect").First).ToBeVisibleAsync();
        await Expect(chart.Locator("table")).ToContainTextAsync(tier);
    }

    [Theory]
    [InlineData("/status", "Everything works")]
    [InlineData("/zh/status", "一切正常")]
    public async Task Status_SaysThatAllIsWell(string path, string well)
    {
        await using var visit = await site.OpenAsync(path);

        await Expect(visit.Main).ToContainTextAsync(well);
    }

    [Fact]
    public async Task Changes_AreListedNewestFirst_RecordsOnlyUnlessAsked()
    {
        var company = await site.Host.CompanyAsync();
        await site.Host.RecordAsync(site.Organ, company);
        await site.Host.PlaceLedgerAsync();
        await using var visit = await site.OpenAsync("/changes");

        await Expect(visit.Page.Locator(".changes li", new() { HasText = company.Name })).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator(".changes li", new() { HasText = "Company registered" })).ToHaveCountAsync(0);
        await visit.FollowAsync(visit.Page.GetByText("Companies too"));
        await Expect(visit.Page.Locator(".changes li", new() { HasText = "Company registered" })).Not.ToHaveCountAsync(0);
        var times = await visit.Page.Locator(".changes time").EvaluateAllAsync<string[]>("all => all.map(t => t.dateTime)");
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
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

    [Theory]
    [InlineData("/check-list", "with published records", "not valid", "Paste registration IDs")]
    [InlineData("/zh/check-list", "有公示记录", "代码有误", "请粘贴代码")]
    public async Task AList_IsJudgedLineByLine(string path, string listed, string invalid, string empty)
    {
        await using var visit = await site.OpenAsync(path, width: 390, script: false);
        await visit.FollowAsync(visit.Main.Locator("button").First);
        await Expect(visit.Page.Locator(".govuk-error-summary")).ToContainTextAsync(empty);

        await visit.Page.Locator("#Ids").FillAsync(
            $"{site.Listed.RegistrationId}\n\n{site.Clear.RegistrationId}\n110101190001011009\n\"91330000YYXXXXXXXX\"");
        await visit.FollowAsync(visit.Main.Locator("form button").First);

        await Expect(visit.Page.Locator(".figures")).ToContainTextAsync(listed);
        await Expect(visit.Page.Locator(".figures")).ToContainTextAsync(invalid);
        await Expect(visit.Page.Locator(".verdicts tbody tr")).ToHaveCountAsync(4);
        await Expect(visit.Page.Locator(".verdicts tbody tr").First).ToContainTextAsync(site.Listed.RegistrationId);
        Assert.DoesNotContain("110101190001011009", await visit.Page.ContentAsync());
        Assert.Equal(0, await visit.OverflowAsync());
    }

    [Fact]
    public async Task AListAsAFile_IsJudgedAndTakenAwayAsCsv()
    {
        await using var visit = await site.OpenAsync("/check-list");
        await visit.Page.Locator("#Upload").SetInputFilesAsync(new Microsoft.Playwright.FilePayload
        {
            Name = "list.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes($"\uFEFF{site.Clear.RegistrationId}\r\nnonsense\r\n"),
        });

        var download = await visit.Page.RunAndWaitForDownloadAsync(
            () => visit.Page.GetByText("Download verdicts as CSV").ClickAsync());

        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal($"1,{site.Clear.RegistrationId},clear", string.Join(',', lines[1].Split(',')[..3]));
        Assert.Contains("invalid", lines[2]);
        Assert.Contains("end", lines[3]);
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public async Task AList_HasAMostLength(int length, bool taken)
    {
        await using var visit = await site.OpenAsync("/check-list");
        await visit.Page.Locator("#Ids").EvaluateAsync( // typing it would take a minute
            "(box, list) => box.value = list", string.Join('\n', Enumerable.Repeat(site.Clear.RegistrationId, length)));

        await visit.FollowAsync(visit.Main.Locator("form button").First);

        if (taken)
        {
            await Expect(visit.Page.Locator("#verdicts")).ToHaveTextAsync("10000 checked");
            await Expect(visit.Page.Locator(".verdicts tbody tr")).ToHaveCountAsync(500);
        }
        else
        {
            await Expect(visit.Page.Locator("#Ids-error")).ToContainTextAsync("more than 10,000");
        }
    }
}
