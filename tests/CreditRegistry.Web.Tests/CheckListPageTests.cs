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
    [InlineData("/check-list", "with published records", "not valid", "Paste registration IDs",
        "(character 18) If the other 17 characters are right, the last one would be", "(character 5)", "Did you mean")]
    [InlineData("/zh/check-list", "有公示记录", "代码有误", "请粘贴代码", "（第18位）如果其余17位无误，最后一位应为", "（第5位）", "您要查的是否为")]
    public async Task AList_IsJudgedLineByLine(
        string path, string listed, string invalid, string empty, string expected, string position, string meant)
    {
        var (id, last) = (site.Clear.RegistrationId, site.Clear.RegistrationId[^1]);
        var (misread, miscounted) = (id[..4] + "OOOO" + id[8..], id[..17] + (last is '1' ? '2' : '1'));
        await using var visit = await site.OpenAsync(path, width: 390, script: false);
        await visit.FollowAsync(visit.Main.Locator("form button").Last); // as a file, of which there is nothing to make
        await Expect(visit.Page.Locator(".govuk-error-summary")).ToContainTextAsync(empty);

        await visit.Page.Locator("#Ids").FillAsync(
            $"\n{site.Listed.RegistrationId}\n\n{id}, 110101190001011009\n \n{misread}\n\"{miscounted}\"\n");
        await visit.FollowAsync(visit.Main.Locator("form button").First);

        await Expect(visit.Page.Locator(".figures")).ToContainTextAsync(listed);
        await Expect(visit.Page.Locator(".figures")).ToContainTextAsync(invalid);
        var rows = visit.Page.Locator(".verdicts tbody tr");
        await Expect(rows.Locator("td:first-child")).ToHaveTextAsync(["2", "4", "4", "6", "7"]);
        await Expect(rows.First).ToContainTextAsync(site.Listed.RegistrationId);
        await Expect(rows.Nth(3)).ToContainTextAsync(position);
        await Expect(rows.Nth(3).Locator("td.code div")).ToContainTextAsync(meant);
        await Expect(rows.Nth(3).Locator("a")).ToHaveTextAsync(id);
        await Expect(rows.Nth(4)).ToContainTextAsync($"{expected}{(path.StartsWith("/zh", StringComparison.Ordinal) ? "" : " ")}{last}");
        await Expect(visit.Page.Locator("#Ids")).ToHaveValueAsync(
            $"\n{site.Listed.RegistrationId}\n\n{id}, –\n\n{misread}\n{miscounted}");
        Assert.DoesNotContain("110101190001011009", await visit.Page.ContentAsync());
        await visit.PictureAsync();
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
            Buffer = Encoding.UTF8.GetBytes($"\uFEFF{site.Clear.RegistrationId}\r\n\r\nnonsense\r\n"),
        });

        var download = await visit.Page.RunAndWaitForDownloadAsync(
            () => visit.Page.GetByText("Download verdicts as CSV").ClickAsync());

        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal($"1,{site.Clear.RegistrationId},clear", string.Join(',', lines[1].Split(',')[..3]));
        Assert.StartsWith("3,", lines[2]);
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
    [InlineData("a\r\nb\r\n\r\n c ", "1 a|2 b|4 c")]
    [InlineData("a\rb\r\rc", "1 a|2 b|4 c")]
    [InlineData("\uFEFF\r\n \n\na\n\n", "4 a")]
    [InlineData("\uFEFFa,b;c\t'd'，\"e\"；f、g", "1 a|1 b|1 c|1 d|1 e|1 f|1 g")]
    [InlineData("name,registration_id,city\n\"Spruce, Ltd.\",a,Hangzhou\nPine,\"b\",Ningbo\nFir\n", "2 a|3 b")]
    [InlineData("\n\nid,name\n\na,\"Spruce\nand Sons\"\n\n\nb,Pine", "5 a|9 b")]
    [InlineData("企业名称\t统一社会信用代码\n云杉\ta\n红松\tb", "2 a|3 b")]
    [InlineData("id;name\r\na;Spruce\r\nb;Pine", "2 a|3 b")]
    [InlineData("id,id\na,b", "1 id|1 id|2 a|2 b")]
    [InlineData(" \n ", "")]
    public void AList_IsReadAsPeopleHaveIt(string text, string ids) =>
        Assert.Equal(ids, string.Join('|', IdList.Read(text, CheckListModel.MaxIds).Select(listed => $"{listed.Line} {listed.Id}")));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    public void AFile_IsReadAsSpreadsheetsSaveIt(string encoding)
    {
        const string table = "企业名称,统一社会信用代码\n云杉,a";
        var file = encoding is "utf-8"
            ? [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(table)]
            : CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes(table);

        Assert.Equal([new ListedId(2, "a")], IdList.Read(IdList.Decode(file), CheckListModel.MaxIds));
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
