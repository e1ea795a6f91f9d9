using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Application.Watching;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Watching;

[Collection(WatchCollection.Name)]
public sealed class WebhookTests(WatchHost watch, RegistryCluster cluster) : IAsyncLifetime
{
    private readonly RegistryHost _host = watch.Host;
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.QueryAsync(db => db.WatchLists.ExecuteDeleteAsync(TestContext.Current.CancellationToken)); // of other tests: nobody listens
        _receiver = await Receiver.StartAsync();
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task Webhook_ThatFailsTwice_ArrivesSignedInOrderAndIsLogged()
    {
        var (client, list, organ, company) = await SceneAsync(["listed", "tierUp"]);
        _receiver.Say(500, 503);
        var record = await _host.RecordAsync(organ, company);
        await _host.MatchAsync();

        await _host.DeliverAsync();
        Assert.Single(_receiver.All);
        Assert.Equal(0, await _host.DeliverAsync()); // not before its time
        _host.Clock.Advance(TimeSpan.FromSeconds(12.1));
        await _host.DeliverAsync();
        _host.Clock.Advance(TimeSpan.FromSeconds(79.9));
        Assert.Equal(0, await _host.DeliverAsync());
        _host.Clock.Advance(TimeSpan.FromSeconds(40.2));
        await _host.DeliverAsync();

        var got = _receiver.All.ToList();
        Assert.Equal(["record.listed", "record.listed", "record.listed", "company.tierUp"], _receiver.Types());
        Assert.Equal([1, 1, 1, 2], got.Select(r => got.FindIndex(g => g.Id == r.Id) is 0 ? 1 : 2));
        var secret = list.Text("secret");
        Assert.All(got, r => Assert.True(r.IsSignedBy(secret)));
        Assert.False(got[0].IsSignedBy("whsec_" + Convert.ToBase64String(new byte[32])));
        Assert.False((got[0] with { Body = [.. got[0].Body, (byte)' '] }).IsSignedBy(secret));
        Assert.False((got[0] with { Timestamp = got[0].Timestamp + 1 }).IsSignedBy(secret));
        Assert.Equal(_host.Clock.GetUtcNow().ToUnixTimeSeconds(), got[^1].Timestamp);

        var told = (await client.EventsAsync(list))[0];
        var body = got[0].Json;
        Assert.Equal(["type", "position", "timestamp", "data"], body.AsObject().Select(p => p.Key));
        Assert.Equal(told.Text("position"), body.Text("position"));
        Assert.Equal(["list", "registrationId", "recordId", "links"], body["data"]!.AsObject().Select(p => p.Key));
        Assert.Equal($"{record.Id}", body["data"]!.Text("recordId"));
        Assert.Equal("application/json", got[0].Headers["Content-Type"]);
        Assert.False(got[0].Headers.ContainsKey("traceparent"));

        var log = (await client.DeliveriesAsync(list)).Reverse().ToList();
        Assert.Equal(
            [(1, 500, "STATUS"), (2, 503, "STATUS"), (3, 204, null), (1, 204, null)],
            log.Select(d => (d["attempt"]!.GetValue<int>(), d["status"]!.GetValue<int>(), d["failure"]?.GetValue<string>())));
        Assert.DoesNotContain("hidden", _host.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, _host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_SentBeforeACrash_IsSentAgainWithItsId()
    {
        var (client, list, organ, company) = await SceneAsync(["listed"]);
        await _host.RecordAsync(organ, company);
        await _host.MatchAsync();
        var deliver = _host.Services.GetRequiredService<DeliverWebhooks>();

        // Taken, sent, and then nothing is written: the worker's lease is no longer known.
        var turn = (await deliver.TakeAsync(TestContext.Current.CancellationToken))!;
        await deliver.RunAsync(turn with { Lease = Guid.CreateVersion7(DateTimeOffset.UnixEpoch) }, TestContext.Current.CancellationToken);
        Assert.Equal(0, await _host.DeliverAsync());
        _host.Clock.Advance(TimeSpan.FromSeconds(122));
        await _host.DeliverAsync();

        Assert.Equal(2, _receiver.All.Count);
        Assert.Single(_receiver.All.Select(r => r.Id).Distinct());
        Assert.Equal(0, await _host.DeliverAsync());
        Assert.Equal(2, (await client.DeliveriesAsync(list)).Count);
    }

    [Fact]
    public async Task Webhook_ByTwoInstancesAtOnce_IsSentOnceAndInOrder()
    {
        await using var second = new RegistryHost(cluster) { Clock = _host.Clock };
        await second.StartAsync(_host.Database, adjust: null, WatchHost.Webhooks);
        var (client, list, organ, company) = await SceneAsync(["listed"]);
        for (var i = 0; i < 20; i++)
        {
            await _host.RecordAsync(organ, company);
        }

        await _host.MatchAsync();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? _host : second).DeliverAsync()));

