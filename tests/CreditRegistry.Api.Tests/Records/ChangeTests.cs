using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Records;

public sealed class ChangeTests(RegistryHost host, RegistryCluster cluster) : IClassFixture<RegistryHost>
{
    public static TheoryData<string, string> Verbs { get; } = new()
    {
        { "corrections", """{"reason":"A slip.","summary":"Put right."}""" },
        { "annulment", """{"reason":"Withdrawn."}""" },
        { "shielding", """{"reason":"Order 7."}""" },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Change_WithoutIfMatch_IsRefused(string verb, string body)
    {
        var (organ, record) = await RecordAsync();

        Assert.Equal("PRECONDITION_REQUIRED", await (await organ.Agency.Client.SendAsync($"{Path(record)}/{verb}", body))
            .ProblemAsync(HttpStatusCode.PreconditionRequired));
        Assert.Equal("PRECONDITION_INVALID", await (await organ.Agency.Client.SendAsync($"{Path(record)}/{verb}", body, "1"))
            .ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Change_Stale_ShowsWhatStandsAndWhatChanged(string verb, string body)
    {
        var (organ, record) = await RecordAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await CorrectAsync(organ, record, new { reason = "The first slip.", summary = "Second text." }, "\"1\"");

        foreach (var stale in new[] { "\"1\"", "W/\"2\"", "\"99\"", "\"x\"" })
        {
            var answer = await organ.Agency.Client.SendAsync($"{Path(record)}/{verb}", body, stale);

            var problem = await answer.BodyAsync(HttpStatusCode.PreconditionFailed);
            Assert.Equal(("VERSION_STALE", 2), (problem.Text("code"), (int)problem["currentVersion"]!));
            Assert.Equal(("Second text.", 2), (problem["current"]!.Text("summary"), (int)problem["current"]!["version"]!));
            if (stale is "\"1\"")
            {
                var change = Assert.Single(problem["changes"]!.AsArray())!;
                Assert.Equal(("record.corrected", "agency", 2), (change.Text("kind"), change.Text("role"), (int)change["version"]!));
                Assert.DoesNotContain("slip", problem.ToJsonString(), StringComparison.Ordinal);
            }
        }

        var taken = await organ.Agency.Client.SendAsync($"{Path(record)}/{verb}", body, "\"2\"");
        Assert.Equal("\"3\"", taken.Headers.ETag?.Tag);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Change_ByAnotherOrgan_IsForbidden(string verb, string body)
    {
        var (_, record) = await RecordAsync();
        var other = await host.OrganAsync();

        Assert.Equal("RECORD_OTHER_ORGAN", await (await other.Agency.Client.SendAsync($"{Path(record)}/{verb}", body, "*"))
            .ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal("RECORD_NOT_FOUND", await (await other.Agency.Client.SendAsync(
            $"/api/v1/records/{Guid.Empty}/{verb}", body, "*")).ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Correction_OfEachField_RecomputesAndKeepsTheRest()
    {
        var (organ, company) = (await host.OrganAsync(Given.Cn), await host.CompanyAsync());
        var draft = Drafts.Record(host, company, penalty: "LARGER_FINE");
        var record = await (await organ.PublishAsync(draft)).BodyAsync(HttpStatusCode.Created);
        var path = $"/api/v1/records/{record.Text("id")}";
        var decided = host.Clock.Today.AddDays(-30);

        var corrected = await (await organ.Agency.Client.SendAsync(
            $"{path}/corrections",
            new { reason = "The date was wrong.", decision = new { number = " New 1 ", decidedOn = decided } },
            record.ETag())).BodyAsync(HttpStatusCode.OK);

        Assert.Equal(
            ("New 1", $"{decided.AddMonths(3):yyyy-MM-dd}", $"{decided.AddYears(1):yyyy-MM-dd}", "An invented breach.", "U05"),
            (corrected["decision"]!.Text("number"), corrected.Text("repairableFrom"), corrected.Text("lapsesOn"),
                corrected.Text("summary"), corrected["ground"]!.Text("code")));
        Assert.Equal(("published", 2), (corrected.Text("state"), (int)corrected["version"]!));

        var versions = await host.QueryAsync(db => db.RecordVersions
            .Where(v => v.RecordId == Guid.Parse(record.Text("id"))).OrderBy(v => v.Version).ToListAsync());
        Assert.Equal([1, 2], versions.Select(v => v.Version));
        Assert.Equal(draft["decision"]!.Text("number"), versions[0].Content.RootElement.GetProperty("decision_number").GetString());
    }

    [Fact]
    public async Task Correction_ThatSaysNothingElse_IsRefused()
    {
        var (organ, record) = await RecordAsync();
        var same = new
        {
            reason = "r",
            ground = record.Ground,
            decision = new { number = $" {record.DecisionNumber} ", decidedOn = record.DecidedOn },
            summary = record.Summary,
            penalties = record.Penalties,
        };

        foreach (var body in (object[])[same, new { reason = "r" }, new { reason = "r", summary = $" {record.Summary}" }])
        {
            Assert.Equal("RECORD_CORRECTION_SAME", await (await organ.Agency.Client.SendAsync(
                $"{Path(record)}/corrections", body, "*")).ProblemAsync(HttpStatusCode.Conflict));
        }

        Assert.Equal(1, (int)(await host.Anyone().ReadAsync(Path(record)))["version"]!);
        Assert.Equal(2, (int)(await CorrectAsync(organ, record, new { reason = "r", summary = $"{record.Summary}." }, "*"))["version"]!);
    }

    [Fact]
    public async Task Correction_ThatBreaksTheRules_NamesEachAndChangesNothing()
    {
        var (organ, record) = await RecordAsync();

        var problem = await (await organ.Agency.Client.SendAsync(
            $"{Path(record)}/corrections",
            new { reason = "r", ground = "B01", decision = new { number = "n", decidedOn = host.Clock.Today.AddDays(1) } },
            "*")).BodyAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("RECORD_CORRECTION_REFUSED", problem.Text("code"));
        Assert.Equal(
            ["RECORD_DECISION_IN_FUTURE", "RECORD_GROUND_NOT_IN_TIER"],
            problem["breaches"]!.AsArray().Select(b => b!.Text("rule")).Order(StringComparer.Ordinal));
        Assert.Equal(1, (int)(await host.Anyone().ReadAsync(Path(record)))["version"]!);
    }

    [Fact]
    public async Task Correction_WithAPersonsData_IsRefused()
    {
        var (organ, record) = await RecordAsync();

        var problem = await (await organ.Agency.Client.SendAsync(
            $"{Path(record)}/corrections", new { reason = "r", summary = "经办人电话13800138000" }, "*")).BodyAsync(HttpStatusCode.BadRequest);

        Assert.Equal(("PUBLIC_TEXT_PERSONAL", "summary"), (problem.Text("code"), problem["errors"]!.AsObject().Single().Key));
    }

    [Fact]
    public async Task Correction_ToAnotherRecordsDecision_NamesThatRecord()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var one = await host.RecordAsync(organ, company);
        var two = await host.RecordAsync(organ, company);

        var problem = await (await organ.Agency.Client.SendAsync(
            $"{Path(two)}/corrections",
            new { reason = "r", decision = new { number = one.DecisionNumber, decidedOn = host.Clock.Today } },
            "*")).BodyAsync(HttpStatusCode.Conflict);

        Assert.Equal(("RECORD_EXISTS", $"{one.Id}"), (problem.Text("code"), problem.Text("existingId")));
    }

    [Fact]
    public async Task Correction_OfAnUnpublishedRecordToAGraverClass_IsRefused()
    {
        var (organ, company) = (await host.OrganAsync(Given.Cn), await host.CompanyAsync());
        var minor = await (await organ.PublishAsync(Drafts.Minor(host, company))).BodyAsync(HttpStatusCode.Created);
        var path = $"/api/v1/records/{minor.Text("id")}/corrections";

        var problem = await (await organ.Agency.Client.SendAsync(
            path, new { reason = "r", penalties = new[] { new { kind = "LARGER_FINE" } } }, "*")).BodyAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["RECORD_MUST_BE_PUBLISHED"], problem["breaches"]!.AsArray().Select(b => b!.Text("rule")));

        var corrected = await (await organ.Agency.Client.SendAsync(path, new { reason = "r", summary = "Other." }, "*")).BodyAsync(HttpStatusCode.OK);
        Assert.Equal("unpublished", corrected.Text("state"));
    }

    [Fact]
    public async Task Correction_AfterWhichThePeriodIsOver_TakesTheRecordOutToday()
    {
        var (organ, company) = (await host.OrganAsync(Given.Cn), await host.CompanyAsync());
        var record = await (await organ.PublishAsync(Drafts.Record(host, company, penalty: "LARGER_FINE"))).BodyAsync(HttpStatusCode.Created);
        var path = $"/api/v1/records/{record.Text("id")}";

        var corrected = await (await organ.Agency.Client.SendAsync(
            $"{path}/corrections",
            new { reason = "The year was wrong.", decision = new { number = "n", decidedOn = host.Clock.Today.AddYears(-2) } },
            record.ETag())).BodyAsync(HttpStatusCode.OK);

        Assert.Equal(("lapsed", $"{host.Clock.Today:yyyy-MM-dd}"), (corrected.Text("state"), corrected.Text("leftOn")));
        var gone = await (await host.Anyone().AskAsync(path)).BodyAsync(HttpStatusCode.Gone);
        Assert.Equal(("RECORD_LAPSED", $"{host.Clock.Today:yyyy-MM-dd}"), (gone.Text("code"), gone.Text("leftOn")));
    }

    [Fact]
    public async Task Correction_WithACaseOpen_RaisesTheCasesVersion()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddMonths(-3));
        var submitted = await host.SubmittedAsync(company, record);

        await CorrectAsync(organ, record, new { reason = "A slip.", summary = "Other." }, "*");

        var seen = await company.Applicant.Client.ReadAsync($"/api/v1/repair-applications/{submitted.Text("id")}");
        Assert.Equal((int)submitted["version"]! + 1, (int)seen["version"]!);
        var stale = await (await organ.OfficerA.ActAsync(submitted, "acceptance")).BodyAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal("repair.recordCorrected", Assert.Single(stale["changes"]!.AsArray())!.Text("kind"));
        await (await organ.OfficerA.ActAsync(seen, "acceptance")).BodyAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Annulment_WithACaseOpen_ClosesIt()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddMonths(-3));
        var submitted = await host.SubmittedAsync(company, record);

        await (await organ.Agency.Client.SendAsync($"{Path(record)}/annulment", new { reason = "Withdrawn." }, "*")).BodyAsync(HttpStatusCode.OK);

        var seen = await company.Applicant.Client.ReadAsync($"/api/v1/repair-applications/{submitted.Text("id")}");
        Assert.Equal("closed", seen.Text("state"));
    }

    [Fact]
    public async Task Annulled_CannotBeChangedAgain()
    {
        var (organ, record) = await RecordAsync();
        await (await organ.Agency.Client.SendAsync($"{Path(record)}/annulment", new { reason = "Withdrawn." }, "*")).BodyAsync(HttpStatusCode.OK);

        foreach (var (verb, body) in Verbs.Select(row => row.Data))
        {
            Assert.Equal("RECORD_STATE", await (await organ.Agency.Client.SendAsync($"{Path(record)}/{verb}", body, "*"))
                .ProblemAsync(HttpStatusCode.Conflict));
        }
    }

    [Fact]
    public async Task Annulment_OfAnEscalatedAbnormalRecord_TakesTheGraverOneAlong()
    {
        await using var alone = new RegistryHost(cluster);
        await alone.InitializeAsync();
        var (organ, company) = (await alone.OrganAsync(), await alone.CompanyAsync());
        var abnormal = await alone.RecordAsync(organ, company, RecordTier.Abnormal, publishedOn: alone.Clock.Today.AddYears(-4));
        await alone.PassTimeAsync();
        alone.Clock.AdvanceDays(61);
        await alone.PassTimeAsync();
        var shown = (await alone.Anyone().ReadAsync($"/api/v1/companies/{company.RegistrationId}"))["records"]!.AsArray();
        var graver = Assert.Single(shown)!;
        Assert.Equal(("seriouslyIllegal", $"{abnormal.Id}"), (graver.Text("tier"), graver.Text("escalatedFrom")));
        Assert.Null(graver["decision"]);
        var gone = await (await alone.Anyone().AskAsync(Path(abnormal))).BodyAsync(HttpStatusCode.Gone);
        Assert.Equal(("RECORD_ESCALATED", graver.Text("id")), (gone.Text("code"), gone.Text("replacedBy")));

        Assert.Equal("RECORD_NOT_BY_DECISION", await (await organ.Agency.Client.SendAsync(
            $"/api/v1/records/{graver.Text("id")}/corrections", new { reason = "r", summary = "s" }, "*")).ProblemAsync(HttpStatusCode.Conflict));
        await (await organ.Agency.Client.SendAsync($"{Path(abnormal)}/annulment", new { reason = "Withdrawn." }, "*")).BodyAsync(HttpStatusCode.OK);

        Assert.Equal("RECORD_ANNULLED", await (await alone.Anyone().AskAsync($"/api/v1/records/{graver.Text("id")}"))
            .ProblemAsync(HttpStatusCode.Gone));
        Assert.Equal("clear", (await alone.Anyone().ReadAsync($"/api/v1/companies/{company.RegistrationId}")).Text("standing"));
        var together = await alone.QueryAsync(db => db.Ledger.Where(l => l.Kind == "record.annulled").Select(l => l.At).ToListAsync());
        Assert.Equal(2, together.Count);
    }

    private static string Path(CreditRecord record) => $"/api/v1/records/{record.Id}";

    private async Task<(TestOrgan Organ, CreditRecord Record)> RecordAsync()
    {
        var organ = await host.OrganAsync();
        return (organ, await host.RecordAsync(organ, await host.CompanyAsync()));
    }

    private static async Task<JsonNode> CorrectAsync(TestOrgan organ, CreditRecord record, object body, string ifMatch) =>
        await (await organ.Agency.Client.SendAsync($"{Path(record)}/corrections", body, ifMatch)).BodyAsync(HttpStatusCode.OK);
}
