using System.Globalization;
using System.Net;
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
    [InlineData("", 1280, "Accepted", "There is no case of that reference")]
    [InlineData("/zh", 390, "受理", "没有该编号的案件")]
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

    [Theory]
    [InlineData("", 1280, "Compliance officer of {0} ({1}) · {2}", "Supplying organ of {0} ({1}) · {2}", "Application ", "Record of decision ")]
    [InlineData("/zh", 390, "{0}（{1}）的审核人员 · {2}", "{0}（{1}）的信息提供机关 · {2}", "修复申请 ", "公示记录（决定书文号：")]
    public async Task Rows_SayWhoActedForWhichOrgan_AndLeadToWhatTheyAreAbout(
        string language, int width, string officer, string agency, string application, string record)
    {
        var organ = await site.Host.OrganAsync();
        var name = await site.Host.QueryAsync(db => db.Organs.Where(o => o.Id == organ.Id)
            .Select(o => language.Length > 0 ? o.NameZh : o.Name).SingleAsync());
        var filed = await organ.OfficerA.DoAsync(await site.CaseAsync(organ), "acceptance");
        var auditor = await site.Host.SignInAsync([Role.Auditor]);
        await using var visit = await site.OpenAsync($"{language}/audit?subject={filed.Text("id")}", width, by: auditor);
        var row = visit.Page.Locator(".audit > li").Last;

        await Expect(row).ToContainTextAsync(Filled(officer, name, organ.Code, organ.OfficerA.Email));
        await Expect(row).ToContainTextAsync(filed.Text("companyName"));
        await visit.LooksRightAsync();
        await visit.FollowAsync(row.GetByText(application + filed.Text("reference")));
        Assert.EndsWith($"{language}{filed.PageOf()}", visit.Page.Url, StringComparison.Ordinal);
        await Expect(visit.Page.Locator("h1")).ToContainTextAsync(filed.Text("reference"));

        var annulled = await site.Host.RecordAsync(organ, await site.Host.CompanyAsync(), decisionNumber: $"{organ.Code} 7");
        await (await organ.Agency.Client.SendAsync($"/api/v1/records/{annulled.Id}/annulment", new { reason = "Withdrawn." }, "*"))
            .BodyAsync(HttpStatusCode.OK);
        await visit.GoAsync($"{language}/audit?subject={annulled.Id}&kind=record.annulled");
        await Expect(row).ToContainTextAsync(Filled(agency, name, organ.Code, organ.Agency.Email));
        await visit.FollowAsync(row.GetByText($"{record}{organ.Code} 7"));
        Assert.EndsWith($"{language}/records/{annulled.Id}", visit.Page.Url, StringComparison.Ordinal);
        await Expect(visit.Page.Locator("h1")).ToBeVisibleAsync();

        static string Filled(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
    }

    [Theory]
    [InlineData("", "A draft: only its company sees it.", "Not shown to the public.", "the account itself")]
    [InlineData("/zh", "草稿，仅企业可见。", "不对外公示。", "账户本人")]
    public async Task WhatAnAuditorMayNotOpen_IsNamedAndNotLinked(string language, string draft, string notShown, string itself)
    {
        var organ = await site.Host.OrganAsync();
        var company = await site.Host.CompanyAsync();
        var published = await site.Host.RecordAsync(organ, company, publishedOn: site.Host.Clock.Today.AddMonths(-6));
        var begun = await site.Host.DraftAsync(company, published);
        var contested = await (await company.Applicant.Client.SendAsync(
            "/api/v1/objections", new { recordId = published.Id, ground = "factsWrong", reason = "See the judgment." })).BodyAsync(HttpStatusCode.Created);
        var stored = await site.Host.RecordAsync(organ, company, ruleSet: Given.Cn, penalties: [new("WARNING", null, null)]);
        var auditor = await site.Host.SignInAsync([Role.Auditor]);
        using var forms = await SiteForms.SignInAsync(site, auditor);

        foreach (var (subject, page, why) in new[]
        {
            (begun.Text("id"), "/desk/cases", draft), (contested.Text("id"), "/objections", draft), ($"{stored.Id}", "/records", notShown),
        })
        {
            var (_, text, _) = await forms.GetAsync($"{language}/audit?subject={subject}");
            Assert.Contains(why, text);
            Assert.Contains($"{language}/companies/{company.RegistrationId}\"", text);
            Assert.DoesNotContain($"{language}{page}/{subject}\"", text);
            Assert.Equal(HttpStatusCode.NotFound, (await forms.GetAsync($"{language}{page}/{subject}")).Status);
        }

        var (_, own, _) = await forms.GetAsync($"{language}/audit?subject={auditor.Key}&kind=account.signedIn");
        Assert.Contains($"{itself} · {auditor.Email}", own);
        Assert.DoesNotContain("/admin/accounts/", own);

        // Once it is filed, an objection has a page, and is found by its reference too.
        var submitted = await (await company.Applicant.Client.SendAsync(
            $"/api/v1/objections/{contested.Text("id")}/submission", ifMatch: contested.ETag())).BodyAsync(HttpStatusCode.OK);
        var found = (await forms.GetAsync($"{language}/audit?subject={submitted.Text("reference")}")).Text;
        Assert.Contains($"{language}/objections/{contested.Text("id")}\"", found);
        Assert.DoesNotContain(draft, found);
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
