using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Objections;

public sealed class ObjectionPageTests(Site site)
{
    private const string Api = "/api/v1/objections";
    private const string Said = "该决定已被撤销。<img src=x onerror=alert(1)>";

    private static readonly object Dismissal =
        new { outcome = "dismiss", reasonCode = "RECORD_CORRECT", reason = "The decision names this company." };

    [Fact]
    public async Task AnObjection_IsMadeFromTheRecordAndMarksIt_InChineseOnAPhone()
    {
        var (company, record) = await SceneAsync();
        await using var visit = await site.OpenAsync($"/zh/records/{record.Id}", width: 390);

        await visit.FollowAsync(visit.Main.Locator("a[href*='/account/object/']"));
        await visit.SignInAsync(company.Applicant.Email);
        await visit.LooksRightAsync("提出异议");
        await visit.Page.Locator("#Statement").FillAsync(new string('长', 501));
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#Ground-error")).ToContainTextAsync("请选择异议事由");
        await Expect(visit.Page.Locator("#Reason-error")).ToContainTextAsync("请说明事实和理由");
        await Expect(visit.Page.Locator("#Statement-error")).ToContainTextAsync("不超过500字，现有501字");
        await visit.LooksRightAsync("提出异议");
        await visit.Main.Locator("label", new() { HasText = "信息内容与事实或者决定文书不符" }).ClickAsync();
        await visit.Page.Locator("#Reason").FillAsync("决定书载明的当事人不是本企业。\n详见判决书。");
        await visit.Page.Locator("#Statement").FillAsync(Said);
        await visit.SendAsync();

        await visit.LooksRightAsync("填写异议");
        await Expect(visit.Main).ToContainTextAsync("草稿保留至2026年7月31日");
        await visit.Page.Locator("#Document").SetInputFilesAsync(
            new FilePayload { Name = "判决书.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4 judgment"u8.ToArray() });
        await visit.FollowAsync(visit.Main.Locator("form[action*=Add] button"));
        await BannerAsync(visit, "材料已添加。");
        await Expect(visit.Main.Locator("#repair-stops")).ToContainTextAsync("自异议办结或者撤回之日起计算");
        await Expect(visit.Main).ToContainTextAsync("删除草稿");
        await visit.FollowAsync(visit.Main.Locator("a[href$='/text']"));
        await Expect(visit.Page.Locator("#Reason")).ToHaveValueAsync("决定书载明的当事人不是本企业。\n详见判决书。");
        await visit.LooksRightAsync("异议内容");
        await visit.SendAsync();
        await visit.FollowAsync(visit.Main.Locator("form[action*=Submit] button"));

        await BannerAsync(visit, "异议已提交并转送信息提供单位");
        var filed = await site.Host.QueryAsync(db => db.Objections.AsNoTracking().SingleAsync(o => o.RecordId == record.Id));
        await visit.LooksRightAsync($"异议 {filed.Reference}");
        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync("2026年7月6日"); // three working days after Wednesday, 1 July
        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync("由信息提供单位决定是否受理");
        await visit.GoAsync("/zh/account");
        await Expect(visit.Main.Locator("section[aria-labelledby=objections]")).ToContainTextAsync(filed.Reference);
        var own = $"a[href='/zh/account/objections/{filed.Id}']";
        await Expect(visit.Main.Locator("section[aria-labelledby=companies]").Locator(own)).ToContainTextAsync("查看已提出的异议");
        await visit.LooksRightAsync("我的账户");

        foreach (var path in (string[])[$"/zh/records/{record.Id}", $"/zh/companies/{company.RegistrationId}"])
        {
            await visit.GoAsync(path);
            await Expect(visit.Main.Locator(".mark")).ToContainTextAsync("企业对该信息提出异议");
            await Expect(visit.Main.Locator(".mark q")).ToHaveTextAsync(Said); // as text, whatever it says
            await Expect(visit.Main.Locator(own)).ToHaveCountAsync(1);
            await Expect(visit.Main.Locator("a[href*='/account/object/']")).ToHaveCountAsync(0);
            await visit.LooksRightAsync();
        }

        await visit.GoAsync($"/zh/account/objections/{filed.Id}");
        await visit.FollowAsync(visit.Main.Locator("a[href$='/withdraw']"));
        await visit.LooksRightAsync("确定撤回异议？");
        await visit.SendAsync();
        await BannerAsync(visit, "异议已撤回。");
        await visit.GoAsync($"/zh/records/{record.Id}");
        await Expect(visit.Main.Locator(".mark")).ToHaveCountAsync(0);
        await Expect(visit.Main.Locator("a[href*='/account/object/']")).ToHaveCountAsync(1);
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task AnObjection_IsFoundRightByTheAgencyAndDecidedByAnOfficerWhoSawTheChange_InEnglishOnADesk()
    {
        var (company, record) = await SceneAsync();
        var filed = await FiledAsync(company, record);
        await using (var visit = await site.OpenAsync("/objections", by: site.Organ.Agency))
        {
            await visit.LooksRightAsync("Objections");
            await visit.FollowAsync(visit.Main.Locator($"a[href='/objections/{filed.Text("id")}']"));
            await visit.LooksRightAsync();
            await Expect(visit.Main).ToContainTextAsync("See the judgment.");
            await visit.FollowAsync(visit.Main.Locator("form[action$='/accept'] button"));
            await BannerAsync(visit, "The objection is accepted.");
            await visit.FollowAsync(visit.Main.Locator("a[href$='/find']"));
            await visit.LooksRightAsync();
            await visit.FollowAsync(visit.Main.Locator("button[value=preview]"));
            await Expect(visit.Page.Locator("#Outcome-error")).ToContainTextAsync("Choose an outcome.");
            await Expect(visit.Page.Locator("#Words-error")).ToContainTextAsync("Give the reason in words.");
            await visit.Main.Locator("label", new() { HasText = "Dismissed" }).ClickAsync();
            await visit.Page.Locator("#Code").SelectOptionAsync("RECORD_INCORRECT");
            await visit.Page.Locator("#Words").FillAsync("The decision says less.");
            await visit.FollowAsync(() => visit.Page.Locator("#Number").PressAsync("Enter"));
            await Expect(visit.Page.Locator("#Code-error")).ToContainTextAsync(
                "This reason belongs to “Uphold”. For “Dismiss”, choose one of: The record agrees with the decision");
            await visit.Main.Locator("label", new() { HasText = "the period is changed" }).ClickAsync();
            await visit.FollowAsync(visit.Main.Locator("button[value=preview]"));
            await Expect(visit.Page.Locator("#DecidedOn-error")).ToContainTextAsync("the period stays what it is");
            await visit.Main.Locator("label", new() { HasText = "the record is corrected" }).ClickAsync();
            await visit.Page.Locator("#Summary").FillAsync("As the decision says.");
            await visit.FollowAsync(visit.Main.Locator("button[value=preview]"));
            await Expect(visit.Main.Locator(".differences ins")).ToHaveTextAsync("As the decision says.");
            await Expect(visit.Main).ToContainTextAsync("Nothing happens yet");
            await visit.LooksRightAsync();
            await visit.FollowAsync(visit.Main.Locator("button[value=send]"));
            await BannerAsync(visit, "The finding is given.");
            await Expect(visit.Main.Locator("a[href$='/decide']")).ToHaveCountAsync(0);
            await Expect(visit.Main.Locator("#finding")).ToContainTextAsync("The decision says less.");
            await Expect(visit.Main.Locator("#finding ins")).ToHaveTextAsync("As the decision says.");
            await Expect(visit.Main.Locator(".acts")).ToContainTextAsync("Only officers of the organ do this.");
            visit.HasNoComplaints();
        }

        await using (var visit = await site.OpenAsync($"/objections/{filed.Text("id")}", by: site.Organ.OfficerA))
        {
            await visit.FollowAsync(visit.Main.Locator("a[href$='/decide']"));
            await Expect(visit.Page.Locator("#Summary")).ToHaveValueAsync("As the decision says."); // the finding's
            await Expect(visit.Main.Locator("#finding ins")).ToHaveTextAsync("As the decision says.");
            await Expect(visit.Main).ToContainTextAsync("See the judgment.");
            await Expect(visit.Main.Locator(".documents a")).ToHaveTextAsync("judgment.pdf");
            await visit.Page.Locator("#Words").FillAsync("Agreed.");
            await visit.LooksRightAsync();
            await visit.FollowAsync(visit.Main.Locator("button[value=preview]"));
            await Expect(visit.Main).ToContainTextAsync("With your decision this happens at once");
            site.Host.Clock.Advance(TimeSpan.FromSeconds(1)); // so that the record as it was before has an instant of its own
            await visit.FollowAsync(visit.Main.Locator("button[value=send]"));
            await BannerAsync(visit, "The objection is decided");
            await Expect(visit.Main.Locator(".acts")).ToContainTextAsync("The objection has ended. Nothing is left to do.");
            await Expect(visit.Main.Locator(".acts .mark")).ToHaveCountAsync(0);
            await visit.LooksRightAsync();
            visit.HasNoComplaints();
        }

        await using (var visit = await site.OpenAsync("/account", by: company.Applicant))
        {
            await visit.FollowAsync(visit.Main.Locator("#notices ~ ul a").First);
            await visit.LooksRightAsync($"Objection {filed.Text("reference")}");
            await Expect(visit.Main.Locator("section[aria-labelledby=decision]")).ToContainTextAsync("Upheld: the record is corrected");
            await Expect(visit.Main.Locator("section[aria-labelledby=decision] ins")).ToHaveTextAsync("As the decision says.");
            await Expect(visit.Main.Locator("section[aria-labelledby=decision] del")).ToHaveTextAsync(record.Summary);
            await visit.GoAsync($"/records/{record.Id}");
            await Expect(visit.Main).ToContainTextAsync("As the decision says.");
            await Expect(visit.Main.Locator(".mark")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task ADecision_OnARecordCorrectedMeanwhile_IsToldSoAndBeginsWithTheRecordAsItStands_InChineseOnAPhone()
    {
        var (company, record) = await SceneAsync();
        var accepted = await DoAsync(site.Organ.OfficerA, await FiledAsync(company, record), "acceptance");
        var found = await DoAsync(site.Organ.Agency, accepted, "finding", new
        {
            outcome = "correct",
            reasonCode = "RECORD_INCORRECT",
            reason = "The decision says less.",
            correction = new { summary = "As the decision says." },
        });
        await using var visit = await site.OpenAsync($"/zh/objections/{found.Text("id")}/decide", width: 390, by: site.Organ.OfficerA);
        await visit.Page.Locator("#Words").FillAsync("同意。");
        await visit.FollowAsync(visit.Main.Locator("button[value=preview]"));
        await (await site.Organ.Agency.Client.SendAsync(
            $"/api/v1/records/{record.Id}/corrections", new { reason = "A slip.", summary = "Better said." }, "*")).BodyAsync(HttpStatusCode.OK);

        await visit.FollowAsync(visit.Main.Locator("button[value=send]"));

        await Expect(visit.Main.Locator(".govuk-error-summary")).ToContainTextAsync("您打开本页后，该信息已被更正。");
        await visit.LooksRightAsync();
        await visit.GoAsync($"/zh/objections/{found.Text("id")}/decide");
        await Expect(visit.Main.Locator("#finding .mark")).ToContainTextAsync("核查意见提出后，该信息已被更正");
        await Expect(visit.Main.Locator("#finding ins")).ToHaveTextAsync("As the decision says.");
        await Expect(visit.Main.Locator("#finding del")).ToHaveTextAsync(record.Summary);
        await Expect(visit.Page.Locator("#Summary")).ToHaveValueAsync("Better said.");
        await visit.LooksRightAsync();
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task ADismissal_SaysHowToGoOnAndIsReviewedOnce()
    {
        var (company, record) = await SceneAsync();
        var dismissed = await DismissedAsync(company, record);
        using var first = await SiteForms.SignInAsync(site, site.Organ.OfficerA);
        var (_, page, _) = await first.GetAsync($"/objections/{dismissed.Text("id")}");
        Assert.Contains("The company may ask once for a review until 31 August 2026", page);
        Assert.DoesNotContain("If you disagree", page);
        await using var visit = await site.OpenAsync($"/account/objections/{dismissed.Text("id")}", by: company.Applicant);

        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync("31 August 2026");
        await Expect(visit.Main).ToContainTextAsync("You can ask once for a review");
        await visit.LooksRightAsync($"Objection {dismissed.Text("reference")}");
        await visit.FollowAsync(visit.Main.Locator("a[href$='/review']"));
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#Reason-error")).ToContainTextAsync("Say what was not looked at, or judged wrongly.");
        await visit.LooksRightAsync("Ask for a review");
        await visit.Page.Locator("#Reason").FillAsync("The judgment was not looked at.");
        await visit.SendAsync();
        await BannerAsync(visit, "The review was asked for.");
        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync("Under review");
        await Expect(visit.Main.Locator("a[href$='/review']")).ToHaveCountAsync(0);
        await visit.LooksRightAsync();

        (_, page, _) = await first.GetAsync($"/objections/{dismissed.Text("id")}");
        Assert.Contains("those who decided first may not act", page);
        Assert.DoesNotContain($"/objections/{dismissed.Text("id")}/find", page);

        await visit.FollowAsync(visit.Main.Locator("a[href$='/withdraw']"));
        await visit.LooksRightAsync("Withdraw this review?");
        await Expect(visit.Main).ToContainTextAsync("The first decision then stands.");
        await visit.SendAsync();
        await BannerAsync(visit, "The review is withdrawn. The first decision stands.");
        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync("Dismissed");
        await Expect(visit.Main.Locator("section[aria-labelledby=review]")).ToContainTextAsync("Review withdrawn on");
        await Expect(visit.Main.Locator("a[href$='/review'], a[href$='/withdraw']")).ToHaveCountAsync(0);
        await visit.LooksRightAsync();
        (_, page, _) = await first.GetAsync($"/zh/objections/{dismissed.Text("id")}");
        Assert.Contains("撤回复核申请日期", page);
    }

    [Fact]
    public async Task ARefusedRepair_IsContestedFromItsPage()
    {
        var (company, record) = await SceneAsync();
        var refused = await RefusedAsync(company, record);
        await using var visit = await site.OpenAsync($"/zh/account/applications/{refused.Text("id")}", by: company.Applicant);

        await visit.FollowAsync(visit.Main.Locator("a[href*='/account/object/']"));
        await visit.LooksRightAsync("对不予修复的决定提出异议");
        await visit.Page.Locator("#Reason").FillAsync("生产线已于五月停产。");
        await visit.SendAsync();
        await visit.FollowAsync(visit.Main.Locator("form[action*=Submit] button"));
        await BannerAsync(visit, "异议已提交");
        var filed = await site.Host.QueryAsync(db => db.Objections.AsNoTracking().SingleAsync(o => o.RecordId == record.Id));
        Assert.Equal(refused["id"]!.GetValue<Guid>(), filed.ApplicationId);
    }

    [Fact]
    public async Task Pages_OfAnObjection_AreForThoseConcernedOnly()
    {
        var (company, record) = await SceneAsync();
        var filed = await FiledAsync(company, record);
        var (own, inside) = ($"/account/objections/{filed.Text("id")}", $"/objections/{filed.Text("id")}");
        var document = filed["documents"]![0]!.Text("id");
        using var stranger = await SiteForms.SignInAsync(site, (await site.Host.CompanyAsync()).Applicant);
        using var other = await SiteForms.SignInAsync(site, (await site.Host.OrganAsync()).OfficerA);
        using var applicant = await SiteForms.SignInAsync(site, company.Applicant);
        using var auditor = await SiteForms.SignInAsync(site, await site.Host.SignInAsync([Role.Auditor]));

        foreach (var page in (string[])["", "/withdraw", "/review", "/text", $"/files/{document}"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(own + page)).Status);
        }

        foreach (var page in (string[])["", "/find", "/reject", $"/documents/{document}"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(inside + page)).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await applicant.GetAsync(inside)).Status);
        Assert.Contains("accounts of its organ answer it", (await auditor.GetAsync(inside)).Text);
        Assert.Contains("accounts of its organ answer it", (await auditor.GetAsync($"{inside}/find")).Text);
        Assert.Contains("Your account does not act for the company", (await stranger.GetAsync($"/account/object/{record.Id}")).Text);
        Assert.Contains("another open objection", (await applicant.GetAsync($"/account/object/{record.Id}")).Text);
    }

    [Fact]
    public async Task AFormSentTwice_SaysOnceWhatWasDone_AndWhoGaveTheFindingIsToldWhyTheyMayNotDecide()
    {
        var (company, record) = await SceneAsync();
        var filed = await FiledAsync(company, record);
        var inside = $"/objections/{filed.Text("id")}";
        using var officer = await SiteForms.SignInAsync(site, site.Organ.OfficerA);
        (string, string)[] accept = [("Version", $"{filed["version"]}")];
        (string, string)[] finding =
        [
            ("Version", $"{filed["version"]!.GetValue<int>() + 1}"), ("Outcome", "Dismiss"), ("Code", "RECORD_CORRECT"),
            ("Words", "It agrees."), ("Step", "send"),
        ];
        await TwiceAsync(officer, "accept", accept, "The objection is accepted.");
        await TwiceAsync(officer, "find", finding, "The finding is given.");

        var (_, decide, _) = await officer.GetAsync($"{inside}/decide");
        Assert.Contains("You gave the finding; another officer must decide.", decide);
        Assert.DoesNotContain("name=\"Words\"", decide);

        async Task TwiceAsync(SiteForms forms, string act, (string, string)[] fields, string done)
        {
            var token = await forms.TokenAsync(inside);
            for (var i = 0; i < 2; i++)
            {
                using var form = new FormUrlEncodedContent(fields
                    .Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2)).Append(new("__RequestVerificationToken", token)));
                Assert.Equal(inside, (await forms.PostAsync($"{inside}/{act}", form)).GoesTo);
            }

            var (_, after, _) = await forms.GetAsync(inside);
            Assert.Contains(done, after);
            Assert.DoesNotContain("changed since you opened", after);
        }
    }

    [Fact]
    public async Task WhoMayNotAct_ReadsThatAnAdministratorCanInviteAnother_AndWhereNobodyCouldDecideItIsSaidBefore()
    {
        const string invite = "an administrator can invite another officer of the organ", inviteZh = "请由系统管理员为本机关增加经办人员";
        var organ = await site.Host.OrganAsync();
        var company = await site.Host.CompanyAsync();
        var record = await site.Host.RecordAsync(organ, company, publishedOn: new DateOnly(2025, 6, 1));
        var accepted = await DoAsync(organ.Agency, await FiledAsync(company, record), "acceptance");
        using var first = await SiteForms.SignInAsync(site, organ.OfficerA);
        using var second = await SiteForms.SignInAsync(site, organ.OfficerB);
        var inside = $"/objections/{accepted.Text("id")}";
        await SaysAsync(first, "", "An account of the organ gives its finding.", "由信息提供单位的人员核查并提出意见。");
        Assert.DoesNotContain("No other account", (await first.GetAsync(inside)).Text);

        await site.Host.AddAsync(db => db.DeclaredInterests.Add(new(organ.OfficerB.Key, company.Id, site.Host.Clock.GetUtcNow())));
        foreach (var page in (string[])["", "/find"])
        {
            await SaysAsync(first, page, "No other account of the organ could decide on a finding of yours.", "本单位没有其他人员可以作出处理决定");
            await SaysAsync(second, page, "You have a stake in this objection", "您与该异议有利害关系");
            await SaysAsync(second, page, invite, inviteZh);
        }

        await DoAsync(organ.OfficerA, accepted, "finding", Dismissal);
        foreach (var page in (string[])["", "/decide"])
        {
            await SaysAsync(first, page, "You gave the finding; another officer must decide.", "须由另一名经办人员作出处理决定");
            await SaysAsync(first, page, invite, inviteZh);
        }

        await SaysAsync(first, "", "No account of the organ may", "本单位目前没有可以作出决定的人员");

        async Task SaysAsync(SiteForms reader, string page, string english, string chinese)
        {
            Assert.Contains(english, (await reader.GetAsync(inside + page)).Text);
            Assert.Contains(chinese, (await reader.GetAsync($"/zh{inside}{page}")).Text);
        }
    }

    [Fact]
    public async Task TheSameGround_WithoutNewEvidence_IsRefusedOnThePageAndWhatWasTypedStays()
    {
        var (company, record) = await SceneAsync();
        await DismissedAsync(company, record);
        using var applicant = await SiteForms.SignInAsync(site, company.Applicant);
        Assert.Contains("可以申请一次复核，截止日期为2026年8月31日", (await applicant.GetAsync("/zh/account")).Text);
        Assert.Contains("If a repair of this record is applied for meanwhile", (await applicant.GetAsync($"/account/object/{record.Id}")).Text);
        await site.Host.SubmittedAsync(company, record);
        var started = await applicant.SendAsync(
            $"/account/object/{record.Id}", ("Ground", "FactsWrong"), ("Reason", "Look again."), ("Statement", "Call 13812345678"));
        Assert.Contains("Leave out e-mail addresses", started.Text);
        Assert.Contains("Look again.", started.Text);
        Assert.Contains("A repair of this record is under way.", started.Text);

        started = await applicant.SendAsync($"/account/object/{record.Id}", ("Ground", "FactsWrong"), ("Reason", "Look again."));
        Assert.Equal(HttpStatusCode.Redirect, started.Status);
        var version = await site.Host.QueryAsync(db => db.Objections
            .Where(o => o.RecordId == record.Id && o.EndedOn == null).Select(o => o.Version).SingleAsync());
        var token = await applicant.TokenAsync(started.GoesTo!);
        var refused = await applicant.PostAsync($"{started.GoesTo}?handler=Submit", new FormUrlEncodedContent(
            [new("__RequestVerificationToken", token), new("Version", $"{version}")]));
        Assert.Contains("This ground was decided before.", refused.Text);

        Assert.Contains("Delete this draft?", (await applicant.GetAsync($"{started.GoesTo}/withdraw")).Text);
        var deleted = await applicant.SendAsync($"{started.GoesTo}/withdraw", ("Version", $"{version}"));
        Assert.Equal(started.GoesTo, deleted.GoesTo);
        var after = (await applicant.GetAsync(deleted.GoesTo!)).Text;
        Assert.Contains("The draft is deleted.", after);
        Assert.DoesNotContain("ithdr", after[after.IndexOf("<main", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task ADraftBesideAReview_LeavesTheAccountPageReadable_WhichLeadsToTheReview()
    {
        var (company, record) = await SceneAsync();
        var dismissed = await DismissedAsync(company, record);
        await (await company.Applicant.Client.SendAsync(Api, new { recordId = record.Id, ground = "periodWrong", reason = "Too long." }))
            .BodyAsync(HttpStatusCode.Created);
        await DoAsync(company.Applicant, dismissed, "review", new { reason = "Look again." });
        await using var visit = await site.OpenAsync("/account", by: company.Applicant);

        await Expect(visit.Main.Locator($"a[href$='/account/objections/{dismissed.Text("id")}']", new() { HasText = "See your objection" }))
            .ToHaveCountAsync(1);
        await visit.LooksRightAsync();
    }

    private async Task<(TestCompany Company, CreditRecord Record)> SceneAsync()
    {
        var company = await site.Host.CompanyAsync();
        return (company, await site.Host.RecordAsync(site.Organ, company, publishedOn: new DateOnly(2025, 6, 1)));
    }

    private static async Task<JsonNode> FiledAsync(TestCompany company, CreditRecord record)
    {
        var client = company.Applicant.Client;
        var draft = await (await client.SendAsync(
            Api, new { recordId = record.Id, ground = "factsWrong", reason = "See the judgment.", statement = "Not ours." })).BodyAsync(HttpStatusCode.Created);
        var file = new ByteArrayContent(Encoding.ASCII.GetBytes("%PDF-1.4 judgment"));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var form = new MultipartFormDataContent { { file, "file", "judgment.pdf" } };
        draft = await (await client.PostAsync(
            new Uri($"{Api}/{draft.Text("id")}/documents", UriKind.Relative), form, TestContext.Current.CancellationToken)).BodyAsync(HttpStatusCode.Created);
        return await DoAsync(company.Applicant, draft, "submission");
    }

    private async Task<JsonNode> DismissedAsync(TestCompany company, CreditRecord record)
    {
        var accepted = await DoAsync(site.Organ.OfficerA, await FiledAsync(company, record), "acceptance");
        return await DoAsync(site.Organ.OfficerA, await DoAsync(site.Organ.Agency, accepted, "finding", Dismissal), "decision", Dismissal);
    }

    private async Task<JsonNode> RefusedAsync(TestCompany company, CreditRecord record)
    {
        var refusal = new { outcome = "refuse", reasonCode = "NOT_RECTIFIED", reason = "The line still runs." };
        var one = await site.Host.SubmittedAsync(company, record);
        one = await (await site.Organ.OfficerA.ActAsync(one, "acceptance")).BodyAsync(HttpStatusCode.OK);
        one = await (await site.Organ.OfficerA.ActAsync(one, "recommendation", refusal)).BodyAsync(HttpStatusCode.OK);
        return await (await site.Organ.OfficerB.ActAsync(one, "decision", refusal)).BodyAsync(HttpStatusCode.OK);
    }

    private static async Task<JsonNode> DoAsync(TestAccount account, JsonNode objection, string verb, object? body = null) =>
        await (await account.Client.SendAsync($"{Api}/{objection.Text("id")}/{verb}", body, objection.ETag())).BodyAsync(HttpStatusCode.OK);

    private static Task BannerAsync(Visit visit, string said) =>
        Expect(visit.Page.Locator(".govuk-notification-banner")).ToContainTextAsync(said);
}
