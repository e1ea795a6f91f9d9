using CreditRegistry.TestKit;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Desk;

public sealed class CasePageTests(Site site)
{
    [Fact]
    public async Task TwoOfficers_TakeACaseFromTheQueueToADecision_OnAPhone()
    {
        const string Reason = "已完成整改，符合条件。";
        var organ = await site.Host.OrganAsync();
        var filed = await site.CaseAsync(organ);
        var page = $"/zh{filed.PageOf()}";
        await using var first = await site.OpenAsync("/zh/desk?whose=unassigned", width: 390, by: organ.OfficerA);
        await first.IsFineAsync();

        await first.FollowAsync(first.Page.Locator(".queue a"));
        await first.IsFineAsync();
        await first.FollowAsync(first.Page.Locator($"a[href='{page}/accept']"));
        await Expect(first.Page.Locator(".letter")).ToContainTextAsync(filed.Text("reference"));
        await first.IsFineAsync();
        await first.FollowAsync(first.Page.Locator("button[value=send]"));
        await first.FollowAsync(first.Page.Locator($"a[href='{page}/recommend']"));
        await first.IsFineAsync();
        await first.Page.Locator("#Finding").SelectOptionAsync("Grant/CONDITIONS_MET");
        await first.Page.Locator("#Reason").FillAsync(Reason);
        await first.FollowAsync(first.Page.Locator("button[value=preview]"));
        await Expect(first.Page.Locator(".letter")).ToContainTextAsync("准予修复");
        await Expect(first.Page.Locator(".letter")).ToContainTextAsync(Reason);
        await first.FollowAsync(first.Page.Locator("button[value=send]"));
        await Expect(first.Page.Locator("#proposal")).ToContainTextAsync(Reason);
        await Expect(first.Page.Locator(".not-possible")).ToContainTextAsync(
            "该意见由您提出，须由另一名经办人员确认。没有其他经办人员的，请由系统管理员为本机关增加经办人员。");

        await using var second = await site.OpenAsync("/zh/desk", width: 390, script: false, by: organ.OfficerB);
        await second.FollowAsync(second.Page.GetByText("待另一名经办人员决定的案件"));
        await second.FollowAsync(second.Page.Locator(".queue a"));
        await second.FollowAsync(second.Page.Locator($"a[href='{page}/decide']"));
        await Expect(second.Page.Locator("#proposal")).ToContainTextAsync(organ.OfficerA.Email);
        await Expect(second.Page.Locator("#Reason")).ToHaveValueAsync(Reason);
        await second.FollowAsync(second.Page.Locator("button[value=preview]"));
        await second.FollowAsync(second.Page.Locator("button[value=send]"));
        await Expect(second.Page.Locator(".case-tags")).ToContainTextAsync("准予修复");
        await Expect(second.Page.Locator(".history")).ToContainTextAsync(organ.OfficerA.Email);
        first.HasNoComplaints();
        second.HasNoComplaints();
    }

    [Fact]
    public async Task TheSameOfficer_IsRefusedAtTheSecondStep_WhateverTheBrowserSends()
    {
        var organ = await site.Host.OrganAsync();
        var accepted = await organ.OfficerA.DoAsync(await site.CaseAsync(organ), "acceptance");
        var recommended = await organ.OfficerA.DoAsync(
            accepted, "recommendation", new { outcome = "grant", reasonCode = "CONDITIONS_MET", reason = "Put right." });
        await using var visit = await site.OpenAsync($"{recommended.PageOf()}/assign", by: organ.OfficerA);

        await visit.Page.EvaluateAsync(
            """
            () => {
                const form = document.querySelector("form.act-form");
                form.action = location.pathname.replace(/\/assign$/, "/decide");
                for (const [name, value] of [["Finding", "Grant/CONDITIONS_MET"], ["Reason", "Mine"]]) {
                    const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
                    form.append(input);
                }
            }
            """);
        await visit.FollowAsync(visit.Page.Locator("button[value=send]"));

        await Expect(visit.Page.Locator("#why-not")).ToContainTextAsync("You proposed it");
        var now = await organ.OfficerA.Client.ReadAsync($"/api/v1/repair-applications/{recommended.Text("id")}");
        Assert.Equal("recommended", now.Text("state"));
    }

    [Theory]
    [InlineData("", "You have a stake in this case", "an administrator can invite another officer of the organ")]
    [InlineData("/zh", "您与本案存在利害关系", "请由系统管理员为本机关增加经办人员")]
    public async Task AnOfficerWithAStake_ReadsWhyAndTheWayOut(string language, string stake, string wayOut)
    {
        var organ = await site.Host.OrganAsync();
        var filed = await site.CaseAsync(organ);
        using var officer = await SiteForms.SignInAsync(site, organ.OfficerA);
        Assert.DoesNotContain(stake, (await officer.GetAsync(language + filed.PageOf())).Text);

        await organ.OfficerA.DoAsync(filed, "recusal", new { reason = "A cousin works there." });

        foreach (var page in (string[])["", "/accept"])
        {
            var (_, text, _) = await officer.GetAsync(language + filed.PageOf() + page);
            Assert.Contains(stake, text);
            Assert.Contains(wayOut, text);
        }
    }

