using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Application.Past;
using CreditRegistry.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Past;

/// <summary>A server that looks at four records, two at a time, after the first page.</summary>
public sealed class HastyHost(RegistryCluster cluster) : IAsyncLifetime
{
    public RegistryHost Host { get; } = new(cluster);

    public async ValueTask InitializeAsync() => await Host.StartAsync(
        await cluster.NewDatabaseAsync(),
        builder => builder.Services.AddSingleton(new PastListOptions { Batch = 2, MostBatches = 3 }));

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>The records of all companies at an instant.</summary>
public sealed class PastListTests(HastyHost hasty) : IClassFixture<HastyHost>
{
    private readonly RegistryHost _host = hasty.Host;

    /// <summary>So many came into the register after the instant, with an earlier day of publication.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(5, 0)]
    [InlineData(6, 1)]
    [InlineData(13, 2)]
    public async Task RecordsOfLater_AreLeftOut_AndWhatIsBehindThemIsReached(int later, int emptyPages)
    {
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var day = _host.Clock.Today.AddDays(-100);
        var first = await _host.RecordAsync(organ, company, publishedOn: day);
        var second = await _host.RecordAsync(organ, company, publishedOn: day.AddDays(-1));
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        var then = _host.Clock.GetUtcNow();
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < later; i++)
        {
            await _host.RecordAsync(organ, company, publishedOn: day.AddDays(1 + i));
        }

        var (pages, found) = (0, new List<string>());
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _host.Anyone().ReadAsync($"/api/v1/records?organ={organ.Code}&limit=1&shownAt={then:yyyy-MM-dd'T'HH:mm:ss'Z'}{cursor}");
            pages += page["items"]!.AsArray().Count is 0 ? 1 : 0;
            found.AddRange(page["items"]!.AsArray().Select(r => r!.Text("id")));
            cursor = page["next"] is { } next ? $"&cursor={Uri.EscapeDataString(next.GetValue<string>())}" : null;
        }

        Assert.Equal([$"{first.Id}", $"{second.Id}"], found);
        Assert.Equal(emptyPages, pages);
        Assert.Equal(later + 2, (await ListAsync($"organ={organ.Code}&asOf={then:yyyy-MM-dd'T'HH:mm:ss'Z'}")).Count);
    }

    [Fact]
    public async Task Day_OfPublicationAndOfTheInstant_BothCount()
    {
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var today = _host.Clock.Today;
        foreach (var day in (int[])[0, -1, -2])
        {
            await _host.RecordAsync(organ, company, publishedOn: today.AddDays(day));
        }

        // 00:00 in Shanghai.
        var midnight = new DateTimeOffset(today, default, TimeSpan.FromHours(8)).ToUniversalTime();
        foreach (var (at, to, count) in ((DateTimeOffset, int, int)[])
            [(midnight, 0, 3), (midnight.AddSeconds(-1), 0, 2), (midnight, -1, 2), (midnight, -2, 1), (midnight.AddDays(-1).AddSeconds(-1), 0, 1), (midnight, -3, 0)])
        {
            Assert.Equal(count, (await ListAsync(
                $"organ={organ.Code}&publishedTo={today.AddDays(to):yyyy-MM-dd}&asOf={at:yyyy-MM-dd'T'HH:mm:ss'Z'}")).Count);
        }
    }

    [Fact]
    public async Task Ground_OfWhatIsInForce_MayBeAskedFor_AndOfWhatWasShownNot()
    {
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var record = await _host.RecordAsync(organ, company);
        var query = $"organ={organ.Code}&ground={record.Ground}";
        var now = $"{_host.Clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}";

        Assert.Single(await ListAsync($"{query}&asOf={now}"));
        Assert.Empty(await ListAsync($"organ={organ.Code}&ground=U99&asOf={now}"));
        var refused = await (await _host.Anyone().AskAsync($"/api/v1/records?{query}&shownAt={now}")).BodyAsync(HttpStatusCode.BadRequest);
        Assert.Equal(("GROUND_NOT_WITH_SHOWN_AT", true), (refused.Text("code"), refused["errors"]!.AsObject().ContainsKey("ground")));
    }

    private async Task<JsonArray> ListAsync(string query) =>
        (await _host.Anyone().ReadAsync($"/api/v1/records?limit=200&{query}"))["items"]!.AsArray();
}
