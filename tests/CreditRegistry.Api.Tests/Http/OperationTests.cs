using System.Net;
using System.Text.Json;
using CreditRegistry.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditRegistry.Api.Tests.Http;

public sealed class OperationTests(SampleHosts hosts)
{
    [Fact]
    public async Task RateLimit_OneOver_IsRefusedWithRetryAfter()
    {
        await using var api = await SampleApi.StartAsync(settings: ("Registry:RateLimit:Reads", "2"));

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/v1/samples")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/v1/samples")).StatusCode);
        var over = await api.GetAsync("/api/v1/samples");

        await over.ProblemAsync(429, "TOO_MANY_REQUESTS");
        Assert.InRange(over.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task RateLimit_OfOneAccount_LeavesAnotherAlone()
    {
        await using var api = await SampleApi.StartAsync(settings: ("Registry:RateLimit:Reads", "1"));
        var one = ("Authorization", "Bearer 01890000-0000-7000-8000-00000000000a");
        var other = ("Authorization", "Bearer 01890000-0000-7000-8000-00000000000b");

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/v1/samples", one)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/v1/samples", other)).StatusCode);
        await (await api.GetAsync("/api/v1/samples", one)).ProblemAsync(429, "TOO_MANY_REQUESTS");
    }

    [Fact]
    public async Task RateLimit_OfSignIns_IsItsOwn()
    {
        await using var api = await SampleApi.StartAsync(
            map: app => app.MapGroup("/api/v1").WithRegistryConventions()
                .MapPost("/login", () => TypedResults.Ok()).Public().RequireRateLimiting(RateLimits.SignIn),
            settings: ("Registry:RateLimit:SignIns", "1"));

        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/api/v1/login", null)).StatusCode);
        await (await api.PostAsync("/api/v1/login", null)).ProblemAsync(429, "TOO_MANY_REQUESTS");
    }

    [Theory]
    [InlineData(null, "127.0.0.1")]
    [InlineData("10.0.0.0/8", "127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.9")]
    [InlineData("10.0.0.0/8, 127.0.0.0/8", "203.0.113.9")]
    public async Task ForwardedFor_OnlyFromAKnownProxy_IsBelieved(string? proxies, string expected)
    {
        await using var api = await SampleApi.StartAsync(
            map: app => app.MapGet("/address", (HttpContext http) => http.Connection.RemoteIpAddress!.ToString()),
            settings: proxies is null ? [] : [("Registry:Proxies", proxies)]);

        var response = await api.GetAsync("/address", ("X-Forwarded-For", "203.0.113.9"));

        Assert.Equal(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null, "http://elsewhere.example")]
    [InlineData(" ", "http://elsewhere.example")]
    [InlineData("https://registry.example", "https://registry.example")]
    [InlineData("http://registry.example:8443/", "http://registry.example:8443")]
    public async Task PublicAddress_IsNamedWhateverTheHost(string? address, string expected)
    {
        await using var api = await SampleApi.StartAsync(
            map: app => app.MapGet("/address", (HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}"),
            settings: address is null ? [] : [("Registry:PublicAddress", address)]);

        var answer = await api.GetAsync("/address", ("Host", "elsewhere.example"));

        Assert.Equal(expected, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Registry:Proxies", "10.0.0.0/99")]
    [InlineData("Registry:PublicAddress", "registry.example")]
    [InlineData("Registry:PublicAddress", "ftp://registry.example")]
    [InlineData("Registry:PublicAddress", "https://registry.example/base")]
    [InlineData("Registry:PublicAddress", "https://user@registry.example")]
    [InlineData("Registry:Proxies:0", "proxy.example")]
    [InlineData("Registry:RateLimit:Reads", "0")]
    [InlineData("Registry:RateLimit:SignIns", "many")]
    [InlineData("Registry:RateLimit:Pings", "0")]
    public async Task Start_WrongSetting_NamesIt(string name, string value)
    {
        var failure = await Assert.ThrowsAsync<SettingException>(() => SampleApi.StartAsync(settings: (name, value)));

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/samples")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v1/samples/fails")]
    [InlineData("/health/live")]
    public async Task Answer_OfAnyStatus_HasSecurityHeaders(string path)
    {
        var response = await hosts.Production.GetAsync(path);

        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData(true, 200, "ready", "up")]
    [InlineData(false, 503, "notReady", "down")]
    public async Task Ready_ByItsDependency_SaysWhichIsDown(bool up, int status, string overall, string database)
    {
        await using var api = await SampleApi.StartAsync(with: builder => builder.Services.AddHealthChecks()
            .AddCheck("database", () => up ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("secret")));

        var response = await api.GetAsync("/health/ready");

        Assert.Equal(status, (int)response.StatusCode);
        var body = await response.JsonAsync();
        Assert.Equal(overall, body.GetProperty("status").GetString());
        Assert.Equal("database", body.GetProperty("dependencies")[0].GetProperty("name").GetString());
        Assert.Equal(database, body.GetProperty("dependencies")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Version_Always_IsKnown()
    {
        var body = await (await hosts.Production.GetAsync("/version")).JsonAsync();

        Assert.Equal(JsonValueKind.String, body.GetProperty("version").ValueKind);
    }
}
