using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Records;

/// <summary>Who reads what the public does not see (any more).</summary>
public sealed class ReadersTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Theory]
    [InlineData("annulment", HttpStatusCode.Gone, "RECORD_ANNULLED")]
    [InlineData("lapse", HttpStatusCode.Gone, "RECORD_LAPSED")]
    [InlineData("shielding", HttpStatusCode.NotFound, "RECORD_NOT_FOUND")]
    [InlineData("minor", HttpStatusCode.NotFound, "RECORD_NOT_FOUND")]
    public async Task NotShown_IsReadByThoseConcernedOnly(string how, HttpStatusCode status, string code)
    {
        var (organ, other) = (await host.OrganAsync(how is "minor" ? Given.Cn : Given.FourTier), await host.OrganAsync());
        var (company, another) = (await host.CompanyAsync(), await host.CompanyAsync());
        var path = $"/api/v1/records/{await HiddenAsync(how, organ, company)}";
        TestAccount[] readers = [organ.Agency, organ.OfficerA, company.Applicant, await host.SignInAsync([Role.Auditor])];
        TestAccount[] strangers =
        [
            other.Agency, other.OfficerA, another.Applicant,
            await host.SignInAsync([Role.Supervisor]), await host.SignInAsync([Role.Administrator]),
        ];

        foreach (var reader in readers)
        {
            Assert.Equal("An invented breach", (await reader.Client.ReadAsync(path)).Text("summary")[..18]);
            Assert.Equal(how is "shielding", (bool)(await reader.Client.ReadAsync($"{path}/eligibility"))["eligible"]!);
        }

        foreach (var client in strangers.Select(s => s.Client).Append(host.Anyone()))
        {
            foreach (var asked in new[] { path, $"{path}/eligibility" })
            {
                var problem = await (await client.AskAsync(asked)).BodyAsync(status);
                Assert.Equal(code, problem.Text("code"));
                HoldsNothingOf(problem, company);
                Assert.Equal(
                    status is HttpStatusCode.Gone
                        ? ["type", "title", "status", "detail", "code", "traceId", "leftOn"]
                        : ["type", "title", "status", "detail", "code", "traceId"],
                    problem.AsObject().Select(p => p.Key));
            }
        }
    }

    [Fact]
    public async Task Tombstone_SaysTheDayItLeft()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var id = await HiddenAsync("annulment", organ, company);

        var gone = await (await host.Anyone().AskAsync($"/api/v1/records/{id}")).BodyAsync(HttpStatusCode.Gone);

        Assert.Equal($"{host.Clock.Today:yyyy-MM-dd}", gone.Text("leftOn"));
    }

    [Fact]
    public async Task Read_ByThoseConcerned_IsNotCachedForOthers()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var id = await HiddenAsync("annulment", organ, company);

        var answer = await organ.Agency.Client.AskAsync($"/api/v1/records/{id}");

        Assert.Equal("no-store, private", answer.Headers.CacheControl?.ToString());
    }

    private async Task<string> HiddenAsync(string how, TestOrgan organ, TestCompany company)
    {
        if (how is "minor")
        {
            return (await (await organ.PublishAsync(Drafts.Minor(host, company))).BodyAsync(HttpStatusCode.Created)).Text("id");
        }

        var record = await host.RecordAsync(organ, company, RecordTier.SeriouslyUntrustworthy, publishedOn: host.Clock.Today.AddYears(-3));
        if (how is "lapse")
        {
            host.Clock.AdvanceDays(1);
        }
        else
        {
            await (await organ.Agency.Client.SendAsync($"/api/v1/records/{record.Id}/{how}", new { reason = "A reason." }, "*"))
                .BodyAsync(HttpStatusCode.OK);
        }

        return $"{record.Id}";
    }

    private static void HoldsNothingOf(JsonNode problem, TestCompany company)
    {
        var text = problem.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.All(
            [company.RegistrationId, company.Name, "ntrustworthy", "B01", "U05", "licence", "Monopol", "ORGAN-"],
            word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
    }
}
