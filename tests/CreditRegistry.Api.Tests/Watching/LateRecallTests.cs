using System.Net;
using CreditRegistry.Api.Tests.Feed;
using CreditRegistry.Application.Exports;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Recalls;
using CreditRegistry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreditRegistry.Api.Tests.Watching;

/// <summary>What was taken may be older than what left and was matched: it is recalled all the same.</summary>
public sealed class LateRecallTests(RegistryCluster cluster) : IAsyncLifetime
{
    private const string Api = "/api/v1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("registry-exports-");
    private readonly RegistryHost _host = new(cluster);

    public async ValueTask InitializeAsync() => await _host.StartAsync(
        await cluster.NewDatabaseAsync(),
        builder =>
        {
            builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(ExportWorker)));
            builder.Services.AddSingleton(new ExportSettings(_folder.FullName));
        });

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task FileOfTheNight_TakenByDay_IsRecalledOfWhatLeftSince()
    {
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var (before, record, staying) = (
            await _host.RecordAsync(organ, company), await _host.RecordAsync(organ, company), await _host.RecordAsync(organ, company));
        await _host.RepairAsync(before);
        await _host.MatchAsync();
        await MakeFilesAsync();
        _host.Clock.Advance(TimeSpan.FromHours(8));
        var after = await _host.RecordAsync(organ, company);
        await _host.RepairAsync(record);
        await _host.RepairAsync(after);
        await _host.MatchAsync();

        var client = await AnAccountAsync();
        var list = await client.WatchAsync([], ["recalled"]);
        var (_, text) = await RecallTests.TakeAsync(client, "records.ndjson.gz");
        Assert.Contains($"{record.Id}", text, StringComparison.Ordinal);

        var recall = Assert.Single(await client.RecallsAsync());
        Assert.Equal(
            ($"{record.Id}", "repaired", """["export"]""", null),
            (recall.Text("recordId"), recall.Text("state"), recall["because"]!.ToJsonString(), recall["registrationId"]));
        Assert.Equal([$"{record.Id}"], (await client.EventsAsync(list)).Select(e => e.Text("recordId")));
        Assert.Equal(1, await MadeAsync());

        // Answered once, it stays so, though the file is taken again and its end matched with the rest.
        await (await client.SendAsync($"{Api}/recalls/{record.Id}/acknowledgement")).BodyAsync(HttpStatusCode.OK);
        await RecallTests.TakeAsync(client, "records.ndjson.gz");
        await _host.RepairAsync(staying);
        await _host.MatchAsync();
        var recalls = await client.RecallsAsync();
        Assert.Equal([$"{record.Id}", $"{staying.Id}"], recalls.Select(r => r.Text("recordId")));
        Assert.Equal([true, false], recalls.Select(r => r["acknowledgedAt"] is not null));
        Assert.Equal([$"{record.Id}", $"{staying.Id}"], (await client.EventsAsync(list)).Select(e => e.Text("recordId")));
        Assert.Equal(2, await MadeAsync());
    }

    [Fact]
    public async Task Export_TakenWhileItsEndIsMatched_WaitsAndIsRecalled()
    {
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var record = await _host.RecordAsync(organ, company);
        await MakeFilesAsync();
        await _host.MatchAsync();
        await _host.RepairAsync(record);
        await _host.PlaceLedgerAsync();
        var client = await AnAccountAsync();

        // As a matching that looked at the holds before this one was written, and has not committed.
        await using var source = NpgsqlDataSource.Create(_host.Database.OwnerConnection);
        await using var matching = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await matching.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await RunAsync(
            matching,
            $"select pg_advisory_xact_lock({AdvisoryLocks.WatchedStandings}); update watch_progress set position = (select max(position) from ledger)");
        var taking = RecallTests.TakeAsync(client, "records.csv.gz");
        await using (var waits = source.CreateCommand(
            "select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())"))
        {
            while (await waits.ExecuteScalarAsync(TestContext.Current.CancellationToken) is 0L && !taking.IsCompleted)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }

        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await taking;

        Assert.Equal([$"{record.Id}"], (await client.RecallsAsync()).Select(r => r.Text("recordId")));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public async Task Screening_AnsweredFromBeforeTheLeaving_IsRecalled(int position, bool recalled)
    {
        var (organ, company, other) = (await _host.OrganAsync(), await _host.CompanyAsync(), await _host.CompanyAsync());
        var (record, elsewhere) = (await _host.RecordAsync(organ, company), await _host.RecordAsync(organ, other));
        await _host.MatchAsync();
        await _host.RepairAsync(elsewhere);
        await _host.RepairAsync(record);
        await _host.PlaceLedgerAsync();
        var left = FeedPosition.Parse(await _host.HeadAsync());
        await _host.RecordAsync(organ, other);
        await _host.MatchAsync();
        _host.Clock.Advance(TimeSpan.FromSeconds(10));
        var account = await _host.SignInAsync([Role.Auditor]);

        // As a standby that lags answered.
        await _host.Services.GetRequiredService<RecallHolds>().OfScreeningAsync(
            account.Key,
            [company.RegistrationId],
            left with { Position = left.Position + position },
            _host.Clock.GetUtcNow(),
            TestContext.Current.CancellationToken);

        var recalls = (await account.Client.RecallsAsync()).Select(r => (r.Text("recordId"), r.Text("registrationId")));
        Assert.Equal(recalled ? [($"{record.Id}", company.RegistrationId)] : [], recalls);
    }

    [Theory]
    [InlineData("asOf")]
    [InlineData("shownAt")]
    public async Task Screening_OfThePast_IsRecalled(string question)
    {
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var record = await _host.RecordAsync(organ, company);
        var client = await AnAccountAsync();
        _host.Clock.AdvanceDays(2);
        var instant = $"{_host.Clock.GetUtcNow().AddDays(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}";
        var answer = await (await client.SendAsync($"{Api}/screenings?{question}={instant}", new { ids = new[] { company.RegistrationId } }))
            .BodyAsync(HttpStatusCode.OK);
        Assert.Equal("listed", answer["results"]![0]!.Text("verdict"));

        await _host.RepairAsync(record);
        await _host.MatchAsync();

        Assert.Equal([$"{record.Id}"], (await client.RecallsAsync()).Select(r => r.Text("recordId")));
    }

    [Fact]
    public async Task FileOfALostLife_HoldsWhatTheNextTookOver()
    {
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var record = await _host.RecordAsync(organ, company);
        await _host.MatchAsync();
        var head = FeedPosition.Parse(await _host.HeadAsync());
        var account = await _host.SignInAsync([Role.Auditor]);
        await using (var source = NpgsqlDataSource.Create(_host.Database.OwnerConnection))
        {
            await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await RunAsync(
                connection,
                "insert into epochs select 2, system_identifier, timeline + 1, database, (select max(position) from ledger), now() from epochs");
        }

        await _host.RepairAsync(record);
        while (!(await _host.HeadAsync()).StartsWith("3.", StringComparison.Ordinal))
        {
            await _host.PlaceLedgerAsync();
        }

        await _host.MatchAsync();

        // The life before gave out many positions more, which were lost with it.
        await _host.Services.GetRequiredService<RecallHolds>().OfExportAsync(
            account.Key,
            head with { Position = head.Position + 100 },
            _host.Clock.GetUtcNow(),
            _host.Clock.GetUtcNow(),
            TestContext.Current.CancellationToken);

        Assert.Equal([$"{record.Id}"], (await account.Client.RecallsAsync()).Select(r => r.Text("recordId")));
    }

    private async Task MakeFilesAsync() =>
        Assert.True(await _host.Services.GetRequiredService<RegistryExports>().RunDueAsync(TestContext.Current.CancellationToken));

    private async Task<int> MadeAsync()
    {
        using var anyone = _host.Anyone();
        return (await anyone.ReadAsync($"{Api}/statistics/recalls"))["total"]!["made"]!.GetValue<int>();
    }

    private async Task<HttpClient> AnAccountAsync() => (await _host.SignInAsync([Role.Auditor])).Client;

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
