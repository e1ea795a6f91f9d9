using System.Net.Http.Json;
using System.Text;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Watching;

/// <summary>Watch lists as their owners see them.</summary>
public sealed class WatchPageTests(Site site)
{
    private const string Lists = "/account/watch-lists";

    [Theory]
    [InlineData("", 1280, "Choose a file", "refused: 1", "Line 4: A registration ID has 18 characters", "A record was published", "The record has left publication since", "Thank you")]
    [InlineData("/zh", 390, "请选择文件", "无效1行", "第4行：统一社会信用代码应为18位", "新增公示记录", "该记录已停止公示", "已记录您的确认")]
    public async Task AWatcher_MakesAList_IsToldOfARecord_AndLetsItGo(
        string language, int width, string missing, string refused, string line, string listed, string left, string thanks)
    {
        var account = await site.Host.SignInAsync([Role.Auditor]);
        var company = await site.Host.CompanyAsync();
        await using var visit = await site.OpenAsync(language + Lists, width, by: account);
        await visit.LooksRightAsync();
        await visit.FollowAsync(visit.Main.Locator("a.govuk-button"));
        await visit.Page.Locator("#Name").FillAsync("供应商");
        await visit.SendAsync();

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("供应商");
        await Expect(visit.Page.Locator("#secret")).ToHaveCountAsync(0); // nothing is sent
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#Upload-error")).ToContainTextAsync(missing);
        await visit.Page.Locator("#Upload").SetInputFilesAsync(new FilePayload
        {
            Name = "list.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes($"registration_id\n{company.RegistrationId}\n\nwrong\n"),
        });
        await visit.SendAsync();
        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync(refused);
        await Expect(visit.Page.Locator(".notice li")).ToContainTextAsync(line);
        await Expect(visit.Page.Locator("#companies")).ToContainTextAsync(company.RegistrationId);
        await visit.LooksRightAsync();

        var record = await site.Host.RecordAsync(site.Organ, company);
        await site.Host.MatchAsync();
        await visit.FollowAsync(visit.Page.Locator(".views a").First);
        await Expect(visit.Page.Locator(".changes")).ToContainTextAsync(listed);
        await site.AnnulAsync(record);
        await site.Host.MatchAsync();
        await visit.GoAsync(new Uri(visit.Page.Url).AbsolutePath);
        await Expect(visit.Page.Locator(".changes")).ToContainTextAsync(left);
        await visit.LooksRightAsync();

        await visit.GoAsync(language + Lists);
        await Expect(visit.Main).ToContainTextAsync($"{record.Id}");
        await visit.LooksRightAsync();
        await visit.FollowAsync(visit.Page.Locator("section:has(#recalls) form button").First);
        await Expect(visit.Page.Locator("body")).ToContainTextAsync(thanks);
        await Expect(visit.Main).Not.ToContainTextAsync($"{record.Id}");
        visit.HasNoComplaints();
    }

