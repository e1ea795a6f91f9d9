using System.Net;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence.Accounts;
using CreditRegistry.TestKit;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Accounts;

public sealed class NoticePageTests(Site site)
{
    private const int OnAPage = 20;

    [Theory]
    [InlineData("", 1280, "Notices", "Nothing was sent to you yet.", "A record will escalate unless it is put right")]
    [InlineData("/zh", 390, "通知", "尚无通知。", "记录逾期未纠正将升级")]
    public async Task Notices_AreAllReadAgain_ByTheirAccountAlone(string language, int width, string title, string none, string kind)
    {
        var company = await site.Host.CompanyAsync();
        var record = await site.Host.RecordAsync(site.Organ, company);
        await using var visit = await site.OpenAsync($"{language}/account", width, by: company.Applicant);
        await Expect(visit.Page.Locator("#notices")).ToHaveCountAsync(0);
        await visit.GoAsync($"{language}/account/notices");
        await Expect(visit.Main).ToContainTextAsync(none);
        await visit.LooksRightAsync(title);

        await SendAsync(OnAPage);
        await visit.GoAsync($"{language}/account/notices");
        await Expect(visit.Main.Locator(".changes li")).ToHaveCountAsync(OnAPage);
        await Expect(visit.Page.Locator("a[rel=next]")).ToHaveCountAsync(0);

        await SendAsync(1);
        await visit.GoAsync($"{language}/account");
        await Expect(visit.Page.Locator("#notices ~ ul li")).ToHaveCountAsync(10);
        await visit.FollowAsync(visit.Main.Locator("a[href$='/account/notices']"));
        await Expect(visit.Main.Locator(".changes li")).ToHaveCountAsync(OnAPage);
        await visit.LooksRightAsync(title);
        await visit.FollowAsync(visit.Page.Locator("a[rel=next]"));
        var last = Assert.Single(await visit.Main.Locator(".changes li").AllAsync());
        await visit.FollowAsync(last.GetByText(kind));
        Assert.EndsWith($"{language}/records/{record.Id}", visit.Page.Url, StringComparison.Ordinal);
        visit.HasNoComplaints();

        using var stranger = await SiteForms.SignInAsync(site, (await site.Host.CompanyAsync()).Applicant);
        Assert.Contains(none, (await stranger.GetAsync($"{language}/account/notices")).Text);

        Task SendAsync(int count) => site.Host.AddAsync(db => db.AccountNotices.AddRange(Enumerable.Range(0, count).Select(i =>
            new AccountNotice(
                Guid.CreateVersion7(site.Host.Clock.GetUtcNow().AddMinutes(-i)), company.Applicant.Key, LedgerKinds.RecordNoticeShown,
                company.Id, record.Id, ApplicationId: null, site.Host.Clock.GetUtcNow().AddMinutes(-i)))));
    }

    [Theory]
    [InlineData("", "All notices")]
    [InlineData("/zh", "全部通知")]
    public async Task ACase_LeadsToTheNotices_AndADraftDoesNot(string language, string all)
    {
        var company = await site.Host.CompanyAsync();
        var draft = await site.Host.DraftAsync(company, await site.Host.RecordAsync(
            site.Organ, company, publishedOn: site.Host.Clock.Today.AddMonths(-6)));
        var page = $"{language}/account/applications/{draft.Text("id")}";
        using var applicant = await SiteForms.SignInAsync(site, company.Applicant);
        Assert.DoesNotContain(all, (await applicant.GetAsync(page)).Text);

        await (await company.Applicant.Client.SendAsync(
            $"/api/v1/repair-applications/{draft.Text("id")}/submission", ifMatch: draft.ETag())).BodyAsync(HttpStatusCode.OK);

        Assert.Contains($"href=\"{language}/account/notices\">{all}", (await applicant.GetAsync(page)).Text);
    }
}
