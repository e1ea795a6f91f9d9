using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Records;

public sealed class RecordListTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task Filters_AloneAndTogether_Hold()
    {
        var (one, other) = (await host.OrganAsync(), await host.OrganAsync());
        var today = host.Clock.Today;
        List<CreditRecord> records =
        [
            await host.RecordAsync(one, await host.CompanyAsync(), ground: "U01", publishedOn: today.AddDays(-10)),
            await host.RecordAsync(one, await host.CompanyAsync(), ground: "U05", publishedOn: today.AddDays(-9)),
            await host.RecordAsync(one, await host.CompanyAsync(), RecordTier.Abnormal, publishedOn: today.AddDays(-8)),
            await host.RecordAsync(other, await host.CompanyAsync(), ground: "U01", publishedOn: today.AddDays(-7)),
            await host.RecordAsync(other, await host.CompanyAsync(), RecordTier.SeriouslyUntrustworthy, ground: "U01", publishedOn: today),
        ];
        var mine = (CreditRecord r) => r.OrganId == one.Id;

        await ExpectAsync($"organ={one.Code}", mine);
        await ExpectAsync($"organ={one.Code}&tier=untrustworthy", r => mine(r) && r.Tier is RecordTier.Untrustworthy);
        await ExpectAsync($"organ={one.Code}&ground=U05", r => mine(r) && r.Ground is "U05");
        await ExpectAsync($"organ={other.Code}&ground=U01&tier=seriouslyUntrustworthy", r => r.Tier is RecordTier.SeriouslyUntrustworthy);
        await ExpectAsync($"organ={one.Code}&publishedFrom={today.AddDays(-9):yyyy-MM-dd}", r => mine(r) && r.PublishedOn >= today.AddDays(-9));
        await ExpectAsync($"organ={one.Code}&publishedTo={today.AddDays(-9):yyyy-MM-dd}", r => mine(r) && r.PublishedOn <= today.AddDays(-9));
        await ExpectAsync(
            $"organ={one.Code}&tier=untrustworthy&ground=U01&publishedFrom={today.AddDays(-10):yyyy-MM-dd}&publishedTo={today.AddDays(-10):yyyy-MM-dd}",
            r => r == records[0]);
        await ExpectAsync("organ=NOBODY", _ => false);
        await ExpectAsync("tier=abnormal", r => r.Tier is RecordTier.Abnormal);
        await ExpectAsync("ground=U05", r => r.Ground is "U05");

        async Task ExpectAsync(string query, Func<CreditRecord, bool> holds) => Assert.Equal(
            records.Where(holds).OrderByDescending(r => r.PublishedOn).Select(r => $"{r.Id}"),
            (await PageAsync($"/api/v1/records?{query}&limit=200")).Ids.Intersect(records.Select(r => $"{r.Id}")));
    }

    [Theory]
    [InlineData("tier=grave", "QUERY_PARAMETER_INVALID", "tier")]
    [InlineData("publishedFrom=2026-02-30", "QUERY_PARAMETER_INVALID", "publishedFrom")]
    [InlineData("organ=", "QUERY_PARAMETER_INVALID", "organ")]
    [InlineData("registrationId=x", "QUERY_PARAMETER_UNKNOWN", "registrationId")]
    public async Task Query_Wrong_NamesTheParameter(string query, string code, string parameter)
    {
        var problem = await (await host.Anyone().AskAsync($"/api/v1/records?{query}")).BodyAsync(HttpStatusCode.BadRequest);

        Assert.Equal(code, problem.Text("code"));
        Assert.NotNull(problem["errors"]![parameter]);
    }

    [Fact]
    public async Task Pages_OfOneDay_LoseAndRepeatNothing()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var all = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            all.Add($"{(await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddDays(i is 0 ? -1 : 0))).Id}");
        }

        foreach (var path in new[] { $"/api/v1/records?organ={organ.Code}&limit=2", $"/api/v1/companies/{company.RegistrationId}/records?limit=2" })
        {
            var (seen, cursor) = (new List<string>(), "");
            do
            {
                var (ids, next) = await PageAsync(path + cursor);
                seen.AddRange(ids);
                cursor = next is null ? null : $"&cursor={next}";
            }
            while (cursor is not null);

            Assert.Equal(all.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
            Assert.Equal(all[0], seen[^1]);
        }
    }

    [Fact]
    public async Task Cursor_OfAnotherCompany_IsRefused()
    {
        var (organ, one, other) = (await host.OrganAsync(), await host.CompanyAsync(), await host.CompanyAsync());
        await host.RecordAsync(organ, one);
        await host.RecordAsync(organ, one);
        var (_, next) = await PageAsync($"/api/v1/companies/{one.RegistrationId}/records?limit=1");

        Assert.Equal("CURSOR_INVALID", await (await host.Anyone().AskAsync(
            $"/api/v1/companies/{other.RegistrationId}/records?limit=1&cursor={next}")).ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Left_IsInNoList()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var lapsed = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddYears(-3).AddDays(-1));
        var last = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddYears(-3));

        Assert.Equal(RecordState.Lapsed, lapsed.State);
        Assert.Equal([$"{last.Id}"], (await PageAsync($"/api/v1/records?organ={organ.Code}")).Ids);
    }

    private async Task<(List<string> Ids, string? Next)> PageAsync(string path)
    {
        JsonNode page = await host.Anyone().ReadAsync(path);
        return ([.. page["items"]!.AsArray().Select(r => r!.Text("id"))], page["next"]?.GetValue<string>());
    }
}
