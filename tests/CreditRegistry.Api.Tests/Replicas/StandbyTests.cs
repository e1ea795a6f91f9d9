using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Application.Proof;
using CreditRegistry.Persistence;
using CreditRegistry.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Replicas;

/// <summary>A registry over a primary and a streaming standby that fall, lag, come back and change places.</summary>
public sealed class StandbyTests(RegistryCluster cluster) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly StandbyCluster _servers = new();
    private readonly RegistryHost _host = new(cluster);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _servers.InitializeAsync();
        await _host.StartAsync(_servers.Both);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Fact]
    public async Task Reads_GoToTheStandby_AndOnFromThePrimaryWhenItFalls_AndWritesGoOnAfterAPromotion()
    {
        var (organ, company, other) = (await _host.OrganAsync(), await _host.CompanyAsync(), await _host.CompanyAsync());
        var record = await _host.RecordAsync(organ, company);
        using var anyone = _host.Anyone();
        await UntilAsync(() => Task.FromResult(IsOnStandby()));

        // Lagging: what a reader knows of comes from the primary, and the page is never kept from an older state.
        await _servers.OnStandbyAsync("select pg_wal_replay_pause()");
        var corrected = await organ.Agency.Client.SendAsync(
            $"/api/v1/records/{record.Id}/corrections", new { summary = "Corrected.", reason = "A slip." }, "\"1\"");
        await corrected.BodyAsync(HttpStatusCode.OK);
        Assert.Equal("Corrected.", await SummaryAsync(anyone, record.Id, corrected.Headers.GetValues("Registry-Position").Single()));
        Assert.Equal(
            "Corrected.",
            (await anyone.ReadAsync($"/api/v1/companies/{company.RegistrationId}"))["records"]![0]!.Text("summary"));
        await _servers.OnStandbyAsync("select pg_wal_replay_resume()");
        await UntilAsync(async () => await SummaryAsync(anyone, record.Id, position: null) is "Corrected.");

        // It falls: not one read fails.
        await UntilAsync(() => Task.FromResult(IsOnStandby()));
        await _servers.KillStandbyAsync();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("Corrected.", await SummaryAsync(anyone, record.Id, position: null));
            await anyone.ReadAsync($"/api/v1/companies/{other.RegistrationId}/records");
        }

        await UntilAsync(() => Task.FromResult(!IsOnStandby()));

        // It comes back, and then the primary falls: reads go on, writes wait for a promotion.
        await _servers.StartStandbyAsync();
        await UntilAsync(() => Task.FromResult(IsOnStandby()));
        await _servers.KillPrimaryAsync();
        var read = await AnsweredAsync(() => anyone.AskAsync($"/api/v1/records/{record.Id}"));
        Assert.Equal("Corrected.", (await read.BodyAsync(HttpStatusCode.OK)).Text("summary"));
        Assert.Contains("Corrected.", await PageAsync(anyone, $"/companies/{company.RegistrationId}"));
        await PageAsync(anyone, "/");
        await PageAsync(anyone, $"/zh/search?q={other.Name[..3]}");
        var screened = await (await AnsweredAsync(() => anyone.SendAsync(
            "/api/v1/screenings", new { ids = new[] { company.RegistrationId, other.RegistrationId } }))).BodyAsync(HttpStatusCode.OK);
        Assert.Equal(["listed", "clear"], screened["results"]!.AsArray().Select(r => r!.Text("verdict")));

        await _servers.PromoteStandbyAsync();
        HttpResponseMessage? written = null;
        await UntilAsync(async () =>
        {
            written = await organ.Agency.Client.SendAsync(
                $"/api/v1/records/{record.Id}/corrections", new { summary = "Corrected twice.", reason = "Again." }, "*");
            return written.StatusCode is HttpStatusCode.OK;
        });
        var position = written!.Headers.GetValues("Registry-Position").Single();
        Assert.StartsWith("2.", position, StringComparison.Ordinal);
        Assert.Equal("Corrected twice.", await SummaryAsync(anyone, record.Id, position));
        await UntilAsync(async () =>
            (await anyone.ReadAsync($"/api/v1/companies/{company.RegistrationId}"))["records"]![0]!.Text("summary") is "Corrected twice.");
    }

    [Fact]
    public async Task WhatProves_IsReadFromThePrimary_WhileTheStandbyLags()
    {
        const string Log = "/api/v1/log";
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var record = await _host.RecordAsync(organ, company);
        using var anyone = _host.Anyone();
        await UntilAsync(() => Task.FromResult(IsOnStandby()));

        await _servers.OnStandbyAsync("select pg_wal_replay_pause()");
        await (await organ.Agency.Client.SendAsync(
            $"/api/v1/records/{record.Id}/corrections", new { summary = "Corrected.", reason = "A slip." }, "*")).BodyAsync(HttpStatusCode.OK);
        var late = await _host.CompanyAsync();
        await _host.PlaceLedgerAsync();
        var size = await _host.ServeAsync(services => services.GetRequiredService<ReadLog>().SizeAsync(Ct));

        // A standby that lags may answer for some seconds only: at first what would be another answer there.
        var certified = (await anyone.ReadAsync($"/api/v1/companies/{company.RegistrationId}/certificate"))["statement"]!["records"]![0]!;
        Assert.Equal((2, "Corrected."), (certified["version"]!.GetValue<int>(), certified["content"]!.Text("summary")));
        Assert.Equal(2, (await anyone.ReadAsync($"/api/v1/records/{record.Id}/proof"))["version"]!.GetValue<int>());
        await anyone.ReadAsync($"{Log}/proof/inclusion?position={size}&size={size}");
        Assert.Single((await anyone.ReadAsync($"{Log}/entries?after={size - 1}"))["items"]!.AsArray());
        var certificate = (await anyone.ReadAsync($"/api/v1/companies/{late.RegistrationId}/certificate")).Text("certificate");
        Assert.Contains("Genuine, and it still holds", await (await anyone.AskAsync($"/verify?c={certificate}")).Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.OK, (await anyone.AskAsync($"/api/v1/companies/{late.RegistrationId}/certificate.pdf")).StatusCode);
        _host.Clock.Advance(SignHeads.Shortest);
        await (await anyone.SendAsync($"{Log}/heads")).BodyAsync(HttpStatusCode.OK);
        Assert.Equal(size, (await anyone.ReadAsync($"{Log}/head"))["size"]!.GetValue<long>());
        Assert.Equal(size, (await anyone.ReadAsync($"{Log}/heads"))["items"]![0]!["size"]!.GetValue<long>());
    }

    [Fact]
    public async Task Writes_AcknowledgedWithASynchronousStandby_OutliveThePrimary()
    {
        await _servers.MakeSynchronousAsync();
        var organ = await _host.OrganAsync();
        var companies = new List<TestCompany>();
        for (var i = 0; i < 4; i++)
        {
            companies.Add(await _host.CompanyAsync());
        }

        var acknowledged = new ConcurrentBag<string>();
        var killed = false;
        var writers = companies.Select(company => Task.Run(
            async () =>
            {
                for (var i = 0; !Volatile.Read(ref killed); i++)
                {
                    try
                    {
                        var answer = await organ.Agency.Client.SendAsync("/api/v1/records", new
                        {
                            registrationId = company.RegistrationId,
                            tier = "untrustworthy",
                            ground = "U05",
                            decision = new
                            {
                                number = string.Create(CultureInfo.InvariantCulture, $"{company.RegistrationId} {i}"),
                                decidedOn = "2026-07-01",
                            },
                            summary = "An invented breach of an invented company.",
                            penalties = new[] { new { kind = "LARGER_FINE", amountFen = 5_000_000 } },
                        });
                        if (answer.StatusCode is HttpStatusCode.Created)
                        {
                            acknowledged.Add((await answer.BodyAsync(HttpStatusCode.Created)).Text("id"));
                        }
                    }
                    catch (Exception exception) when (exception is HttpRequestException or IOException)
                    {
                        // Cut off: not acknowledged.
                    }
                }
            },
            Ct)).ToList();
        await UntilAsync(() => Task.FromResult(acknowledged.Count >= 12));
        await _servers.KillPrimaryAsync();
        Volatile.Write(ref killed, true);
        await Task.WhenAll(writers);
        await _servers.PromoteStandbyAsync();
        await _servers.OnStandbyAsync("alter system set synchronous_standby_names = ''");
        await _servers.OnStandbyAsync("select pg_reload_conf()");

        using var anyone = _host.Anyone();
        await UntilAsync(async () => (await anyone.AskAsync("/health/ready")).StatusCode is HttpStatusCode.OK);
        Assert.All(
            await Task.WhenAll(acknowledged.Select(id => anyone.AskAsync($"/api/v1/records/{id}"))),
            answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    private bool IsOnStandby() =>
        _host.Services.GetRequiredService<Standbys>().Choose(_host.Services.GetRequiredService<LedgerTail>().Position)
        != _host.Services.GetRequiredService<DatabaseServers>().Primary;

    private static async Task<string> SummaryAsync(HttpClient client, Guid record, string? position)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/records/{record}");
        if (position is not null)
        {
            request.Headers.Add("Registry-Position", position);
        }

        return (await (await client.SendAsync(request, Ct)).BodyAsync(HttpStatusCode.OK)).Text("summary");
    }

    private static async Task<string> PageAsync(HttpClient client, string path)
    {
        using var answer = await AnsweredAsync(() => client.AskAsync(path));
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    /// <summary>While the primary is gone, a standby answers that was asked within the last second: a machine may pause for longer.</summary>
    private static async Task<HttpResponseMessage> AnsweredAsync(Func<Task<HttpResponseMessage>> ask)
    {
        HttpResponseMessage answer = null!;
        await UntilAsync(async () => (answer = await ask()).StatusCode is HttpStatusCode.OK);
        return answer;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var waited = Stopwatch.StartNew(); !await holds();)
        {
            Assert.True(waited.Elapsed < Patience, "It never came true.");
            await Task.Delay(50, Ct);
        }
    }
}
