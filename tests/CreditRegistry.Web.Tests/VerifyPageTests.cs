using System.Text;
using CreditRegistry.Application.Proof;
using CreditRegistry.TestKit;
using Microsoft.Playwright;

namespace CreditRegistry.Web.Tests;

/// <summary>Verifying a certificate on the site.</summary>
public sealed class VerifyPageTests(Site site)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ACertificate_IsVerifiedFromItsFileAndItsText_AndWhatChangedIsTold()
    {
        var company = await site.Host.CompanyAsync("冷杉核验有限公司");
        var (kept, gone) = (await site.Host.RecordAsync(site.Organ, company), await site.Host.RecordAsync(site.Organ, company));
        await site.Host.AddAsync(db => db.Records.Single(r => r.Id == kept.Id).MarkRepairPending(true));
        var (pdf, jws) = await CertifyAsync(company);
        await using var visit = await site.OpenAsync($"/zh/companies/{company.RegistrationId}", width: 390);
        Assert.Equal(
            $"/api/v1/companies/{company.RegistrationId}/certificate.pdf",
            await visit.Main.GetByText("公示情况证明（PDF）").GetAttributeAsync("href"));

        await visit.GoAsync("/zh/verify");
        await visit.Page.Locator("#Upload").SetInputFilesAsync(new FilePayload { Name = "证明.pdf", MimeType = "application/pdf", Buffer = pdf });
        await visit.SendAsync();
        await Assertions.Expect(visit.Page.Locator("#outcome")).ToHaveTextAsync("证明真实，且与目前公示一致");
        await Assertions.Expect(visit.Main.Locator("article.record")).ToHaveCountAsync(2);
        Assert.Contains("冷杉核验有限公司", await visit.Main.InnerTextAsync());
        await Assertions.Expect(visit.Main.GetByText("信用修复申请办理中")).ToHaveCountAsync(1);
        await visit.LooksRightAsync();

        await site.AnnulAsync(gone);
        await using var later = await site.OpenAsync("/verify", dark: true);
        await later.Page.Locator("#Certificate").FillAsync(jws);
        await later.SendAsync();
        await Assertions.Expect(later.Page.Locator("#outcome")).ToHaveTextAsync("Genuine, but it no longer holds");
        await Assertions.Expect(later.Page.Locator("#since + ul")).ToContainTextAsync("It was annulled and left publication on");
        await Assertions.Expect(later.Main.Locator("article.record")).ToHaveCountAsync(1); // of what left, nothing but its tombstone
        await Assertions.Expect(later.Main.Locator($"#r-{kept.Id}")).ToHaveCountAsync(1);
        await later.LooksRightAsync();

        await site.Host.PlaceLedgerAsync();
        using var anyone = site.Host.Anyone();
        var changed = await anyone.ReadAsync($"/api/v1/companies/{company.RegistrationId}/certificate");
        changed["statement"]!["name"] = "另一家有限公司";
        await later.Page.Locator("#Certificate").FillAsync(changed.ToJsonString());
        await later.SendAsync();
        await Assertions.Expect(later.Page.Locator(".answer-wrong #outcome")).ToHaveTextAsync("Not genuine as a file");
        await Assertions.Expect(later.Page.Locator(".answer-wrong")).ToContainTextAsync("differs from what is signed: statement.name.");
        await Assertions.Expect(later.Page.Locator("[aria-labelledby=said]")).ToContainTextAsync("冷杉核验有限公司");
        await Assertions.Expect(later.Page.Locator("[aria-labelledby=said] h2")).ToHaveTextAsync("What is signed");
        await later.LooksRightAsync();
        visit.HasNoComplaints();
        later.HasNoComplaints();
    }

    [Fact]
    public async Task TheAddressOfAQrCode_TellsWhatItSaid()
    {
        var company = await site.Host.CompanyAsync();
        var (pdf, _) = await CertifyAsync(company);
        using var document = UglyToad.PdfPig.PdfDocument.Open(pdf);
        var address = new Uri(document.GetPage(1).GetHyperlinks().Single().Uri);
        using var anyone = site.Host.Anyone();

        var html = await (await anyone.AskAsync(address.PathAndQuery)).Content.ReadAsStringAsync(Ct);
        var chinese = await (await anyone.AskAsync("/zh" + address.PathAndQuery)).Content.ReadAsStringAsync(Ct);
        var forged = await (await anyone.AskAsync(address.PathAndQuery[..^6] + "AAAAAA")).Content.ReadAsStringAsync(Ct);

        Assert.Contains("Genuine, and it still holds", html);
        Assert.Contains(company.RegistrationId, html);
        Assert.Contains("证明真实，且与目前公示一致", chinese);
        Assert.Contains("Not genuine", forged);
        Assert.DoesNotContain(company.RegistrationId, forged[forged.IndexOf("<main", StringComparison.Ordinal)..]);
    }

    [Theory]
    [InlineData("", "Choose the certificate")]
    [InlineData("nonsense <b>", "There is no certificate in it")]
    [InlineData("eyJhbGciOiJFUzI1NiIsInR5cCI6ImNyZWRpdHJlZ2lzdHJ5LWNlcnRpZmljYXRlIn0.e30.AAAA", "No key that is known here signed it")]
    public async Task WhatIsNone_IsToldAtItsField(string text, string answer)
    {
        await using var visit = await site.OpenAsync("/verify", width: 390);
        await visit.Page.Locator("#Certificate").FillAsync(text);
        await visit.SendAsync();

        await Assertions.Expect(visit.Main).ToContainTextAsync(answer);
        Assert.Equal(text, await visit.Page.Locator("#Certificate").InputValueAsync());
        await visit.LooksRightAsync();
    }

    [Fact]
    public async Task AFile_WithoutACertificate_OrTooLarge_IsRefusedInWords()
    {
        await using var visit = await site.OpenAsync("/verify", script: false);
        foreach (var (size, answer) in new[]
        {
            (1000, "There is no certificate in it"),
            (CertificateFile.MostBytes, "There is no certificate in it"),
            (CertificateFile.MostBytes + 1, "The file is larger than 4 MB"),
        })
        {
            await visit.Page.Locator("#Upload").SetInputFilesAsync(
                new FilePayload { Name = "a.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes(new string('x', size)) });
            await visit.SendAsync();
            await Assertions.Expect(visit.Page.Locator(".govuk-error-summary")).ToContainTextAsync(answer);
        }
    }

    private async Task<(byte[] Pdf, string Jws)> CertifyAsync(TestCompany company)
    {
        await site.Host.PlaceLedgerAsync();
        using var anyone = site.Host.Anyone();
        var path = $"/api/v1/companies/{company.RegistrationId}/certificate";
        var pdf = await anyone.GetByteArrayAsync(new Uri(path + ".pdf", UriKind.Relative), Ct);
        return (pdf, (await anyone.ReadAsync(path)).Text("certificate"));
    }
}
