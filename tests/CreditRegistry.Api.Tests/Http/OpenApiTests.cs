using System.Net;
using System.Text.Json;

namespace CreditRegistry.Api.Tests.Http;

public sealed class OpenApiTests(SampleHosts hosts)
{
    [Fact]
    public async Task Document_List_DescribesItsQueryAndAnswers()
    {
        var list = (await DocumentAsync()).GetProperty("paths").GetProperty("/api/v1/samples").GetProperty("get");

        Assert.Equal("ListSamples", list.GetProperty("operationId").GetString());
        Assert.Equal("Samples, newest first", list.GetProperty("summary").GetString());
        Assert.Equal(
            ["If-None-Match", "Registry-Position", "cursor", "from", "limit", "name", "open", "organ", "tag", "tier", "top"],
            Names(list).Order(StringComparer.Ordinal));
        var tier = list.GetProperty("parameters").EnumerateArray().Single(p => p.GetProperty("name").GetString() is "tier");
        Assert.Equal("Only this tier.", tier.GetProperty("description").GetString());
        Assert.Equal(
            "#/components/schemas/SampleList",
            list.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json")
                .GetProperty("schema").GetProperty("$ref").GetString());
        Assert.False(list.TryGetProperty("security", out _));
    }

    [Theory]
    [InlineData("/api/v1/samples", "get", "200 304 400 429 500")]
    [InlineData("/api/v1/samples/{id}", "get", "200 304 400 404 429 500")]
    [InlineData("/api/v1/samples", "post", "201 400 409 413 415 422 429 500")]
    [InlineData("/api/v1/samples/{id}/annulment", "post", "200 400 412 428 429 500")]
    [InlineData("/api/v1/samples/mine", "get", "200 304 400 401 403 429 500")]
    public async Task Document_Operation_ListsEveryAnswer(string path, string method, string statuses)
    {
        var operation = (await DocumentAsync()).GetProperty("paths").GetProperty(path).GetProperty(method);

        var responses = operation.GetProperty("responses").EnumerateObject().ToList();
        Assert.Equal(statuses.Split(' '), responses.Select(r => r.Name).Order(StringComparer.Ordinal));
        Assert.All(responses.Where(r => r.Name[0] is '4' or '5'), r => Assert.Equal(
            "#/components/schemas/Problem",
            r.Value.GetProperty("content").GetProperty("application/problem+json")
                .GetProperty("schema").GetProperty("$ref").GetString()));
    }

    [Fact]
    public async Task Document_Enum_IsItsNames()
    {
        var tier = (await DocumentAsync()).GetProperty("components").GetProperty("schemas").GetProperty("SampleTier");

        Assert.Equal("string", tier.GetProperty("type").GetString());
        Assert.Equal(
            ["minor", "ordinaryTier", "severe"], tier.GetProperty("enum").EnumerateArray().Select(e => e.GetString()));
    }

    [Fact]
    public async Task Document_ProtectedOperation_AsksForTheBearerToken()
    {
        var mine = (await DocumentAsync()).GetProperty("paths").GetProperty("/api/v1/samples/mine").GetProperty("get");

        Assert.True(mine.GetProperty("security")[0].TryGetProperty("bearer", out _));
    }

    [Fact]
    public async Task Document_Headers_AppearWhereTheyApply()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");

        Assert.Contains("Idempotency-Key", Names(paths.GetProperty("/api/v1/samples").GetProperty("post")));
        Assert.Equal(["id", "If-Match"], Names(paths.GetProperty("/api/v1/samples/{id}/annulment").GetProperty("post")));
    }

    [Fact]
    public async Task Document_Example_IsWrittenAsTheApiWritesIt()
    {
        var post = (await DocumentAsync()).GetProperty("paths").GetProperty("/api/v1/samples").GetProperty("post");

        var example = post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example");
        Assert.Equal("ordinaryTier", example.GetProperty("tier").GetString());
        Assert.Equal("2026-01-31", example.GetProperty("decision").GetProperty("decidedOn").GetString());
    }

    [Fact]
    public async Task Document_ParameterObject_IsItsProperties()
    {
        var filtered = (await DocumentAsync()).GetProperty("paths").GetProperty("/api/v1/samples/filtered").GetProperty("get");

        Assert.Equal(["tier", "from", "If-None-Match", "Registry-Position"], Names(filtered));
        Assert.Equal("Newer than this.", filtered.GetProperty("parameters")[1].GetProperty("description").GetString());
    }

    [Fact]
    public async Task Ui_Page_NamesNoOtherHost()
    {
        var page = await hosts.Production.GetAsync("/swagger/index.html");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("//", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    private async Task<JsonElement> DocumentAsync() =>
        await (await hosts.Production.GetAsync("/swagger/v1/swagger.json")).JsonAsync();

    private static IEnumerable<string?> Names(JsonElement operation) =>
        operation.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString());
}
