using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Application.Recalls;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Watching;

/// <summary>Who took a record, was shown it or was told of it hears when it leaves; nobody else does.</summary>
public sealed class RecallTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private const string Api = "/api/v1";

    [Fact]
    public async Task Export_OfRecords_IsRecalledFromWhoTookItSignedIn()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company);
        var (taker, headOnly, companiesOnly) = (await AnAccountAsync(), await AnAccountAsync(), await AnAccountAsync());
        using var anyone = host.Anyone();
        Assert.Equal("none", (await TakeAsync(anyone, "records.ndjson.gz")).Recall);
        var (marked, text) = await TakeAsync(taker, "records.ndjson.gz");
        Assert.Equal("account", marked);
        Assert.Contains($"{record.Id}", text, StringComparison.Ordinal);
        Assert.Null((await TakeAsync(companiesOnly, "companies.csv.gz")).Recall);
        await headOnly.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"{Api}/exports/records.csv.gz"), TestContext.Current.CancellationToken);
        var later = await host.RecordAsync(organ, company); // not in what was taken
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var latest = await host.RecordAsync(organ, company);

        await host.RepairAsync(record);
        await host.RepairAsync(latest);
        await host.MatchAsync();
        await host.MatchAsync();

        var recall = Assert.Single(await taker.RecallsAsync());
        Assert.Equal(
            ($"{record.Id}", "repaired", $"{host.Clock.Today:yyyy-MM-dd}", "export", null, null),
            (recall.Text("recordId"), recall.Text("state"), recall.Text("leftOn"), recall["because"]![0]!.GetValue<string>(), recall["registrationId"], recall["acknowledgedAt"]));
        Assert.Equal(recall.Text("position"), (await taker.ReadAsync($"{Api}/changes?after=1.0&limit=1000"))["items"]!.AsArray()
            .Single(e => e!.Text("kind") is "record.left" && e!.Text("recordId") == $"{record.Id}")!.Text("position"));
        Assert.Empty(await headOnly.RecallsAsync());
        Assert.Empty(await companiesOnly.RecallsAsync());
        Assert.NotNull(later);
    }

    [Fact]
    public async Task Screening_ThatShowedACompany_IsRecalledByItsRegistrationId()
    {
        var (organ, company, clear) = (await host.OrganAsync(), await host.CompanyAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company);
        var (json, csv, other) = (await AnAccountAsync(), await AnAccountAsync(), await AnAccountAsync());
        using var anyone = host.Anyone();
        string[] ids = [company.RegistrationId, clear.RegistrationId, company.RegistrationId];
        foreach (var client in (HttpClient[])[json, anyone])
        {
            await (await client.SendAsync($"{Api}/screenings", new { ids })).BodyAsync(HttpStatusCode.OK);
        }

        await (await other.SendAsync($"{Api}/screenings", new { ids = new[] { clear.RegistrationId } })).BodyAsync(HttpStatusCode.OK);
        var streamed = await csv.PostAsync(
            new Uri($"{Api}/screenings", UriKind.Relative), Watching.Content($"id\n{company.RegistrationId}\n", "text/csv"), TestContext.Current.CancellationToken);
        Assert.Contains(",listed,", await streamed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await host.AnnulAsync(record);
        await host.MatchAsync();

        foreach (var client in (HttpClient[])[json, csv])
        {
            var recall = Assert.Single(await client.RecallsAsync());
            Assert.Equal(
                ($"{record.Id}", "annulled", "screening", company.RegistrationId),
                (recall.Text("recordId"), recall.Text("state"), recall["because"]![0]!.GetValue<string>(), recall.Text("registrationId")));
            var done = await (await client.SendAsync($"{Api}/recalls/{record.Id}/acknowledgement")).BodyAsync(HttpStatusCode.OK);
            Assert.NotNull(done["acknowledgedAt"]);
            Assert.Null(done["registrationId"]); // nothing is kept that is no longer needed
        }

        Assert.Empty(await other.RecallsAsync());
    }

    [Fact]
    public async Task Notification_OfAWatchList_IsRecalledThoughTheListIsGone()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var client = await AnAccountAsync();
        var list = await client.WatchAsync([company.RegistrationId], ["listed"]);
        var told = await host.RecordAsync(organ, company);
        await host.MatchAsync();
        await client.DeleteAsync(list);
        var untold = await host.RecordAsync(organ, company);
        await host.MatchAsync();

        await host.RepairAsync(told);
        await host.RepairAsync(untold);
        await host.MatchAsync();

        var recall = Assert.Single(await client.RecallsAsync());
        Assert.Equal(($"{told.Id}", "notification"), (recall.Text("recordId"), recall["because"]![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task Recall_OfARecordThatComesBack_IsNoLongerMade()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var client = await AnAccountAsync();
        var (restored, shielded) = (await host.RecordAsync(organ, company), await host.RecordAsync(organ, company));
        await TakeAsync(client, "records.csv.gz");
        await host.RepairAsync(restored);
        await host.ChangeAsync(shielded.Id, r => Assert.Null(r.Shield(host.Clock.Today, "Court order.")));
        await host.MatchAsync();
        Assert.Equal(["repaired", "withdrawn"], (await client.RecallsAsync()).Select(r => r.Text("state")).Order(StringComparer.Ordinal));

        var rules = host.Services.GetRequiredService<RuleBook>().Get(Given.FourTier);
        await host.ChangeAsync(restored.Id, r => Assert.Null(r.Restore(rules, host.Clock.Today)));
        await host.ChangeAsync(shielded.Id, r => Assert.Null(r.Unshield(host.Clock.Today, "The order ended.")));
        await host.MatchAsync();
        Assert.Empty(await client.RecallsAsync());

        // Whoever took it before may hold it still.
        await host.AnnulAsync(restored);
        await host.MatchAsync();
        Assert.Equal([$"{restored.Id}"], (await client.RecallsAsync()).Select(r => r.Text("recordId")));
    }

    [Fact]
    public async Task Recall_OfARecordPastItsLastDay_IsMadeWhenItLapsed()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var client = await AnAccountAsync();
        var record = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddYears(-3));
        await TakeAsync(client, "records.csv.gz");
        host.Clock.AdvanceDays(1);
        await host.PassTimeAsync();
        await host.MatchAsync();

        var recall = Assert.Single(await client.RecallsAsync(), r => r.Text("recordId") == $"{record.Id}");
        Assert.Equal(("lapsed", $"{host.Clock.Today:yyyy-MM-dd}"), (recall.Text("state"), recall.Text("leftOn")));
    }

    [Fact]
    public async Task Recalls_Acknowledged_LeaveTheListOfThoseThatWait()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var (client, other) = (await AnAccountAsync(), await AnAccountAsync());
        var records = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            records.Add((await host.RecordAsync(organ, company)).Id);
        }

        await TakeAsync(client, "records.ndjson.gz");
        foreach (var record in records)
        {
            await host.ChangeAsync(record, r => Assert.Null(r.Annul(host.Clock.Today, "Void.")));
        }

        await host.MatchAsync();
        var page = await client.ReadAsync($"{Api}/recalls?acknowledged=false&limit=3");
        var rest = await client.ReadAsync($"{Api}/recalls?acknowledged=false&limit=3&cursor={page.Text("next")}");
        var all = page["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(r => r!).ToList();
        Assert.Equal(records.Select(r => $"{r}"), all.Select(r => r.Text("recordId")));

        Assert.Equal("RECALL_NOT_FOUND", await (await other.SendAsync($"{Api}/recalls/{records[0]}/acknowledgement")).ProblemAsync(HttpStatusCode.NotFound));
        var first = await (await client.SendAsync($"{Api}/recalls/{records[0]}/acknowledgement")).BodyAsync(HttpStatusCode.OK);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await (await client.SendAsync($"{Api}/recalls/{records[0]}/acknowledgement")).BodyAsync(HttpStatusCode.OK);
        Assert.Equal(first.Text("acknowledgedAt"), again.Text("acknowledgedAt"));

        var before = await (await client.SendAsync($"{Api}/recalls/acknowledgements", new { upTo = "1.1" })).BodyAsync(HttpStatusCode.OK);
        Assert.Equal(0, before["acknowledged"]!.GetValue<int>()); // as an event's position would be
        Assert.Contains($"Your first recall is at {all[0].Text("position")}, after 1.1. ", before.Text("note"), StringComparison.Ordinal);

        var upTo = all[2].Text("position");
        Assert.Equal(2, await AcknowledgeAsync(client, upTo));
        Assert.Equal(0, await AcknowledgeAsync(client, upTo));
        Assert.Equal([$"{records[3]}"], (await client.RecallsAsync("?acknowledged=false")).Select(r => r.Text("recordId")));
        Assert.Equal(3, (await client.RecallsAsync("?acknowledged=true")).Count);
        Assert.Equal(4, (await client.RecallsAsync()).Count);
        var done = await (await client.SendAsync($"{Api}/recalls/acknowledgements", new { upTo })).BodyAsync(HttpStatusCode.OK);
        Assert.Equal("""{"acknowledged":0}""", done.ToJsonString());
        foreach (var (code, body) in ((string, object)[])[("POSITION_UNKNOWN", new { upTo = "1.99999999" }), ("VALIDATION_FAILED", new { })])
        {
            var refused = await (await client.SendAsync($"{Api}/recalls/acknowledgements", body)).BodyAsync(HttpStatusCode.BadRequest);
            Assert.Equal((code, "upTo"), (refused.Text("code"), Assert.Single(refused["errors"]!.AsObject()).Key));
            Assert.EndsWith(AcknowledgeRecalls.WhichPosition, refused.Text("detail"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Name_OfAConsumer_IsThatOfACompanyOrOrganItIsBoundTo()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var applicant = company.Applicant.Client;
        Assert.Equal("CONSUMER_NOT_NAMED", await (await applicant.AskAsync($"{Api}/account/consumer-name")).ProblemAsync(HttpStatusCode.NotFound));

        foreach (var (client, request) in ((HttpClient, object)[])[
            (applicant, new { registrationId = (await host.CompanyAsync()).RegistrationId }),
            (applicant, new { organ = organ.Code }),
            (applicant, new { registrationId = "Zhang San" }),
            (organ.Agency.Client, new { registrationId = company.RegistrationId }),
            (organ.Agency.Client, new { organ = (await host.OrganAsync()).Code }),
        ])
        {
            Assert.Equal("CONSUMER_NOT_BOUND", await (await NameAsync(client, request)).ProblemAsync(HttpStatusCode.Forbidden));
        }

        foreach (var request in (object[])[new { }, new { registrationId = company.RegistrationId, organ = organ.Code }])
        {
            Assert.Equal("CONSUMER_NAME", await (await NameAsync(applicant, request)).ProblemAsync(HttpStatusCode.BadRequest));
        }

        var named = await (await NameAsync(applicant, new { registrationId = company.RegistrationId })).BodyAsync(HttpStatusCode.OK);
        Assert.Equal((company.Name, company.RegistrationId, null), (named.Text("name"), named.Text("registrationId"), named["organ"]));
        var office = await (await NameAsync(organ.Agency.Client, new { organ = organ.Code })).BodyAsync(HttpStatusCode.OK);
        Assert.Equal((organ.Code, null), (office.Text("organ"), office["registrationId"]));
        Assert.Equal(named.ToJsonString(), (await applicant.ReadAsync($"{Api}/account/consumer-name")).ToJsonString());
    }

    private static Task<HttpResponseMessage> NameAsync(HttpClient client, object request) => client.PutAsync(
        new Uri($"{Api}/account/consumer-name", UriKind.Relative), JsonContent.Create(request), TestContext.Current.CancellationToken);

    internal static async Task<int> AcknowledgeAsync(HttpClient client, string upTo) =>
        (await (await client.SendAsync($"{Api}/recalls/acknowledgements", new { upTo })).BodyAsync(HttpStatusCode.OK))["acknowledged"]!.GetValue<int>();

    internal static async Task<(string? Recall, string Text)> TakeAsync(HttpClient client, string name)
    {
        var answer = await client.AskAsync($"{Api}/exports/{name}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var unpacked = new GZipStream(
            await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return (answer.Headers.TryGetValues("Registry-Recall", out var recall) ? recall.Single() : null, text);
    }

    private async Task<HttpClient> AnAccountAsync() => (await host.SignInAsync([Role.Auditor])).Client;
}

/// <summary>What the public learns of how recalls are answered, over days.</summary>
public sealed class RecallStatisticsTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private const string Api = "/api/v1";

    [Fact]
    public async Task Statistics_OfRecalls_CountWhoWasInTimeAndNameWhoAgreed()
    {
        var organ = await host.OrganAsync();
        var (prompt, tardy, silent) = (await host.CompanyAsync(), await host.CompanyAsync(), await host.CompanyAsync());
        TestCompany[] consumers = [prompt, tardy, silent];
        using var anyone = host.Anyone();
        var record = await host.RecordAsync(organ, silent);
        foreach (var consumer in consumers)
        {
            await RecallTests.TakeAsync(consumer.Applicant.Client, "records.csv.gz");
        }

        foreach (var consumer in (TestCompany[])[prompt, tardy])
        {
            var named = await consumer.Applicant.Client.PutAsync(
                new Uri($"{Api}/account/consumer-name", UriKind.Relative),
                JsonContent.Create(new { registrationId = consumer.RegistrationId }),
                TestContext.Current.CancellationToken);
            await named.BodyAsync(HttpStatusCode.OK);
        }

        await host.RepairAsync(record);
        await host.MatchAsync();
        Assert.Equal((3, 0, null), Within(await TotalAsync(anyone), "withinOneDay"));
        host.Clock.AdvanceDays(1);
        await AcknowledgeAsync(prompt, record.Id);
        host.Clock.AdvanceDays(2);
        await AcknowledgeAsync(tardy, record.Id);
        host.Clock.AdvanceDays(5);

        var total = await TotalAsync(anyone);
        Assert.Equal((3, 1, 0.3333), Within(total, "withinOneDay", 3));
        Assert.Equal((3, 2, 0.6667), Within(total, "withinThreeDays", 3));
        Assert.Equal((3, 2, 0.6667), Within(total, "withinSevenDays", 3));
        var byName = (await anyone.ReadAsync($"{Api}/statistics/recalls"))["consumers"]!.AsArray();
        Assert.Equal(
            new[] { prompt.Name, tardy.Name }.Order(StringComparer.Ordinal), byName.Select(c => c!.Text("name")).Order(StringComparer.Ordinal));
        Assert.Equal((1, 0, 0.0), Within(byName.Single(c => c!.Text("registrationId") == tardy.RegistrationId)!["recalls"]!, "withinOneDay", 1));

        var withdrawn = await tardy.Applicant.Client.DeleteAsync(
            new Uri($"{Api}/account/consumer-name", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
        Assert.Equal([prompt.Name], (await anyone.ReadAsync($"{Api}/statistics/recalls"))["consumers"]!.AsArray().Select(c => c!.Text("name")));

        // A recall that no longer stands is not counted, acknowledged or not.
        var rules = host.Services.GetRequiredService<RuleBook>().Get(Given.FourTier);
        await host.ChangeAsync(record.Id, r => Assert.Null(r.Restore(rules, host.Clock.Today)));
        await host.MatchAsync();
        Assert.Equal((0, 0, null), Within(await TotalAsync(anyone), "withinSevenDays"));
    }

    private static async Task<JsonNode> TotalAsync(HttpClient anyone) => (await anyone.ReadAsync($"{Api}/statistics/recalls"))["total"]!;

    private static (int, int, double?) Within(JsonNode figures, string days, int? of = null)
    {
        if (of is { } expected)
        {
            Assert.Equal(expected, figures[days]!["of"]!.GetValue<int>());
        }

        return (figures["made"]!.GetValue<int>(), figures[days]!["acknowledged"]!.GetValue<int>(), figures[days]!["share"]?.GetValue<double>());
    }

    private static async Task AcknowledgeAsync(TestCompany consumer, Guid record) =>
        await (await consumer.Applicant.Client.SendAsync($"{Api}/recalls/{record}/acknowledgement")).BodyAsync(HttpStatusCode.OK);
}

/// <summary>A name is shown while the account may use it.</summary>
public sealed class NamedConsumerTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private const string Api = "/api/v1";

    [Fact]
    public async Task Statistics_NameNobodyWhoseAccountActsForThemNoMore()
    {
        var organ = await host.OrganAsync();
        var (bound, other) = (await host.CompanyAsync(), await host.CompanyAsync());
        var administrator = (await host.SignInAsync([Role.Administrator])).Client;
        using var anyone = host.Anyone();
        var record = await host.RecordAsync(organ, bound);
        foreach (var (client, name) in ((HttpClient, object)[])[
            (bound.Applicant.Client, new { registrationId = bound.RegistrationId }),
            (other.Applicant.Client, new { registrationId = other.RegistrationId }),
            (organ.Agency.Client, new { organ = organ.Code }),
        ])
        {
            await RecallTests.TakeAsync(client, "records.csv.gz");
            await (await client.PutAsync(
                new Uri($"{Api}/account/consumer-name", UriKind.Relative), JsonContent.Create(name), TestContext.Current.CancellationToken))
                .BodyAsync(HttpStatusCode.OK);
        }

        await host.RepairAsync(record);
        await host.MatchAsync();
        await AssertNamedAsync(bound.RegistrationId, other.RegistrationId, organ.Code);

        await BindAsync(other.Applicant, new { roles = new[] { "applicant" }, organs = Array.Empty<string>(), companies = new[] { bound.RegistrationId } });
        await AssertNamedAsync(bound.RegistrationId, organ.Code);
        await BindAsync(organ.Agency, new { roles = new[] { "agency" }, organs = new[] { (await host.OrganAsync()).Code }, companies = Array.Empty<string>() });
        await AssertNamedAsync(bound.RegistrationId);
        await (await administrator.SendAsync($"{Api}/accounts/{bound.Applicant.Key}/disabling")).BodyAsync(HttpStatusCode.OK);
        await AssertNamedAsync();
        await (await administrator.SendAsync($"{Api}/accounts/{bound.Applicant.Key}/enabling")).BodyAsync(HttpStatusCode.OK);
        await AssertNamedAsync(bound.RegistrationId);

        async Task BindAsync(TestAccount account, object authority) => await (await administrator.PutAsync(
            new Uri($"{Api}/accounts/{account.Key}/roles", UriKind.Relative), JsonContent.Create(authority), TestContext.Current.CancellationToken))
            .BodyAsync(HttpStatusCode.OK);

        async Task AssertNamedAsync(params string[] names)
        {
            var statistics = await anyone.ReadAsync($"{Api}/statistics/recalls");
            Assert.Equal(3, statistics["total"]!["made"]!.GetValue<int>());
            Assert.Equal(
                names.Order(StringComparer.Ordinal),
                statistics["consumers"]!.AsArray().Select(c => c!["registrationId"]?.GetValue<string>() ?? c.Text("organ")).Order(StringComparer.Ordinal));
        }
    }
}
