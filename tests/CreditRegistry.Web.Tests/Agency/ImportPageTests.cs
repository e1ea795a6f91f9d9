using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Domain.Companies;
using CreditRegistry.TestKit;
using CreditRegistry.Web.Tests.Desk;
using CreditRegistry.Web.Texts;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Agency;

public sealed class ImportPageTests(Site site)
{
    private const string Header = "registration_id,tier,ground,decision_number,decided_on,summary,penalties,联系人\n";

    [Theory]
    [InlineData("", 1280, false, "accepted", "were in already", "refused", "Publish that record first")]
    [InlineData("/zh", 390, true, "已导入", "此前已导入", "未导入", "请先公示所需的记录")]
    public async Task AFile_IsTakenRowByRow_AndItsVerdictsAreRead(
        string language, int width, bool packed, string accepted, string unchanged, string refused, string wayOut)
    {
        var organ = await site.Host.OrganAsync();
        var company = await site.Host.CompanyAsync();
        var standing = await site.Host.RecordAsync(organ, company, decisionNumber: "文30号", decidedOn: new(2026, 6, 1));
        string Row(string number, string tier = "untrustworthy", string ground = "U05", string day = "2026-06-01", string text = "x") =>
            $"{company.RegistrationId},{tier},{ground},{number},{day},{text},,张三\n";
        var rows = Header + Row("文31号") + Row("文32号") + Row("文33号", "abnormal", "A01") + Row("文34号", day: "yesterday")
            + Row("文30号", text: standing.Summary) + Row("文30号", text: "Another text.") + Row("文35号", ground: "Z1") + "\"open\n";
        await using var visit = await site.OpenAsync($"{language}/agency/import", width, by: organ.Agency);
        await visit.IsFineAsync();
        await visit.SendAsync();
        await Expect(visit.Page.Locator("#Upload-error")).ToBeVisibleAsync();

        await visit.Page.Locator("#Upload").SetInputFilesAsync(new Microsoft.Playwright.FilePayload
        {
            Name = packed ? "records.csv.gz" : "records.csv",
            MimeType = "application/octet-stream",
            Buffer = packed ? Packed(rows) : Encoding.UTF8.GetBytes(rows),
        });
        await visit.PictureAsync();
        await visit.SendAsync();

        var figures = visit.Page.Locator(".figures li");
        await Expect(figures.Nth(0)).ToHaveTextAsync($"2 {accepted}");
        await Expect(figures.Nth(1)).ToHaveTextAsync($"1 {unchanged}");
        await Expect(figures.Nth(2)).ToHaveTextAsync($"5 {refused}");
        await Expect(visit.Page.Locator(".problems tbody tr")).ToHaveCountAsync(5);
        await Expect(visit.Page.Locator(".problems tbody tr").First).ToContainTextAsync(wayOut);
        await Expect(visit.Page.Locator(".problems tbody td").First).ToHaveTextAsync("4");
        await Expect(visit.Page.Locator(".problems a")).ToHaveAttributeAsync("href", $"{language}/agency/records/{standing.Id}");
        await Expect(visit.Page.Locator("#personal")).ToContainTextAsync("联系人");
        await visit.IsFineAsync();
        await visit.PictureAsync();
        var report = await visit.Page.APIRequest.GetAsync(visit.Page.Url + "?handler=file");
        var lines = (await report.TextAsync()).TrimEnd().Split('\n');
        Assert.Equal((10, "attachment"), (lines.Length, report.Headers["content-disposition"].Split(';')[0]));
        Assert.StartsWith("8,end", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("张三", string.Join('\n', lines), StringComparison.Ordinal);
        visit.HasNoComplaints();

        using var stranger = await SiteForms.SignInAsync(site, (await site.Host.OrganAsync()).Agency);
        var seen = await stranger.GetAsync($"/agency/imports/{visit.Page.Url.Split('/')[^1]}");
        Assert.Contains("not kept any more", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileAboveEveryOtherLimit_StreamsThrough_AndAnImportThatRunsIsTold()
    {
        const int Rows = 700;
        var organ = await site.Host.OrganAsync();
        var company = await site.Host.CompanyAsync();
        using var forms = await SiteForms.SignInAsync(site, organ.Agency);
        Assert.DoesNotContain("id=\"running\"", (await forms.GetAsync("/agency/import")).Text, StringComparison.Ordinal);
        var half = new TaskCompletionSource();
        var told = new TaskCompletionSource();
        using var body = new Dripping(async stream =>
        {
            var filler = new string('x', 60_000);
            for (var i = 0; i < Rows; i++)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(
                    $"{company.RegistrationId},untrustworthy,U05,号{i},2026-06-01,{i},,{filler}\n"));
                if (i == Rows / 2)
                {
                    await stream.FlushAsync();
                    half.SetResult();
                    await told.Task;
                }
            }
        });
        var sending = forms.PostAsync("/agency/import", await FormAsync(forms, "records.csv", body));
        await await Task.WhenAny(half.Task, sending);
        var running = false;
        for (var i = 0; i < 100 && !running; i++)
        {
            running = (await forms.GetAsync("/agency/import")).Text.Contains("id=\"running\"", StringComparison.Ordinal);
        }

        told.SetResult();
        var (_, _, goesTo) = await sending;

        Assert.True(running);
        Assert.Contains(Rows.ToString(CultureInfo.InvariantCulture), (await forms.GetAsync(goesTo!)).Text, StringComparison.Ordinal);
        Assert.Equal(Rows, await site.Host.QueryAsync(db => db.Records.CountAsync(r => r.CompanyId == company.Id)));
        Assert.DoesNotContain("id=\"running\"", (await forms.GetAsync("/agency/import")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("registration_id,tier\n", "lacks a column")]
    [InlineData("registration_id,tier,tier,ground,decision_number,decided_on,summary\n", "names a column twice")]
    public async Task AFileThatIsWrongAsAWhole_IsSaidAtItsField(string content, string said)
    {
        using var forms = await SiteForms.SignInAsync(site, (await site.Host.OrganAsync()).Agency);

        var (status, page, _) = await forms.PostAsync(
            "/agency/import", await FormAsync(forms, "records.csv", new StringContent(content)));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("id=\"Upload-error\"", page, StringComparison.Ordinal);
        Assert.Contains(said, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADamagedFile_TellsThatItWasNotReadToItsEnd()
    {
        var company = await site.Host.CompanyAsync();
        using var forms = await SiteForms.SignInAsync(site, (await site.Host.OrganAsync()).Agency);
        var random = new Random(3);
        var packed = Packed(Header + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"{company.RegistrationId},untrustworthy,U05,{i},2026-06-01,{i},,{RandomText(random, 20_000)}\n")));

        var (_, _, goesTo) = await forms.PostAsync(
            "/agency/import", await FormAsync(forms, "records.csv.gz", new ByteArrayContent(packed[..(packed.Length - 5000)])));

        Assert.Contains("id=\"failed\"", (await forms.GetAsync(goesTo!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFormOfAnotherSite_IsRefusedBeforeItsFileIsRead()
    {
        var organ = await site.Host.OrganAsync();
        var company = await site.Host.CompanyAsync();
        using var forms = await SiteForms.SignInAsync(site, organ.Agency);
        var row = $"{company.RegistrationId},untrustworthy,U05,文1号,2026-06-01,x,,\n";
        using var form = new MultipartFormDataContent { { new StringContent(Header + row), "Upload", "records.csv" } };

        Assert.Equal(HttpStatusCode.BadRequest, (await forms.PostAsync("/agency/import", form)).Status);
        Assert.False(await site.Host.QueryAsync(db => db.Records.AnyAsync(r => r.CompanyId == company.Id)));
    }

    [Fact]
    public void EveryReason_HasWords()
    {
        var codes = typeof(RowFault).GetFields()
            .Select(f => f.GetValue(null)).OfType<RowFault>().Select(f => f.Code)
            .Concat(RegistrationIdReason.All.Select(r => r.Code))
            .Where(code => code is not ("NAME_MISSING" or "NAME_TOO_LONG" or "NAME_CHARACTER" or "STATUS_UNKNOWN"
                or "REGISTERED_ON_UNREADABLE" or "PROVINCE_UNKNOWN" or "ALIAS_TAKEN")) // of companies
            .Where(code => !code.EndsWith("_UNUSABLE", StringComparison.Ordinal))
            .ToList();

        Assert.InRange(codes.Count, 20, 100);
        Assert.All(codes, code => Assert.NotNull(ImportTexts.Why(code)));
    }

    private static async Task<MultipartFormDataContent> FormAsync(SiteForms forms, string name, HttpContent file) => new()
    {
        { new StringContent(await forms.TokenAsync("/agency/import")), "__RequestVerificationToken" },
        { file, "Upload", name },
    };

    /// <summary>That does not pack well.</summary>
    private static string RandomText(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next('a', 'z')));

    private static byte[] Packed(string text)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            packed.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    /// <summary>A file that is written while it is sent.</summary>
    private sealed class Dripping(Func<Stream, Task> write) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Header));
            await write(stream);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
