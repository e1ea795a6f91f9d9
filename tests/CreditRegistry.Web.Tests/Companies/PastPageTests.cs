using System.Net;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Companies;

/// <summary>A company's page, and a record's, of an earlier day.</summary>
public sealed class PastPageTests(Site site)
{
    private static int _serial = 60_000;

    [Theory]
    [InlineData("", "As it stood on another day", "What was in force then", "Show that day", "showed on 10 June 2026", "Show today",
        "Choose today or an earlier day", "was not in the register yet on 31 May 2026")]
    [InlineData("/zh", "查看历史日期的情况", "当日依法有效的情况", "查看当日情况", "本平台2026年6月10日公示的情况", "返回当前情况",
        "请选择今日或更早的日期", "该企业在2026年5月31日尚未收录于本平台")]
    public async Task AnEarlierDay_IsAskedForAndShownAndLeft(
        string language, string another, string inForce, string show, string banner, string today, string future, string notYet)
    {
        var (id, shown, left) = await HistoryAsync();
        await using var visit = await site.OpenAsync($"{language}/companies/{id}", width: 390);
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("改名后有限公司");

        await AskAsync("2026-06-10");

        await Expect(visit.Page).ToHaveURLAsync(Address("?shownAt=2026-06-10"));
        await Expect(visit.Page.Locator(".notice h2")).ToContainTextAsync(banner);
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("改名前有限公司");
        await Expect(visit.Page.Locator(".record")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator($"#r-{shown}")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".timeline, a[href$='/repair']")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator("a[href*='shownAt=2026-06-10T15:59:59.999999Z']")).ToBeVisibleAsync();
        await visit.LooksRightAsync();

        await AskAsync("2026-06-10", inForce);
        await Expect(visit.Page).ToHaveURLAsync(Address("?asOf=2026-06-10"));
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("改名后有限公司");

        await AskAsync("2026-07-02");
        await Expect(visit.Page.Locator(".govuk-error-summary")).ToContainTextAsync(future);
        await visit.GoAsync($"{language}/companies/{id}?shownAt=2026-05-31");
        await Expect(visit.Page.Locator(".govuk-error-summary")).ToContainTextAsync(notYet);
        await visit.LooksRightAsync();

        await AskAsync("2026-07-01");
        await visit.FollowAsync(visit.Page.GetByText(today));
        await Expect(visit.Page).ToHaveURLAsync(Address(""));
        visit.HasNoComplaints();

        if (language.Length == 0)
        {
            await using var auditor = await site.OpenAsync(
                $"/companies/{id}?shownAt=2026-06-10", by: await site.Host.SignInAsync([Role.Auditor]));
            await Expect(auditor.Page.Locator(".record")).ToHaveCountAsync(2);
            await Expect(auditor.Page.Locator($"#r-{left}")).ToBeVisibleAsync();
        }

        string Address(string query) => new Uri(site.Host.Address, $"{language}/companies/{id}{query}").ToString();

