using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Repairs;

public sealed class ApplicantPageTests(Site site)
{
    private static readonly object Supplement = new
    {
        missing = new[] { new { kind = "CREDIT_REPAIR_PROMISE", what = "It is not signed." } },
        reason = "One document does not fit.",
    };

    [Fact]
    public async Task AnApplication_IsMadeFromTheRecordToItsNumber_InChineseOnAPhone()
    {
        var (company, record) = await SceneAsync(RecordTier.SeriouslyUntrustworthy);
        await using var visit = await site.OpenAsync($"/zh/records/{record.Id}/repair", width: 390);

        await visit.FollowAsync(visit.Main.Locator("a[role=button]"));
        await visit.SignInAsync(company.Applicant.Email);
        await visit.LooksRightAsync("申请信用修复");
        await visit.SendAsync();
        await visit.LooksRightAsync("填写修复申请");
        await Expect(visit.Main.Locator(".govuk-task-list__item").Last).ToContainTextAsync("完成其他步骤后办理");
        await Expect(visit.Main.Locator(".govuk-task-list__item").Last.Locator("a")).ToHaveCountAsync(0);

        await FollowStepAsync(visit, "纠正情况说明");
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#Statement-error")).ToContainTextAsync("请填写情况说明");
        await visit.LooksRightAsync("纠正情况说明");
        await visit.Page.Locator("#Statement").FillAsync("已停止违规行为。\n罚款已缴纳。");
        await visit.SendAsync();
        await SavedAsync(visit, "已保存。");

        await FollowStepAsync(visit, "联系人");
        await visit.Page.Locator("#Email").FillAsync("不是邮箱");
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#Name-error")).ToContainTextAsync("请填写姓名或者部门");
        await Expect(visit.Page.Locator("#Email-error")).ToContainTextAsync("请填写电子邮箱");
        await visit.LooksRightAsync("联系人");
        await visit.Page.Locator("#Name").FillAsync("法务部");
        await visit.Page.Locator("#Email").FillAsync("legal@company.example");
        await visit.SendAsync();
        await SavedAsync(visit, "已保存。");

        var steps = await visit.Main.Locator("a[href*='/documents/']").CountAsync() - 1; // the last is for other documents
        await visit.FollowAsync(visit.Main.Locator("a[href$='/documents/1']"));
        for (var step = 1; step <= steps; step++)
        {
            if (await visit.Main.Locator("input[type=radio]").First.IsVisibleAsync())
            {
                await visit.SendAsync();
                await Expect(visit.Page.Locator("#Kind-error")).ToContainTextAsync("请选择材料种类");
                await visit.LooksRightAsync();
                await visit.Main.Locator("input[type=radio]").First.CheckAsync();
            }

            await UploadAsync(visit, $"材料{step}.pdf", Pdf($"step {step}"));
            await SavedAsync(visit, "材料已添加。");
            await visit.LooksRightAsync();
            await visit.FollowAsync(visit.Main.Locator("a[role=button]"));
        }

        await visit.LooksRightAsync("填写修复申请");
        await FollowStepAsync(visit, "核对并提交");
        await visit.LooksRightAsync("核对申请内容");
        await Expect(visit.Main).ToContainTextAsync("法务部");
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#Promise-error")).ToContainTextAsync("请勾选承诺后提交");
        await visit.Page.Locator("#Promise").CheckAsync();
        await visit.SendAsync();

        await visit.LooksRightAsync("申请已提交");
        var filed = await SingleAsync(record);
        Assert.Equal((RepairState.Submitted, steps), (filed.State, filed.Documents.Count));
        await Expect(visit.Main).ToContainTextAsync(filed.Reference);
        await Expect(visit.Main).ToContainTextAsync("2026年7月6日"); // three working days after Wednesday, 1 July
        await visit.GoAsync("/zh/account");
        await visit.LooksRightAsync("我的账户");
        await Expect(visit.Main.Locator(".applications")).ToContainTextAsync("办理机关应于2026年7月6日前办理");
        await Expect(visit.Main.Locator(".card")).ToContainTextAsync("修复申请办理中");
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task ASupplement_IsAnsweredAndTheApplicationWithdrawn_InEnglishOnADesk()
    {
        var (company, record) = await SceneAsync();
        var filed = await site.Host.SubmittedAsync(company, record);
        await DoAsync(site.Organ.OfficerA, filed, "supplement-request", Supplement);
        site.Host.Clock.Advance(TimeSpan.FromMilliseconds(1)); // what comes now came after the request
        await using var visit = await site.OpenAsync("/account", by: company.Applicant);

        await Expect(visit.Main.Locator(".applications")).ToContainTextAsync("You must act by 31 July 2026.");
        await visit.LooksRightAsync("Your account");
        await visit.FollowAsync(visit.Main.Locator(".applications a"));
        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync("Something is missing");
        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync("You, the company");
        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync("31 July 2026");
        await visit.Main.Locator(".stands summary").ClickAsync();
        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync(
            "The clock starts on 1 July 2026; that day itself is not counted. It runs for 30 days.");
        await Expect(visit.Main).ToContainTextAsync("One document does not fit.");
        await Expect(visit.Main).ToContainTextAsync("Send it by 31 July 2026; otherwise the application is closed.");
        await visit.LooksRightAsync($"Application {filed.Text("reference")}");

        await FollowStepAsync(visit, "Credit repair promise");
        await Expect(visit.Main).ToContainTextAsync("It is not signed.");
        await Expect(visit.Main.Locator(".files")).ToHaveCountAsync(0); // what was sent before answers nothing
        await UploadAsync(visit, "signed.pdf", Pdf("signed"));
        await SavedAsync(visit, "The document is added.");
        await visit.LooksRightAsync("Credit repair promise");
        await visit.FollowAsync(visit.Main.Locator("a[role=button]"));
        await FollowStepAsync(visit, "Check and send");
        await visit.LooksRightAsync("Check what you send");
        await visit.SendAsync();
        await visit.LooksRightAsync("Your answer was sent");
        await Expect(visit.Main).ToContainTextAsync("they may not ask again");

        await visit.FollowAsync(visit.Main.GetByRole(AriaRole.Link, new() { Name = "The page of the application" }));
        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync("The officers check whether it is complete");
        await Expect(visit.Main.Locator(".files")).ToContainTextAsync("signed.pdf");
        await Expect(visit.Main).ToContainTextAsync("a supplement was asked for; it starts anew with the answer");
        await visit.LooksRightAsync();
        await visit.FollowAsync(visit.Main.GetByText("Withdraw the application"));
        await visit.LooksRightAsync("Withdraw this application?");
        await visit.SendAsync();
        await SavedAsync(visit, "The application is withdrawn.");
        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync("Nobody: the application has ended.");
        await visit.LooksRightAsync();
        Assert.Equal(RepairState.Withdrawn, (await SingleAsync(record)).State);

        await visit.Page.GoBackAsync(); // to the question, from before
        if (await visit.Main.Locator("form button").CountAsync() > 0)
        {
            await visit.SendAsync();
        }

        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync("Nobody: the application has ended.");
        var subject = Guid.Parse(filed.Text("id"));
        Assert.Equal(1, await site.Host.QueryAsync(db =>
            db.Ledger.CountAsync(l => l.Kind == "repair.withdrawn" && l.Subject == subject)));
        visit.HasNoComplaints();
    }

    [Theory]
    [InlineData("", 1280, "The breach has not been put right", "administrative reconsideration within 60 days")]
    [InlineData("/zh", 390, "未纠正失信行为或者未履行相关义务", "六十日内依法申请行政复议")]
    public async Task ARefusal_SaysWhyAndHowToContestIt(string language, int width, string reason, string contest)
    {
        var (company, record) = await SceneAsync();
        var one = await site.Host.SubmittedAsync(company, record);
        var refusal = new { outcome = "refuse", reasonCode = "NOT_RECTIFIED", reason = "The line still runs." };
        one = await DoAsync(site.Organ.OfficerA, one, "acceptance");
        one = await DoAsync(site.Organ.OfficerA, one, "recommendation", refusal);
        await DoAsync(site.Organ.OfficerB, one, "decision", refusal);
        await using var visit = await site.OpenAsync($"{language}{PathOf(one)}", width, by: company.Applicant);

        await Expect(visit.Main).ToContainTextAsync(reason);
        await Expect(visit.Main).ToContainTextAsync("The line still runs.");
        await Expect(visit.Main).ToContainTextAsync(contest);
        Assert.DoesNotContain(site.Organ.OfficerA.Email, await visit.Page.ContentAsync());
        await Expect(visit.Main.Locator("a[href$='/withdraw']")).ToHaveCountAsync(0);
        await visit.LooksRightAsync();
        await visit.GoAsync($"{language}{PathOf(one)}/withdraw");
        await Expect(visit.Page).ToHaveURLAsync(new Uri(site.Host.Address, $"{language}{PathOf(one)}").ToString());
    }

    [Fact]
    public async Task AnApplication_IsMadeByKeyboardAlone_FromTheCompanysPageToItsNumber_InChineseOnAPhone()
    {
        var (company, record) = await SceneAsync();
        await using var visit = await site.OpenAsync($"/zh/companies/{company.RegistrationId}", width: 390);

        await PressAsync(visit, $"a[href='/zh/records/{record.Id}/repair']");
        await PressAsync(visit, $"a[href='/zh/account/apply/{record.Id}']");
        await TypeAsync(visit, "#Email", company.Applicant.Email);
        await TypeAsync(visit, "#Password", RegistryHost.Password);
        await EnterAsync(visit);
        await PressAsync(visit, "main form button");

        await PressAsync(visit, "a[href$='/statement']");
        await TypeAsync(visit, "#Statement", "已停止违法行为，罚款已缴纳。");
        await PressAsync(visit, "main form button");
        await PressAsync(visit, "a[href$='/contact']");
        await TypeAsync(visit, "#Name", "法务部");
        await TypeAsync(visit, "#Email", "legal@company.example");
        await PressAsync(visit, "main form button");

        var steps = await visit.Main.Locator("a[href*='/documents/']").CountAsync() - 1; // the last is for other documents
        await PressAsync(visit, "a[href$='/documents/1']");
        for (var step = 1; step <= steps; step++)
        {
            await TabToAsync(visit, "#Document");
            await ChooseAsync(visit, $"材料{step}.pdf", Pdf($"step {step}")); // the machine's own window, which is not the page's
            await PressAsync(visit, "form.upload button");
            await PressAsync(visit, "main a[role=button]");
        }

        await PressAsync(visit, "a[href$='/check']");
        await TabToAsync(visit, "#Promise");
        await visit.Page.Keyboard.PressAsync("Space");
        await PressAsync(visit, "main form button");

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("申请已提交");
        var filed = await SingleAsync(record);
        await Expect(visit.Main).ToContainTextAsync(filed.Reference);
        Assert.Equal(("已停止违法行为，罚款已缴纳。", steps), (filed.Statement, filed.Documents.Count));
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task TwoTabs_DoubleNothingAndLoseNothing()
    {
        var (company, record) = await SceneAsync();
        await using var visit = await site.OpenAsync($"/account/apply/{record.Id}", by: company.Applicant);
        await using var other = await visit.AnotherTabAsync($"/account/apply/{record.Id}");

        await visit.SendAsync();
        await other.SendAsync();
        Assert.Equal(visit.Page.Url, other.Page.Url);
        var draft = await SingleAsync(record);

        foreach (var tab in new[] { visit, other })
        {
            await tab.GoAsync($"/account/applications/{draft.Id}/documents/1");
        }

        await UploadAsync(visit, "promise.pdf", Pdf("promise"));
        await UploadAsync(other, "promise.pdf", Pdf("promise"));
        await SavedAsync(other, "The document is added.");
        Assert.Single((await SingleAsync(record)).Documents);

        // The other tab's statement is older: it says so, keeps what was typed, and saves that when asked again.
        foreach (var tab in new[] { visit, other })
        {
            await tab.GoAsync($"/account/applications/{draft.Id}/statement");
        }

        await visit.Page.Locator("#Statement").FillAsync("Written in one tab.");
        await visit.SendAsync();
        await other.Page.Locator("#Statement").FillAsync("Written in the other.");
        await other.SendAsync();
        await Expect(other.Page.Locator("#Statement-error")).ToContainTextAsync("changed since you opened this page");
        await Expect(other.Main).ToContainTextAsync("Written in one tab.");
        await Expect(other.Page.Locator("#Statement")).ToHaveValueAsync("Written in the other.");
        await other.LooksRightAsync();
        await other.SendAsync();
        await SavedAsync(other, "Saved.");
        Assert.Equal("Written in the other.", (await SingleAsync(record)).Statement);

        await visit.GoAsync($"/account/applications/{draft.Id}/contact");
        await visit.Page.Locator("#Name").FillAsync("Legal department");
        await visit.Page.Locator("#Email").FillAsync("legal@company.example");
        await visit.SendAsync();
        await AddRestAsync(company, draft.Id, record);
        foreach (var tab in new[] { visit, other })
        {
            await tab.GoAsync($"/account/applications/{draft.Id}/check");
            await tab.Page.Locator("#Promise").CheckAsync();
        }

        await visit.SendAsync();
        await other.SendAsync();
        await Expect(other.Page.Locator("h1")).ToHaveTextAsync("Application submitted");
        await other.Page.GoBackAsync();
        await Expect(other.Page.Locator("h1")).ToHaveTextAsync($"Application {draft.Reference}");
        Assert.Equal(1, await site.Host.QueryAsync(db =>
            db.Ledger.CountAsync(l => l.Subject == draft.Id && l.Kind == "repair.submitted")));
    }

    [Fact]
    public async Task ADoubleClick_WithoutScripts_StartsOneApplication()
    {
        var (company, record) = await SceneAsync();
        await using var visit = await site.OpenAsync($"/account/apply/{record.Id}", script: false, by: company.Applicant);

        await visit.Main.Locator("form button").DblClickAsync();

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Your application");
        await SingleAsync(record);
    }

    [Fact]
    public async Task ALostSession_LosesNothing_NeitherSavedNorTyped()
    {
        var (company, record) = await SceneAsync();
        await using var visit = await site.OpenAsync($"/zh/account/apply/{record.Id}", by: company.Applicant);
        await visit.SendAsync();
        var draft = await SingleAsync(record);
        await visit.GoAsync($"/zh/account/applications/{draft.Id}/documents/1");
        await UploadAsync(visit, "承诺书.pdf", Pdf("promise"));

        await visit.ForgetAsync("registry-session");
        await visit.FollowAsync(visit.Main.Locator(".files button")); // to remove it
        await visit.SignInAsync(company.Applicant.Email);

        Assert.Equal($"/zh/account/applications/{draft.Id}/documents/1", new Uri(visit.Page.Url).AbsolutePath);
        await Expect(visit.Main.Locator(".files")).ToContainTextAsync("承诺书.pdf");
        await visit.FollowAsync(visit.Main.Locator(".files button"));
        await SavedAsync(visit, "材料已删除");

        var statement = string.Concat(Enumerable.Range(0, 200).Select(i => $"第{i}项已改正。\n")).Trim();
        await visit.GoAsync($"/zh/account/applications/{draft.Id}/statement");
        await visit.Page.Locator("#Statement").FillAsync(statement);
        await visit.ForgetAsync("registry-session");
        await visit.SendAsync();
        await visit.SignInAsync(company.Applicant.Email);
        await Expect(visit.Main.Locator(".govuk-notification-banner")).ToContainTextAsync("您填写的内容已保留");
        await Expect(visit.Page.Locator("#Statement")).ToHaveValueAsync(statement);
        await visit.LooksRightAsync("纠正情况说明");
        await visit.SendAsync();
        await SavedAsync(visit, "已保存。");
        Assert.Equal(statement, (await SingleAsync(record)).Statement);
        await visit.GoAsync($"/zh/account/applications/{draft.Id}/statement");
        await Expect(visit.Main.Locator(".govuk-notification-banner")).ToHaveCountAsync(0); // it was given back once
    }

    [Theory]
    [InlineData("notes.pdf", "plain text", "The file is not a PDF, PNG or JPEG")]
    [InlineData("empty.pdf", "", "The file is empty")]
    [InlineData(null, null, "Choose a file")]
    public async Task AWrongFile_IsRefusedWithTheWayOut(string? name, string? content, string why)
    {
        var (company, record) = await SceneAsync();
        await using var visit = await OpenDocumentsAsync(company, record, script: false);

        if (name is not null)
        {
            await ChooseAsync(visit, name, Encoding.UTF8.GetBytes(content!));
        }

        await visit.SendAsync();
        await Expect(visit.Page.Locator("#Document-error")).ToContainTextAsync(why);
        Assert.Empty((await SingleAsync(record)).Documents);
    }

    [Fact]
    public async Task AFileOfTenMegabytes_IsTaken_OneByteMoreIsNot_AndARemovedOneIsGone()
    {
        var (company, record) = await SceneAsync();
        await using var visit = await OpenDocumentsAsync(company, record, script: false);
        var largest = new byte[CaseDocument.MaxBytes];
        "%PDF-"u8.CopyTo(largest);

        await UploadAsync(visit, "large.pdf", [.. largest, 0]);
        await Expect(visit.Page.Locator("#Document-error")).ToContainTextAsync("larger than 10 MB");
        await UploadAsync(visit, "<b>最大.pdf", largest);
        await Expect(visit.Main.Locator(".files")).ToContainTextAsync("<b>最大.pdf");
        var stored = Assert.Single((await SingleAsync(record)).Documents);
        var saving = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Main.Locator(".file a").ClickAsync());
        Assert.EndsWith("最大.pdf", saving.SuggestedFilename, StringComparison.Ordinal);

        await visit.FollowAsync(visit.Main.Locator(".files button"));
        await SavedAsync(visit, "The document is gone.");
        await Expect(visit.Main.Locator(".files")).ToHaveCountAsync(0);
        Assert.Empty((await SingleAsync(record)).Documents);
        Assert.Equal(0, await site.Host.QueryAsync(db => db.DocumentChunks.CountAsync(c => c.DocumentId == stored.Id)));
    }

    [Fact]
    public async Task AWrongFile_IsToldAtOnceWhereScriptsRun()
    {
        var (company, record) = await SceneAsync();
        await using var visit = await OpenDocumentsAsync(company, record);

        await ChooseAsync(visit, "notes.pdf", "plain text"u8.ToArray());
        await Expect(visit.Page.Locator("#Document-error")).ToContainTextAsync("The file is not a PDF, PNG or JPEG");
        await visit.IsAccessibleAsync();
        await visit.Main.Locator("form.upload button").ClickAsync();
        await Expect(visit.Page.Locator("#Document")).ToBeFocusedAsync(); // it was not sent

        await ChooseAsync(visit, "proof.pdf", Pdf("proof"));
        await Expect(visit.Page.Locator("#Document-error")).ToHaveCountAsync(0);
        await visit.FollowAsync(visit.Main.Locator("form.upload button"));
        await Expect(visit.Main.Locator(".files")).ToContainTextAsync("proof.pdf");
    }

    [Theory]
    [InlineData("", "You can apply from 30 September 2026 on.", "Registry Rules 2024", "Why not yet?")]
    [InlineData("/zh", "自2026年9月30日起可以申请。", "《登记规则2024》", "为什么还不能申请？")]
    public async Task ARecordThatCannotBeRepairedYet_SaysFromWhenAndByWhichRule(string language, string from, string law, string ask)
    {
        var company = await site.Host.CompanyAsync();
        var record = await site.Host.RecordAsync(site.Organ, company, publishedOn: new DateOnly(2026, 6, 30));
        await using var visit = await site.OpenAsync($"{language}/account", width: 390, by: company.Applicant);

        await visit.FollowAsync(visit.Main.Locator(".card").GetByText(ask));
        await Expect(visit.Main.Locator(".answer-no")).ToContainTextAsync(from);
        await Expect(visit.Main.Locator(".answer-no")).ToContainTextAsync(law);
        await Expect(visit.Main.Locator("form")).ToHaveCountAsync(0);
        await visit.LooksRightAsync();
        Assert.Equal(0, await site.Host.QueryAsync(db => db.RepairApplications.CountAsync(a => a.RecordId == record.Id)));
    }

    [Fact]
    public async Task AnothersApplication_IsNotThere_AndAnothersRecordNotTheirsToRepair()
    {
        var (company, record) = await SceneAsync();
        var one = await site.Host.DraftAsync(company, record);
        var document = one["documents"]![0]!.Text("id");
        var stranger = await site.Host.CompanyAsync();
        await using var visit = await site.OpenAsync("/account", by: stranger.Applicant);

        string[] pages =
            ["", "/statement", "/contact", "/documents/1", "/check", "/submitted", "/withdraw", $"/files/{document}"];
        foreach (var page in pages)
        {
            await visit.GoAsync(PathOf(one) + page);
            Assert.Equal(404, visit.Answer.Status);
        }

        await visit.GoAsync($"/account/apply/{record.Id}");
        await Expect(visit.Main).ToContainTextAsync("does not act for the company of this record");
        await Expect(visit.Main.Locator("form")).ToHaveCountAsync(0);
    }

    private async Task<(TestCompany Company, CreditRecord Record)> SceneAsync(RecordTier tier = RecordTier.Untrustworthy)
    {
        var company = await site.Host.CompanyAsync();
        return (company, await site.Host.RecordAsync(site.Organ, company, tier, publishedOn: new DateOnly(2025, 6, 1)));
    }

    private async Task<Visit> OpenDocumentsAsync(TestCompany company, CreditRecord record, bool script = true)
    {
        var visit = await site.OpenAsync($"/account/apply/{record.Id}", script: script, by: company.Applicant);
        await visit.SendAsync();
        await visit.FollowAsync(visit.Main.Locator("a[href$='/documents/1']"));
        return visit;
    }

    private Task<RepairApplication> SingleAsync(CreditRecord record) =>
        site.Host.QueryAsync(db => db.RepairApplications.AsNoTracking().SingleAsync(a => a.RecordId == record.Id));

    private static async Task AddRestAsync(TestCompany company, Guid application, CreditRecord record)
    {
        var client = company.Applicant.Client;
        var needs = (await client.ReadAsync($"/api/v1/records/{record.Id}/eligibility"))["documents"]!.AsArray();
        foreach (var need in needs.Skip(1))
        {
            await (await client.UploadAsync(application.ToString(), need!["kinds"]![0]!.GetValue<string>()))
                .BodyAsync(HttpStatusCode.Created);
        }
    }

    private static async Task<JsonNode> DoAsync(
        TestAccount officer, JsonNode application, string verb, object? body = null) =>
        await (await officer.ActAsync(application, verb, body)).BodyAsync(HttpStatusCode.OK);

    private static string PathOf(JsonNode application) => $"/account/applications/{application.Text("id")}";

    private static byte[] Pdf(string about) => Encoding.ASCII.GetBytes($"%PDF-1.4 {about}");

    private static Task ChooseAsync(Visit visit, string name, byte[] content) =>
        visit.Page.Locator("#Document").SetInputFilesAsync(
            new FilePayload { Name = name, MimeType = "application/pdf", Buffer = content });

    private static async Task UploadAsync(Visit visit, string name, byte[] content)
    {
        await ChooseAsync(visit, name, content);
        await visit.SendAsync();
    }

    private static Task FollowStepAsync(Visit visit, string name) =>
        visit.FollowAsync(visit.Main.Locator(".govuk-task-list a", new() { HasText = name }));

    private static Task SavedAsync(Visit visit, string said) =>
        Expect(visit.Page.Locator(".govuk-notification-banner")).ToContainTextAsync(said);

    private static async Task TabToAsync(Visit visit, string selector)
    {
        for (var presses = 0; presses < 80; presses++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if (await visit.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"No key leads to {selector} on {visit.Page.Url}.");
    }

    private static async Task PressAsync(Visit visit, string selector)
    {
        await TabToAsync(visit, selector);
        await EnterAsync(visit);
    }

    private static async Task TypeAsync(Visit visit, string selector, string text)
    {
        await TabToAsync(visit, selector);
        await visit.Page.Keyboard.InsertTextAsync(text);
    }

    private static Task EnterAsync(Visit visit) => visit.FollowAsync(() => visit.Page.Keyboard.PressAsync("Enter"));
}
