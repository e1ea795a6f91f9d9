using System.Net;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.TimePassing;

public sealed class LapseTests(RegistryCluster cluster)
{
    [Fact]
    public async Task Record_PastItsLastDay_IsGoneBeforeAnyWorkerRan()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var scene = await host.SceneAsync(publishedOn: new DateOnly(2023, 7, 1));
        var anyone = host.Anyone();
        var path = $"/api/v1/records/{scene.Record.Id}";
        var page = $"/api/v1/companies/{scene.Company.RegistrationId}";
        host.Clock.Advance(TimeSpan.FromHours(7) - TimeSpan.FromSeconds(1)); // a second to midnight in Shanghai
        Assert.Equal("2026-07-01", (await anyone.ReadAsync(path)).Text("lapsesOn"));
        Assert.Equal(0, await host.PassTimeAsync());

        host.Clock.Advance(TimeSpan.FromSeconds(1));

        var gone = await (await anyone.AskAsync(path)).BodyAsync(HttpStatusCode.Gone);
        Assert.Equal(("RECORD_LAPSED", "2026-07-02"), (gone.Text("code"), gone.Text("leftOn")));
        Assert.Equal("clear", (await anyone.ReadAsync(page)).Text("standing"));
        Assert.Empty((await anyone.ReadAsync($"{page}/records"))["items"]!.AsArray());
        Assert.Empty((await anyone.ReadAsync($"/api/v1/records?organ={scene.Organ.Code}"))["items"]!.AsArray());
        Assert.Equal(
            ["REPAIR_RECORD_LEFT"],
            (await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.UnprocessableEntity)).Texts("breaches", "rule"));

        host.Clock.AdvanceDays(20); // nobody at work for weeks
        Assert.Equal(1, await host.PassTimeAsync());
        Assert.Equal([("record.lapsed", "2026-07-02")], await host.ByItselfAsync("record.lapsed"));
        Assert.Equal("2026-07-02", (await (await anyone.AskAsync(path)).BodyAsync(HttpStatusCode.Gone)).Text("leftOn"));
        Assert.Equal(0, await host.PassTimeAsync());
    }

    [Fact]
    public async Task Supplement_DueBeforeAndAfterTheRecordLapses_EndsForThatReason()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var organ = await host.OrganAsync();
        var lapsesFirst = await host.SceneAsync(publishedOn: new DateOnly(2023, 7, 20), organ: organ);
        var dueFirst = await host.SceneAsync(publishedOn: new DateOnly(2023, 8, 10), organ: organ);
        var cases = new List<System.Text.Json.Nodes.JsonNode>();
        foreach (var scene in (Scene[])[lapsesFirst, dueFirst])
        {
            cases.Add(await organ.OfficerA.DoAsync(
                await host.SubmittedAsync(scene), "supplement-request", Cases.Supplement("CREDIT_REPAIR_PROMISE")));
            Assert.Equal("2026-07-31", cases[^1].Deadline("supplement").Text("dueOn"));
        }

        Assert.Equal(3, await host.PassTimeAsync(2026, 9, 1));

        Assert.Equal(
            [("record.lapsed", "2026-07-21"), ("repair.closed", "2026-07-21"), ("repair.closed", "2026-08-01"), ("record.lapsed", "2026-08-11")],
            (await host.ByItselfAsync("record.lapsed", "repair.closed")).OrderBy(row => row.On).ThenBy(row => row.Kind));
        Assert.Equal("recordLeftPublication", (await lapsesFirst.Company.Applicant.CaseAsync(cases[0])).Text("closedBecause"));
        Assert.Equal("supplementUnanswered", (await dueFirst.Company.Applicant.CaseAsync(cases[1])).Text("closedBecause"));
    }

    [Fact]
    public async Task ManyRecords_InSmallBatches_LapseEachOnceInTheOrderOfTheirDays()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var organ = await host.OrganAsync();
        var company = await host.CompanyAsync();
        for (var i = 0; i < 40; i++)
        {
            await host.RecordAsync(organ, company, RecordTier.Untrustworthy, publishedOn: new DateOnly(2023, 7, 1).AddDays(i * 7 % 30));
        }

        host.Clock.GoTo(new DateOnly(2026, 9, 1));
        var passTime = Workers.PassTimeOf(host, batchSize: 3);
        var done = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => passTime.RunAsync(TestContext.Current.CancellationToken)));

        Assert.Equal(40, done.Sum());
        var days = await host.ByItselfAsync("record.lapsed");
        Assert.Equal(40, days.Count);
        Assert.Equal("clear", (await host.Anyone().ReadAsync($"/api/v1/companies/{company.RegistrationId}")).Text("standing"));
    }

    [Fact]
    public async Task ManyRecords_OfOneWorker_LapseInTheOrderOfTheirDays()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var organ = await host.OrganAsync();
        var company = await host.CompanyAsync();
        for (var i = 0; i < 10; i++)
        {
            await host.RecordAsync(organ, company, publishedOn: new DateOnly(2023, 7, 1).AddDays(i * 7 % 30));
        }

        host.Clock.GoTo(new DateOnly(2026, 9, 1));
        await Workers.PassTimeOf(host, batchSize: 3).RunAsync(TestContext.Current.CancellationToken);

        var days = (await host.ByItselfAsync("record.lapsed")).ConvertAll(row => row.On);
        Assert.Equal(10, days.Count);
        Assert.Equal(days.Order(StringComparer.Ordinal), days);
    }
}
