using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Records;

public sealed class PublishTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task Publish_Accepted_IsCreatedWithEveryFieldAndPublicAtOnce()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var draft = Drafts.Record(host, company, decidedOn: host.Clock.Today.AddDays(-3));
        draft["decision"]!["number"] = "  浙市监罚字〔2026〕12号　";
        draft["penalties"] = new JsonArray(new JsonObject
        {
            ["kind"] = "LARGER_FINE",
            ["amountFen"] = 5_000_000_000_000,
            ["termEndsOn"] = "2027-01-31",
        });

        var answer = await organ.PublishAsync(draft);

        var record = await answer.BodyAsync(HttpStatusCode.Created);
        Assert.Equal($"/api/v1/records/{record.Text("id")}", answer.Headers.Location?.ToString());
        Assert.Equal("\"1\"", answer.Headers.ETag?.Tag);
        var today = host.Clock.Today;
        Assert.Equal(
            (company.RegistrationId, company.Name, "untrustworthy", "published", Given.FourTier, 1),
            (record.Text("registrationId"), record.Text("companyName"), record.Text("tier"), record.Text("state"),
                record.Text("ruleSet"), (int)record["version"]!));
        Assert.Equal(
            ($"{today:yyyy-MM-dd}", $"{today.AddMonths(3):yyyy-MM-dd}", $"{today.AddYears(3):yyyy-MM-dd}"),
            (record.Text("publishedOn"), record.Text("repairableFrom"), record.Text("lapsesOn")));
        Assert.Equal(("浙市监罚字〔2026〕12号", organ.Code), (record["decision"]!.Text("number"), record["decision"]!["organ"]!.Text("code")));
        Assert.Equal(5_000_000_000_000, (long)record["penalties"]![0]!["amountFen"]!);
        Assert.Equal("U05", record["ground"]!.Text("code"));
        Assert.NotEmpty(record["ground"]!.Text("legalBasis"));
        Assert.NotEmpty(record["measures"]!.AsArray());
        Assert.Null(record["class"]);
        Assert.Null(record["escalatedFrom"]);
        Assert.Empty(record["marks"]!.AsArray());

        Assert.True(JsonNode.DeepEquals(record, await host.Anyone().ReadAsync($"/api/v1/records/{record.Text("id")}")));
    }

    [Fact]
    public async Task Publish_AbnormalWithoutItsPrerequisite_IsRefusedUntilItStands()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        Assert.Equal(["RECORD_PREREQUISITE_MISSING"], await BreachesAsync(organ, Drafts.Record(host, company, "abnormal", "A01")));

        await host.RecordAsync(organ, company, RecordTier.SeriouslyUntrustworthy, publishedOn: host.Clock.Today.AddYears(-3).AddDays(-1));
        Assert.Equal(["RECORD_PREREQUISITE_MISSING"], await BreachesAsync(organ, Drafts.Record(host, company, "abnormal", "A01")));

        await host.RecordAsync(organ, company, RecordTier.SeriouslyUntrustworthy);
        await (await organ.PublishAsync(Drafts.Record(host, company, "abnormal", "A01"))).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Publish_SeveralBreaches_NamesAllInBothLanguages()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync(status: CompanyStatus.Deregistered));
        var draft = Drafts.Record(host, company, "abnormal", "U05", "GAOL", host.Clock.Today.AddDays(1));
        draft["publish"] = true;

        var problem = await (await organ.PublishAsync(draft)).BodyAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("RECORD_REFUSED", problem.Text("code"));
        var breaches = problem["breaches"]!.AsArray();
        Assert.Equal(
            ["RECORD_COMPANY_DEREGISTERED", "RECORD_DECISION_IN_FUTURE", "RECORD_GROUND_NOT_IN_TIER", "RECORD_PENALTY_UNKNOWN",
                "RECORD_PREREQUISITE_MISSING", "RECORD_PUBLISH_NOT_OPTIONAL"],
            breaches.Select(b => b!.Text("rule")).Order(StringComparer.Ordinal));
        Assert.All(breaches, b =>
        {
            Assert.All(new[] { "message", "legalBasis" }, name => Assert.DoesNotContain(b!.Text(name), IsChinese));
            Assert.All(new[] { "messageZh", "legalBasisZh" }, name => Assert.Contains(b!.Text(name), IsChinese));
        });
    }

    [Theory]
    [InlineData(Given.FourTier, "untrustworthy", "X99", null, "RECORD_GROUND_UNKNOWN")]
    [InlineData(Given.FourTier, "untrustworthy", "DISHONEST_PROMISE", null, "RECORD_GROUND_UNKNOWN")]
    [InlineData(Given.FourTier, "untrustworthy", "B01", null, "RECORD_GROUND_NOT_IN_TIER")]
    [InlineData(Given.FourTier, "seriouslyIllegal", "L01", null, "RECORD_GROUND_UNKNOWN RECORD_TIER_BY_ESCALATION")]
    [InlineData(Given.Cn, "untrustworthy", "U05", null, "RECORD_PENALTY_REQUIRED")]
    [InlineData(Given.Cn, "untrustworthy", "U05", "HUGE_FINE", "RECORD_CLASS_NOT_IN_TIER")]
    [InlineData(Given.Cn, "seriouslyUntrustworthy", "U05", "WARNING", "RECORD_CLASS_NOT_IN_TIER")]
    [InlineData(Given.Cn, "untrustworthy", "U05", "GAOL", "RECORD_PENALTY_UNKNOWN")]
    public async Task Publish_OneBreach_NamesItAndStoresNothing(
        string ruleSet, string tier, string ground, string? penalty, string rules)
    {
        var (organ, company) = (await host.OrganAsync(ruleSet), await host.CompanyAsync());

        Assert.Equal(rules.Split(' '), await BreachesAsync(organ, Drafts.Record(host, company, tier, ground, penalty)));
        Assert.Equal("clear", (await host.Anyone().ReadAsync($"/api/v1/companies/{company.RegistrationId}")).Text("standing"));
    }

    [Fact]
    public async Task Publish_SameDecisionAgain_NamesTheOneThatStands()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var draft = Drafts.Record(host, company);
        var first = await (await organ.PublishAsync(draft)).BodyAsync(HttpStatusCode.Created);
        draft["decision"]!["number"] = $" {draft["decision"]!.Text("number")} ";

        var problem = await (await organ.PublishAsync(draft)).BodyAsync(HttpStatusCode.Conflict);

        Assert.Equal(("RECORD_EXISTS", first.Text("id")), (problem.Text("code"), problem.Text("existingId")));

        var another = draft.DeepClone();
        another["ground"] = "U06";
        await (await organ.PublishAsync(another)).BodyAsync(HttpStatusCode.Created);
        await (await (await host.OrganAsync()).PublishAsync(draft)).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Publish_SameDecisionAfterAnnulment_IsCreated()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var draft = Drafts.Record(host, company);
        var first = await (await organ.PublishAsync(draft)).BodyAsync(HttpStatusCode.Created);
        await (await organ.Agency.Client.SendAsync(
            $"/api/v1/records/{first.Text("id")}/annulment", new { reason = "Wrong." }, first.ETag())).BodyAsync(HttpStatusCode.OK);

        await (await organ.PublishAsync(draft)).BodyAsync(HttpStatusCode.Created);
        Assert.Equal("RECORD_EXISTS", await (await organ.PublishAsync(draft)).ProblemAsync(HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publish_SameDecisionAtOnce_IsCreatedOnce(bool withKeys)
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var draft = Drafts.Record(host, company).ToJsonString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => organ.Agency.Client.SendAsync(
            "/api/v1/records", draft, idempotencyKey: withKeys ? $"at-once-{i}" : null)));

        var created = await Assert.Single(answers, a => a.StatusCode is HttpStatusCode.Created).BodyAsync(HttpStatusCode.Created);
        foreach (var clash in answers.Where(a => a.StatusCode is not HttpStatusCode.Created))
        {
            var problem = await clash.BodyAsync(HttpStatusCode.Conflict);
            Assert.Equal(("RECORD_EXISTS", created.Text("id")), (problem.Text("code"), problem.Text("existingId")));
        }
    }

    [Fact]
    public async Task Publish_SameKeyAgain_IsReplayed()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var draft = Drafts.Record(host, company);

        var first = await (await organ.PublishAsync(draft, "replayed")).BodyAsync(HttpStatusCode.Created);
        var again = await organ.PublishAsync(draft, "replayed");

        Assert.True(JsonNode.DeepEquals(first, await again.BodyAsync(HttpStatusCode.Created)));
        Assert.Equal($"/api/v1/records/{first.Text("id")}", again.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Publish_PeriodAlreadyOver_IsStoredAsLapsedAndNeverShown()
    {
        var (organ, company) = (await host.OrganAsync(Given.Cn), await host.CompanyAsync());

        var stored = await (await organ.PublishAsync(Drafts.Record(
            host, company, penalty: "LARGER_FINE", decidedOn: host.Clock.Today.AddYears(-1).AddDays(-1)))).BodyAsync(HttpStatusCode.Created);

        Assert.Equal("lapsed", stored.Text("state"));
        Assert.Null(stored["leftOn"]);
        Assert.Empty(stored["measures"]!.AsArray());
        var path = $"/api/v1/records/{stored.Text("id")}";
        Assert.Equal("RECORD_NOT_FOUND", await (await host.Anyone().AskAsync(path)).ProblemAsync(HttpStatusCode.NotFound));
        await organ.Agency.Client.ReadAsync(path);

        await (await organ.Agency.Client.SendAsync($"{path}/annulment", new { reason = "Wrong." }, "*")).BodyAsync(HttpStatusCode.OK);
        Assert.Equal("RECORD_NOT_FOUND", await (await host.Anyone().AskAsync(path)).ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Publish_MinorOnRequest_IsShownForThreeMonths()
    {
        var (organ, company) = (await host.OrganAsync(Given.Cn), await host.CompanyAsync());
        var draft = Drafts.Minor(host, company);
        draft["publish"] = true;

        var record = await (await organ.PublishAsync(draft)).BodyAsync(HttpStatusCode.Created);

        Assert.Equal(("published", "minor"), (record.Text("state"), record.Text("class")));
        Assert.Equal($"{host.Clock.Today.AddMonths(3):yyyy-MM-dd}", record.Text("lapsesOn"));
        await host.Anyone().ReadAsync($"/api/v1/records/{record.Text("id")}");
    }

    [Fact]
    public async Task Publish_OfAnotherOrgan_IsForbidden()
    {
        var (organ, other, company) = (await host.OrganAsync(), await host.OrganAsync(), await host.CompanyAsync());
        var draft = Drafts.Record(host, company);
        draft["organ"] = other.Code;

        Assert.Equal("RECORD_OTHER_ORGAN", await (await organ.PublishAsync(draft)).ProblemAsync(HttpStatusCode.Forbidden));

        draft["organ"] = organ.Code;
        await (await organ.PublishAsync(draft)).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Publish_ByAnAccountOfTwoOrgans_NamesOne()
    {
        var (one, two, company) = (await host.OrganAsync(), await host.OrganAsync(), await host.CompanyAsync());
        var both = await host.SignInAsync([Domain.Accounts.Role.Agency], organs: [one.Code, two.Code]);
        var draft = Drafts.Record(host, company);

        var problem = await (await both.Client.SendAsync("/api/v1/records", draft)).BodyAsync(HttpStatusCode.BadRequest);
        Assert.Equal("ORGAN_REQUIRED", problem.Text("code"));
        Assert.NotNull(problem["errors"]!["organ"]);

        draft["organ"] = two.Code;
        var record = await (await both.Client.SendAsync("/api/v1/records", draft)).BodyAsync(HttpStatusCode.Created);
        Assert.Equal(two.Code, record["organ"]!.Text("code"));
    }

    [Fact]
    public async Task RuleSet_OrganAdoptsAnother_NewRecordsFollowItAndOldOnesKeepTheirs()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var old = await (await organ.PublishAsync(Drafts.Record(host, company))).BodyAsync(HttpStatusCode.Created);
        await host.QueryAsync(async db =>
        {
            Assert.Null((await db.Organs.FindAsync(organ.Id))!.Adopt(Given.Cn, host.Clock.Today.AddDays(1), host.Clock.Today));
            await db.SaveAsync(Domain.Accounts.Actor.Registry, role: null, host.Clock.GetUtcNow(), CancellationToken.None);
            return 0;
        });
        var today = await (await organ.PublishAsync(Drafts.Record(host, company))).BodyAsync(HttpStatusCode.Created);
        host.Clock.AdvanceDays(1);

        var young = await (await organ.PublishAsync(Drafts.Record(host, company, penalty: "LARGER_FINE"))).BodyAsync(HttpStatusCode.Created);

        Assert.Equal((Given.FourTier, Given.FourTier, Given.Cn), (old.Text("ruleSet"), today.Text("ruleSet"), young.Text("ruleSet")));
        Assert.Equal($"{host.Clock.Today.AddYears(1):yyyy-MM-dd}", young.Text("lapsesOn"));
        var still = await host.Anyone().ReadAsync($"/api/v1/records/{old.Text("id")}");
        Assert.True(JsonNode.DeepEquals(old, still));
        var corrected = await (await organ.Agency.Client.SendAsync(
            $"/api/v1/records/{old.Text("id")}/corrections", new { reason = "A slip.", summary = "Other." }, old.ETag())).BodyAsync(HttpStatusCode.OK);
        Assert.Equal((Given.FourTier, old.Text("lapsesOn")), (corrected.Text("ruleSet"), corrected.Text("lapsesOn")));
    }

    private static bool IsChinese(char c) => c is >= '\u4E00' and <= '\u9FFF';

    private static async Task<IEnumerable<string>> BreachesAsync(TestOrgan organ, JsonNode draft) =>
        (await (await organ.PublishAsync(draft)).BodyAsync(HttpStatusCode.UnprocessableEntity))["breaches"]!.AsArray()
            .Select(b => b!.Text("rule")).Order(StringComparer.Ordinal);
}
