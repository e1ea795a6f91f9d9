using System.Net;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using CreditRegistry.Web.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Agency;

public sealed class ChangePageTests(Site site)
{
    [Theory]
    [InlineData("", 1280, "Someone changed this record meanwhile", "Record corrected", "The record is corrected")]
    [InlineData("/zh", 390, "该记录已由他人更新", "更正记录", "记录已更正")]
    public async Task ACorrection_ShowsWhatDiffers_AndKeepsWhatWasTypedWhenSomeoneWasQuicker(
        string language, int width, string told, string change, string done)
    {
        var organ = await site.Host.OrganAsync();
        var record = await site.Host.RecordAsync(organ, await site.Host.CompanyAsync());
        await using var visit = await site.OpenAsync($"{language}/agency/records/{record.Id}", width, by: organ.Agency);
        await visit.IsFineAsync();
        await visit.FollowAsync(visit.Main.Locator("ul.act-buttons a").First);
        await visit.Page.Locator("#Number").FillAsync("文11号");
        await visit.FollowAsync(visit.Page.Locator("button[value=preview]"));
        await Expect(visit.Page.Locator("#Reason-error")).ToBeVisibleAsync();
        await visit.IsFineAsync();
        await visit.Page.Locator("#Reason").FillAsync("A slip of the pen.");
        await visit.FollowAsync(visit.Page.Locator("button[value=preview]"));
        await Expect(visit.Page.Locator(".differences > div")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator(".differences ins")).ToHaveTextAsync("文11号");
        await visit.IsFineAsync();
        await visit.PictureAsync();

        (await organ.Agency.Client.SendAsync(
            $"/api/v1/records/{record.Id}/corrections", new { summary = "By a colleague.", reason = "Clearer." }, "*"))
            .EnsureSuccessStatusCode();
        await visit.FollowAsync(visit.Page.Locator("button[value=send]"));
        await Expect(visit.Page.Locator("#changed")).ToContainTextAsync(told);
        await Expect(visit.Page.Locator("#changed > ul li")).ToContainTextAsync(change);
        await Expect(visit.Page.Locator("#Number")).ToHaveValueAsync("文11号");
        await Expect(visit.Page.Locator("#Reason")).ToHaveValueAsync("A slip of the pen.");
        await visit.IsFineAsync();
        await visit.PictureAsync();

        await visit.FollowAsync(visit.Page.Locator("button[value=preview]"));
        await Expect(visit.Page.Locator(".differences > div")).ToHaveCountAsync(2);
        await visit.FollowAsync(visit.Page.Locator("button[value=change]"));
        await visit.Page.Locator("#Summary").FillAsync("By a colleague.");
        await visit.FollowAsync(visit.Page.Locator("button[value=preview]"));
        await visit.FollowAsync(visit.Page.Locator("button[value=send]"));
        await Expect(visit.Page.Locator(".govuk-notification-banner")).ToContainTextAsync(done);
        await Expect(visit.Main).ToContainTextAsync("文11号");
        await Expect(visit.Main).ToContainTextAsync("By a colleague.");
        visit.HasNoComplaints();
    }

    [Theory]
    [InlineData("", 1280, "Annul the record", "and nothing else", "The record is annulled")]
    [InlineData("/zh", 390, "撤销记录", "只能看到该记录已撤销", "记录已撤销")]
    public async Task AnAnnulment_AsksForItsReason_SaysWhatFollows_AndStandsInTheLedger(
        string language, int width, string title, string follows, string done)
    {
        var organ = await site.Host.OrganAsync();
        var record = await site.Host.RecordAsync(organ, await site.Host.CompanyAsync());
        await using var visit = await site.OpenAsync($"{language}/agency/records/{record.Id}/annul", width, by: organ.Agency);
        await Expect(visit.Page.Locator("h1")).ToContainTextAsync(title);
        await visit.SendAsync();
        await Expect(visit.Page.Locator(".govuk-error-summary li")).ToHaveCountAsync(2);
        await visit.IsFineAsync();
        await visit.Page.Locator("#Code").SelectOptionAsync("WrongCompany");
        await visit.Page.Locator("#Reason").FillAsync("It concerns a namesake.");
        await visit.FollowAsync(visit.Page.Locator("button[value=preview]"));
        await Expect(visit.Page.Locator(".notice")).ToContainTextAsync(follows);
        await visit.IsFineAsync();
        await visit.PictureAsync();
        await visit.FollowAsync(visit.Page.Locator("button[value=send]"));

        await Expect(visit.Page.Locator(".govuk-notification-banner")).ToContainTextAsync(done);
        await visit.PictureAsync();
        var row = await site.Host.QueryAsync(db => db.Ledger.SingleAsync(e => e.Subject == record.Id && e.Kind == "record.annulled"));
        Assert.Equal(
            (organ.Agency.Key, "agency", "wrongCompany"),
            (row.Actor, row.Role, row.Details.RootElement.GetProperty("reasonCode").GetString()));
        await visit.GoAsync($"{language}/agency/records/{record.Id}/annul");
        await Expect(visit.Page.Locator("#why-not")).ToBeVisibleAsync();
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task ARecord_IsHiddenAndShownAgain_ByItsOrganOnly()
    {
        var organ = await site.Host.OrganAsync();
        var record = await site.Host.RecordAsync(organ, await site.Host.CompanyAsync());
        using var forms = await SiteForms.SignInAsync(site, organ.Agency);
        using var stranger = await SiteForms.SignInAsync(site, (await site.Host.OrganAsync()).Agency);
        var page = $"/agency/records/{record.Id}";

        foreach (var path in new[] { page, $"{page}/correct", $"{page}/annul", $"{page}/shield", $"{page}/unshield" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path)).Status);
        }

