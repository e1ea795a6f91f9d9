using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Objections;
using CreditRegistry.Api.Tests.Records;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Api.Tests.Watching;
using CreditRegistry.Application.Proof;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence.Statistics;
using CreditRegistry.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Http;

/// <summary>A server of which every answer is held against its document.</summary>
public sealed class DocumentedHost(RegistryCluster cluster) : IAsyncLifetime
{
    public RegistryHost Host { get; } = new(cluster);

    internal Document Document { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Host.StartAsync(
            await cluster.NewDatabaseAsync(),
            adjust: null,
            "--Registry:Webhooks:AllowHttp", "true",
            "--Registry:Webhooks:AllowedNetworks", "127.0.0.0/8",
            "--Registry:RateLimit:Pings", "100000");
        Document = new Document(await Host.Anyone().ReadAsync("/swagger/v1/swagger.json"));
        Host.OnAnswer = Document.HearAsync;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>The document says of every answer and of every body what is true, neither more nor less.</summary>
public sealed class DocumentTests(DocumentedHost documented) : IClassFixture<DocumentedHost>
{
    private const string Api = "/api/v1";

    /// <summary>What is demanded only beside something else, which its description says and a schema does not.</summary>
    private static readonly (string Operation, string Path)[] Conditional =
    [
        ("DraftObjection", "recordId"), ("AgreeToBeNamed", "registrationId"), ("CreateWatchList", "url"), ("ChangeWatchList", "url"),
    ];

    private static readonly object Why = new { reason = "It was overlooked." };

    private readonly RegistryHost _host = documented.Host;
    private readonly Document _document = documented.Document;

    [Fact]
    public async Task Answers_AndBodies_AreAsTheDocumentSays()
    {
        using var anyone = _host.Anyone();
        var administrator = await _host.SignInAsync([Role.Administrator]);
        var auditor = await _host.SignInAsync([Role.Auditor]);

        await WatchAndRecallAsync();
        await ReviewAsync();
        await ContestAsync();
        await PublishAsync();
        await ClaimAsync(administrator);
        await AccountsAsync(administrator, auditor);
        await OrgansAndRulesAsync(administrator);
        await LookUpAsync(anyone);
        await ProveAsync(anyone);
        await BodiesAsync();

        Assert.Empty(_document.Faults.Distinct());
        Assert.Empty(_document.Operations.Where(o => o.Node["responses"]!["200"]?["content"]?["application/json"] is not null)
            .Select(o => o.Id).Except(_document.Answered.Keys));
        Assert.Empty(_document.SchemasOfAnswers().Except(_document.Seen.Keys));
    }

    [Fact]
    public void Document_TellsAStrangerEverything()
    {
        var operations = _document.Operations;
        Assert.DoesNotContain("CreditRegistry.", _document.Root.ToJsonString(), StringComparison.Ordinal); // our own names of types
        Assert.InRange(operations.Count, 120, 500);
        Assert.Equal(operations.Count, operations.DistinctBy(o => o.Id).Count());
        Assert.All(operations, operation =>
        {
            Assert.Matches("^[A-Z][a-z]+[A-Z][A-Za-z]+$", operation.Id); // a verb and what it is done to
            Assert.NotEmpty(operation.Node.Text("summary"));
            Assert.Empty((operation.Node["parameters"]?.AsArray() ?? []).Where(p => p!["description"] is null).Select(p => p!.Text("name")));
            Assert.All(operation.Node["responses"]!.AsObject(), response =>
            {
                Assert.NotEmpty(response.Value!.Text("description"));
                Assert.Equal(response.Key is "204" or "304" or "308", response.Value!["content"] is null);
                if (response.Key[0] is '4' or '5' && operation.IsOfTheApi)
                {
                    Assert.Equal("#/components/schemas/Problem", response.Value["content"]!["application/problem+json"]!["schema"]!.Text("$ref"));
                }
            });
        });
    }

    [Fact]
    public void Examples_AreOfTheirSchemas()
    {
        var faults = new Document(_document.Root);
        var shown = 0;
        foreach (var operation in faults.Operations)
        {
            foreach (var part in (operation.Node["parameters"]?.AsArray() ?? []).Concat(operation.Node["responses"]!.AsObject().Select(r => r.Value))
                .Append(operation.Node["requestBody"]))
            {
                foreach (var media in (part?["content"]?.AsObject().Select(c => c.Value) ?? []).Append(part).Where(m => m?["example"] is not null))
                {
                    shown++;
                    faults.Compare(media!["schema"]!, media["example"], $"{operation.Id} example");
                }
            }
        }

        Assert.InRange(shown, 30, 1000);
        Assert.Empty(faults.Faults);
    }

    /// <summary>A value that each kind of statement is wrong about is noticed.</summary>
    [Theory]
    [InlineData("{}", "x.a: missing")]
    [InlineData("{\"a\":null}", "x.a: null")]
    [InlineData("{\"a\":1}", "x.a: Number instead of string")]
    [InlineData("{\"a\":\"2026-02-30\"}", "x.a: 2026-02-30 is no date")]
    [InlineData("{\"a\":\"2026-02-03\",\"b\":1}", "x.b: not in the schema")]
    [InlineData("{\"a\":\"2026-02-03\",\"c\":\"no\"}", "x.c: no is not listed")]
    [InlineData("{\"a\":\"2026-02-03\",\"d\":[null]}", "x.d[0]: null")]
    [InlineData("{\"a\":\"2026-02-03\",\"d\":[2147483648]}", "x.d[0]: 2147483648")]
    [InlineData("{\"a\":\"2026-02-03\",\"c\":null,\"d\":[1]}", null)]
    public void Comparison_OfWhatIsNotSo_FindsIt(string value, string? fault)
    {
        var document = new Document(JsonNode.Parse("""{"paths":{},"components":{"schemas":{"C":{"type":"string","enum":["yes"]}}}}""")!);

        document.Compare(
            JsonNode.Parse(
                """
                {"type":"object","required":["a"],"additionalProperties":false,"properties":{"a":{"type":"string","format":"date"},
                "c":{"nullable":true,"allOf":[{"$ref":"#/components/schemas/C"}]},"d":{"type":"array","items":{"type":"integer","format":"int32"}}}}
                """)!,
            JsonNode.Parse(value),
            "x");

        Assert.Equal(fault is null ? [] : [fault], document.Faults);
    }

    private async Task WatchAndRecallAsync()
    {
        await using var receiver = await Receiver.StartAsync();
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var client = company.Applicant.Client;
        var list = await client.WatchAsync([company.RegistrationId, "9135O200"], url: receiver.Url);
        await client.PutAsync(list, "", JsonContent.Create(new { name = "Buyers", rules = Watching.Watching.AllRules, delivery = "webhook", url = receiver.Url }), "*");
        await client.PutAsync(list, $"/companies/{MadeUpCompanies.At(70).RegistrationId}");
        await client.DeleteAsync(list, $"/companies/{MadeUpCompanies.At(70).RegistrationId}");
        foreach (var verb in (string[])["ping", "resumption", "secret"])
        {
            await (await client.SendAsync($"{list.PathOf()}/{verb}")).BodyAsync(HttpStatusCode.OK);
        }

        var record = await _host.RecordAsync(organ, company);
        await _host.MatchAsync();
        await _host.DeliverAsync();
        await RecallTests.TakeAsync(client, "records.csv.gz");
        await (await client.SendAsync($"{Api}/screenings?asOf=2026-06-30T16:00:00Z", new { ids = new[] { company.RegistrationId, "x", "9135O200" } })).BodyAsync(HttpStatusCode.OK);
        await client.EventsAsync(list);
        await _host.AnnulAsync(record);
        await _host.MatchAsync();
        var events = await client.EventsAsync(list);
        await (await client.SendAsync($"{list.PathOf()}/replay", new { after = events[0].Text("position") })).BodyAsync(HttpStatusCode.OK);
        await client.DeliveriesAsync(list);
        foreach (var path in (string[])["", "/companies"])
        {
            await client.ReadAsync(list.PathOf() + path);
        }

        await client.ReadAsync($"{Api}/watch-lists");
        var recall = (await client.RecallsAsync())[0];
        await (await client.SendAsync($"{Api}/recalls/{recall.Text("recordId")}/acknowledgement")).BodyAsync(HttpStatusCode.OK);
        await (await client.SendAsync($"{Api}/recalls/acknowledgements", new { upTo = recall.Text("position") })).BodyAsync(HttpStatusCode.OK);
        await company.Applicant.PutAsync($"{Api}/account/consumer-name", new { registrationId = company.RegistrationId });
        await client.ReadAsync($"{Api}/account/consumer-name");
        _host.Clock.AdvanceDays(8);
        await client.ReadAsync($"{Api}/statistics/recalls");
        await client.DeleteAsync(new Uri($"{Api}/account/consumer-name", UriKind.Relative), TestContext.Current.CancellationToken);
        await client.DeleteAsync(list);
    }

    private async Task ReviewAsync()
    {
        var scene = await _host.SceneAsync();
        var (first, second, applicant) = (scene.Organ.OfficerA, scene.Organ.OfficerB, scene.Company.Applicant);
        var draft = await _host.DraftAsync(scene.Company, scene.Record);
        draft = await applicant.DeleteAsync($"{Cases.PathOf(draft)}/documents/{draft["documents"]![0]!.Text("id")}", HttpStatusCode.OK);
        await applicant.ActAsync(draft, "submission"); // 422
        await applicant.DoAsync(draft, "withdrawal");
        var submitted = await _host.SubmittedAsync(scene);
        submitted = await first.DoAsync(submitted, "assignment", new { });
        submitted = await first.DoAsync(submitted, "supplement-request", Cases.Supplement("CREDIT_REPAIR_PROMISE"));
        await applicant.CaseAsync(submitted);
        await (await first.Client.SendAsync($"{Cases.PathOf(submitted)}/acceptance", ifMatch: "\"1\"")).BodyAsync(HttpStatusCode.PreconditionFailed);

        await _host.RevokedAsync(await _host.SceneAsync(organ: scene.Organ));
        var other = await _host.SceneAsync(organ: scene.Organ);
        var proposed = await first.DoAsync(await _host.SubmittedAsync(other), "non-acceptance", Cases.OutOfScope);
        var accepted = await first.DoAsync(await second.DoAsync(proposed, "proposal-dismissal", Why), "acceptance");
        accepted = await first.DoAsync(accepted, "extension", Why);
        await second.DoAsync(await first.DoAsync(accepted, "recommendation", Cases.Refusal), "decision", Cases.Refusal);
        await second.DoAsync(await _host.SubmittedAsync(await _host.SceneAsync(organ: scene.Organ)), "recusal", Why);
        await first.Client.ReadAsync($"{Api}/review/queue");
        await applicant.Client.ReadAsync($"{Cases.Applications}?mine=true");
    }

    private async Task ContestAsync()
    {
        var scene = await _host.SceneAsync();
        var applicant = scene.Company.Applicant;
        var draft = await scene.DraftedAsync();
        draft = await applicant.DeleteAsync($"{Contests.Objections}/{draft.Text("id")}/documents/{draft["documents"]![0]!.Text("id")}", HttpStatusCode.OK);
        await applicant.ContestAsync(draft, "withdrawal");
        var found = await scene.FoundAsync();
        await scene.Organ.Agency.Client.ReadAsync($"{Api}/review/objections");
        await scene.Organ.OfficerA.ReadAgainAsync(found);
        await _host.Anyone().ReadAsync($"{Api}/records/{scene.Record.Id}"); // with its mark
        found = await scene.Organ.Agency.ContestAsync(found, "extension", Why);
        var dismissed = await scene.Organ.OfficerA.ContestAsync(found, "decision", Contests.Dismissal);
        await applicant.ContestAsync(dismissed, "review", Why);
        await applicant.Client.ReadAsync($"{Contests.Objections}?mine=true");

        var rejecting = await _host.SceneAsync();
        var rejected = await rejecting.Organ.OfficerA.ContestAsync(await rejecting.ObjectedAsync(), "rejection", Contests.OutOfScope);
        await rejecting.Organ.OfficerB.ReadAgainAsync(rejected);
        await rejecting.Organ.OfficerB.ContestAsync(rejected, "rejection", Contests.OutOfScope);

        var correcting = await _host.SceneAsync();
        var correct = new
        {
            outcome = "correct",
            reasonCode = "RECORD_INCORRECT",
            reason = "It was three days later.",
            correction = new { summary = "As the judgment says.", decision = new { number = "No. 7", decidedOn = "2026-01-05" }, penalties = new[] { new { kind = "WARNING" } } },
        };
        await correcting.FoundAsync(correct);

        var leaving = await _host.SceneAsync();
        var repair = await _host.AcceptedAsync(leaving);
        var contested = await leaving.ObjectedAsync(); // which stops the clock of the repair
        await (await leaving.Organ.Agency.Client.SendAsync($"{Api}/records/{leaving.Record.Id}/annulment", Why, "*")).BodyAsync(HttpStatusCode.OK);
        await leaving.Company.Applicant.CaseAsync(repair);
        await leaving.Company.Applicant.ReadAgainAsync(contested);
        await leaving.Company.Applicant.NoticesAsync();
    }

    private async Task PublishAsync()
    {
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var agency = organ.Agency.Client;
        var record = await (await organ.PublishAsync(Drafts.Record(_host, company, penalty: "WARNING"))).BodyAsync(HttpStatusCode.Created);
        var path = $"{Api}/records/{record.Text("id")}";
        await (await agency.SendAsync($"{path}/corrections", new
        {
            reason = "A slip.",
            ground = "U05",
            summary = "As it is.",
            decision = new { number = "No. 8", decidedOn = record["decision"]!.Text("decidedOn") },
            penalties = new[] { new { kind = "SMALL_FINE", amountFen = 100 } },
        }, "*")).BodyAsync(HttpStatusCode.OK);
        await (await agency.SendAsync($"{path}/shielding", Why, "*")).BodyAsync(HttpStatusCode.OK);
        await (await agency.SendAsync($"{path}/shielding-end", Why, "*")).BodyAsync(HttpStatusCode.OK);
        await _host.Anyone().ReadAsync($"{path}/eligibility?shownAt={_host.Clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}");
        await _host.Anyone().ReadAsync($"{Api}/records?limit=3");
        await (await agency.SendAsync($"{path}/annulment", new { reason = "Void.", reasonCode = "wrongCompany" }, "*")).BodyAsync(HttpStatusCode.OK);
        await _host.Anyone().AskAsync(path); // 410
    }

    private async Task ClaimAsync(TestAccount administrator)
    {
        var scene = await _host.SceneAsync();
        var officer = scene.Organ.OfficerA.Client;
        await _host.Anyone().PostAsync(
            new Uri($"{Api}/company-claims", UriKind.Relative), Given.ClaimForm(scene.Company.RegistrationId, "no address"), TestContext.Current.CancellationToken);
        foreach (var (verb, body) in ((string, object?)[])[("confirmation", null), ("refusal", Why)])
        {
            var claim = await _host.ClaimAsync(scene.Company);
            claim = await officer.ReadAsync($"{Api}/company-claims/{claim.Text("id")}");
            await administrator.Client.ReadAsync($"{Api}/company-claims");
            await (await officer.SendAsync($"{Api}/company-claims/{claim.Text("id")}/{verb}", body, claim.ETag())).BodyAsync(HttpStatusCode.OK);
        }
    }

    private async Task AccountsAsync(TestAccount administrator, TestAccount auditor)
    {
        var client = administrator.Client;
        var organ = await _host.OrganAsync();
        var invited = await (await client.SendAsync($"{Api}/accounts", new { email = "new@registry.example", roles = new[] { "auditor" } }))
            .BodyAsync(HttpStatusCode.Created);
        var account = $"{Api}/accounts/{invited["account"]!.Text("key")}";
        using var anyone = _host.Anyone();
        await anyone.SendAsync($"{Api}/account/password-reset", new { email = "new@registry.example", token = invited.Text("token"), newPassword = "another Phrase 17" });
        var tokens = await (await anyone.SendAsync($"{Api}/account/login", new { email = "new@registry.example", password = "another Phrase 17" })).BodyAsync(HttpStatusCode.OK);
        await (await anyone.SendAsync($"{Api}/account/refresh", new { refreshToken = tokens.Text("refreshToken") })).BodyAsync(HttpStatusCode.OK);
        await administrator.PutAsync($"{account}/roles", new { roles = new[] { "supervisor" } });
        var program = await (await client.SendAsync($"{account}/tokens", new { name = "Nightly", lastDay = _host.Clock.Today.AddDays(9) })).BodyAsync(HttpStatusCode.Created);
        await client.ReadAsync($"{account}/tokens");
        foreach (var verb in (string[])[$"tokens/{program["token"]!.Text("id")}/revocation", "disabling", "enabling", "session-end", "password-reset-token"])
        {
            await (await client.SendAsync($"{account}/{verb}")).BodyAsync(HttpStatusCode.OK);
        }

        foreach (var path in (string[])["", "?email=new@"])
        {
            await client.ReadAsync($"{Api}/accounts{path}");
        }

        await client.ReadAsync(account);
        var changing = await _host.SignInAsync([Role.Officer], organs: [organ.Code]);
        await changing.Client.ReadAsync($"{Api}/account");
        await changing.Client.ReadAsync($"{Api}/account/two-factor");
        await (await changing.Client.SendAsync($"{Api}/account/two-factor", new { action = "prepare" })).BodyAsync(HttpStatusCode.OK);
        await client.SendAsync($"{Api}/accounts/{changing.Key}/two-factor-removal");
        var changed = await (await auditor.Client.SendAsync(
            $"{Api}/account/password", new { currentPassword = RegistryHost.Password, newPassword = "yet another Phrase 5" })).BodyAsync(HttpStatusCode.OK);
        anyone.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", changed.Text("accessToken"));
        await (await anyone.SendAsync(
            $"{Api}/account/password", new { currentPassword = "yet another Phrase 5", newPassword = RegistryHost.Password })).BodyAsync(HttpStatusCode.OK);
        await (await _host.CompanyAsync()).Applicant.Client.ReadAsync($"{Api}/account/companies");
    }

    private async Task OrgansAndRulesAsync(TestAccount administrator)
    {
        await (await administrator.Client.SendAsync(
            $"{Api}/organs", new { code = "NEW", name = "New organ", nameZh = "新机关", ruleSet = Given.FourTier })).BodyAsync(HttpStatusCode.Created);
        await (await administrator.Client.SendAsync(
            $"{Api}/organs/NEW/adoptions", new { ruleSet = Given.Cn, from = _host.Clock.Today.AddDays(40) })).BodyAsync(HttpStatusCode.OK);
        foreach (var path in (string[])["organs", "rule-sets", $"rule-sets/{Given.FourTier}", $"rule-sets/{Given.Cn}", "grounds", "measures", "calendars/2026"])
        {
            await administrator.Client.ReadAsync($"{Api}/{path}");
        }
    }

    private async Task LookUpAsync(HttpClient anyone)
    {
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        await _host.RecordAsync(organ, company, penalties: new Penalty("LARGER_FINE", 5_000_000));
        await _host.RecordAsync(organ, company, RecordTier.Abnormal);
        await _host.PlaceLedgerAsync();
        await _host.Services.GetRequiredService<StatisticsStore>().AdvanceAsync(_host.Clock.GetUtcNow(), _host.Clock.Today, TestContext.Current.CancellationToken);
        var doubtful = "0123456789ABCDEFGHJKLMNPQRTUWXY".Select(c => company.RegistrationId[..16] + (company.RegistrationId[16] is '7' ? "6" : "7") + c)
            .First(id => RegistrationIds.Check(id).Warnings.Count > 0);
        foreach (var path in (string[])[
            $"companies/{company.RegistrationId}", $"companies/{company.RegistrationId}/records?asOf=2026-06-30T16:00:00Z", "companies?limit=2",
            "companies?name=9135O200", $"companies?name={Uri.EscapeDataString(company.Name)}", $"companies/suggest?q={company.RegistrationId[..6]}",
            $"registration-ids/{doubtful}", "registration-ids/9135O200", "exports", "changes?limit=1000", "statistics"])
        {
            await anyone.ReadAsync($"{Api}/{path}");
        }

        var former = company.RegistrationId[8..17];
        await _host.AddAsync(db => db.CompanyAliases.Add(new(former, "organisationCode", company.Id)));
        Assert.Equal(HttpStatusCode.PermanentRedirect, (await anyone.AskAsync($"{Api}/companies/{former}")).StatusCode);
        foreach (var path in (string[])["/health/live", "/health/ready", "/version"])
        {
            await anyone.ReadAsync(path);
        }
    }

    private async Task ProveAsync(HttpClient anyone)
    {
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var record = await _host.RecordAsync(organ, company);
        await _host.PlaceLedgerAsync();
        var certificate = await anyone.ReadAsync($"{Api}/companies/{company.RegistrationId}/certificate");
        await _host.AnnulAsync(await _host.RecordAsync(organ, company));
        await _host.AnnulAsync(record);
        await _host.PlaceLedgerAsync();
        await (await anyone.SendAsync($"{Api}/certificates/verification", new { certificate = certificate.Text("certificate") })).BodyAsync(HttpStatusCode.OK);
        await (await anyone.SendAsync($"{Api}/certificates/verification", new { certificate = "x.y.z" })).BodyAsync(HttpStatusCode.OK);
        var digest = _host.Services.GetRequiredService<SigningKeys>().Sign(
            SignedStatement.Digest, new CertificateDigest(company.RegistrationId, _host.Clock.GetUtcNow(), 1, "clear", 0, "", ""));
        await (await anyone.SendAsync($"{Api}/certificates/verification", new { certificate = digest })).BodyAsync(HttpStatusCode.OK);
        var standing = await _host.RecordAsync(organ, company);
        await _host.PlaceLedgerAsync();
        _host.Clock.Advance(TimeSpan.FromSeconds(2));
        await (await anyone.SendAsync($"{Api}/log/heads")).BodyAsync(HttpStatusCode.OK);
        foreach (var path in (string[])["log/keys", "log/head", "log/heads", "log/entries?limit=3", "log/proof/inclusion?position=1",
            "log/proof/consistency?from=1&to=2", $"records/{standing.Id}/proof"])
        {
            await anyone.ReadAsync($"{Api}/{path}");
        }

        var auditor = await _host.SignInAsync([Role.Auditor]);
        await auditor.Client.ReadAsync($"{Api}/log/openings?limit=1000");
        await auditor.Client.ReadAsync($"{Api}/audit?limit=200");
    }

    /// <summary>
    /// Sends each body that was taken again, without one property at a time: those that are required are missed, by name, and
    /// no other is.
    /// </summary>
    private async Task BodiesAsync()
    {
        _host.OnAnswer = null;
        using var client = _host.Anyone();
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        var tried = 0;
        foreach (var taken in _document.Taken.Values)
        {
            if (taken.Email is { } email && !tokens.ContainsKey(email)) // time has passed since
            {
                tokens[email] = (await (await client.SendAsync($"{Api}/account/login", new { email, password = RegistryHost.Password }))
                    .BodyAsync(HttpStatusCode.OK)).Text("accessToken");
            }

            var schema = taken.Operation.Node["requestBody"]!["content"]!["application/json"]!["schema"]!;
            foreach (var (path, required, nullable) in Properties(schema, taken.Body))
            {
                foreach (var asNull in nullable || required ? (bool[])[false, true] : [false])
                {
                    var body = taken.Body.DeepClone();
                    Without(body, path, asNull);
                    using var request = new HttpRequestMessage(taken.Operation.Method, taken.Address) { Content = JsonContent.Create(body) };
                    request.Headers.Authorization = taken.Email is null ? null : new AuthenticationHeaderValue("Bearer", tokens[taken.Email]);
                    request.Headers.TryAddWithoutValidation("If-Match", taken.IfMatch);
                    var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                    var missed = answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity
                        && JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]?[path] is not null;
                    if (missed != (required || Conditional.Contains((taken.Operation.Id, path))))
                    {
                        _document.Faults.Enqueue($"{taken.Operation.Id} {(asNull ? "with null for" : "without")} {path}: {(int)answer.StatusCode}");
                    }

                    tried++;
                }
            }
        }

        Assert.NotEqual(0, tried);
        Assert.Empty(_document.Operations.Where(o => o.Node["requestBody"]?["content"]?["application/json"] is not null)
            .Select(o => o.Id).Except(_document.Taken.Keys));
    }

    private IEnumerable<(string Path, bool Required, bool Nullable)> Properties(JsonNode schema, JsonNode? value, string path = "")
    {
        schema = _document.Resolve(schema);
        switch (value)
        {
            case JsonArray { Count: > 0 } items when schema["items"] is { } item:
                return Properties(item, items[0], $"{path}[0]");

            case JsonObject whole when schema["properties"] is JsonObject properties:
                var required = (schema["required"]?.AsArray() ?? []).Select(r => r!.GetValue<string>()).ToList();
                var prefix = path.Length is 0 ? "" : $"{path}.";
                return properties.SelectMany(p => Properties(p.Value!, whole[p.Key], prefix + p.Key).Prepend(
                    (prefix + p.Key, required.Contains(p.Key), p.Value!["nullable"]?.GetValue<bool>() is true)));

            default:
                return [];
        }
    }

    private static void Without(JsonNode body, string path, bool asNull)
    {
        var parts = path.Replace("[0]", ".0", StringComparison.Ordinal).Split('.');
        var at = parts[..^1].Aggregate(body, (node, part) => node is JsonArray items ? items[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!);
        at.AsObject().Remove(parts[^1]);
        if (asNull)
        {
            at[parts[^1]] = null;
        }
    }
}