        async Task AskAsync(string day, string? question = null)
        {
            if (await visit.Page.Locator("#Day").IsHiddenAsync())
            {
                await visit.Page.GetByText(another).ClickAsync();
            }

            await visit.Page.Locator("#Day").FillAsync(day);
            await visit.Page.GetByLabel(question ?? (language.Length == 0 ? "What this register showed then" : "本平台当日公示的情况")).CheckAsync();
            await visit.FollowAsync(visit.Page.GetByRole(AriaRole.Button, new() { Name = show }));
        }
    }

    [Theory]
    [InlineData("", "Enter a day, such as 2026-03-31", "Choose today or an earlier day", "not in the register yet on 1 January 0001",
        "not published on 1 January 0001")]
    [InlineData("/zh", "请填写日期，例如2026-03-31", "请选择今日或更早的日期", "在0001年1月1日尚未收录", "在0001年1月1日未公示")]
    public async Task ADayThatCannotBeShown_IsSaidAtTheField(
        string language, string unreadable, string future, string notYet, string notThere)
    {
        var (id, shown, _) = await HistoryAsync();
        await using var visit = await site.OpenAsync($"{language}/companies/{id}", width: 390);
        await visit.Page.Locator("details:has(#Day) summary").ClickAsync();
        await visit.FollowAsync(visit.Page.Locator("details:has(#Day) button"));
        await SaysAsync(unreadable);
        await visit.LooksRightAsync("改名后有限公司");

        foreach (var (page, beforeAll) in new[] { ($"/companies/{id}", notYet), ($"/records/{shown}", notThere) })
        {
            foreach (var (query, why) in new[]
                {
                    ("Day=&Question=asOf", unreadable), ("asOf=", unreadable), ("asOf=2026-02-30", unreadable), ("asOf=tomorrow", unreadable),
                    ("Day=31.03.2026&Question=asOf", unreadable), ("asOf=2026-06-10&asOf=2026-06-11", unreadable),
                    ("asOf=2026-07-02", future), ("Day=9999-12-31&Question=asOf", future), ("shownAt=0001-01-01", beforeAll),
                })
            {
                await visit.GoAsync($"{language}{page}?{query}");
                await SaysAsync(why);
                await Expect(visit.Page.Locator("[name=Question]:checked")).ToHaveValueAsync(why == beforeAll ? "shownAt" : "asOf");
                await Expect(visit.Page.Locator("#past")).ToHaveCountAsync(0); // today is shown
            }
        }

        async Task SaysAsync(string why)
        {
            await Expect(visit.Page.Locator(".govuk-error-summary a[href='#Day']")).ToContainTextAsync(why);
            await Expect(visit.Page.Locator("#Day-error")).ToBeVisibleAsync();
            await Expect(visit.Page.Locator("#Day-error")).ToContainTextAsync(why);
        }
    }

    [Theory]
    [InlineData("", "shownAt", "改名前有限公司", "What this register showed on 10 June 2026", "was not published on 31 May 2026")]
    [InlineData("/zh", "asOf", "改名后有限公司", "2026年6月10日依法有效的情况", "该记录在2026年5月31日未公示")]
    public async Task ARecordOfAnEarlierDay_IsReachedFromItsCompany_AndIsNobodysOnceItLeft(
        string language, string question, string name, string banner, string notThere)
    {
        var (id, shown, left) = await HistoryAsync();
        var then = $"?{question}=2026-06-10";
        using var anyone = site.Host.Anyone();
        anyone.DefaultRequestHeaders.Add("Accept", "text/html");

        Assert.Contains($"href=\"{language}/records/{shown}{then}\"", await PageAsync($"/companies/{id}{then}"));
        var record = await PageAsync($"/records/{shown}{then}");
        Assert.Contains(banner, record);
        Assert.Contains(name, record);
        Assert.Contains($"href=\"{language}/companies/{id}{then}\"", record);
        Assert.Contains($"href=\"/api/v1/records/{shown}?{question}=2026-06-10T15:59:59.999999Z\"", record);
        Assert.Contains($"href=\"{language}/records/{shown}\"", record); // the way back to today
        Assert.DoesNotContain($"/records/{shown}/repair", record);
        using var typed = await anyone.AskAsync($"{language}/records/{shown}?Day=2026-06-10&Question={question}");
        Assert.Equal($"{language}/records/{shown}{then}", typed.Headers.Location?.ToString());

        var before = await PageAsync($"/records/{shown}?{question}=2026-05-31");
        Assert.Contains(notThere, before);
        Assert.Contains($"/records/{shown}/repair", before);
        Assert.DoesNotContain(notThere, await PageAsync($"/records/{shown}?{question}=2026-06-01"));

        foreach (var day in new[] { "2026-05-31", "2026-06-10", "2026-06-20", "2026-07-02", "nonsense" })
        {
            var gone = await PageAsync($"/records/{left}?{question}={day}", HttpStatusCode.Gone);
            Assert.DoesNotContain(id, gone);
            Assert.DoesNotContain(name, gone);
            Assert.DoesNotContain("govuk-error-summary", gone);
        }

        async Task<string> PageAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
        {
            using var answer = await anyone.AskAsync(language + path);
            Assert.Equal(status, answer.StatusCode);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task ARecordThatLeftSince_IsShownOnItsDays_ToWhoMayReadIt()
    {
        var (_, _, left) = await HistoryAsync();
        using var auditor = await SiteForms.SignInAsync(site, await site.Host.SignInAsync([Role.Auditor]));

        var then = await auditor.GetAsync($"/records/{left}?shownAt=2026-06-10");
        Assert.Equal(HttpStatusCode.OK, then.Status);
        Assert.Contains("改名前有限公司", then.Text);
        Assert.Equal(HttpStatusCode.Gone, (await auditor.GetAsync($"/records/{left}")).Status);
    }

    /// <summary>Registered on 1 June 2026 with two records; one was annulled, and the company renamed, on 20 June.</summary>
    private Task<(string Id, Guid Shown, Guid Left)> HistoryAsync() => site.Host.QueryAsync(async db =>
    {
        var (start, change) = (At(1), At(20));
        var rules = site.Host.Services.GetRequiredService<RuleBook>().Get(Given.FourTier);
        var madeUp = MadeUpCompanies.At(Interlocked.Increment(ref _serial));
        var company = Company.Register(
            Guid.CreateVersion7(start), madeUp.RegistrationId.Value,
            new CompanyParticulars("改名前有限公司", null, null, CompanyStatus.Registered, null, null));
        var records = Enumerable.Range(0, 2).Select(i => CreditRecord.Publish(
            Guid.CreateVersion7(start),
            rules,
            new RecordDraft(company.Id, site.Organ.Id, RecordTier.Untrustworthy, "U05", new DateOnly(2026, 6, 1))
            {
                Decision = new Decision($"{madeUp.RegistrationId.Value} {i}", new DateOnly(2026, 6, 1)),
                Summary = "虚构的情形。",
            },
            new DateOnly(2026, 6, 1))).ToList();
        db.Companies.Add(company);
        db.Records.AddRange(records);
        await db.SaveAsync(Actor.Registry, role: null, start, CancellationToken.None);
        company.Change(company.Particulars with { Name = "改名后有限公司" });
        Assert.Null(records[1].Annul(new DateOnly(2026, 6, 20), "Void."));
        await db.SaveAsync(Actor.Registry, role: null, change, CancellationToken.None);
        return (company.RegistrationId, records[0].Id, records[1].Id);

        static DateTimeOffset At(int day) => new(2026, 6, day, 9, 0, 0, TimeSpan.Zero);
    });
}
