using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Watching;

/// <summary>A recall, or an event that tells of a leaving, goes to those who could see the record, and to nobody for what left before.</summary>
public sealed class RecallSpanTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private const string Api = "/api/v1";

    [Theory]
    [InlineData("repaired")]
    [InlineData("lapsed")]
    [InlineData("escalated")]
    [InlineData("withdrawn")]
    public async Task Annulment_OfWhatHasLeft_IsToldToNobody(string how)
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var (holder, stranger) = (await AnAccountAsync(), await AnAccountAsync());
        var record = await host.RecordAsync(
            organ,
            company,
            how is "escalated" ? RecordTier.Abnormal : RecordTier.Untrustworthy,
            publishedOn: host.Clock.Today.AddYears(-3));
        var lasting = await host.RecordAsync(organ, company);
        await ScreenAsync(holder, company);
        await LeaveAsync(record, how);
        await host.MatchAsync();
        var first = Assert.Single(await holder.RecallsAsync());
        Assert.Equal(($"{record.Id}", how), (first.Text("recordId"), first.Text("state")));
        await (await holder.SendAsync($"{Api}/recalls/{record.Id}/acknowledgement")).BodyAsync(HttpStatusCode.OK);
        var made = await MadeAsync();

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var list = await stranger.WatchAsync([company.RegistrationId]);
        await ScreenAsync(stranger, company);
        await RecallTests.TakeAsync(stranger, "records.csv.gz");
        await host.AnnulAsync(record);
        await host.MatchAsync();

        Assert.DoesNotContain(await stranger.EventsAsync(list), e => e.Text("recordId") == $"{record.Id}");
        Assert.Empty(await stranger.RecallsAsync());
        Assert.NotNull(Assert.Single(await holder.RecallsAsync())["acknowledgedAt"]);
        Assert.Equal(made, await MadeAsync());

        await host.AnnulAsync(lasting);
        await host.MatchAsync();
        Assert.Single(await stranger.EventsAsync(list), e => e.Text("type") is "record.annulled");
        Assert.Equal([$"{lasting.Id}"], (await stranger.RecallsAsync()).Select(r => r.Text("recordId")));
    }

    [Fact]
    public async Task Period_ThatRunsOutWhileTheRecordIsHidden_IsToldToNobody()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddYears(-3));
        await host.RecordAsync(organ, company);
        await LeaveAsync(record, "withdrawn");
        await host.MatchAsync();
        var stranger = await AnAccountAsync();
        var list = await stranger.WatchAsync([company.RegistrationId], ["lapsed"]);
        await ScreenAsync(stranger, company);

        host.Clock.AdvanceDays(1);
        await host.PassTimeAsync();
        await host.MatchAsync();

        Assert.Empty(await stranger.EventsAsync(list));
        Assert.Empty(await stranger.RecallsAsync());
    }

    [Fact]
    public async Task Screening_AndExport_HoldWhatWasInPublicationThen()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        await host.RecordAsync(organ, company); // the company is listed at any time
        var rules = host.Services.GetRequiredService<RuleBook>().Get(Given.FourTier);
        var held = new List<HttpClient[]> { await HoldAsync() };
        var record = await host.RecordAsync(organ, company);
        held.Add(await HoldAsync());
        await host.RepairAsync(record);
        await host.PlaceLedgerAsync();
        held.Add(await HoldAsync()); // the leaving is not matched yet
        await host.MatchAsync();
        await AssertRecalledAsync([false, true, false]);

        held.Add(await HoldAsync());
        await host.ChangeAsync(record.Id, r => Assert.Null(r.Restore(rules, host.Clock.Today)));
        held.Add(await HoldAsync());
        await host.MatchAsync();
        await AssertRecalledAsync([false, false, false, false, false]);

        await host.RepairAsync(record);
        await host.PlaceLedgerAsync();
        held.Add(await HoldAsync());
        await host.MatchAsync();
        await AssertRecalledAsync([false, true, false, false, true, false]);

        async Task<HttpClient[]> HoldAsync()
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            HttpClient[] both = [await AnAccountAsync(), await AnAccountAsync()];
            await ScreenAsync(both[0], company);
            await RecallTests.TakeAsync(both[1], "records.csv.gz");
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            return both;
        }

        async Task AssertRecalledAsync(bool[] expected)
        {
            for (var by = 0; by < 2; by++)
            {
                var recalls = await Task.WhenAll(held.Select(both => both[by].RecallsAsync()));
                Assert.Equal(expected, recalls.Select(r => r.Any(one => one.Text("recordId") == $"{record.Id}")));
            }
        }
    }

    [Fact]
    public async Task Hold_TakenAnew_StillHoldsWhatLeftAndIsNotMatchedYet()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company);
        await host.RecordAsync(organ, company);
        var client = await AnAccountAsync();
        await host.MatchAsync();
        await TakeAsync();
        await host.RepairAsync(record);
        await host.PlaceLedgerAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await TakeAsync();

        await host.MatchAsync();

        var recall = Assert.Single(await client.RecallsAsync());
        Assert.Equal(($"{record.Id}", """["export","screening"]"""), (recall.Text("recordId"), recall["because"]!.ToJsonString()));

        async Task TakeAsync()
        {
            await ScreenAsync(client, company);
            await RecallTests.TakeAsync(client, "records.csv.gz");
        }
    }

    private async Task LeaveAsync(CreditRecord record, string how)
    {
        var today = host.Clock.Today;
        await host.ChangeAsync(record.Id, r => Assert.Null(how switch
        {
            "repaired" => r.Repair(today, Guid.CreateVersion7(host.Clock.GetUtcNow())),
            "lapsed" => r.Lapse(today.AddDays(1)),
            "escalated" => r.ShowNotice(today.AddMonths(-6)),
            _ => r.Shield(today, "Court order."),
        }));
        if (how is "escalated")
        {
            await host.PassTimeAsync();
        }
    }

    private async Task<int> MadeAsync()
    {
        using var anyone = host.Anyone();
        return (await anyone.ReadAsync($"{Api}/statistics/recalls"))["total"]!["made"]!.GetValue<int>();
    }

    private async Task<HttpClient> AnAccountAsync() => (await host.SignInAsync([Role.Auditor])).Client;

    private static async Task<JsonNode> ScreenAsync(HttpClient client, TestCompany company) =>
        await (await client.SendAsync($"{Api}/screenings", new { ids = new[] { company.RegistrationId } })).BodyAsync(HttpStatusCode.OK);
}
