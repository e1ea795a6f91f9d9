using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Screening;

/// <summary>Long lists: time, pace, limits, and callers who leave.</summary>
public sealed class ScreeningFlowTests(RegistryHost host, RegistryCluster cluster) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task Dates_Always_Decide()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var last = host.Clock.Today.AddDays(10);
        await host.RecordAsync(organ, company, publishedOn: last.AddYears(-3));
        await host.RecordAsync(organ, company, publishedOn: last.AddYears(-3).AddDays(1));

        Assert.Equal("listed 2", await VerdictAsync());
        host.Clock.GoTo(last);
        Assert.Equal("listed 2", await VerdictAsync());
        host.Clock.AdvanceDays(1);
        Assert.Equal("listed 1", await VerdictAsync());
        host.Clock.AdvanceDays(1);
        Assert.Equal("clear 0", await VerdictAsync());

        async Task<string> VerdictAsync()
        {
            var answer = await PostAsync(host.Anyone(), $"\"{company.RegistrationId}\"");
            var line = JsonNode.Parse((await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n')[0])!;
            return $"{line["verdict"]} {line["records"]}";
        }
    }

    [Fact]
    public async Task Verdicts_ComeWhileTheListIsStillBeingSent()
    {
        using var talk = await Talk.StartAsync(host.Address);

        await talk.SendAsync("\"one\"\n");
        Assert.StartsWith("""{"line":1,""", await talk.LineAsync(), StringComparison.Ordinal);
        await talk.SendAsync("\"two\"\n\"three\"\n");
        Assert.StartsWith("""{"line":2,""", await talk.LineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("""{"line":3,""", await talk.LineAsync(), StringComparison.Ordinal);
        await talk.EndAsync();
        Assert.StartsWith("""{"verdict":"end","lines":3,""", await talk.LineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Caller_WhoDoesNotRead_IsHeldBack()
    {
        using var talk = await Talk.StartAsync(host.Address);
        var copies = string.Concat(Enumerable.Repeat($"\"{MadeUpCompanies.At(3).RegistrationId}\"\n", 5_000));
        var sent = 0L;

        var sending = talk.SendForEverAsync(copies, () => Interlocked.Add(ref sent, copies.Length));
        long last;
        do
        {
            last = Interlocked.Read(ref sent);
            await Task.Delay(1_500, TestContext.Current.CancellationToken);
        }
        while ((last == 0 && !sending.IsCompleted) || last != Interlocked.Read(ref sent));

        Assert.InRange(last, 1, 100_000_000); // what the sockets hold, and no more
        talk.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
    }

    [Fact]
    public async Task Lines_OverTheLimit_AreRefusedAtTheStartForOneCallerOnly()
    {
        await using var limited = new RegistryHost(cluster);
        await limited.StartAsync(
            await cluster.NewDatabaseAsync(), builder => builder.Configuration["Registry:RateLimit:ScreenedLines"] = "5");
        var (anyone, organ) = (limited.Anyone(), await limited.OrganAsync());

        Assert.Equal(HttpStatusCode.OK, (await anyone.SendAsync("/api/v1/screenings", new { ids = new[] { "a", "b" } })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(anyone, "\"a\"\n\"b\"\n\"c\"\n")).StatusCode);
        var list = await anyone.SendAsync("/api/v1/screenings", new { ids = new[] { "a" } });
        var stream = await PostAsync(anyone, "\"a\"\n");
        var other = await PostAsync(organ.Agency.Client, "\"a\"\n");
        var page = await anyone.SubmitAsync("/check-list", new() { ["Ids"] = "a" });

        Assert.Equal("TOO_MANY_REQUESTS", await list.ProblemAsync(HttpStatusCode.TooManyRequests));
        Assert.Equal("TOO_MANY_REQUESTS", await stream.ProblemAsync(HttpStatusCode.TooManyRequests));
        Assert.InRange(stream.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
        Assert.InRange(page.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("Wait a minute", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Lines_OverTheLimitInTheMiddle_WaitForTheNextMinuteAndHarmNobodyElse()
    {
        await using var limited = new RegistryHost(cluster);
        await limited.StartAsync(
            await cluster.NewDatabaseAsync(), builder => builder.Configuration["Registry:RateLimit:ScreenedLines"] = "3");
        var organ = await limited.OrganAsync();
        using var talk = await Talk.StartAsync(limited.Address);

        foreach (var line in Enumerable.Range(1, 3))
        {
            await talk.SendAsync("\"x\"\n");
            Assert.StartsWith($$"""{"line":{{line}},""", await talk.LineAsync(), StringComparison.Ordinal);
        }

        await talk.SendAsync("\"x\"\n");
        await talk.EndAsync();
        var fourth = Task.Run(talk.LineAsync);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.False(fourth.IsCompleted);

        // Its own look-ups go on, and another caller's lists.
        Assert.Equal(HttpStatusCode.OK, (await limited.Anyone().AskAsync("/api/v1/companies?limit=1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(organ.Agency.Client, "\"a\"\n")).StatusCode);
        Assert.False(fourth.IsCompleted);

        Assert.StartsWith("""{"line":4,""", await fourth.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.StartsWith("""{"verdict":"end","lines":4,""", await talk.LineAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string list)
    {
        var body = new StringContent(list, Encoding.UTF8, "application/x-ndjson");
        return client.PostAsync(new Uri("/api/v1/screenings", UriKind.Relative), body, TestContext.Current.CancellationToken);
    }
}
