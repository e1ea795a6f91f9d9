using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Claims;
using CreditRegistry.Domain.Companies;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Claims;

public sealed class ClaimPageTests(Site site)
{
    private static readonly FilePayload Licence =
        new() { Name = "营业执照.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4 licence"u8.ToArray() };

    [Fact]
    public async Task ACompany_ClaimsItself_AndSignsIn_InChineseOnAPhone()
    {
        var (company, email) = (await site.Host.CompanyAsync(), Given.NewContact());
        await site.Host.RecordAsync(site.Organ, company);
        await using var visit = await site.OpenAsync($"/zh/companies/{company.RegistrationId}", width: 390);

        await visit.FollowAsync(visit.Main.GetByText("申请企业账户"));
        await visit.LooksRightAsync("申请企业账户");
        await Expect(visit.Page.Locator("#Id")).ToHaveValueAsync(company.RegistrationId);
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#Certificate-error")).ToContainTextAsync("请选择文件");
        await Expect(visit.Page.Locator("#ContactName-error")).ToContainTextAsync("请填写姓名或者部门");
        await visit.LooksRightAsync();
        await FillAsync(visit, email);
        await visit.SendAsync();

        var claim = await site.Host.QueryAsync(db => db.CompanyClaims.SingleAsync(c => c.CompanyId == company.Id));
        await visit.LooksRightAsync($"企业账户申请 {claim.Reference}");
        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync("核对中");
        Assert.DoesNotContain(email, await visit.Page.ContentAsync());

        await using var desk = await site.OpenAsync("/zh/desk/claims", width: 390, by: site.Organ.OfficerA);
        await desk.LooksRightAsync("企业账户申请");
        await desk.FollowAsync(desk.Main.Locator($"a[href$='{claim.Id}']"));
        await Expect(desk.Main).ToContainTextAsync(email);
        await desk.SendConfirmationAsync();
        await Expect(desk.Page.Locator("#Compared-error")).ToContainTextAsync("请核对后勾选");
        await desk.LooksRightAsync();
        await desk.Page.Locator("#Compared").CheckAsync();
        await desk.SendConfirmationAsync();
        await desk.LooksRightAsync();
        var token = await desk.Main.Locator(".handover").InnerTextAsync();
        await desk.GoAsync($"/zh/desk/claims/{claim.Id}");
        Assert.DoesNotContain(token, await desk.Page.ContentAsync()); // shown once

        await visit.Page.ReloadAsync();
        await visit.LooksRightAsync();
        await visit.FollowAsync(visit.Main.Locator("a[href$='/password']"));
        await visit.Page.Locator("#Email").FillAsync(email);
        await visit.Page.Locator("#Token").FillAsync(token);
        await visit.Page.Locator("#New").FillAsync("short");
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#New-error")).ToContainTextAsync("至少12个字符");
        await visit.Page.Locator("#New").FillAsync(RegistryHost.Password);
        await visit.SendAsync();
        await visit.SignInAsync(email);
        await Expect(visit.Main.Locator(".card")).ToContainTextAsync(company.RegistrationId);
        await Expect(visit.Main.Locator(".notice")).ToContainTextAsync("企业新增关联账户");
        await visit.LooksRightAsync("我的账户");
        visit.HasNoComplaints();
        desk.HasNoComplaints();
    }

