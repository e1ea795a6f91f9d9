using System.Text.Json.Nodes;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;
using CreditRegistry.Web.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Audit;

public sealed class AuditPageTests(Site site)
{
    [Theory]
    [InlineData("", 1280, "Accepted", "There is no application of that reference")]
    [InlineData("/zh", 390, "受理", "没有该申请编号")]
    public async Task AnAuditor_ReadsEverythingThatHappenedToACase(string language, int width, string accepted, string unknown)
    {
        var organ = await site.Host.OrganAsync();
        var filed = await organ.OfficerA.DoAsync(await site.CaseAsync(organ), "acceptance");
        var auditor = await site.Host.SignInAsync([Role.Auditor]);
        await using var visit = await site.OpenAsync($"{language}/audit?subject={filed.Text("reference")}", width, by: auditor);

        await Expect(visit.Page.Locator(".audit > li").Last).ToContainTextAsync(accepted);
        await Expect(visit.Page.Locator(".audit > li").Last).ToContainTextAsync(organ.OfficerA.Email);
        await visit.IsFineAsync();
        await visit.GoAsync($"{language}/audit?by={organ.OfficerA.Key}&kind=repair.accepted");
        await Expect(visit.Page.Locator(".audit > li")).ToHaveCountAsync(1);
        await visit.GoAsync($"{language}/audit?subject=CR-2026-NOWHERE");
        await Expect(visit.Page.Locator(".govuk-error-summary a")).ToContainTextAsync(unknown);
        while (await site.Host.QueryAsync(db => db.Ledger.CountAsync()) <= 50) // more than a page
        {
            await site.Host.CompanyAsync();
        }

        await visit.GoAsync($"{language}/audit");
        await visit.FollowAsync(visit.Page.Locator("a[rel=next]"));
        await visit.IsFineAsync();
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task AnAuditor_TakesWhatHappenedToACaseAlong()
    {
        var day = site.Host.Clock.Today;
        var organ = await site.Host.OrganAsync();
        var filed = await organ.OfficerA.DoAsync(await site.CaseAsync(organ), "supplement-request", new
        {
            missing = new[] { new { kind = "RECTIFICATION_PROOF", what = "Unreadable." } },
            reason = "=HYPERLINK(\"x\"), \"see\"\nline two",
        });
        await organ.OfficerB.DoAsync(filed, "assignment", new { });
        var auditor = await site.Host.SignInAsync([Role.Auditor]);
        await using var visit = await site.OpenAsync($"/audit?subject={filed.Text("reference")}", by: auditor);
        var rows = await visit.Page.Locator(".audit > li").CountAsync();

        var csv = await DownloadAsync("CSV");
        var ndjson = await DownloadAsync("NDJSON");

        Assert.StartsWith("position,at,kind,role,actor,subject,company,text,details\r\n", csv);
        Assert.Equal(rows, csv.Split("\r\n").Length - 2);
        Assert.Contains(",\"'=HYPERLINK(\"\"x\"\"), \"\"see\"\"\nline two\",", csv); // no formula of a spreadsheet
        var lines = ndjson.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(rows, lines.Count);
        Assert.All(lines, line => Assert.Equal(filed.Text("id"), line.Text("subject")));
        Assert.Equal("=HYPERLINK(\"x\"), \"see\"\nline two", lines[^2].Text("text"));
        Assert.Equal("repair.assigned", lines[^1].Text("kind"));

        await visit.GoAsync($"/audit?by={organ.OfficerB.Email}");
        Assert.Equal("repair.assigned", JsonNode.Parse((await DownloadAsync("NDJSON")).Trim().Split('\n')[^1])!.Text("kind"));
        foreach (var (days, count) in new[]
            {
                ($"from={day:yyyy-MM-dd}&to={site.Host.Clock.Today:yyyy-MM-dd}", rows), ($"to={day.AddDays(-1):yyyy-MM-dd}", 0),
                ($"from={site.Host.Clock.Today.AddDays(1):yyyy-MM-dd}", 0),
            })
        {
            await visit.GoAsync($"/audit?subject={filed.Text("id")}&{days}");
            await Expect(visit.Page.Locator(".audit > li")).ToHaveCountAsync(count);
        }

        await visit.GoAsync("/audit?from=soon");
        await Expect(visit.Page.Locator(".govuk-error-summary a")).ToContainTextAsync("year-month-day");
        await visit.GoAsync("/audit?handler=Export&format=csv&by=nobody@nowhere.example");
        await Expect(visit.Page.Locator(".govuk-error-summary a")).ToContainTextAsync("There is no such account");

        async Task<string> DownloadAsync(string name)
        {
            var address = await visit.Main.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).GetAttributeAsync("href");
            var answer = await visit.Page.APIRequest.GetAsync(new Uri(site.Host.Address, address!).ToString());
            Assert.StartsWith("attachment", answer.Headers["content-disposition"]);
            return await answer.TextAsync();
        }
    }

    [Fact]
    public async Task AnOfficer_DoesNotReadTheLedger()
    {
        await using var visit = await site.OpenAsync("/audit", by: site.Organ.OfficerA);

        await visit.GoAsync("/audit");

        Assert.Equal(403, visit.Answer.Status);
    }
}
