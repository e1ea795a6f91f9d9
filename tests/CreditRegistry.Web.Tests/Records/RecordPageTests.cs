using CreditRegistry.TestKit;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Records;

public sealed class RecordPageTests(Site site)
{
    [Fact]
    public async Task ARecord_HasAPageOfItsOwn_ThatLeadsToItsCompany()
    {
        var record = await site.Host.RecordAsync(site.Organ, await site.Host.CompanyAsync());
        await using var visit = await site.OpenAsync($"/records/{record.Id}");

        await Expect(visit.Page.Locator(".record")).ToContainTextAsync("An invented breach");
        await Expect(visit.Page.Locator(".record details")).ToHaveJSPropertyAsync("open", true);
        await visit.FollowAsync(visit.Page.Locator(".record a").First);
        await Expect(visit.Page.Locator($"#r-{record.Id}")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("", "was annulled and left publication on 1 July 2026")]
    [InlineData("/zh", "已被撤销，自2026年7月1日起停止公示")]
    public async Task ARecordThatLeft_TellsThatAndNothingElse(string language, string why)
    {
        var company = await site.Host.CompanyAsync();
        var record = await site.Host.RecordAsync(site.Organ, company);
        await site.AnnulAsync(record);
        await using var visit = await site.OpenAsync($"{language}/records/{record.Id}");

        Assert.Equal(410, visit.Answer.Status);
        await Expect(visit.Main).ToContainTextAsync(why);
        Assert.DoesNotContain(company.RegistrationId, await visit.Page.ContentAsync());
        Assert.DoesNotContain(company.Name, await visit.Page.ContentAsync());
        await visit.GoAsync($"{language}/records/{record.Id}/repair");
        Assert.Equal(410, visit.Answer.Status);
        Assert.DoesNotContain(company.RegistrationId, await visit.Page.ContentAsync());
    }

    [Theory]
    [InlineData("/records/00000000-0000-7000-8000-000000000000")]
    [InlineData("/records/00000000-0000-7000-8000-000000000000/repair")]
    [InlineData("/records/nothing")]
    public async Task ARecordThatNeverWas_Is404(string path)
    {
        await using var visit = await site.OpenAsync(path);

        Assert.Equal(404, visit.Answer.Status);
    }

    [Theory]
    [InlineData("", "2026-08-31", "Not yet on 31 August 2026. From 1 September 2026 on.", "answer-no", "Apply from 1 September 2026.")]
    [InlineData("", "2026-09-01", "Yes. On 1 September 2026", "answer-yes")]
    [InlineData("/zh", "2026-08-31", "2026年8月31日尚不可以。自2026年9月1日起可以申请。", "answer-no", "最短公示期未满，自2026年9月1日起可申请修复。")]
    [InlineData("/zh", "2026-09-01", "2026年9月1日可以申请修复。", "answer-yes")]
    public async Task Repair_IsAnsweredForADay(
        string language, string day, string answer, string look, string? why = null)
    {
        var record = await site.Host.RecordAsync(
            site.Organ, await site.Host.CompanyAsync(), publishedOn: new DateOnly(2026, 6, 1));
        await using var visit = await site.OpenAsync($"{language}/records/{record.Id}/repair");

        await visit.Page.Locator("#On").FillAsync(day);
        await visit.SendAsync();

        await Expect(visit.Page.Locator($".{look} h2")).ToContainTextAsync(answer);
        await Expect(visit.Page.Locator($".{look}")).ToContainTextAsync(why ?? answer);
        await Expect(visit.Page.Locator("#On")).ToHaveValueAsync(day);
        await Expect(visit.Page.Locator(".documents li")).Not.ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("", "Start an application")]
    [InlineData("/zh", "开始申请")]
    public async Task ARecordThatIsEligibleToday_LeadsToAnApplication_ThroughSigningIn(string language, string start)
    {
        var company = await site.Host.CompanyAsync();
        var record = await site.Host.RecordAsync(site.Organ, company, publishedOn: site.Host.Clock.Today.AddMonths(-6));
        await using var visit = await site.OpenAsync($"{language}/records/{record.Id}/repair", width: 390, script: false);

        await visit.FollowAsync(visit.Main.GetByText(start));
        await visit.SignInAsync(company.Applicant.Email);

        await Expect(visit.Page).ToHaveURLAsync(
            new Uri(site.Host.Address, $"{language}/account/apply/{record.Id}").ToString());
        await Expect(visit.Main).ToContainTextAsync(company.Name);
    }

    [Fact]
    public async Task AnApplication_BeginsOnlyToday_AndOnceItIsUnderWayIsSaidToBe()
    {
        var company = await site.Host.CompanyAsync();
        var today = site.Host.Clock.Today;
        var record = await site.Host.RecordAsync(site.Organ, company, publishedOn: today.AddMonths(-6));
        var start = $"/account/apply/{record.Id}";
        using var browser = site.Host.Anyone();

        Assert.Contains(start, await PageAsync($"{today:yyyy-MM-dd}"));
        Assert.DoesNotContain(start, await PageAsync($"{today.AddDays(1):yyyy-MM-dd}"));
        await site.Host.SubmittedAsync(company, record);
        Assert.Contains("is under way", await PageAsync($"{today.AddDays(1):yyyy-MM-dd}"));

        async Task<string> PageAsync(string on) =>
            await (await browser.AskAsync($"/records/{record.Id}/repair?On={on}")).Content
                .ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("2026-13-01")]
    [InlineData("tomorrow")]
    public async Task ADayThatIsNone_IsSaidAtTheField(string day)
    {
        var record = await site.Host.RecordAsync(site.Organ, await site.Host.CompanyAsync());
        await using var visit = await site.OpenAsync($"/records/{record.Id}/repair?On={day}");

        await Expect(visit.Page.Locator(".govuk-error-summary a")).ToHaveAttributeAsync("href", "#On");
        await Expect(visit.Page.Locator("#On-error")).ToContainTextAsync("such as 2026-12-31");
    }
}
