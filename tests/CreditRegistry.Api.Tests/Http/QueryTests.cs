using System.Net;

namespace CreditRegistry.Api.Tests.Http;

public sealed class QueryTests(SampleHosts hosts)
{
    [Theory]
    [InlineData("tier=ordinaryTier")]
    [InlineData("from=2026-01-31")]
    [InlineData("top=-5&open=true")]
    [InlineData("organ=01890000-0000-7000-8000-000000000001")]
    [InlineData("name=%E5%8D%8E&tag=a&tag=b")]
    [InlineData("limit=1")]
    [InlineData("limit=200")]
    public async Task Query_WellFormed_IsRead(string query)
    {
        var response = await hosts.Production.GetAsync($"/api/v1/samples?{query}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("nam=x", "QUERY_PARAMETER_UNKNOWN", "nam")]
    [InlineData("Name=x", "QUERY_PARAMETER_UNKNOWN", "Name")]
    [InlineData("a%0Ab=x", "QUERY_PARAMETER_UNKNOWN", "ab")]
    [InlineData("name=a&name=b", "QUERY_PARAMETER_REPEATED", "name")]
    [InlineData("limit=5&limit=5", "QUERY_PARAMETER_REPEATED", "limit")]
    [InlineData("name=", "QUERY_PARAMETER_INVALID", "name")]
    [InlineData("name=%00", "QUERY_PARAMETER_INVALID", "name")]
    [InlineData("tag=a&tag=", "QUERY_PARAMETER_INVALID", "tag")]
    [InlineData("tier=Minor", "QUERY_PARAMETER_INVALID", "tier")]
    [InlineData("tier=1", "QUERY_PARAMETER_INVALID", "tier")]
    [InlineData("from=2026-1-31", "QUERY_PARAMETER_INVALID", "from")]
    [InlineData("from=2026-02-29", "QUERY_PARAMETER_INVALID", "from")]
    [InlineData("top=5.0", "QUERY_PARAMETER_INVALID", "top")]
    [InlineData("top=2147483648", "QUERY_PARAMETER_INVALID", "top")]
    [InlineData("open=yes", "QUERY_PARAMETER_INVALID", "open")]
    [InlineData("organ=1", "QUERY_PARAMETER_INVALID", "organ")]
    [InlineData("limit=0", "QUERY_PARAMETER_INVALID", "limit")]
    [InlineData("limit=201", "QUERY_PARAMETER_INVALID", "limit")]
    [InlineData("limit=ten", "QUERY_PARAMETER_INVALID", "limit")]
    [InlineData("cursor=abc", "CURSOR_INVALID", "cursor")]
    public async Task Query_OneThingWrong_NamesTheParameter(string query, string code, string parameter)
    {
        var response = await hosts.Production.GetAsync($"/api/v1/samples?{query}");

        Assert.Equal([parameter], (await response.ProblemAsync(400, code)).Errors());
    }

    [Fact]
    public async Task Query_SeveralBadlyTyped_NamesAllAndTheirShape()
    {
        var response = await hosts.Development.GetAsync("/api/v1/samples?tier=x&from=y");

        var errors = (await response.ProblemAsync(400, "QUERY_PARAMETER_INVALID")).GetProperty("errors");
        Assert.Equal("Must be one of: minor, ordinaryTier, severe.", errors.GetProperty("tier")[0].GetString());
        Assert.Equal("Must be a date, YYYY-MM-DD.", errors.GetProperty("from")[0].GetString());
    }

    [Fact]
    public async Task Query_RequiredParameterAbsent_IsNamed()
    {
        var response = await hosts.Production.GetAsync("/api/v1/samples/refused");

        Assert.Equal(["kind"], (await response.ProblemAsync(400, "QUERY_PARAMETER_REQUIRED")).Errors());
    }

    [Fact]
    public async Task Query_OnAPost_IsCheckedToo()
    {
        var response = await hosts.Production.PostAsync("/api/v1/samples?dryRun=true", "{}");

        Assert.Equal(["dryRun"], (await response.ProblemAsync(400, "QUERY_PARAMETER_UNKNOWN")).Errors());
    }
}