    [Theory]
    [InlineData("", 1280, "begins with https://", "this once", "The test event arrived", "switched off by your address", "What waits is sent now",
        "sent again", "changed since you opened", "The settings are saved", "The list is deleted")]
    [InlineData("/zh", 390, "以https://开头", "离开本页后不再显示", "测试消息已送达", "接收方已停止接收", "待发内容将按顺序立即推送",
        "将按顺序重新推送", "您打开本页后", "设置已保存", "名单已删除")]
    public async Task AWatcher_HasEventsSent_SeesHowTheyArrive_AndChangesItsMind(
        string language, int width, string address, string once, string arrived, string off, string resumed, string again, string stale,
        string saved, string deleted)
    {
        await using var receiver = await Receiver.StartAsync();
        var account = await site.Host.SignInAsync([Role.Auditor]);
        var company = await site.Host.CompanyAsync();
        await using var visit = await site.OpenAsync($"{language}{Lists}/new", width, by: account);
        await visit.Page.Locator("#Name").FillAsync("供应商");
        foreach (var rule in new[] { "TierUp", "TierDown", "AboutToBecomeRepairable", "Repaired", "Lapsed", "Annulled", "Corrected", "Objection", "Recalled" })
        {
            await visit.Page.Locator($"[value={rule}]").UncheckAsync();
        }

        await visit.Page.Locator("[value=Webhook]").CheckAsync();
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#Address-error")).ToContainTextAsync(address);
        await Expect(visit.Page.Locator("[name=Rules]:checked")).ToHaveValueAsync("Listed");
        await visit.LooksRightAsync();
        await visit.Page.Locator("#Address").FillAsync(receiver.Url);
        await visit.SendAsync();

        var list = new Uri(visit.Page.Url).AbsolutePath.Replace("/companies", "", StringComparison.Ordinal);
        await Expect(visit.Page.Locator("section:has(#secret)")).ToContainTextAsync(once);
        var secret = await visit.Page.Locator("#secret").InnerTextAsync();
        await visit.LooksRightAsync();
        await visit.Page.Locator("#Company").FillAsync(company.RegistrationId);
        await DoAsync("Add");
        await Expect(visit.Page.Locator("#companies")).ToContainTextAsync(company.RegistrationId);
        await Expect(visit.Page.Locator("#secret")).ToHaveCountAsync(0);

        await visit.GoAsync($"{list}/sending");
        await DoAsync("Ping");
        await Expect(visit.Page.Locator("#tested")).ToContainTextAsync(arrived);
        Assert.True(Assert.Single(receiver.All).IsSignedBy(secret));
        receiver.Say(410);
        await site.Host.RecordAsync(site.Organ, company);
        await site.Host.MatchAsync();
        await site.Host.DeliverAsync();
        await visit.GoAsync($"{list}/sending");
        await Expect(visit.Page.Locator(".govuk-summary-list .tag")).ToHaveTextAsync(off);
        await visit.LooksRightAsync();
        await DoAsync("Resume");
        await Expect(visit.Main).ToContainTextAsync(resumed);
        await site.Host.DeliverAsync();
        Assert.Equal(["ping", "record.listed", "record.listed"], receiver.Types());

        await visit.Page.Locator("#After").FillAsync("1.0");
        await DoAsync("Replay");
        await Expect(visit.Main).ToContainTextAsync(again);
        await site.Host.DeliverAsync();
        Assert.Single(receiver.All.Skip(1).Select(got => got.Id).Distinct());
        Assert.Equal(4, receiver.All.Count);
        await DoAsync("Secret");
        await Expect(visit.Page.Locator("#secret")).Not.ToHaveTextAsync(secret);
        await visit.LooksRightAsync();
        await visit.FollowAsync(() => visit.Page.ReloadAsync());
        await Expect(visit.Page.Locator("#secret")).ToHaveCountAsync(0);

        await visit.GoAsync($"{list}/settings");
        await visit.Page.Locator("[value=Repaired]").CheckAsync();
        await account.Client.PutAsJsonAsync(
            $"/api/v1/watch-lists/{list.Split('/')[^1]}/companies", Array.Empty<string>(), TestContext.Current.CancellationToken);
        await visit.SendAsync();
        await Expect(visit.Page.Locator(".govuk-error-summary")).ToContainTextAsync(stale);
        await visit.LooksRightAsync();
        await visit.SendAsync();
        await Expect(visit.Main).ToContainTextAsync(saved);
        await visit.GoAsync($"{list}/settings");
        await Expect(visit.Page.Locator("[name=Rules]:checked")).ToHaveCountAsync(2);

        await visit.FollowAsync(visit.Main.Locator("a[href$='/delete']"));
        await visit.LooksRightAsync();
        await visit.SendAsync();
        await Expect(visit.Main).ToContainTextAsync(deleted);
        await visit.GoAsync(list);
        Assert.Equal(404, visit.Answer.Status);

        Task DoAsync(string what) => visit.FollowAsync(visit.Page.Locator($"form[action='?handler={what}'] button"));
    }
}
