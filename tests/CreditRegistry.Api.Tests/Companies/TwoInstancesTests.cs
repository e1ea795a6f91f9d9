using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading.RateLimiting;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Companies;

/// <summary>Two servers on one database, with one clock.</summary>
public sealed class TwoInstances(RegistryCluster cluster) : IAsyncLifetime
{
    public RegistryCluster Cluster => cluster;

    public RegistryHost Writer { get; } = new(cluster);

    public RegistryHost Reader { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Writer.InitializeAsync();
        Reader = new RegistryHost(cluster) { Clock = Writer.Clock };
        await Reader.StartAsync(Writer.Database);
    }

    public async ValueTask DisposeAsync()
    {
        await Reader.DisposeAsync();
        await Writer.DisposeAsync();
    }
}

/// <summary>What one server writes, the other shows.</summary>
public sealed class TwoInstancesTests(TwoInstances both) : IClassFixture<TwoInstances>
{
    private readonly RegistryHost _writer = both.Writer;
    private readonly RegistryHost _reader = both.Reader;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_WithThePositionOfAWrite_ShowsIt_WhateverTheInstanceKeeps()
    {
        var organ = await _writer.OrganAsync();
        using var anyone = _reader.Anyone();

        // Several companies at once, each corrected again and again; no read that knows of a correction may miss it.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var company = await _writer.CompanyAsync();
            var record = await _writer.RecordAsync(organ, company);
            var page = $"/api/v1/companies/{company.RegistrationId}";
            await anyone.ReadAsync(page);
            for (var turn = 1; turn <= 10; turn++)
            {
                var summary = string.Create(CultureInfo.InvariantCulture, $"Corrected {turn} times.");
                var answer = await organ.Agency.Client.SendAsync(
                    $"/api/v1/records/{record.Id}/corrections", new { summary, reason = "A slip." }, $"\"{turn}\"");
                await answer.BodyAsync(HttpStatusCode.OK);
                var position = answer.Headers.GetValues("Registry-Position").Single();

                using var request = new HttpRequestMessage(HttpMethod.Get, page) { Headers = { { "Registry-Position", position } } };
                var shown = await (await anyone.SendAsync(request, Ct)).BodyAsync(HttpStatusCode.OK);
                Assert.Equal(summary, shown["records"]![0]!.Text("summary"));
                await anyone.ReadAsync(page); // kept again
            }
        }));
    }

    [Fact]
    public async Task Read_WithoutAPosition_ShowsAWriteWithinASecondAndALook()
    {
        var (organ, company) = (await _writer.OrganAsync(), await _writer.CompanyAsync());
        using var anyone = _reader.Anyone();
        var page = $"/api/v1/companies/{company.RegistrationId}";
        Assert.Equal("clear", (await anyone.ReadAsync(page)).Text("standing"));

        var written = await organ.Agency.Client.SendAsync("/api/v1/records", new
        {
            registrationId = company.RegistrationId,
            tier = "untrustworthy",
            ground = "U05",
            decision = new { number = "No. 1", decidedOn = "2026-07-01" },
            summary = "An invented breach of an invented company.",
            penalties = new[] { new { kind = "LARGER_FINE", amountFen = 5_000_000 } },
        });
        await written.BodyAsync(HttpStatusCode.Created);

        var waited = Stopwatch.StartNew();
        while (true)
        {
            var asked = waited.Elapsed; // however long the answer takes
            if ((await anyone.ReadAsync(page)).Text("standing") is not "clear")
            {
                return;
            }

            Assert.True(asked < TimeSpan.FromSeconds(3));
            await Task.Delay(20, Ct);
        }
    }

    [Fact]
    public async Task Read_AtMidnight_EndsWhatADateEnds()
    {
        var (organ, company) = (await _writer.OrganAsync(), await _writer.CompanyAsync());
        var record = await _writer.RecordAsync(organ, company, RecordTier.Untrustworthy);
        using var anyone = _reader.Anyone();
        var page = $"/api/v1/companies/{company.RegistrationId}";
        var lapsesOn = record.LapsesOn!.Value;

        _writer.Clock.GoTo(lapsesOn);
        Assert.Equal("untrustworthy", (await anyone.ReadAsync(page)).Text("standing"));
        _writer.Clock.Advance(new TimeSpan(6, 59, 59)); // from 17:00
        Assert.Equal("untrustworthy", (await anyone.ReadAsync(page)).Text("standing"));
        _writer.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("clear", (await anyone.ReadAsync(page)).Text("standing"));
    }

    [Fact]
    public async Task Read_OfAKeptPage_KnowsItsTag()
    {
        var company = await _writer.CompanyAsync();
        using var anyone = _reader.Anyone();
        var page = $"/api/v1/companies/{company.RegistrationId}";
        var first = await anyone.AskAsync(page);
        var again = await anyone.AskAsync(page);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.True(JsonNode.DeepEquals(await again.BodyAsync(HttpStatusCode.OK), await first.BodyAsync(HttpStatusCode.OK)));

        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await anyone.SendAsync(request, Ct)).StatusCode);
    }

    [Fact]
    public async Task Read_OfAKeptPage_CountsAgainstTheLimit_AndAnswersAsTheFirst()
    {
        var company = await _writer.CompanyAsync();
        await using var host = new RegistryHost(both.Cluster) { Clock = _writer.Clock };
        await host.StartAsync(
            _writer.Database,
            builder => builder.Services.PostConfigure<RateLimiterOptions>(options => options.GlobalLimiter =
                PartitionedRateLimiter.Create<HttpContext, int>(_ => RateLimitPartition.GetFixedWindowLimiter(
                    0, _ => new FixedWindowRateLimiterOptions { PermitLimit = 3, Window = TimeSpan.FromMinutes(10) }))),
            "--environment", "Development", "--Registry:Now", $"{_writer.Clock.GetUtcNow():O}"); // which another test may have moved on
        using var anyone = host.Anyone();
        var page = $"/api/v1/companies/{company.RegistrationId}";

        var first = await anyone.AskAsync(page);
        var second = await anyone.AskAsync(page);
        Assert.Equal(Headers(first), Headers(second));
        await anyone.ReadAsync(page);
        var refused = await anyone.AskAsync(page);
        Assert.Equal("TOO_MANY_REQUESTS", await refused.ProblemAsync(HttpStatusCode.TooManyRequests));
        Assert.NotNull(refused.Headers.RetryAfter);

        static IEnumerable<string> Headers(HttpResponseMessage answer) => answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key is not "Date")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("1.-4")]
    [InlineData("one.two")]
    public async Task Read_WithAPositionThatIsNone_IsRefused(string position)
    {
        var company = await _writer.CompanyAsync();
        using var anyone = _reader.Anyone();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/companies/{company.RegistrationId}");
        request.Headers.TryAddWithoutValidation("Registry-Position", position);

        Assert.Equal("POSITION_INVALID", (await (await anyone.SendAsync(request, Ct)).ProblemAsync(HttpStatusCode.BadRequest)));
    }

    [Fact]
    public async Task Read_WithAPositionOfAnotherLife_ReadsThrough()
    {
        var company = await _writer.CompanyAsync();
        using var anyone = _reader.Anyone();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/companies/{company.RegistrationId}")
        {
            Headers = { { "Registry-Position", "77.123456789" } },
        };

        Assert.Equal(HttpStatusCode.OK, (await anyone.SendAsync(request, Ct)).StatusCode);
    }
}
