using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Desk;

public sealed class WorkloadPageTests(Site site)
{
    [Theory]
    [InlineData("", 1280, "more than 60 days", "1 assigned.")]
    [InlineData("/zh", 390, "超过60天", "已分派1件。")]
    public async Task ASupervisor_SeesWhatWaits_AndHandsItOn(string language, int width, string oldest, string done)
    {
        var organ = await site.Host.OrganAsync();
        var (a, b) = (organ.OfficerA, organ.OfficerB);
        await a.DoAsync(await site.CaseAsync(organ), "acceptance");
        await site.CaseAsync(organ);
        var decided = await a.DoAsync(await a.DoAsync(await site.CaseAsync(organ), "acceptance"), "recommendation", Grant);
        await b.DoAsync(decided, "decision", Grant);
        var supervisor = await site.Host.SignInAsync([Role.Supervisor]);
        await using var visit = await site.OpenAsync($"{language}/desk/workload?organ={organ.Code}", width, by: supervisor);
        await visit.IsFineAsync();

        var rows = visit.Page.Locator("[aria-labelledby=officers] tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        Assert.Equal(["1", "0", "1", "0"], await Numbers(rows.First)); // what was just filed is to be accepted within days
        await Expect(rows.Nth(1)).ToContainTextAsync(a.Email);
        await Expect(visit.Page.Locator("[aria-labelledby=ages]")).ToContainTextAsync(oldest);
        Assert.Equal(["2", "0", "0", "0", "0", "2", "0"], await Numbers(visit.Page.Locator("[aria-labelledby=ages] tbody tr")));
        var times = visit.Page.Locator("[aria-labelledby=times] tbody tr");
        await Expect(times).ToHaveCountAsync(4); // all and B, each in all tiers and in one
        await Expect(times.Last).ToContainTextAsync(b.Email);

        await visit.FollowAsync(rows.Nth(1).Locator("a"));
        await Expect(visit.Page.Locator(".of-officer")).ToContainTextAsync(a.Email);
        await visit.Page.Locator(".queue input[type=checkbox]").CheckAsync();
        await visit.Page.Locator("#Assignee").SelectOptionAsync(b.Key.ToString());
        await visit.SendAsync();
        await Expect(visit.Page.Locator(".govuk-notification-banner")).ToContainTextAsync(done);
        await visit.IsFineAsync();
        await visit.GoAsync($"{language}/desk/workload?organ={organ.Code}");
        await Expect(visit.Page.Locator("[aria-labelledby=officers] tbody")).ToContainTextAsync(b.Email);
        await Expect(visit.Page.Locator("[aria-labelledby=officers] tbody")).Not.ToContainTextAsync(a.Email);
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task AnOfficer_DoesNotSeeColleaguesMeasured()
    {
        await using var visit = await site.OpenAsync("/desk", by: site.Organ.OfficerA);

        await visit.GoAsync("/desk/workload");

        Assert.Equal(403, visit.Answer.Status);
        await Expect(visit.Page.Locator("nav a[href='/desk/workload']")).ToHaveCountAsync(0);
    }

    private static object Grant => new { outcome = "grant", reasonCode = "CONDITIONS_MET", reason = "Put right." };

    private static async Task<IReadOnlyList<string>> Numbers(Microsoft.Playwright.ILocator row) =>
        [.. (await row.Locator(".number").AllInnerTextsAsync()).Select(text => text.Trim())];
}
