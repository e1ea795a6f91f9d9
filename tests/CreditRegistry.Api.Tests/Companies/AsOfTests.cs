using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Companies;

/// <summary>A company's page is dated by the last change that it shows, and by nothing else.</summary>
public sealed class AsOfTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task AsOf_PublicationCorrectionMarkAndAnnulment_IsTheirInstant()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        await ExpectAsync(company, host.Clock.GetUtcNow());
        var record = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddMonths(-4));
        var path = $"/api/v1/records/{record.Id}";

        await AfterAsync(() => host.SubmittedAsync(company, record));
        await AfterAsync(() => organ.Agency.Client.SendAsync($"{path}/corrections", new { reason = "A slip.", summary = "Put right." }, "*"));
        await AfterAsync(() => organ.Agency.Client.SendAsync($"{path}/annulment", new { reason = "Withdrawn." }, "*"));

        async Task AfterAsync(Func<Task> change)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(5));
            await change();
            var now = host.Clock.GetUtcNow();
            host.Clock.Advance(TimeSpan.FromMinutes(5));
            await ExpectAsync(company, now);
        }
    }

    [Fact]
    public async Task AsOf_Rename_IsItsInstant()
    {
        var company = await host.CompanyAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.QueryAsync(async db =>
        {
            var one = await db.Companies.SingleAsync(c => c.Id == company.Id);
            one.Change(one.Particulars with { Name = "改名有限公司" });
            await db.SaveAsync(Actor.Registry, role: null, host.Clock.GetUtcNow(), CancellationToken.None);
            return 0;
        });
        var renamed = host.Clock.GetUtcNow();
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        await ExpectAsync(company, renamed);
        var shown = await host.Anyone().ReadAsync($"/api/v1/companies/{company.RegistrationId}");
        Assert.Equal(("改名有限公司", company.Name), (shown.Text("name"), shown["formerNames"]![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task AsOf_PeriodRunOut_IsMidnightInShanghaiBeforeAndAfterAWorkerRan()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddYears(-3));
        Assert.Equal("untrustworthy", (await ReadAsync(company)).Text("standing"));

        host.Clock.AdvanceDays(1);
        var midnight = new DateTimeOffset(host.Clock.Today, default, TimeSpan.FromHours(8));
        Assert.Equal("clear", (await ReadAsync(company)).Text("standing"));
        await ExpectAsync(company, midnight);
        var tag = (await host.Anyone().AskAsync(Path(company))).Headers.ETag;

        await host.PassTimeAsync();

        await ExpectAsync(company, midnight);
        Assert.Equal(tag, (await host.Anyone().AskAsync(Path(company))).Headers.ETag);
        Assert.Equal(
            "RECORD_LAPSED",
            await (await host.Anyone().AskAsync($"/api/v1/records/{record.Id}")).ProblemAsync(HttpStatusCode.Gone));
    }

    [Fact]
    public async Task ETag_NothingChanged_IsNotModified()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        await host.RecordAsync(organ, company);
        var tag = (await host.Anyone().AskAsync(Path(company))).Headers.ETag!;
        host.Clock.AdvanceDays(1);

        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync());
        await host.RecordAsync(organ, company);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync());

        async Task<HttpStatusCode> StatusAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Path(company));
            request.Headers.IfNoneMatch.Add(tag);
            return (await host.Anyone().SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
        }
    }

    [Fact]
    public async Task Shielded_LeavesNoTraceUntilTheOrderEnds()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var before = await ReadAsync(company);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var record = await host.RecordAsync(organ, company);
        var path = $"/api/v1/records/{record.Id}";

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await organ.Agency.Client.SendAsync($"{path}/shielding", new { reason = "Order 7 of the court." }, "*"))
            .BodyAsync(HttpStatusCode.OK);
        await (await organ.Agency.Client.SendAsync($"{path}/corrections", new { reason = "A slip.", summary = "New." }, "*"))
            .BodyAsync(HttpStatusCode.OK);

        Assert.True(JsonNode.DeepEquals(before, await ReadAsync(company)));
        Assert.Empty((await host.Anyone().ReadAsync($"{Path(company)}/records"))["items"]!.AsArray());
        Assert.Empty((await host.Anyone().ReadAsync($"/api/v1/records?organ={organ.Code}"))["items"]!.AsArray());
        foreach (var hidden in new[] { path, $"{path}/eligibility" })
        {
            Assert.Equal("RECORD_NOT_FOUND", await (await host.Anyone().AskAsync(hidden)).ProblemAsync(HttpStatusCode.NotFound));
        }

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await organ.Agency.Client.SendAsync($"{path}/shielding-end", new { reason = "The order ended." }, "*"))
            .BodyAsync(HttpStatusCode.OK);
        Assert.Equal("untrustworthy", (await ReadAsync(company)).Text("standing"));
        await ExpectAsync(company, host.Clock.GetUtcNow());
    }

    [Fact]
    public async Task UnpublishedMinor_LeavesNoTrace()
    {
        var (organ, company) = (await host.OrganAsync(Given.Cn), await host.CompanyAsync());
        var before = await ReadAsync(company);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        var stored = await (await organ.Agency.Client.SendAsync("/api/v1/records", Records.Drafts.Minor(host, company)))
            .BodyAsync(HttpStatusCode.Created);

        Assert.Equal("unpublished", stored.Text("state"));
        Assert.True(JsonNode.DeepEquals(before, await ReadAsync(company)));
        Assert.Empty((await host.Anyone().ReadAsync($"{Path(company)}/records"))["items"]!.AsArray());
        Assert.Equal(
            "RECORD_NOT_FOUND",
            await (await host.Anyone().AskAsync($"/api/v1/records/{stored.Text("id")}")).ProblemAsync(HttpStatusCode.NotFound));
    }

    private static string Path(TestCompany company) => $"/api/v1/companies/{company.RegistrationId}";

    private Task<JsonNode> ReadAsync(TestCompany company) => host.Anyone().ReadAsync(Path(company));

    private async Task ExpectAsync(TestCompany company, DateTimeOffset asOf) =>
        Assert.Equal(asOf.ToUniversalTime(), (await ReadAsync(company))["asOf"]!.GetValue<DateTimeOffset>());
}
