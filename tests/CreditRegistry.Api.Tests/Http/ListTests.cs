using System.Text.Json;

namespace CreditRegistry.Api.Tests.Http;

public sealed class ListTests(SampleHosts hosts)
{
    private const string Samples = "/api/v1/samples";

    [Fact]
    public async Task List_FollowedByItsLinks_ShowsEveryItemOnce()
    {
        var seen = new List<int>();
        var pages = 0;

        for (var path = $"{Samples}?name=a%26b"; path is not null; pages++)
        {
            var response = await hosts.Production.GetAsync(path);
            var page = await response.JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetInt32()));
            path = NextOf(response);
            Assert.Equal(path is null, page.GetProperty("next").ValueKind is JsonValueKind.Null);
        }

        Assert.Equal(Enumerable.Range(1, 45), seen);
        Assert.Equal(3, pages);
    }

    [Theory]
    [InlineData(44, false)]
    [InlineData(45, true)]
    [InlineData(46, true)]
    public async Task List_LimitAroundItsLength_HasNextOnlyWhenMoreFollows(int limit, bool last)
    {
        var page = await (await hosts.Production.GetAsync($"{Samples}?limit={limit}")).JsonAsync();

        Assert.Equal(last, page.GetProperty("next").ValueKind is JsonValueKind.Null);
    }

    [Fact]
    public async Task Cursor_WithAnotherLimit_GoesOn()
    {
        var cursor = await CursorAsync("?limit=2");

        var page = await (await hosts.Production.GetAsync($"{Samples}?limit=3&cursor={cursor}")).JsonAsync();

        Assert.Equal(3, page.GetProperty("items")[0].GetProperty("id").GetInt32());
    }

    [Theory]
    [InlineData("&tier=minor")]
    [InlineData("&tier=severe&name=x")]
    [InlineData("")]
    public async Task Cursor_OfAnotherQuery_IsRefused(string query)
    {
        var cursor = await CursorAsync("?tier=severe");

        var response = await hosts.Production.GetAsync($"{Samples}?cursor={cursor}{query}");

        await response.ProblemAsync(400, "CURSOR_INVALID");
    }

    [Fact]
    public async Task Cursor_AnyCharacterChanged_IsRefused()
    {
        var cursor = await CursorAsync("");

        for (var i = 0; i < cursor.Length; i++)
        {
            var other = cursor[..i] + (cursor[i] is 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            await (await hosts.Production.GetAsync($"{Samples}?cursor={other}")).ProblemAsync(400, "CURSOR_INVALID");
        }
    }

    [Theory]
    [InlineData("%20")]
    [InlineData("=")]
    [InlineData("A")]
    public async Task Cursor_WithSomethingAppended_IsRefused(string tail)
    {
        var cursor = await CursorAsync("");

        await (await hosts.Production.GetAsync($"{Samples}?cursor={cursor}{tail}")).ProblemAsync(400, "CURSOR_INVALID");
    }

    private async Task<string> CursorAsync(string query) =>
        (await (await hosts.Production.GetAsync($"{Samples}{query}")).JsonAsync()).GetProperty("next").GetString()!;

    private static string? NextOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Link", out var links)
            ? links.Single().Split('>')[0].TrimStart('<')
            : null;
}
