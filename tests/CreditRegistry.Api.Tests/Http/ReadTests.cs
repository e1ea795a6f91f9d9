using System.Net;

namespace CreditRegistry.Api.Tests.Http;

public sealed class ReadTests(SampleHosts hosts)
{
    private const string Sample = "/api/v1/samples/1";

    [Fact]
    public async Task Get_Json_IsCamelCaseUtcAndReadable()
    {
        var response = await hosts.Production.GetAsync(Sample);

        Assert.Equal(
            """{"id":1,"tier":"ordinaryTier","name":"华兴 <A&B>","at":"2026-01-31T00:00:00Z","version":3}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("\"3\"", 304)]
    [InlineData("W/\"3\"", 304)]
    [InlineData("\"1\", \"3\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"2\"", 200)]
    [InlineData("3", 200)]
    public async Task Get_IfNoneMatch_IsAnsweredByTheVersion(string known, int status)
    {
        var response = await hosts.Production.GetAsync(Sample, ("If-None-Match", known));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("\"3\"", response.Headers.ETag?.ToString());
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        Assert.Contains("Authorization", response.Headers.Vary);
    }

    [Fact]
    public async Task Get_WithoutVersion_HasAStableStrongETag()
    {
        var first = await hosts.Production.GetAsync("/api/v1/samples/unversioned");
        var second = await hosts.Development.GetAsync("/api/v1/samples/unversioned");

        Assert.False(first.Headers.ETag!.IsWeak);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
    }

    [Fact]
    public async Task Get_SignedIn_IsPrivate()
    {
        var response = await hosts.Production.GetAsync("/api/v1/samples/mine", ("Authorization", "Bearer a"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store, private", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Get_Refused_IsNotStored()
    {
        var response = await hosts.Production.GetAsync("/api/v1/samples/101");

        await response.ProblemAsync(404, "SAMPLE_NOT_FOUND");
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Null(response.Headers.ETag);
    }

    [Fact]
    public async Task Head_OfARead_HasItsHeadersAndNoBody()
    {
        var response = await hosts.Production.SendAsync(HttpMethod.Head, Sample);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("\"3\"", response.Headers.ETag?.ToString());
        Assert.True(response.Content.Headers.ContentLength > 0);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("*", 200, "")]
    [InlineData("\"3\"", 200, "")]
    [InlineData("\"2\", \"3\"", 200, "")]
    [InlineData("\"2\"", 412, "VERSION_STALE")]
    [InlineData("W/\"3\"", 412, "VERSION_STALE")]
    [InlineData("\"abc\"", 412, "VERSION_STALE")]
    [InlineData("3", 400, "PRECONDITION_INVALID")]
    [InlineData("\"3", 400, "PRECONDITION_INVALID")]
    [InlineData(null, 428, "PRECONDITION_REQUIRED")]
    public async Task Write_IfMatch_IsComparedStrongly(string? seen, int status, string code)
    {
        var response = await hosts.Production.PostAsync(
            "/api/v1/samples/1/annulment", null, seen is null ? [] : [("If-Match", seen)]);

        Assert.Equal(status, (int)response.StatusCode);
        if (status is not 200)
        {
            await response.ProblemAsync(status, code);
        }
    }
}
