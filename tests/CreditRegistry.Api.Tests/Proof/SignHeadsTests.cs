using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreditRegistry.Application.Proof;
using CreditRegistry.Application.Proof.Verification;
using CreditRegistry.Persistence;
using CreditRegistry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreditRegistry.Api.Tests.Proof;

/// <summary>The signing of heads by a registry with few connections, and with a clock that is put back.</summary>
public sealed class SignHeadsTests(RegistryCluster cluster) : IAsyncLifetime
{
    private const int Connections = 6;
    private const string Log = "/api/v1/log";

    private readonly RegistryHost _host = new(cluster);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var database = await cluster.NewDatabaseAsync();
        await _host.StartAsync(
            database with
            {
                Connection = new NpgsqlConnectionStringBuilder(database.Connection) { MaxPoolSize = Connections }.ConnectionString,
            },
            builder => builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(SignHeadsWorker))));
        await GrowAsync();
        await SignAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task MoreRequestsAtOnceThanConnections_LeaveSomeForOthers_AndAreAllAnswered()
    {
        using var anyone = _host.Anyone();
        _host.Clock.Advance(SignHeads.Shortest);
        await GrowAsync();
        await using var another = new NpgsqlConnection(_host.Database.OwnerConnection);
        await another.OpenAsync(Ct);
        await LockAsync(another, "pg_advisory_lock");

        var waiting = Enumerable.Range(0, 5 * Connections).Select(_ => anyone.SendAsync($"{Log}/heads")).ToList();
        for (var i = 0; i < 20; i++)
        {
            await anyone.ReadAsync($"{Log}/entries");
        }

        await LockAsync(another, "pg_advisory_unlock");
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));

        var signed = await Task.WhenAll(waiting.Select(async _ => (await SignAsync()).Text("jws")));
        Assert.Single(signed.Distinct());

        _host.Clock.Advance(SignHeads.Shortest);
        Assert.Equal(await SizeAsync(), (await SignAsync())["size"]!.GetValue<long>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(365 * 24)]
    public async Task AClockThatIsPutBack_IsSignedByAllTheSame_LaterThanBefore(int hours)
    {
        var heads = new List<JsonNode> { await SignAsync() };
        _host.Clock.Advance(TimeSpan.FromHours(-hours));
        for (var i = 0; i < 3; i++)
        {
            await GrowAsync();
            heads.Add(await SignAsync());
        }

        _host.Clock.Advance(TimeSpan.FromHours(hours) + (2 * SignHeads.Shortest));
        await GrowAsync();
        heads.Add(await SignAsync());

        foreach (var (before, after) in heads.Zip(heads.Skip(1)))
        {
            Assert.True(after["size"]!.GetValue<long>() > before["size"]!.GetValue<long>());
            Assert.True(AtOf(after) > AtOf(before));
        }

        Assert.Equal(_host.Clock.GetUtcNow(), AtOf(heads[^1]));
        using var anyone = _host.Anyone();
        var report = await VerifyLog.RunAsync(new LiveLog(anyone, opens: false, settle: TimeSpan.Zero), null, _host.Clock, Ct);
        Assert.Empty(report.Findings);
        Assert.Equal(heads.Count, report.Heads);

        static DateTimeOffset AtOf(JsonNode head) => JsonSerializer.Deserialize<HeadStatement>(
            Base64Url.DecodeFromChars(head.Text("jws").Split('.')[1]), JsonSerializerOptions.Web)!.At;
    }

    private async Task GrowAsync()
    {
        await _host.CompanyAsync();
        await _host.PlaceLedgerAsync();
    }

    private async Task<JsonNode> SignAsync() =>
        await (await _host.Anyone().SendAsync($"{Log}/heads")).BodyAsync(HttpStatusCode.OK);

    private Task<long> SizeAsync() => _host.ServeAsync(services => services.GetRequiredService<ReadLog>().SizeAsync(Ct));

    private static async Task LockAsync(NpgsqlConnection connection, string function)
    {
        await using var command = new NpgsqlCommand($"select {function}({AdvisoryLocks.LogHeads})", connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