    [Fact]
    public async Task AClaim_IsRefusedWithAReason_ThatTheClaimantReads_InEnglishOnADesk()
    {
        var company = await site.Host.CompanyAsync();
        await site.Host.RecordAsync(site.Organ, company);
        var struckOff = await site.Host.CompanyAsync(status: CompanyStatus.Deregistered);
        await using var visit = await site.OpenAsync("/claim");
        foreach (var (id, why) in new[]
            {
                ("", "Type the registration ID"),
                (company.RegistrationId[..17] + (company.RegistrationId[17] is 'A' ? 'B' : 'A'), $"the last one would be {company.RegistrationId[17]}."),
                (struckOff.RegistrationId, "was struck off"),
            })
        {
            await visit.Page.Locator("#Id").FillAsync(id);
            await FillAsync(visit, "contact@claims.example");
            await visit.SendAsync();
            await Expect(visit.Page.Locator("#Id-error")).ToContainTextAsync(why);
            await Expect(visit.Page.Locator("#ContactName")).ToHaveValueAsync("法务部");
        }

        await visit.LooksRightAsync("Get an account for your company");
        await using (var plain = await site.OpenAsync($"/claim?id={company.RegistrationId}", script: false))
        {
            await FillAsync(plain, "contact@claims.example");
            await plain.Main.Locator("form button").DblClickAsync();
            await Expect(plain.Main.Locator(".stands")).ToContainTextAsync("Being looked at");
        }

        var claim = await site.Host.QueryAsync(db => db.CompanyClaims.SingleAsync(c => c.CompanyId == company.Id));

        await using var desk = await site.OpenAsync($"/desk/claims/{claim.Id}", by: site.Organ.OfficerB);
        await using var tab = await desk.AnotherTabAsync($"/desk/claims/{claim.Id}");
        await Expect(desk.Main).ToContainTextAsync("This company has an account."); // that of the test's
        await desk.SendAsync();
        await Expect(desk.Page.Locator("#Reason-error")).ToContainTextAsync("Write why");
        await desk.LooksRightAsync();
        await desk.Page.Locator("#Reason").FillAsync("The certificate is <b>another</b> company’s.");
        await desk.SendAsync();
        await desk.LooksRightAsync("Claims");
        await tab.Page.Locator("#Compared").CheckAsync();
        await tab.SendConfirmationAsync();
        await Expect(tab.Page.Locator(".govuk-error-summary")).ToContainTextAsync("A colleague decided this claim meanwhile");

        await visit.GoAsync($"/claim/{claim.Id}");
        await Expect(visit.Main.Locator(".stands")).ToContainTextAsync("The certificate is <b>another</b> company’s.");
        await visit.LooksRightAsync();
        Assert.Equal(ClaimState.Refused, (await site.Host.QueryAsync(db => db.CompanyClaims.SingleAsync(c => c.Id == claim.Id))).State);
    }

    [Theory]
    [InlineData("", "another officer or an administrator must decide")]
    [InlineData("/zh", "应由其他经办人员或者系统管理员办理")]
    public async Task WhoeverHasAStake_ReadsWhoDecidesInstead(string language, string who)
    {
        var company = await site.Host.CompanyAsync();
        var claim = await site.Host.ClaimAsync(company);
        var admin = await site.Host.SignInAsync([Role.Administrator, Role.Applicant], companies: [company.RegistrationId]);
        using var forms = await SiteForms.SignInAsync(site, admin);
        var page = $"{language}/desk/claims/{claim.Text("id")}";
        using var form = new FormUrlEncodedContent(
        [
            new("Version", $"{claim["version"]}"), new("Compared", "true"), new("__RequestVerificationToken", await forms.TokenAsync(page)),
        ]);

        var (_, text, _) = await forms.PostAsync($"{page}?handler=Confirm", form);

        Assert.Contains(who, text);
    }

    [Fact]
    public async Task AnothersClaim_IsNotThereAtTheDesk_AndNobodyElseGetsIn()
    {
        var company = await site.Host.CompanyAsync();
        await site.Host.RecordAsync(site.Organ, company);
        var claim = await site.Host.ClaimAsync(company);
        var other = await site.Host.OrganAsync();
        await using var visit = await site.OpenAsync("/desk/claims", by: other.OfficerA);

        foreach (var page in new[] { "", "/certificate" })
        {
            await visit.GoAsync($"/desk/claims/{claim.Text("id")}{page}");
            Assert.Equal(404, visit.Answer.Status);
        }

        await using var applicant = await site.OpenAsync("/desk/claims", by: company.Applicant);
        await Expect(applicant.Page.Locator("h1")).ToHaveTextAsync("Your account may not see this page");
    }

    private static async Task FillAsync(Visit visit, string email)
    {
        await visit.Page.Locator("#Certificate").SetInputFilesAsync(Licence);
        await visit.Page.Locator("#ContactName").FillAsync("法务部");
        await visit.Page.Locator("#Email").FillAsync(email);
    }
}

internal static class ClaimVisits
{
    public static Task SendConfirmationAsync(this Visit visit) =>
        visit.FollowAsync(visit.Main.Locator("form[action*=Confirm] button"));
}
