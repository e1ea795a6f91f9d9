using System.Net;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Records;

public sealed class EligibilityTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Theory]
    [InlineData(-1, "REPAIR_TOO_EARLY")]
    [InlineData(0, null)]
    [InlineData(1, null)]
    public async Task On_AroundTheFirstDay_Turns(int days, string? breach)
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company, RecordTier.SeriouslyUntrustworthy);
        var first = host.Clock.Today.AddYears(1);

        var answer = await host.Anyone().ReadAsync($"/api/v1/records/{record.Id}/eligibility?on={first.AddDays(days):yyyy-MM-dd}");

        Assert.Equal(breach is null, (bool)answer["eligible"]!);
        Assert.Equal(
            ($"{first.AddDays(days):yyyy-MM-dd}", $"{first:yyyy-MM-dd}", $"{host.Clock.Today.AddYears(3):yyyy-MM-dd}", Given.FourTier),
            (answer.Text("on"), answer.Text("earliestOn"), answer.Text("lapsesOn"), answer.Text("ruleSet")));
        var breaches = answer["breaches"]!.AsArray();
        Assert.Equal(breach is null ? [] : [breach], breaches.Select(b => b!.Text("rule")));
        Assert.All(breaches, b => Assert.Equal($"{first:yyyy-MM-dd}", b!.Text("earliestOn")));
        Assert.Equal(4, answer["documents"]!.AsArray().Count);
        Assert.All(answer["documents"]!.AsArray(), d => Assert.NotEmpty(d!["kinds"]!.AsArray()));
    }

    [Fact]
    public async Task On_LeftOut_IsToday()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company);

        Assert.Equal($"{host.Clock.Today:yyyy-MM-dd}", (await host.Anyone().ReadAsync($"/api/v1/records/{record.Id}/eligibility")).Text("on"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task On_AroundTheLastDay_Turns(int days, bool eligible)
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company);

        var answer = await host.Anyone().ReadAsync($"/api/v1/records/{record.Id}/eligibility?on={record.LapsesOn!.Value.AddDays(days):yyyy-MM-dd}");

        Assert.Equal(eligible, (bool)answer["eligible"]!);
    }

    [Fact]
    public async Task LicenceRevoked_NeverIsAndSaysWhy()
    {
        var (organ, company) = (await host.OrganAsync(Given.Cn), await host.CompanyAsync());
        var record = await (await organ.PublishAsync(
            Drafts.Record(host, company, "seriouslyUntrustworthy", "B01", "LICENCE_REVOKED"))).BodyAsync(HttpStatusCode.Created);

        var answer = await host.Anyone().ReadAsync($"/api/v1/records/{record.Text("id")}/eligibility?on={host.Clock.Today.AddYears(2):yyyy-MM-dd}");

        Assert.False((bool)answer["eligible"]!);
        Assert.Null(answer["earliestOn"]);
        Assert.Equal("REPAIR_NOT_REPAIRABLE", Assert.Single(answer["breaches"]!.AsArray())!.Text("rule"));
    }

    [Fact]
    public async Task On_NoDate_IsRefused()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company);

        Assert.Equal("QUERY_PARAMETER_INVALID", await (await host.Anyone().AskAsync(
            $"/api/v1/records/{record.Id}/eligibility?on=soon")).ProblemAsync(HttpStatusCode.BadRequest));
    }
}
