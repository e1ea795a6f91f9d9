using System.Net;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using CreditRegistry.Web.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Agency;

public sealed class PublishPageTests(Site site)
{
    [Theory]
    [InlineData("", 1280, "Choose a tier", "Choose a ground", "The record is published", "Smaller fine ¥2,000.00")]
    [InlineData("/zh", 390, "请选择列入等级", "请选择列入事由", "记录已公示", "较小数额罚款 2,000.00元")]
    public async Task ARecord_IsPublishedInTwoSteps_AndShownToEveryone(
        string language, int width, string noTier, string noGround, string done, string penalty)
    {
        var organ = await site.Host.OrganAsync();
        var company = await site.Host.CompanyAsync();
        await using var visit = await site.OpenAsync($"{language}/agency", width, by: organ.Agency);
        await visit.IsFineAsync();
        await visit.PictureAsync();

        await visit.FollowAsync(visit.Main.Locator("a[role=button]").First);
        await visit.SendAsync();
        await Expect(visit.Page.Locator(".govuk-error-summary")).ToContainTextAsync(noTier);
        await visit.IsFineAsync();
        await visit.PictureAsync();
        await visit.Page.Locator("#Company").FillAsync(company.RegistrationId);
        await visit.Page.Locator("input[value=Untrustworthy]").CheckAsync();
        await visit.SendAsync();

        await Expect(visit.Page.Locator("h1")).ToContainTextAsync(company.Name);
        await visit.FollowAsync(visit.Page.Locator("button[value=preview]"));
        await Expect(visit.Page.Locator(".govuk-error-summary")).ToContainTextAsync(noGround);
        await Expect(visit.Page.Locator(".govuk-error-summary li")).ToHaveCountAsync(4);
        await visit.IsFineAsync();
        await visit.PictureAsync();

        await visit.Page.Locator("#Ground").SelectOptionAsync("U05");
        await visit.Page.Locator("#Number").FillAsync("测罚字〔2026〕7号");
        await visit.Page.Locator("#DecidedOn").FillAsync("2026-06-20");
        await visit.Page.Locator("#Summary").FillAsync("未按规定办理。");
        await visit.FollowAsync(visit.Page.Locator("button[value=penalty]"));
        await visit.Page.Locator("#Penalties_1__Kind").SelectOptionAsync("SMALL_FINE");
        await visit.Page.Locator("#Penalties_1__Amount").FillAsync("2000");
        await visit.PictureAsync();
        await visit.FollowAsync(visit.Page.Locator("button[value=preview]"));
        await Expect(visit.Page.Locator(".record")).ToContainTextAsync("测罚字〔2026〕7号");
        await Expect(visit.Page.Locator(".record")).ToContainTextAsync(penalty);
        await visit.IsFineAsync();
        await visit.PictureAsync();
        await visit.FollowAsync(visit.Page.Locator("button[value=send]"));
        await Expect(visit.Page.Locator(".govuk-notification-banner")).ToContainTextAsync(done);
        await visit.IsFineAsync();
        await visit.PictureAsync();

        await visit.GoAsync($"{language}/companies/{company.RegistrationId}");
        await Expect(visit.Page.Locator(".record")).ToContainTextAsync("未按规定办理。");
        await visit.GoAsync($"{language}/agency?company={company.RegistrationId}");
        await Expect(visit.Page.Locator(".results > li")).ToHaveCountAsync(1);
        await visit.PictureAsync();
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task WhatTheRulesRefuse_IsSaidAtItsField_WithItsArticle()
    {
        var organ = await site.Host.OrganAsync(Given.Cn);
        using var forms = await SiteForms.SignInAsync(site, organ.Agency);
        var path = Details(organ, await site.Host.CompanyAsync());
        var today = site.Host.Clock.Today;
        (string, string)[] whole = [
            ("Ground", "U05"), ("Number", "文1号"), ("DecidedOn", $"{today:yyyy-MM-dd}"), ("Summary", "x"),
            ("Penalties[0].Kind", "LARGER_FINE"), ("Penalties[0].Amount", "1,000.5"), ("Step", "preview"),
        ];

        foreach (var (field, value, error, said) in new[]
        {
            ("DecidedOn", $"{today.AddDays(1):yyyy-MM-dd}", "DecidedOn-error", "dated after the publication day"),
            ("DecidedOn", $"{today:yyyy-MM-dd}", null, null),
            ("DecidedOn", $"{today.AddDays(-1):yyyy-MM-dd}", null, null),
            ("DecidedOn", "2026-02-30", "DecidedOn-error", "This is no date"),
            ("Penalties[0].Kind", "", "Penalties_0__Kind-error", "Choose the kind"),
            ("Penalties[0].Kind", "LICENCE_REVOKED", "Penalties_0__Kind-error", "makes this a serious breach"),
            ("Penalties[0].Amount", "12.345", "Penalties_0__Amount-error", "at most two decimals"),
            ("Penalties[0].Amount", "-1", "Penalties_0__Amount-error", "no amount"),
            ("Penalties[0].EndsOn", "soon", "Penalties_0__EndsOn-error", "This is no date"),
            ("Publish", "true", "Publish-error", "Take the mark away"),
            ("Ground", "Z99", "Ground-error", "Choose a ground"),
            ("Number", " ", "Number-error", "Type the decision number"),
            ("Number", new string('9', 100), null, null),
            ("Number", new string('9', 101), "Number-error", "at most 100 characters"),
            ("Summary", new string('x', 1999), null, null),
            ("Summary", new string('x', 2000), null, null),
            ("Summary", new string('x', 2001), "Summary-error", "at most 2000 characters; these are 2001"),
        })
        {
            var (status, page, _) = await forms.SendAsync(path, whole.Where(f => f.Item1 != field).Append((field, value)));

            Assert.Equal(HttpStatusCode.OK, status);
            Assert.True(page.Contains("value=\"send\"", StringComparison.Ordinal) == error is null, $"{field}: {value}");
            if (error is not null)
            {
                Assert.Contains($"id=\"{error}\"", page, StringComparison.Ordinal);
                Assert.Contains(said!, page, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task OnWhomNothingCanBePublished_IsSaidAtTheFirstStep()
    {
        var organ = await site.Host.OrganAsync();
        using var forms = await SiteForms.SignInAsync(site, organ.Agency);
        var known = await site.Host.CompanyAsync();
        var gone = await site.Host.CompanyAsync(status: CompanyStatus.Deregistered);
        var nobody = CreditRegistry.Domain.Companies.MadeUp.MadeUpCompanies.At(9_999_999).RegistrationId.Value;
        var mistyped = known.RegistrationId[..^1] + (known.RegistrationId[^1] is 'A' ? 'B' : 'A');

        foreach (var (company, tier, error, said) in new[]
        {
            (known.RegistrationId, "Abnormal", "Tier-error", "no published record of the tier"),
            (gone.RegistrationId, "Untrustworthy", "Company-error", "struck off"),
            (nobody, "Untrustworthy", "Company-error", "No company of this registration ID"),
            (mistyped, "Untrustworthy", "Company-error", "The last character does not fit"),
            (known.RegistrationId, "SeriouslyIllegal", "Tier-error", "Choose a tier"),
            ("", "Untrustworthy", "Company-error", "Type the company’s registration ID"),
        })
        {
            var (status, page, _) = await forms.SendAsync("/agency/publish", ("Company", company), ("Tier", tier));

            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains($"id=\"{error}\"", page, StringComparison.Ordinal);
            Assert.Contains(said, page, StringComparison.Ordinal);
        }

        await site.Host.RecordAsync(organ, known, RecordTier.SeriouslyUntrustworthy);
        var (_, _, next) = await forms.SendAsync("/agency/publish", ("Company", known.RegistrationId), ("Tier", "Abnormal"));
        Assert.Contains("/agency/publish/details", next, StringComparison.Ordinal);
        Assert.Contains("as this tier requires", (await forms.GetAsync(next!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSameDecision_WithAnotherText_LeadsToTheRecordThatStands()
    {
        var organ = await site.Host.OrganAsync();
        var company = await site.Host.CompanyAsync();
        var standing = await site.Host.RecordAsync(organ, company, decisionNumber: "文9号");
        using var forms = await SiteForms.SignInAsync(site, organ.Agency);

        foreach (var step in new[] { "preview", "send" })
        {
            var (_, page, goesTo) = await forms.SendAsync(
                Details(organ, company), ("Ground", "U05"), ("Number", "文9号"),
                ("DecidedOn", $"{site.Host.Clock.Today:yyyy-MM-dd}"), ("Summary", "Another text."), ("Step", step));

            Assert.Null(goesTo);
            Assert.Contains("id=\"Number-error\"", page, StringComparison.Ordinal);
            Assert.Contains($"/agency/records/{standing.Id}", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TwoClicksOrTwoTabs_PublishOnce()
    {
        var organ = await site.Host.OrganAsync();
        var company = await site.Host.CompanyAsync();
        using var one = await SiteForms.SignInAsync(site, organ.Agency);
        using var other = await SiteForms.SignInAsync(site, organ.Agency);

        var answers = await Task.WhenAll(new[] { one, other, one, other }.Select(forms => forms.SendAsync(
            Details(organ, company), ("Ground", "U05"), ("Number", "文8号"), ("Summary", "x "),
            ("DecidedOn", $"{site.Host.Clock.Today:yyyy-MM-dd}"), ("Penalties[0].Kind", "SMALL_FINE"), ("Step", "send"))));

        var record = await site.Host.QueryAsync(db => db.Records.SingleAsync(r => r.CompanyId == company.Id));
        Assert.All(answers, answer => Assert.Equal($"/agency/records/{record.Id}", answer.GoesTo));
    }

    [Fact]
    public async Task AMinorBreach_IsKeptUnlessTheOrganAsks()
    {
        var organ = await site.Host.OrganAsync(Given.Cn);
        using var forms = await SiteForms.SignInAsync(site, organ.Agency);
        foreach (var (publish, told, state) in new[]
            { ("false", "kept and not shown", RecordState.Unpublished), ("true", "from today on", RecordState.Published) })
        {
            var company = await site.Host.CompanyAsync();
            (string, string)[] fields = [
                ("Ground", "U05"), ("Number", "文2号"), ("DecidedOn", $"{site.Host.Clock.Today:yyyy-MM-dd}"), ("Summary", "x"),
                ("Penalties[0].Kind", "WARNING"), ("Publish", publish),
            ];
            var path = Details(organ, company);
            Assert.Contains(told, (await forms.SendAsync(path, [.. fields, ("Step", "preview")])).Text, StringComparison.Ordinal);
            await forms.SendAsync(path, [.. fields, ("Step", "send")]);

            Assert.Equal(
                state, await site.Host.QueryAsync(db => db.Records.Where(r => r.CompanyId == company.Id).Select(r => r.State).SingleAsync()));
        }
    }

    [Theory]
    [InlineData(Role.Applicant)]
    [InlineData(Role.Officer)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Administrator)]
    public async Task AnotherRole_IsRefused(Role role)
    {
        var organ = await site.Host.OrganAsync();
        var account = role switch
        {
            Role.Officer => organ.OfficerA,
            Role.Applicant => site.Listed.Applicant,
            _ => await site.Host.SignInAsync([role]),
        };
        using var forms = await SiteForms.SignInAsync(site, account);

        foreach (var path in new[]
        {
            "/agency", "/agency/publish", "/agency/publish/details", "/agency/import", $"/agency/records/{site.Record.Id}",
            $"/agency/records/{site.Record.Id}/correct", $"/agency/records/{site.Record.Id}/annul", $"/agency/imports/{Guid.Empty}",
        })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await forms.GetAsync(path)).Status);
        }
    }

    [Fact]
    public async Task AnAccountOfTwoOrgans_ChoosesOne()
    {
        var (first, second) = (await site.Host.OrganAsync(), await site.Host.OrganAsync());
        var both = await site.Host.SignInAsync([Role.Agency], organs: [first.Code, second.Code]);
        var record = await site.Host.RecordAsync(second, await site.Host.CompanyAsync());
        using var forms = await SiteForms.SignInAsync(site, both);

        Assert.DoesNotContain(record.Id.ToString(), (await forms.GetAsync($"/agency?organ={first.Code}")).Text, StringComparison.Ordinal);
        Assert.Contains(record.Id.ToString(), (await forms.GetAsync($"/agency?organ={second.Code}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await forms.GetAsync($"/agency?organ={site.Organ.Code}")).Status);
    }

    private static string Details(TestOrgan organ, TestCompany company) =>
        $"/agency/publish/details?company={company.RegistrationId}&tier=untrustworthy&organ={organ.Code}";
}