    [Theory]
    [InlineData("", "A colleague changed this case meanwhile", "Assigned")]
    [InlineData("/zh", "案件已由他人更新", "分派经办人员")]
    public async Task AStalePage_KeepsWhatWasTyped_AndShowsWhatChanged(string language, string told, string change)
    {
        const string Typed = "Checked with the tax office.";
        var organ = await site.Host.OrganAsync();
        var accepted = await organ.OfficerA.DoAsync(await site.CaseAsync(organ), "acceptance");
        await using var visit = await site.OpenAsync($"{language}{accepted.PageOf()}/recommend", by: organ.OfficerA);
        await visit.Page.Locator("#Finding").SelectOptionAsync("Refuse/NOT_RECTIFIED");
        await visit.Page.Locator("#Reason").FillAsync(Typed);
        await organ.OfficerB.DoAsync(
            await organ.OfficerB.DoAsync(accepted, "assignment", new { }), "assignment", new { assignee = organ.OfficerA.Key });

        await visit.FollowAsync(visit.Page.Locator("button[value=preview]"));
        await visit.FollowAsync(visit.Page.Locator("button[value=send]"));

        await Expect(visit.Page.Locator("#changed")).ToContainTextAsync(told);
        await Expect(visit.Page.Locator("#changed")).ToContainTextAsync(change);
        await Expect(visit.Page.Locator("#Reason")).ToHaveValueAsync(Typed);
        await Expect(visit.Page.Locator("#Finding")).ToHaveValueAsync("Refuse/NOT_RECTIFIED");
        await visit.IsFineAsync();
        await visit.FollowAsync(visit.Page.Locator("button[value=preview]"));
        await Expect(visit.Page.Locator(".letter")).ToContainTextAsync(language is "" ? "How to contest a decision" : "救济途径");
        await visit.FollowAsync(visit.Page.Locator("button[value=send]"));
        await Expect(visit.Page.Locator("#proposal")).ToContainTextAsync(Typed);
    }

    [Fact]
    public async Task AStalePage_WhoseActIsOver_StillShowsWhatWasTyped()
    {
        var organ = await site.Host.OrganAsync();
        var accepted = await organ.OfficerA.DoAsync(await site.CaseAsync(organ), "acceptance");
        await using var visit = await site.OpenAsync($"{accepted.PageOf()}/recommend", by: organ.OfficerA);
        await visit.Page.Locator("#Finding").SelectOptionAsync("Grant/CONDITIONS_MET");
        await visit.Page.Locator("#Reason").FillAsync("Never to be lost.");
        await visit.FollowAsync(visit.Page.Locator("button[value=preview]"));
        await organ.OfficerA.DoAsync(
            accepted, "recommendation", new { outcome = "refuse", reasonCode = "NOT_RECTIFIED", reason = "By another window." });

        await visit.FollowAsync(visit.Page.Locator("button[value=send]"));

        await Expect(visit.Page.Locator("#changed")).ToContainTextAsync("Decision recommended");
        await Expect(visit.Page.Locator("#kept")).ToHaveTextAsync("Never to be lost.");
        await visit.IsFineAsync();
    }

    [Theory]
    [InlineData("", 1280)]
    [InlineData("/zh", 390)]
    public async Task ASupplementRequest_ListsEverythingAtOnce(string language, int width)
    {
        var organ = await site.Host.OrganAsync();
        var filed = await site.CaseAsync(organ);
        await using var visit = await site.OpenAsync($"{language}{filed.PageOf()}/supplement", width, by: organ.OfficerA);
        await visit.FollowAsync(visit.Page.Locator("button[value=preview]"));
        await Expect(visit.Page.Locator(".govuk-error-summary li")).ToHaveCountAsync(2);
        await visit.IsFineAsync();

        await visit.Page.Locator("textarea[name='Asked[0].What']").FillAsync("It names another company.");
        await visit.Page.Locator("textarea[name='Asked[1].What']").FillAsync("The seal cannot be read.");
        await visit.Page.Locator("#Reason").FillAsync("Two documents do not fit.");
        await visit.FollowAsync(visit.Page.Locator("button[value=preview]"));
        await Expect(visit.Page.Locator(".letter li")).ToHaveCountAsync(2);
        await visit.FollowAsync(visit.Page.Locator("button[value=change]"));
        await Expect(visit.Page.Locator("textarea[name='Asked[1].What']")).ToHaveValueAsync("The seal cannot be read.");
        await visit.FollowAsync(visit.Page.Locator("button[value=preview]"));
        await visit.FollowAsync(visit.Page.Locator("button[value=send]"));

        await Expect(visit.Main).ToContainTextAsync("The seal cannot be read.");
        await visit.IsFineAsync();
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task AnOfficerOfAnotherOrgan_SeesNothing()
    {
        var organ = await site.Host.OrganAsync();
        var filed = await site.CaseAsync(organ);
        var document = filed["documents"]![0]!.Text("id");
        var stranger = (await site.Host.OrganAsync()).OfficerA;
        await using var visit = await site.OpenAsync("/desk?whose=all", by: stranger);

        await Expect(visit.Page.Locator(".queue")).ToHaveCountAsync(0);
        foreach (var path in new[] { "", "/recommend", $"/documents/{document}" })
        {
            await visit.GoAsync(filed.PageOf() + path);
            Assert.Equal(404, visit.Answer.Status);
        }
    }

    [Fact]
    public async Task ADocument_IsAnAttachmentInASandbox()
    {
        var organ = await site.Host.OrganAsync();
        var filed = await site.CaseAsync(organ);
        await using var visit = await site.OpenAsync(filed.PageOf(), by: organ.OfficerA);
        var address = await visit.Page.Locator(".checklist a").First.GetAttributeAsync("href");

        var answer = await visit.Page.APIRequest.GetAsync(new Uri(site.Host.Address, address!).ToString());

        Assert.Equal(200, answer.Status);
        Assert.StartsWith("attachment", answer.Headers["content-disposition"]);
        Assert.Contains("sandbox", answer.Headers["content-security-policy"]);
        Assert.Equal("nosniff", answer.Headers["x-content-type-options"]);
        Assert.Equal("no-store", answer.Headers["cache-control"]);
        Assert.StartsWith("%PDF-", await answer.TextAsync());
    }
}