        Assert.Equal((await client.EventsAsync(list)).Select(e => e.Text("position")), _receiver.All.Select(r => r.Json.Text("position")));
        Assert.Equal(20, _receiver.All.Count);
    }

    [Fact]
    public async Task Secret_Rotated_SignsBesideTheOneBeforeForADay()
    {
        var (client, list, organ, company) = await SceneAsync(["listed"]);
        var old = list.Text("secret");
        var rotated = await (await client.SendAsync($"{list.PathOf()}/secret")).BodyAsync(HttpStatusCode.OK);
        var fresh = rotated.Text("secret");
        Assert.NotEqual(old, fresh);

        async Task<Received> NextAsync()
        {
            await _host.RecordAsync(organ, company);
            await _host.MatchAsync();
            await _host.DeliverAsync();
            return _receiver.All.Last(r => r.Type is "record.listed");
        }

        var both = await NextAsync();
        Assert.True(both.IsSignedBy(old) && both.IsSignedBy(fresh));
        Assert.Equal(2, both.Signature.Split(' ').Length);
        _host.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.True((await NextAsync()).IsSignedBy(old));
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        var after = await NextAsync();
        Assert.True(after.IsSignedBy(fresh) && !after.IsSignedBy(old));
    }

    [Fact]
    public async Task Webhook_RefusedForThreeDays_IsPausedUntilResumed()
    {
        var (client, list, organ, company) = await SceneAsync(["listed"]);
        _receiver.Say([.. Enumerable.Repeat(500, 100)]);
        await _host.RecordAsync(organ, company);
        await _host.MatchAsync();
        await _host.DeliverAsync();
        _host.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        await _host.DeliverAsync();
        Assert.Equal("active", (await client.ReadAsync(list.PathOf())).Text("state"));

        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await _host.DeliverAsync();
        var paused = await client.ReadAsync(list.PathOf());
        Assert.Equal(("paused", "STATUS"), (paused.Text("state"), paused.Text("failure")));
        var inbox = await client.ReadAsync($"{list.PathOf()}/events");
        Assert.Equal(("paused", paused.Text("stateSince")), (inbox.Text("state"), inbox.Text("stateSince")));
        var tried = _receiver.All.Count;
        _host.Clock.AdvanceDays(2);
        await _host.RecordAsync(organ, company);
        await _host.MatchAsync();
        await _host.DeliverAsync();
        Assert.Equal(tried, _receiver.All.Count);
        Assert.Equal("WATCH_LIST_NOT_ACTIVE", await (await client.SendAsync($"{list.PathOf()}/replay", new { after = "1.0" })).ProblemAsync(HttpStatusCode.Conflict));

        _receiver.Answers.Clear();
        Assert.Equal("active", (await (await client.SendAsync($"{list.PathOf()}/resumption")).BodyAsync(HttpStatusCode.OK)).Text("state"));
        await _host.DeliverAsync();
        Assert.Equal(["record.listed", "record.listed", "heartbeat"], _receiver.Types()[tried..]);
    }

    [Fact]
    public async Task Webhook_AnsweredGone_IsDisabledAtOnce()
    {
        var (client, list, organ, company) = await SceneAsync(["listed"]);
        _receiver.Say(410);
        await _host.RecordAsync(organ, company);
        await _host.MatchAsync();
        await _host.DeliverAsync();

        var disabled = await client.ReadAsync(list.PathOf());
        Assert.Equal(("disabled", "GONE"), (disabled.Text("state"), disabled.Text("failure")));
        await _host.RecordAsync(organ, company);
        await _host.MatchAsync();
        await _host.DeliverAsync();
        Assert.Single(_receiver.All);
    }

    [Fact]
    public async Task Replay_FromAPosition_SendsTheSameIdsAgainAndNoMoreOfWhatLeft()
    {
        var (client, list, organ, company) = await SceneAsync(["listed"]);
        var first = await _host.RecordAsync(organ, company);
        await _host.RecordAsync(organ, company);
        await _host.MatchAsync();
        await _host.DeliverAsync();
        var from = (await client.EventsAsync(list))[0].Text("position");
        await _host.RepairAsync(first);
        await _host.MatchAsync();

        foreach (var (code, body) in ((string, object)[])[("POSITION_UNKNOWN", new { after = "1.99999999" }), ("VALIDATION_FAILED", new { })])
        {
            var refused = await (await client.SendAsync($"{list.PathOf()}/replay", body)).BodyAsync(HttpStatusCode.BadRequest);
            Assert.Equal(code, refused.Text("code"));
            Assert.Contains("as GET …/events has them", refused.Text("detail"), StringComparison.Ordinal);
            Assert.DoesNotContain("leave it out", refused.Text("detail"), StringComparison.Ordinal);
        }

        await (await client.SendAsync($"{list.PathOf()}/replay", new { after = from })).BodyAsync(HttpStatusCode.OK);
        await _host.DeliverAsync();
        await (await client.SendAsync($"{list.PathOf()}/replay", new { after = "1.0" })).BodyAsync(HttpStatusCode.OK);
        await _host.DeliverAsync();

        var got = _receiver.All.ToList();
        Assert.Equal([0, 1, 1, 0, 1], got.Select(r => got.FindIndex(g => g.Id == r.Id)));
        Assert.Equal(["list", "recordId", "left", "links"], got[3].Json["data"]!.AsObject().Select(p => p.Key));
        Assert.DoesNotContain(company.RegistrationId, System.Text.Encoding.UTF8.GetString(got[3].Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_OfARecordThatLeftAMomentAgo_NamesNoCompany()
    {
        var (_, _, organ, company) = await SceneAsync(["listed"]);
        var records = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            records.Add((await _host.RecordAsync(organ, company)).Id);
        }

        await _host.MatchAsync();
        _receiver.Answers.Enqueue(async context =>
        {
            // While the first is on its way.
            await _host.ChangeAsync(records[1], r => Assert.Null(r.Annul(_host.Clock.Today, "Void.")));
            context.Response.StatusCode = 204;
        });
        await _host.DeliverAsync();

        Assert.Equal(
            [(records[0], true), (records[1], false), (records[2], true)],
            _receiver.All.Select(r => r.Json["data"]!).Select(d => (d["recordId"]!.GetValue<Guid>(), d["registrationId"] is not null)));
    }

    [Fact]
    public async Task Ping_AtAnyTime_TellsHowItWent()
    {
        var (client, list, _, _) = await SceneAsync(["listed"]);

        var good = await (await client.SendAsync($"{list.PathOf()}/ping")).BodyAsync(HttpStatusCode.OK);
        _receiver.Say(404);
        var bad = await (await client.SendAsync($"{list.PathOf()}/ping")).BodyAsync(HttpStatusCode.OK);

        Assert.Equal((204, null), (good["status"]!.GetValue<int>(), good["failure"]));
        Assert.Equal((404, "STATUS"), (bad["status"]!.GetValue<int>(), bad.Text("failure")));
        Assert.Equal(["ping", "ping"], _receiver.Types());
        Assert.True(_receiver.All.First().IsSignedBy(list.Text("secret")));
        Assert.Equal(2, (await client.DeliveriesAsync(list)).Count);
        Assert.Equal("active", (await client.ReadAsync(list.PathOf())).Text("state"));
    }

    [Fact]
    public async Task Heartbeat_OnceADay_CarriesTheLastPosition()
    {
        var (client, list, _, _) = await SceneAsync(["listed"]);
        _host.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await _host.DeliverAsync();
        Assert.Empty(_receiver.All);

        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await _host.DeliverAsync();
        await _host.DeliverAsync();

        var beat = Assert.Single(_receiver.All);
        Assert.Equal("heartbeat", beat.Type);
        Assert.Equal((await client.ReadAsync($"{list.PathOf()}/events")).Text("head"), beat.Json.Text("position"));
    }

    [Fact]
    public async Task Receiver_ThatDoesNotAnswer_IsLeftInTime()
    {
        await using var hasty = new RegistryHost(cluster) { Clock = _host.Clock };
        await hasty.StartAsync(_host.Database, adjust: null, [.. WatchHost.Webhooks, "--Registry:Webhooks:TimeoutSeconds", "1"]);
        var (client, list, organ, company) = await SceneAsync(["listed"]);
        _receiver.Answers.Enqueue(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await _host.RecordAsync(organ, company);
        await _host.MatchAsync();

        await hasty.DeliverAsync();

        var attempt = Assert.Single(await client.DeliveriesAsync(list));
        Assert.Equal("TIMEOUT", attempt.Text("failure"));
        Assert.Null(attempt["status"]);
    }

    [Theory]
    [InlineData("redirecting", 302, "REDIRECT")]
    [InlineData("closed", null, "CONNECTION")]
    [InlineData("huge", 200, null)]
    [InlineData("long head", null, "CONNECTION")]
    public async Task Receiver_ThatMisbehaves_IsLeft(string how, int? status, string? failure)
    {
        var (client, list, _, _) = await SceneAsync(["listed"]);
        _receiver.Answers.Enqueue(how switch
        {
            "redirecting" => context =>
            {
                context.Response.Redirect(_receiver.Url);
                return Task.CompletedTask;
            }
            ,
            "closed" => context =>
            {
                context.Abort();
                return Task.CompletedTask;
            }
            ,
            "long head" => context =>
            {
                context.Response.Headers["X-Long"] = new string('x', 20_000);
                return Task.CompletedTask;
            }
            ,
            _ => async context =>
            {
                var block = new byte[1 << 20];
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync(block, context.RequestAborted);
                }
            }
            ,
        });

        var pinged = await (await client.SendAsync($"{list.PathOf()}/ping")).BodyAsync(HttpStatusCode.OK);

        Assert.Equal(status, pinged["status"]?.GetValue<int>());
        Assert.Equal(failure, pinged["failure"]?.GetValue<string>());
        Assert.InRange(pinged["durationMs"]!.GetValue<int>(), 0, 60_000);
        Assert.Single(_receiver.All); // nothing was followed
    }

    [Fact]
    public async Task Webhook_ToANameThatLeadsInside_IsNotSent()
    {
        // The usual networks: nothing inside, and TLS only.
        await using var strict = new RegistryHost(cluster) { Clock = _host.Clock };
        await strict.StartAsync(_host.Database, adjust: null, "--Registry:Webhooks:TimeoutSeconds", "60");
        var client = (await strict.SignInAsync([Role.Auditor])).Client;
        var port = new Uri(_receiver.Url).Port;
        Assert.Equal("WEBHOOK_URL", await (await client.CreateAsync(url: $"http://hooks.company.example:{port}/")).ProblemAsync(HttpStatusCode.BadRequest));
        var list = await (await client.CreateAsync(url: $"https://localhost:{port}/")).BodyAsync(HttpStatusCode.Created);

        Assert.Equal("ADDRESS_REFUSED", (await (await client.SendAsync($"{list.PathOf()}/ping")).BodyAsync(HttpStatusCode.OK)).Text("failure"));

        // A list from when the operator allowed more: what holds now is what counts.
        await strict.QueryAsync(db => db.WatchLists.Where(l => l.Id == Guid.Parse(list.Text("id")))
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Url, _receiver.Url), TestContext.Current.CancellationToken));
        Assert.Equal("ADDRESS_REFUSED", (await (await client.SendAsync($"{list.PathOf()}/ping")).BodyAsync(HttpStatusCode.OK)).Text("failure"));
        Assert.Empty(_receiver.All);
    }

    [Fact]
    public async Task Webhook_OfADisabledAccountOrADeletedList_IsNotSent()
    {
        var (client, list, organ, company) = await SceneAsync(["listed"]);
        await _host.RecordAsync(organ, company);
        await _host.MatchAsync();
        var account = await _host.QueryAsync(db => db.WatchLists.Where(l => l.Id == Guid.Parse(list.Text("id"))).Select(l => l.AccountId).SingleAsync());
        Task<int> DisableAsync(DateTimeOffset? at) => _host.QueryAsync(db => db.Users.Where(a => a.Id == account)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.DisabledAt, at), TestContext.Current.CancellationToken));

        await DisableAsync(_host.Clock.GetUtcNow());
        Assert.Equal(0, await _host.DeliverAsync());
        await DisableAsync(null);
        var deliver = _host.Services.GetRequiredService<DeliverWebhooks>();
        var turn = (await deliver.TakeAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(list)).StatusCode);
        await deliver.RunAsync(turn, TestContext.Current.CancellationToken);

        Assert.Empty(_receiver.All);
    }

    [Fact]
    public async Task Workers_OfARunningServer_DeliverByThemselves()
    {
        await using var server = new RegistryHost(cluster) { Clock = _host.Clock };
        await server.StartAsync(
            _host.Database,
            builder => builder.Services.AddHostedService<WatchWorker>().AddHostedService<WebhookWorker>(),
            WatchHost.Webhooks);
        var (_, _, organ, company) = await SceneAsync(["listed"]);
        await _host.RecordAsync(organ, company);

        for (var i = 0; i < 2_400 && _receiver.All.IsEmpty; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["record.listed"], _receiver.Types());
    }

    private async Task<(HttpClient Client, JsonNode List, TestOrgan Organ, TestCompany Company)> SceneAsync(string[] rules)
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        return (client, await client.WatchAsync([company.RegistrationId], rules, _receiver.Url), organ, company);
    }
}
