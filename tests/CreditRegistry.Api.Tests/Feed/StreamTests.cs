using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Feed;
using CreditRegistry.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Feed;

/// <summary>A server with few streams and a quick heartbeat.</summary>
public sealed class StreamHost(RegistryCluster cluster) : IAsyncLifetime
{
    public const int AtATime = 3;

    public RegistryHost Host { get; } = new(cluster);

    public async ValueTask InitializeAsync() => await Host.StartAsync(
        await cluster.NewDatabaseAsync(),
        builder => builder.Services.AddSingleton(new FeedSettings(AtATime, Heartbeat: TimeSpan.FromMilliseconds(300))));

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>The feed as server-sent events.</summary>
public sealed class StreamTests(StreamHost server, RegistryCluster cluster) : IClassFixture<StreamHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2); // a test fails and does not wait for ever

    private readonly RegistryHost _host = server.Host;

    [Fact]
    public async Task Stream_FromAPosition_TellsWhatIsAndWhatComes()
    {
        var start = await _host.HeadAsync();
        var company = await _host.CompanyAsync();
        await _host.PlacedAsync();
        await using var stream = await OpenAsync($"?after={start}");

        var first = await stream.EventAsync();
        Assert.Equal(("company.registered", company.RegistrationId), (first.Kind, first.Data!.Text("registrationId")));
        Assert.Equal(first.Id, first.Data!.Text("position"));

        var another = await _host.CompanyAsync();
        var told = await stream.EventAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(another.RegistrationId, told.Data!.Text("registrationId"));
    }

    [Fact]
    public async Task Stream_Resumed_GoesOnAfterTheLastEventWhateverThePathSays()
    {
        var start = await _host.HeadAsync();
        await _host.CompanyAsync();
        var second = await _host.CompanyAsync();
        await _host.PlacedAsync();
        string seen;
        await using (var stream = await OpenAsync($"?after={start}"))
        {
            seen = (await stream.EventAsync()).Id;
        }

        await using var resumed = await OpenAsync($"?after={start}", lastEventId: seen);

        Assert.Equal(second.RegistrationId, (await resumed.EventAsync()).Data!.Text("registrationId"));
    }

    [Fact]
    public async Task Stream_WithNothingToTell_ShowsThatItIsAliveAndMovesOn()
    {
        var start = await _host.HeadAsync();
        await using var stream = await OpenAsync($"?after={start}");

        Assert.Equal([": alive", $"id: {start}"], await stream.FrameAsync());
        Assert.Equal([": alive", $"id: {start}"], await stream.FrameAsync()); // a heartbeat
        var auditor = await _host.SignInAsync([Domain.Accounts.Role.Auditor]); // something private
        await auditor.Client.ReadAsync("/api/v1/audit");
        List<string> frame;
        do
        {
            frame = await stream.FrameAsync();
            Assert.Equal(": alive", frame[0]);
        }
        while (frame[1] == $"id: {start}");
    }

    [Theory]
    [InlineData("rubbish", "POSITION_INVALID")]
    [InlineData("1.-1", "POSITION_INVALID")]
    [InlineData("", "POSITION_INVALID")]
    [InlineData("1.9999999", "POSITION_UNKNOWN")]
    public async Task Stream_LastEventIdThatIsNoPosition_IsRefused(string id, string code)
    {
        await _host.HeadAsync();
        using var client = _host.Anyone();
        HttpResponseMessage answer;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{Changes.Path}/stream");
            request.Headers.TryAddWithoutValidation("Last-Event-ID", id);
            answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        }
        while (answer.StatusCode is HttpStatusCode.TooManyRequests); // the streams of another test may still be ending

        Assert.Equal(code, await answer.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Stream_BeyondThoseACallerMayHold_Is429UntilOneEnds()
    {
        var streams = new List<EventStream>();
        for (var i = 0; i < StreamHost.AtATime; i++)
        {
            streams.Add(await OpenAsync(""));
        }

        using var client = _host.Anyone();
        var refused = await client.AskAsync($"{Changes.Path}/stream");
        Assert.Equal("TOO_MANY_REQUESTS", await refused.ProblemAsync(HttpStatusCode.TooManyRequests));
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await client.AskAsync(Changes.Path)).StatusCode);

        await streams[0].DisposeAsync();
        HttpResponseMessage again;
        var tries = 0;
        do
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            again = await client.GetAsync(
                new Uri($"{Changes.Path}/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        }
        while (again.StatusCode is HttpStatusCode.TooManyRequests && tries++ < 2_400);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Stream_WhenTheServerStops_EndsWhole()
    {
        await using var stopping = new RegistryHost(cluster);
        await stopping.InitializeAsync();
        using var client = stopping.Anyone();
        using var answer = await client.GetAsync(
            new Uri($"{Changes.Path}/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var reading = answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        stopping.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication();

        var told = await reading.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.EndsWith("\n\n", told, StringComparison.Ordinal); // no reset: the answer ended as answers do
    }

    private async Task<EventStream> OpenAsync(string query, string? lastEventId = null)
    {
        var client = _host.Anyone();
        HttpResponseMessage answer;
        var tries = 0;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{Changes.Path}/stream{query}");
            if (lastEventId is not null)
            {
                request.Headers.Add("Last-Event-ID", lastEventId);
            }

            answer = await client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        }
        while (answer.StatusCode is HttpStatusCode.TooManyRequests && tries++ < 2_400 && await WaitAsync()); // for those just closed

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new EventStream(client, answer, new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
    }

    private static async Task<bool> WaitAsync()
    {
        await Task.Delay(50, TestContext.Current.CancellationToken);
        return true;
    }

    private sealed record Event(string Id, string? Kind, JsonNode? Data);

    private sealed class EventStream(HttpClient client, HttpResponseMessage answer, StreamReader reader) : IAsyncDisposable
    {
        public async Task<List<string>> FrameAsync()
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(Patience);
            var lines = new List<string>();
            while (await reader.ReadLineAsync(patience.Token) is { Length: > 0 } line)
            {
                lines.Add(line);
            }

            Assert.NotEmpty(lines); // else the stream ended
            return lines;
        }

        /// <summary>The next event with data.</summary>
        public async Task<Event> EventAsync()
        {
            while (true)
            {
                var lines = await FrameAsync();
                if (lines.Find(l => l.StartsWith("data: ", StringComparison.Ordinal)) is { } data)
                {
                    return new Event(
                        lines.Single(l => l.StartsWith("id: ", StringComparison.Ordinal))[4..],
                        lines.Single(l => l.StartsWith("event: ", StringComparison.Ordinal))[7..],
                        JsonNode.Parse(data[6..]));
                }
            }
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            answer.Dispose();
            client.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
