using System.Net;
using System.Text;
using CreditRegistry.Application.Screening;
using CreditRegistry.TestKit;
using CreditRegistry.Web.Pages;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests;

public sealed class CheckListPageTests(Site site)
{
    [Theory]
    [InlineData("/check-list", "with published records", "not valid", "Paste registration IDs")]
    [InlineData("/zh/check-list", "有公示记录", "代码有误", "请粘贴代码")]
    public async Task AList_IsJudgedLineByLine(string path, string listed, string invalid, string empty)
    {
        await using var visit = await site.OpenAsync(path, width: 390, script: false);
        await visit.FollowAsync(visit.Main.Locator("form button").Last); // as a file, of which there is nothing to make
        await Expect(visit.Page.Locator(".govuk-error-summary")).ToContainTextAsync(empty);

        await visit.Page.Locator("#Ids").FillAsync(
            $"{site.Listed.RegistrationId}\n\n{site.Clear.RegistrationId}\n110101190001011009\n\"91330000YYXXXXXXXX\"");
        await visit.FollowAsync(visit.Main.Locator("form button").First);

        await Expect(visit.Page.Locator(".figures")).ToContainTextAsync(listed);
        await Expect(visit.Page.Locator(".figures")).ToContainTextAsync(invalid);
        await Expect(visit.Page.Locator(".verdicts tbody tr")).ToHaveCountAsync(4);
        await Expect(visit.Page.Locator(".verdicts tbody tr").First).ToContainTextAsync(site.Listed.RegistrationId);
        Assert.DoesNotContain("110101190001011009", await visit.Page.ContentAsync());
        Assert.Equal(0, await visit.OverflowAsync());
    }

    [Fact]
    public async Task AListAsAFile_IsJudgedAndTakenAwayAsCsv()
    {
        await using var visit = await site.OpenAsync("/check-list");
        await visit.Page.Locator("#Upload").SetInputFilesAsync(new Microsoft.Playwright.FilePayload
        {
            Name = "list.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes($"\uFEFF{site.Clear.RegistrationId}\r\nnonsense\r\n"),
        });

        var download = await visit.Page.RunAndWaitForDownloadAsync(
            () => visit.Page.GetByText("Download verdicts as CSV").ClickAsync());

        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal($"1,{site.Clear.RegistrationId},clear", string.Join(',', lines[1].Split(',')[..3]));
        Assert.Contains("invalid", lines[2]);
        Assert.Contains("end", lines[3]);
    }

    [Theory]
    [InlineData(CheckListModel.MaxIds - 1, true)]
    [InlineData(CheckListModel.MaxIds, true)]
    [InlineData(CheckListModel.MaxIds + 1, false)]
    public async Task AList_HasAMostLength(int length, bool taken)
    {
        using var browser = site.Host.Anyone();
        var list = string.Join('\n', Enumerable.Repeat(site.Clear.RegistrationId, length));

        var page = await TextAsync(await browser.SubmitAsync("/check-list", new() { ["Ids"] = list }));
        using var file = await browser.SubmitAsync("/check-list", new() { ["Ids"] = list }, handler: "Csv");
        var csv = await TextAsync(file);

        Assert.Equal(taken, page.Contains($"{length} checked", StringComparison.Ordinal));
        Assert.Equal(taken, page.Contains($"500 of {length} are shown", StringComparison.Ordinal));
        Assert.Equal(!taken, page.Contains("That is more than 10,000", StringComparison.Ordinal));
        Assert.Equal(taken ? "text/csv" : "text/html", file.Content.Headers.ContentType?.MediaType);
        Assert.Equal(taken, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == length + 2); // the header and the end
    }

    [Theory]
    [InlineData(-1, HttpStatusCode.OK, "1 checked")]
    [InlineData(0, HttpStatusCode.OK, "1 checked")]
    [InlineData(1, HttpStatusCode.OK, "The file is larger than 2 MB")]
    [InlineData(CheckListModel.MaxFileBytes, HttpStatusCode.RequestEntityTooLarge, "That is too large")]
    public async Task AFile_HasAMostSize(int beyond, HttpStatusCode status, string said)
    {
        using var browser = site.Host.Anyone();
        var file = Enumerable.Repeat((byte)'\n', CheckListModel.MaxFileBytes + beyond).ToArray();
        Encoding.ASCII.GetBytes(site.Clear.RegistrationId).CopyTo(file, 0);

        using var answer = await browser.SubmitAsync("/check-list", new(), file: ("Upload", file));

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(said, await TextAsync(answer));
    }

    [Theory]
    [InlineData("a\r\nb\r\n\r\n c ", "a|b|c")]
    [InlineData("\uFEFFa,b;c\t'd'，\"e\"；f、g", "a|b|c|d|e|f|g")]
    [InlineData("name,registration_id,city\n\"Spruce, Ltd.\",a,Hangzhou\nPine,\"b\",Ningbo\nFir\n", "a|b")]
    [InlineData("企业名称\t统一社会信用代码\n云杉\ta\n红松\tb", "a|b")]
    [InlineData("id;name\r\na;Spruce\r\nb;Pine", "a|b")]
    [InlineData("id,id\na,b", "id|id|a|b")]
    [InlineData(" \n ", "")]
    public void AList_IsReadAsPeopleHaveIt(string text, string ids) =>
        Assert.Equal(ids, string.Join('|', IdList.Read(text, CheckListModel.MaxIds)));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    public void AFile_IsReadAsSpreadsheetsSaveIt(string encoding)
    {
        const string table = "企业名称,统一社会信用代码\n云杉,a";
        var file = encoding is "utf-8"
            ? [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(table)]
            : CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes(table);

        Assert.Equal(["a"], IdList.Read(IdList.Decode(file), CheckListModel.MaxIds));
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
