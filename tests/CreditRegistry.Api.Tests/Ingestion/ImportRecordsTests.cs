using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Ingestion;

public sealed class ImportRecordsTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private const string Header = "registration_id,tier,ground,decision_number,decided_on,summary,published_on,penalties";

    [Fact]
    public async Task File_IsPublishedByTheRulesOfOne_AndASecondTimeChangesNothing()
    {
        var (organ, company) = (await host.OrganAsync(from: new DateOnly(2020, 1, 1)), await host.CompanyAsync());
        var today = host.Clock.Today;
        string[] file =
        [
            Header,
            $"{company.RegistrationId},abnormal,A01,No. 1,{Day(today)},Too early.,,",
            $"{company.RegistrationId.ToLowerInvariant()},seriouslyUntrustworthy,B01,No. 2,{Day(today.AddDays(-9))},\"A breach, invented.\",{Day(today.AddDays(-5))},LARGER_FINE:5000000|WARNING::",
            $"{company.RegistrationId},abnormal,A01,No. 3,{Day(today)},No report.,,",
            $"{company.RegistrationId},untrustworthy,U05,No. 4,{Day(today.AddYears(-4))},Long over.,{Day(today.AddYears(-4))},",
        ];

        var first = await ImportAsync(organ.Agency, file);
        var rows = await LedgerRowsAsync();
        host.Clock.AdvanceDays(1); // a row without a publication day keeps the one it was given
        var again = await ImportAsync(organ.Agency, file);

        Assert.Equal(
            ["2 refused RECORD_PREREQUISITE_MISSING", "3 accepted ", "4 accepted ", "5 accepted ", "4 end "], Brief(first));
        Assert.Equal(["2 accepted ", "3 unchanged ", "4 unchanged ", "5 unchanged ", "4 end "], Brief(again));
        Assert.Equal(rows + 1, await LedgerRowsAsync()); // the first row's prerequisite stands by now
        Assert.Equal(RecordIds(first)[1..], RecordIds(again)[1..]);
        var second = await host.Anyone().ReadAsync($"/api/v1/records/{RecordIds(again)[1]}");
        Assert.Equal(
            ("A breach, invented.", Day(today.AddDays(-5)), Day(today.AddDays(-9)), "LARGER_FINE", 5_000_000, "WARNING"),
            (second.Text("summary"), second.Text("publishedOn"), second["decision"]!.Text("decidedOn"), second["penalties"]![0]!.Text("kind"),
                second["penalties"]![0]!["amountFen"]!.GetValue<int>(), second["penalties"]![1]!.Text("kind")));
        var old = await host.QueryAsync(db => db.Records.SingleAsync(r => r.Id == Guid.Parse(RecordIds(again)[3])));
        Assert.Equal((RecordState.Lapsed, null), (old.State, old.LeftOn));
        var fact = await host.QueryAsync(db => db.Ledger.SingleAsync(l => l.Subject == old.Id));
        Assert.Equal(("record.stored", "agency", organ.Agency.Key), (fact.Kind, fact.Role, fact.Actor));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Anyone().AskAsync($"/api/v1/records/{old.Id}")).StatusCode);
    }

    [Fact]
    public async Task Row_ThatSaysAnotherThing_IsRefusedAndNamesTheRecord()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var day = Day(host.Clock.Today);
        string Row(string summary) => $"{company.RegistrationId},untrustworthy,U05,No. 1,{day},{summary},,";
        var first = await ImportAsync(organ.Agency, [Header, Row("One."), Row("One."), Row("Two.")]);

        var again = await ImportAsync(organ.Agency, [Header, Row("Two.")]);

        Assert.Equal(["2 accepted ", "3 unchanged ", "4 refused RECORD_EXISTS", "3 end "], Brief(first));
        Assert.Equal("2 refused RECORD_EXISTS", Brief(again)[0]);
        Assert.Equal(RecordIds(first)[0], RecordIds(again)[0]);
        await organ.Agency.Client.SendAsync($"/api/v1/records/{RecordIds(first)[0]}/annulment", new { reason = "Withdrawn." }, "*");
        Assert.Equal("2 accepted ", Brief(await ImportAsync(organ.Agency, [Header, Row("Two.")]))[0]);
    }

    [Theory]
    [InlineData("nonsense,untrustworthy,U05,1,2026-06-01,x,,", "LENGTH")]
    [InlineData(",untrustworthy,U05,1,2026-06-01,x,,", "REGISTRATION_ID_MISSING")]
    [InlineData("{id},worst,U05,1,2026-06-01,x,,", "TIER_UNKNOWN")]
    [InlineData("{id},,U05,1,2026-06-01,x,,", "VALIDATION_FAILED")]
    [InlineData("{id},untrustworthy,U05,1,01/06/2026,x,,", "DAY_UNREADABLE")]
    [InlineData("{id},untrustworthy,U05,1,2026-06-01,x,2026-02-30,", "DAY_UNREADABLE")]
    [InlineData("{id},untrustworthy,U05,1,2026-06-01,x,2030-07-02,", "PUBLISHED_IN_FUTURE")]
    [InlineData("{id},untrustworthy,U05,1,2026-06-02,x,2026-06-01,", "RECORD_DECISION_IN_FUTURE")]
    [InlineData("{id},untrustworthy,U05,1,2020-06-01,x,2020-06-01,", "ORGAN_WITHOUT_RULE_SET")]
    [InlineData("{id},untrustworthy,Z99,1,2026-06-01,x,,", "RECORD_GROUND_UNKNOWN")]
    [InlineData("{id},seriouslyIllegal,A01,1,2026-06-01,x,,", "RECORD_TIER_BY_ESCALATION RECORD_GROUND_NOT_IN_TIER")]
    [InlineData("{id},untrustworthy,U05,1,2026-06-01,x,,LARGER_FINE:ten", "PENALTIES_UNREADABLE")]
    [InlineData("{id},untrustworthy,U05,1,2026-06-01,x,,NO_SUCH_KIND", "RECORD_PENALTY_UNKNOWN")]
    [InlineData("{id},untrustworthy,U05,1,2026-06-01,,,", "VALIDATION_FAILED")]
    [InlineData("{id},untrustworthy,U05,,2026-06-01,x,,", "VALIDATION_FAILED")]
    [InlineData("{id},untrustworthy,U05,1,2026-06-01,电话１３８００１３８０００,,", "PUBLIC_TEXT_PERSONAL")]
    [InlineData("{id},untrustworthy,U05,1\u200B,2026-06-01,x,,", "PUBLIC_TEXT_INVISIBLE")]
    [InlineData("{id},untrustworthy,U05,1,,x,,", "VALIDATION_FAILED")]
    [InlineData("91310000YY0000001X,untrustworthy", "COLUMN_COUNT")]
    [InlineData("\"{id},untrustworthy,U05,1,2026-06-01,x,,", "QUOTE_UNCLOSED")]
    public async Task BadRow_IsOneVerdict_AndTheNextGoesOn(string row, string reason)
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());

        var report = await ImportAsync(
            organ.Agency,
            [Header, row.Replace("{id}", company.RegistrationId, StringComparison.Ordinal), $"{company.RegistrationId},untrustworthy,U05,9,2026-06-01,x,,"]);

        Assert.Equal([$"2 refused {reason}", "3 accepted ", "2 end "], Brief(report));
    }

    [Fact]
    public async Task UnknownOrDeregisteredCompany_IsRefused()
    {
        var organ = await host.OrganAsync();
        var gone = await host.CompanyAsync(status: CompanyStatus.Deregistered);
        var nobody = Domain.Companies.MadeUp.MadeUpCompanies.At(11).RegistrationId;

        var report = await ImportAsync(organ.Agency, [Header, $"{nobody},untrustworthy,U05,1,2026-06-01,x,,", $"{gone.RegistrationId},untrustworthy,U05,1,2026-06-01,x,,"]);

        Assert.Equal(["2 refused COMPANY_NOT_FOUND", "3 refused RECORD_COMPANY_DEREGISTERED", "2 end "], Brief(report));
    }

    [Fact]
    public async Task Ndjson_HasTheShapeOfOnePost_AndPeopleAreDropped()
    {
        var (organ, company) = (await host.OrganAsync(Given.Cn), await host.CompanyAsync());
        var lines = $$$"""
            {"registrationId":"{{{company.RegistrationId}}}","tier":"untrustworthy","ground":"U05","decision":{"number":"号1","decidedOn":"2026-06-01"},"summary":"x","penalties":[{"kind":"WARNING"}],"publish":true,"contact":{"name":"王某"},"legalRepresentative":"王某","extra":1}
            {"registration_id":"{{{company.RegistrationId}}}","tier":"untrustworthy","ground":"U05","decision_number":"号2","decided_on":"2026-06-01","summary":"x","penalties":"LARGER_FINE:1:"}
            {"registrationId":"{{{company.RegistrationId}}}","registration_id":"x"}
            [1]
            not json
            """;

        var report = await ImportAsync(organ.Agency, Packed(lines), "application/x-ndjson");

        var rows = report.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(
            ["accepted ", "accepted ", "refused NOT_JSON", "refused NOT_JSON", "refused NOT_JSON", "end "],
            rows.Select(r => $"{r["verdict"]} {r["reason"]}"));
        Assert.Equal((5, 2, 3), (rows[^1]["rows"]!.GetValue<int>(), rows[^1]["accepted"]!.GetValue<int>(), rows[^1]["refused"]!.GetValue<int>()));
        Assert.Equal(
            """{"contact":1,"legalRepresentative":1}""", rows[^1]["personalValuesDropped"]!.ToJsonString());
        Assert.Equal("""["extra"]""", rows[^1]["ignoredColumns"]!.ToJsonString());
        Assert.DoesNotContain("王某", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Organ_IsOnesOwn()
    {
        var (organ, other, company) = (await host.OrganAsync(), await host.OrganAsync(), await host.CompanyAsync());
        var two = await host.SignInAsync([Role.Agency], organs: [organ.Code, other.Code]);
        var file = Bytes([Header, $"{company.RegistrationId},untrustworthy,U05,1,2026-06-01,x,,"]);

        Assert.Equal("RECORD_OTHER_ORGAN", await (await PostAsync(organ.Agency, file, "text/csv", $"?organ={other.Code}")).ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal("ORGAN_REQUIRED", await (await PostAsync(two, file, "text/csv")).ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(two, file, "text/csv", $"?organ={other.Code}")).StatusCode);
        Assert.Equal(other.Id, await host.QueryAsync(db => db.Records.Where(r => r.CompanyId == company.Id).Select(r => r.OrganId).SingleAsync()));
    }

    [Fact]
    public async Task File_WrongAsAWhole_IsAProblem()
    {
        var agency = (await host.OrganAsync()).Agency;

        Assert.Equal("FILE_EMPTY", await CodeAsync([]));
        Assert.Equal("COLUMN_MISSING", await CodeAsync("a,b\n1,2\n"u8.ToArray()));
        Assert.Equal("COLUMN_REPEATED", await CodeAsync(Bytes([Header + ",tier"])));
        Assert.Equal("FILE_UNREADABLE", await CodeAsync([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Header)]));
        Assert.Equal("FILE_UNREADABLE", await CodeAsync([.. Enumerable.Repeat((byte)'x', 10_000_000)]));
        Assert.Equal("FILE_UNREADABLE", await CodeAsync([0xFF, .. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7919))]));
        Assert.Equal("FILE_UNREADABLE", await CodeAsync(Bytes(["\"" + Header])));
        Assert.Equal("FILE_DAMAGED", await CodeAsync([0x1F, 0x8B, 1, 2, 3]));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync(agency, "x"u8.ToArray(), "text/plain")).StatusCode);

        async Task<string> CodeAsync(byte[] file) =>
            await (await PostAsync(agency, file, "text/csv")).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task File_CutOff_SaysWhatWasTaken_AndIsSimplySentAgain()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var lines = Enumerable.Range(0, 9_000).Select(i => $"{company.RegistrationId},untrustworthy,U05,No. {i * 7919},2026-06-01,Text {i}: {new string('x', i * 7919 % 500)}.,,").Prepend(Header);
        var packed = Packed(string.Join('\n', lines));

        var cut = Brief(await ImportAsync(organ.Agency, packed[..(packed.Length / 2)], "text/csv"));
        var whole = Brief(await ImportAsync(organ.Agency, packed, "text/csv"));

        Assert.EndsWith("failed FILE_DAMAGED", cut[^1], StringComparison.Ordinal);
        Assert.InRange(cut.Length - 1, 1, 8_999);
        Assert.Equal(cut.Length - 1, whole.Count(r => r.Contains(" unchanged ", StringComparison.Ordinal)));
        Assert.Equal(9_000, await host.QueryAsync(db => db.Records.CountAsync(r => r.CompanyId == company.Id)));
    }

    [Fact]
    public async Task SameFile_FromTwoAgentsAtOnce_IsTakenOnce()
    {
        var organ = await host.OrganAsync();
        var companies = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            companies.Add((await host.CompanyAsync()).RegistrationId);
        }

        var second = await host.SignInAsync([Role.Agency], organs: [organ.Code]);
        var rows = companies.SelectMany(id => Enumerable.Range(0, 100).Select(i => $"{id},untrustworthy,U05,No. {i},2026-06-01,x,,")).ToList();
        var backwards = rows.AsEnumerable().Reverse();

        var reports = await Task.WhenAll(
            ImportAsync(organ.Agency, [Header, .. rows]), ImportAsync(second, [Header, .. backwards]), ImportAsync(organ.Agency, [Header, .. rows]));

        var verdicts = reports.SelectMany(Brief).Where(r => !r.Contains(" end ", StringComparison.Ordinal)).GroupBy(r => r.Split(' ')[1]).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal((2_000, 4_000), (verdicts["accepted"], verdicts["unchanged"]));
        Assert.Equal(2_000, await host.QueryAsync(db => db.Records.CountAsync(r => r.OrganId == organ.Id)));
    }

    [Fact]
    public async Task Command_OfTheOperator_ImportsForAnOrgan()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, [Header, $"{company.RegistrationId},untrustworthy,U05,1,2026-06-01,x,,"], TestContext.Current.CancellationToken);
        var import = host.Services.GetRequiredService<ImportRecords>();

        var missing = await import.RunAsync(new ImportRecordsCommand(file, "NO-SUCH", file + ".r"), null, TestContext.Current.CancellationToken);
        var done = await import.RunAsync(new ImportRecordsCommand(file, organ.Code, file + ".r"), null, TestContext.Current.CancellationToken);

        Assert.Equal("ORGAN_NOT_FOUND", missing.Error?.Code);
        Assert.Equal(1, done.Value![RowVerdict.Accepted]);
        Assert.True(File.Exists(file + ".r"));
        var fact = await host.QueryAsync(db => db.Ledger.SingleAsync(l => l.CompanyId == company.Id && l.Kind == "record.published"));
        Assert.Equal(("registry", null), (fact.Role, fact.Actor));
        File.Delete(file);
        File.Delete(file + ".r");
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Bytes(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static string[] Brief(string report) =>
        [.. Rows(report).Select(r => string.Join(' ', r.Split(',').Take(3)))];

    private static List<string> RecordIds(string report) => [.. Rows(report).SkipLast(1).Select(r => r.Split(',')[^1])];

    private static IEnumerable<string> Rows(string report) => report.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1);

    private Task<int> LedgerRowsAsync() => host.QueryAsync(db => db.Ledger.CountAsync(l => l.Kind.StartsWith("record.")));

    private static Task<string> ImportAsync(TestAccount agency, IEnumerable<string> lines) => ImportAsync(agency, Bytes(lines), "text/csv");

    private static async Task<string> ImportAsync(TestAccount agency, byte[] file, string type)
    {
        var answer = await PostAsync(agency, file, type);
        var report = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return answer.StatusCode is HttpStatusCode.OK ? report : throw new InvalidOperationException(report);
    }

    private static Task<HttpResponseMessage> PostAsync(TestAccount agency, byte[] file, string type, string query = "")
    {
        var body = new ByteArrayContent(file);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return agency.Client.PostAsync(
            new Uri($"/api/v1/imports/records{query}", UriKind.Relative), body, TestContext.Current.CancellationToken);
    }
}
