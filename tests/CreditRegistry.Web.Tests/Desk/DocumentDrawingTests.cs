using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using CreditRegistry.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Desk;

public sealed class DocumentDrawingTests(Site site)
{
    private const string Kind = "RECTIFICATION_PROOF";

    // One black pixel.
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task PdfsAndPictures_ArePaintedInsideThePage_ByItsOwnScriptsAlone()
    {
        await using var visit = await OpenAsync(
            ("整改报告.pdf", Pdf("云杉已整改", "第二页")),
            ("照片.png", Picture),
            ("huge.png", Huge()),
            ("broken.pdf", "%PDF-1.4 no more"u8.ToArray()));

        var report = Drawing(visit, "整改报告.pdf");
        await report.Locator("summary").ClickAsync();
        await Expect(report.Locator("canvas")).ToBeVisibleAsync();
        Assert.True(await IsPaintedAsync(report));
        await Expect(report).ToContainTextAsync("云杉已整改"); // what a screen reader reads
        await Expect(report.GetByRole(AriaRole.Status)).ToHaveTextAsync("Page 1 of 2");
        await report.GetByRole(AriaRole.Button, new() { Name = "Next page" }).ClickAsync();
        await Expect(report.GetByRole(AriaRole.Status)).ToHaveTextAsync("Page 2 of 2");
        await Expect(report).ToContainTextAsync("第二页");

        var photo = Drawing(visit, "照片.png");
        await photo.Locator("summary").ClickAsync();
        await Expect(photo.Locator("canvas[width='1']")).ToHaveCountAsync(1);
        Assert.True(await IsPaintedAsync(photo));

        await Drawing(visit, "huge.png").Locator("summary").ClickAsync();
        await Expect(Drawing(visit, "huge.png")).ToContainTextAsync("too large to be drawn");
        await Drawing(visit, "broken.pdf").Locator("summary").ClickAsync();
        await Expect(Drawing(visit, "broken.pdf")).ToContainTextAsync("Download it instead");
        await Expect(visit.Page.Locator(".drawing img, .drawing iframe, .drawing object, .drawing embed")).ToHaveCountAsync(0);
        await visit.IsFineAsync();
        visit.HasNoComplaints();
        Assert.Equal([site.Host.Address.Authority], visit.Hosts.Distinct());
    }

    [Fact]
    public async Task WithoutScript_DocumentsAreDownloaded()
    {
        await using var visit = await OpenAsync(script: false, ("照片.png", Picture));

        await Expect(visit.Page.Locator(".checklist a[download]").First).ToBeVisibleAsync();
        await Expect(Drawing(visit, "照片.png")).ToBeHiddenAsync();
    }

    private Task<Visit> OpenAsync(params (string Name, byte[] Content)[] files) => OpenAsync(script: true, files);

    private async Task<Visit> OpenAsync(bool script, params (string Name, byte[] Content)[] files)
    {
        var organ = await site.Host.OrganAsync();
        var company = await site.Host.CompanyAsync();
        var record = await site.Host.RecordAsync(organ, company, publishedOn: site.Host.Clock.Today.AddMonths(-6));
        var draft = await site.Host.DraftAsync(company, record);
        foreach (var (name, content) in files)
        {
            draft = await (await company.Applicant.Client.UploadAsync(draft.Text("id"), Kind, content, name))
                .BodyAsync(HttpStatusCode.Created);
        }

        var filed = await (await company.Applicant.Client.SendAsync(
            $"/api/v1/repair-applications/{draft.Text("id")}/submission", ifMatch: draft.ETag())).BodyAsync(HttpStatusCode.OK);
        return await site.OpenAsync(filed.PageOf(), script: script, by: organ.OfficerA);
    }

    private static ILocator Drawing(Visit visit, string name) => visit.Page.Locator($"details[data-name$='{name}']");

    private static Task<bool> IsPaintedAsync(ILocator drawing) => drawing.Locator("canvas").EvaluateAsync<bool>(
        """
        place => place.getContext("2d").getImageData(0, 0, place.width, place.height).data
            .some((value, i) => i % 4 < 3 && value < 128)
        """);

    /// <summary>Claims to be 50,000 pixels wide and high.</summary>
    private static byte[] Huge()
    {
        var bytes = Picture.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), 50_000);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), 50_000);
        return bytes;
    }

    /// <summary>With a Chinese font that it does not bring along, as many office programs write it.</summary>
    private static byte[] Pdf(params string[] pages)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        Add(1, "<< /Type /Catalog /Pages 2 0 R >>");
        Add(2, $"<< /Type /Pages /Count {pages.Length} /Kids [{string.Join(' ', pages.Select((_, i) => $"{10 + i} 0 R"))}] >>");
        Add(3, "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>");
        Add(4, "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R "
            + "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>");
        Add(5, "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
            + "/Ascent 900 /Descent -200 /CapHeight 800 /StemV 80 >>");
        for (var i = 0; i < pages.Length; i++)
        {
            var text = Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(pages[i]));
            var content = $"0 0 0 rg 72 600 200 20 re f BT /F1 36 Tf 72 700 Td <{text}> Tj ET";
            Add(10 + i, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {50 + i} 0 R "
                + "/Resources << /Font << /F1 3 0 R >> >> >>");
            Add(50 + i, $"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }

        return Encoding.ASCII.GetBytes(file.Append("trailer << /Root 1 0 R >>\n%%EOF\n").ToString());

        void Add(int number, string body) =>
            file.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n");
    }
}
