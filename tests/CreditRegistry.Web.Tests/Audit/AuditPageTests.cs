using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;
using CreditRegistry.Web.Tests.Desk;
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
        await using var visit = await site.AtDeskAsync(auditor, $"{language}/audit?subject={filed.Text("reference")}", width);

        await Expect(visit.Page.Locator(".audit > li").Last).ToContainTextAsync(accepted);
        await Expect(visit.Page.Locator(".audit > li").Last).ToContainTextAsync(organ.OfficerA.Email);
        await visit.IsFineAsync();
        await visit.GoAsync($"{language}/audit?by={organ.OfficerA.Key}&kind=repair.accepted");
        await Expect(visit.Page.Locator(".audit > li")).ToHaveCountAsync(1);
        await visit.GoAsync($"{language}/audit?subject=CR-2026-NOWHERE");
        await Expect(visit.Page.Locator(".govuk-error-summary a")).ToContainTextAsync(unknown);
        await visit.GoAsync($"{language}/audit");
        await visit.FollowAsync(visit.Page.Locator("a[rel=next]"));
        await visit.IsFineAsync();
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task AnOfficer_DoesNotReadTheLedger()
    {
        await using var visit = await site.AtDeskAsync(site.Organ.OfficerA, "/audit");

        await visit.GoAsync("/audit");

        Assert.Equal(403, visit.Answer.Status);
    }
}