        Assert.Contains("why-not", (await forms.GetAsync($"{page}/unshield")).Text, StringComparison.Ordinal);
        foreach (var (act, seen) in new[] { ("shield", HttpStatusCode.NotFound), ("unshield", HttpStatusCode.OK) })
        {
            var version = await site.Host.QueryAsync(db => db.Records.Where(r => r.Id == record.Id).Select(r => r.Version).SingleAsync());
            var sent = await forms.SendAsync(
                $"{page}/{act}", ("Version", $"{version}"), ("Reason", "Order No. 3 of the court."), ("Step", "send"));

            Assert.Equal(page, sent.GoesTo);
            Assert.Equal(seen, (await site.Host.Anyone().AskAsync($"/api/v1/records/{record.Id}")).StatusCode);
        }
    }

    [Fact]
    public async Task AReason_HasItsLimit_AndARecordThatLeftIsNotCorrected()
    {
        var organ = await site.Host.OrganAsync();
        var record = await site.Host.RecordAsync(organ, await site.Host.CompanyAsync());
        using var forms = await SiteForms.SignInAsync(site, organ.Agency);
        foreach (var (length, fits) in new[] { (3999, true), (4000, true), (4001, false) })
        {
            var (_, page, _) = await forms.SendAsync(
                $"/agency/records/{record.Id}/annul", ("Version", "1"), ("Code", "WrongTier"), ("Reason", new string('x', length)));

            Assert.Equal(fits, page.Contains("value=\"send\"", StringComparison.Ordinal));
            Assert.Equal(!fits, page.Contains("Reason-error", StringComparison.Ordinal));
        }

        (await organ.Agency.Client.SendAsync($"/api/v1/records/{record.Id}/annulment", new { reason = "Wrong." }, "*"))
            .EnsureSuccessStatusCode();
        Assert.Contains("why-not", (await forms.GetAsync($"/agency/records/{record.Id}/correct")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheList_TurnsPages_AndFindsWhatLeftByItsCompany()
    {
        var organ = await site.Host.OrganAsync();
        var company = await site.Host.CompanyAsync();
        for (var i = 0; i < 22; i++)
        {
            await site.Host.RecordAsync(organ, company, publishedOn: site.Host.Clock.Today.AddDays(-i));
        }

        var left = await site.Host.RecordAsync(organ, company);
        (await organ.Agency.Client.SendAsync($"/api/v1/records/{left.Id}/annulment", new { reason = "Wrong." }, "*"))
            .EnsureSuccessStatusCode();
        await using var visit = await site.OpenAsync("/agency", by: organ.Agency);

        var links = visit.Page.Locator(".results a");
        var seen = await links.EvaluateAllAsync<string[]>("all => all.map(a => a.href)");
        await visit.FollowAsync(visit.Page.Locator("a[rel=next]"));
        seen = [.. seen, .. await links.EvaluateAllAsync<string[]>("all => all.map(a => a.href)")];
        Assert.Equal(22, seen.Distinct().Count());
        Assert.DoesNotContain(seen, href => href.EndsWith(left.Id.ToString(), StringComparison.Ordinal));

        await visit.GoAsync($"/agency?company={company.RegistrationId}&state={RecordState.Annulled}");
        await Expect(links).ToHaveAttributeAsync("href", $"/agency/records/{left.Id}");
        await visit.GoAsync($"/agency?state={RecordState.Annulled}");
        await Expect(visit.Page.Locator("#Company-error")).ToBeVisibleAsync();
        await visit.IsFineAsync();
    }
}
