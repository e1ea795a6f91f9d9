using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence.Companies;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Screening;

public sealed class ScreeningTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private const string Csv = "text/csv";
    private const string Ndjson = "application/x-ndjson";

    [Fact]
    public async Task List_OfEveryKind_GetsAVerdictEachInItsOrder()
    {
        var (clear, listed, alias) = (await host.CompanyAsync(), await ListedAsync(), await AliasAsync());
        var nobody = MadeUpCompanies.At(5).RegistrationId.Value;

        var answer = await (await host.Anyone().SendAsync("/api/v1/screenings", new
        {
            ids = new[] { listed.RegistrationId, "nonsense", alias.Key, nobody, $" {clear.RegistrationId.ToLowerInvariant()} ", listed.RegistrationId, "" },
        })).BodyAsync(HttpStatusCode.OK);

        Assert.Equal(host.Clock.GetUtcNow(), answer["asOf"]!.GetValue<DateTimeOffset>());
        Assert.Equal(
            [
                $"1 {listed.RegistrationId} listed seriouslyUntrustworthy 2 2027-07-01",
                "2  invalid  0  LENGTH",
                $"3 {alias.Key} alias clear 0  {alias.Company}",
                $"4 {nobody} notFound  0 ",
                $"5 {clear.RegistrationId} clear clear 0 ",
                $"6 {listed.RegistrationId} listed seriouslyUntrustworthy 2 2027-07-01",
                "7  invalid  0  LENGTH",
            ],
            answer["results"]!.AsArray().Select(r => $"{r!["line"]} {r["registrationId"]} {r["verdict"]} {r["standing"]} {r["records"]} {r["nextEndOn"]}"
                + (r["reason"] is { } reason ? $" {reason}" : "") + (r["presentId"] is { } id ? $" {id}" : "")));
    }

    [Fact]
    public async Task List_WithALookAlike_NamesPositionAndSuggestion()
    {
        var right = MadeUpCompanies.At(7).RegistrationId.Value;
        var typed = right.Replace('0', 'O');

        var answer = await (await host.Anyone().SendAsync("/api/v1/screenings", new { ids = new[] { typed } })).BodyAsync(HttpStatusCode.OK);

        var only = Assert.Single(answer["results"]!.AsArray())!;
        Assert.Equal(("CHARACTER", typed.IndexOf('O') + 1, right, true), (
            only.Text("reason"), only["position"]!.GetValue<int>(), only.Text("suggestion"), only["registrationId"] is null));
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(9_999, HttpStatusCode.OK)]
    [InlineData(10_000, HttpStatusCode.OK)]
    [InlineData(10_001, HttpStatusCode.BadRequest)]
    public async Task List_IsOfTenThousandAtMost(int count, HttpStatusCode expected)
    {
        var answer = await host.Anyone().SendAsync("/api/v1/screenings", new { ids = Enumerable.Repeat("x", count) });

        var body = await answer.BodyAsync(expected);
        Assert.Equal(expected is HttpStatusCode.OK ? count : null, (body["results"] as JsonArray)?.Count);
    }

    [Theory]
    [InlineData("{}", "VALIDATION_FAILED")]
    [InlineData("""{"ids":null}""", "VALIDATION_FAILED")]
    [InlineData("""{"ids":["x",null]}""", "VALIDATION_FAILED")]
    [InlineData("""{"ids":[1]}""", "VALIDATION_FAILED")]
    [InlineData("""{"ids":["x"],"more":1}""", "BODY_PROPERTY_UNKNOWN")]
    [InlineData("""{"ids":["x" """, "BODY_MALFORMED")]
    [InlineData("", "BODY_MALFORMED")]
    public async Task List_OfTheWrongShape_IsRefused(string body, string code) =>
        Assert.Equal(code, await (await host.Anyone().SendAsync("/api/v1/screenings", body)).ProblemAsync(HttpStatusCode.BadRequest));

    [Fact]
    public async Task List_TooLong_IsRefusedBeforeItIsRead() =>
        Assert.Equal("BODY_TOO_LARGE", await (await host.Anyone().SendAsync(
            "/api/v1/screenings", $$"""{"ids":["{{new string('9', 1_100_000)}}"]}""")).ProblemAsync(HttpStatusCode.RequestEntityTooLarge));

    [Theory]
    [InlineData("registration_id", "")]
    [InlineData("Registration ID", "")]
    [InlineData("统一社会信用代码", "")]
    [InlineData("USCC", "")]
    [InlineData("our supplier", "?column=our_supplier")]
    [InlineData("code,id,registration_id", "?column=code")]
    [InlineData("unified_social_credit_code,id", "")]
    public async Task Csv_WithAnyColumn_IsAnsweredInItsOwnFormat(string header, string query)
    {
        var (clear, listed) = (await host.CompanyAsync(), await ListedAsync());
        var more = new string(',', header.Count(c => c == ','));

        var answer = await PostAsync($"\uFEFF{header}\r\n{clear.RegistrationId}{more}\r\n\r\n\"{listed.RegistrationId}\"{more}\r\n{more}", Csv, query);

        string[] last = more.Length > 0 ? ["5,,invalid,,,,,REGISTRATION_ID_MISSING,,", "3,,end,,,,,,,"] : ["2,,end,,,,,,,"];
        var lines = await LinesAsync(answer);
        Assert.Equal(Csv, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            [
                "line,registration_id,verdict,present_id,standing,records,next_end_on,reason,position,suggestion",
                $"2,{clear.RegistrationId},clear,,clear,0,,,,",
                $"4,{listed.RegistrationId},listed,,seriouslyUntrustworthy,2,2027-07-01,,,",
                .. last,
            ],
            lines);
    }

    [Fact]
    public async Task Csv_WithBadLines_HasAVerdictForEach()
    {
        var clear = await host.CompanyAsync();
        var bytes = new List<byte>();
        bytes.AddRange(Encoding.UTF8.GetBytes($"name,registration_id\nx,{clear.RegistrationId}\nx,\"{clear.RegistrationId}\nx,y,z\n"));
        bytes.AddRange([(byte)'x', (byte)',', 0xFF, 0xFE, (byte)'\n']);
        bytes.AddRange(Enumerable.Repeat((byte)'9', 10_000_000));
        bytes.AddRange(Encoding.UTF8.GetBytes($"\nx,{clear.RegistrationId}\n"));

        var lines = await LinesAsync(await PostAsync([.. bytes], Csv));

        Assert.Equal(
            [
                $"2,{clear.RegistrationId},clear,,clear,0,,,,",
                "3,,invalid,,,,,QUOTE_UNCLOSED,,",
                "4,,invalid,,,,,COLUMN_COUNT,,",
                "5,,invalid,,,,,NOT_UTF8,,",
                "6,,invalid,,,,,ROW_TOO_LONG,,",
                $"7,{clear.RegistrationId},clear,,clear,0,,,,",
                "6,,end,,,,,,,",
            ],
            lines.Skip(1));
    }

    [Fact]
    public async Task Ndjson_OfTextsAndObjects_HasAVerdictForEach()
    {
        var (listed, alias) = (await ListedAsync(), await AliasAsync());
        var list = $$"""
            "{{listed.RegistrationId}}"
            {"name":{"a":[1]},"id":"other","registrationId":"{{alias.Key}}"}
            {"id":"{{alias.Company}}","n":1}
            {"id":1}
            {"id":"{{alias.Company}}"} x
            [1]
            {"id":

            null
            """;

        var lines = await LinesAsync(await PostAsync(list, Ndjson));

        Assert.Equal(
            [
                $$"""{"line":1,"registrationId":"{{listed.RegistrationId}}","verdict":"listed","standing":"seriouslyUntrustworthy","records":2,"nextEndOn":"2027-07-01"}""",
                $$"""{"line":2,"registrationId":"{{alias.Key}}","verdict":"alias","presentId":"{{alias.Company}}","standing":"clear","records":0}""",
                $$"""{"line":3,"registrationId":"{{alias.Company}}","verdict":"clear","standing":"clear","records":0}""",
                """{"line":4,"verdict":"invalid","reason":"REGISTRATION_ID_MISSING"}""",
                """{"line":5,"verdict":"invalid","reason":"NOT_JSON"}""",
                """{"line":6,"verdict":"invalid","reason":"NOT_JSON"}""",
                """{"line":7,"verdict":"invalid","reason":"NOT_JSON"}""",
                """{"line":9,"verdict":"invalid","reason":"NOT_JSON"}""",
                """{"verdict":"end","lines":8,"clear":1,"listed":1,"notFound":0,"invalid":5,"alias":1,"asOf":"2026-07-01T09:00:00Z"}""",
            ],
            lines);
        Assert.All(lines, line => Assert.NotNull(JsonNode.Parse(line)));
    }

    [Fact]
    public async Task Ndjson_WithAnEndlessLine_GoesOnBehindIt()
    {
        var lines = await LinesAsync(await PostAsync($"\"x\"\n\"{new string('9', 3_000_000)}\"\n\"{new string('9', 65_534)}\"\n\"{new string('9', 65_535)}\"\n\"x\"", Ndjson));

        Assert.Equal(["LENGTH", "ROW_TOO_LONG", "LENGTH", "ROW_TOO_LONG", "LENGTH"], lines.SkipLast(1).Select(l => JsonNode.Parse(l)!.Text("reason")));
        Assert.Equal([1, 2, 3, 4, 5], lines.SkipLast(1).Select(l => JsonNode.Parse(l)!["line"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Stream_PackedBothWays_IsTheSame()
    {
        var clear = await host.CompanyAsync();
        var plain = string.Concat(Enumerable.Repeat($"{clear.RegistrationId}\n", 20_000));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/screenings")
        {
            Content = Body(Packed("registration_id\n" + plain), Csv),
            Headers = { { "Accept-Encoding", "gzip" } },
        };
        request.Content.Headers.ContentEncoding.Add("gzip");

        using var answer = await host.Anyone().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        await using var content = new GZipStream(
            await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        var lines = (await new StreamReader(content).ReadToEndAsync(TestContext.Current.CancellationToken)).TrimEnd().Split('\n');
        Assert.Equal(20_002, lines.Length);
        Assert.Equal($"20001,{clear.RegistrationId},clear,,clear,0,,,,", lines[^2]);
        Assert.Equal("20000,,end,,,,,,,", lines[^1]);
    }

    [Theory]
    [InlineData("", Csv, "FILE_EMPTY")]
    [InlineData("\n \n", Csv, "FILE_EMPTY")]
    [InlineData("name,size\na,1\n", Csv, "COLUMN_MISSING")]
    [InlineData("id,ID\n1,2\n", Csv, "COLUMN_REPEATED")]
    [InlineData("\"registration_id\nx\n", Csv, "FILE_UNREADABLE")]
    public async Task Stream_WrongAsAWhole_IsAProblemBeforeTheFirstVerdict(string list, string type, string code) =>
        Assert.Equal(code, await (await PostAsync(list, type)).ProblemAsync(HttpStatusCode.BadRequest));

    [Fact]
    public async Task Stream_WithoutAHeader_IsToldSo()
    {
        var answer = await PostAsync($"{MadeUpCompanies.At(9).RegistrationId}\n", Csv);

        Assert.Contains("Put a header line", (await answer.BodyAsync(HttpStatusCode.BadRequest)).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_Unreadable_IsAProblemBeforeTheFirstVerdict()
    {
        var binary = new byte[300_000];
        new Random(7).NextBytes(binary);
        binary[0] = 0xFF;
        byte[] utf16 = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("registration_id\nx\n")];
        var longLine = Enumerable.Repeat((byte)'x', 10_000_000).ToArray();

        foreach (var content in new[] { binary, utf16, longLine, [0x1F, 0x8B, 1, 2, 3, 4] })
        {
            foreach (var type in new[] { Csv, Ndjson })
            {
                Assert.Equal("FILE_UNREADABLE", await (await PostAsync(content, type)).ProblemAsync(HttpStatusCode.BadRequest));
            }
        }

        Assert.Equal("COLUMN_MISSING", await (await PostAsync(Encoding.Unicode.GetBytes("registration_id\nx\n"), Csv)).ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("text/plain", "")]
    [InlineData("text/csv; charset=gbk", "")]
    [InlineData("application/json", "?column=id")]
    [InlineData("text/csv", "?columns=id")]
    public async Task Stream_OfAnotherType_IsRefused(string type, string query)
    {
        using var content = new ByteArrayContent("id\nx\n"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await host.Anyone().PostAsync(new Uri($"/api/v1/screenings{query}", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(query.Length > 0 ? HttpStatusCode.BadRequest : HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Stream_WhosePackingBreaks_EndsWithALastLineThatSaysSo()
    {
        var packed = Packed("id\n" + string.Join('\n', Enumerable.Range(0, 300_000)));

        var lines = await LinesAsync(await PostAsync(packed[..(packed.Length / 2)], Csv));

        Assert.Contains(",failed,", lines[^1], StringComparison.Ordinal);
        Assert.Contains("FILE_UNREADABLE", lines[^1], StringComparison.Ordinal);
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static ByteArrayContent Body(byte[] content, string type)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return body;
    }

    private static async Task<string[]> LinesAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd('\n').Split('\n');
    }

    private Task<HttpResponseMessage> PostAsync(string list, string type, string query = "") =>
        PostAsync(Encoding.UTF8.GetBytes(list), type, query);

    private Task<HttpResponseMessage> PostAsync(byte[] list, string type, string query = "") => host.Anyone().PostAsync(
        new Uri($"/api/v1/screenings{query}", UriKind.Relative), Body(list, type), TestContext.Current.CancellationToken);

    /// <summary>Two records in publication of different ends, and four that are not shown.</summary>
    private async Task<TestCompany> ListedAsync()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var today = host.Clock.Today;
        await host.RecordAsync(organ, company, publishedOn: today.AddYears(-2));
        await host.RecordAsync(organ, company, RecordTier.SeriouslyUntrustworthy, publishedOn: today);
        await host.RecordAsync(organ, company, publishedOn: today.AddYears(-3).AddDays(-1)); // over before it was stored
        var shielded = await host.RecordAsync(organ, company, RecordTier.Abnormal);
        await organ.Agency.Client.SendAsync($"/api/v1/records/{shielded.Id}/shielding", new { reason = "Order 7." }, "*");
        var annulled = await host.RecordAsync(organ, company, RecordTier.Abnormal);
        await organ.Agency.Client.SendAsync($"/api/v1/records/{annulled.Id}/annulment", new { reason = "Withdrawn." }, "*");
        return company;
    }

    private async Task<(string Key, string Company)> AliasAsync()
    {
        var company = await host.CompanyAsync();
        var key = company.RegistrationId[8..17];
        await host.QueryAsync(async db =>
        {
            db.CompanyAliases.Add(new CompanyAliasEntry(key, "organisationCode", company.Id));
            return await db.SaveChangesAsync();
        });
        Assert.True(CompanyAlias.TryParse(key, out _));
        return (key, company.RegistrationId);
    }
}
