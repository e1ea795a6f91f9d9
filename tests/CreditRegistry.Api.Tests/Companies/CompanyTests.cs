using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Companies;

public sealed class CompanyTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task Company_IdTypedAnotherWay_IsTheSame()
    {
        var id = await host.RegisterAsync(Register.Company("奇写有限公司"));
        string[] typed =
        [
            id.ToLowerInvariant(),
            $" {id[..2]} {id[2..8]}-{id[8..17]}\t{id[17]} ",
            string.Concat(id.Select(c => (char)(c + 0xFEE0))),
        ];

        foreach (var text in typed)
        {
            var company = await host.Anyone().ReadAsync($"/api/v1/companies/{Uri.EscapeDataString(text)}");
            Assert.Equal(id, company.Text("registrationId"));
        }
    }

    [Fact]
    public async Task Company_Known_HasEveryField()
    {
        var id = await host.RegisterAsync(Register.Company(
            "海云（浙江）食品有限公司", "Haiyun Foods", ["老海云食品厂", "海云食品厂"], CompanyStatus.Revoked, "330000"));

        var company = await host.Anyone().ReadAsync($"/api/v1/companies/{id}");

        var expected = new JsonObject
        {
            ["registrationId"] = id,
            ["name"] = "海云（浙江）食品有限公司",
            ["englishName"] = "Haiyun Foods",
            ["formerNames"] = new JsonArray("老海云食品厂", "海云食品厂"),
            ["companyType"] = "有限责任公司",
            ["status"] = "revoked",
            ["registeredOn"] = "2020-02-29",
            ["region"] = new JsonObject { ["code"] = "330000", ["name"] = "Zhejiang", ["nameZh"] = "浙江省" },
            ["standing"] = "clear",
            ["publishedRecords"] = new JsonObject
            {
                ["untrustworthy"] = 0,
                ["seriouslyUntrustworthy"] = 0,
                ["abnormal"] = 0,
                ["seriouslyIllegal"] = 0,
            },
            ["records"] = new JsonArray(),
            ["asOf"] = $"{host.Clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}",
        };
        Assert.True(JsonNode.DeepEquals(expected, company), company.ToJsonString());
    }

    [Fact]
    public async Task Company_WithoutOptionalParticulars_SaysNull()
    {
        var id = await host.RegisterAsync(Register.Company("无名之辈有限公司"));

        var company = await host.Anyone().ReadAsync($"/api/v1/companies/{id}");

        Assert.Null(company["englishName"]);
        Assert.Null(company["region"]);
        Assert.Empty(company["formerNames"]!.AsArray());
    }

    [Fact]
    public async Task Company_ManyRecords_ShowsTheNewest20AndCountsAll()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var (days, ids) = (Enumerable.Range(0, 22).Select(i => host.Clock.Today.AddDays(-(i / 2))).ToList(), new List<Guid>());
        foreach (var day in days)
        {
            ids.Add((await host.RecordAsync(organ, company, publishedOn: day)).Id);
        }

        await host.RecordAsync(organ, company, RecordTier.SeriouslyUntrustworthy, publishedOn: days[^1].AddDays(-1));

        var shown = await host.Anyone().ReadAsync($"/api/v1/companies/{company.RegistrationId}");

        var records = shown["records"]!.AsArray();
        Assert.Equal(20, records.Count);
        Assert.Equal(days.Take(20).Select(d => $"{d:yyyy-MM-dd}"), records.Select(r => r!.Text("publishedOn")));
        Assert.Equal(20, records.Select(r => r!.Text("id")).Distinct().Count());
        Assert.Equal((22, 1), ((int)shown["publishedRecords"]!["untrustworthy"]!, (int)shown["publishedRecords"]!["seriouslyUntrustworthy"]!));
        Assert.Equal("seriouslyUntrustworthy", shown.Text("standing"));

        var all = await host.Anyone().ReadAsync($"/api/v1/companies/{company.RegistrationId}/records?limit=200");
        Assert.Equal(23, all["items"]!.AsArray().Count);
        Assert.Equal(records.Select(r => r!.Text("id")), all["items"]!.AsArray().Take(20).Select(r => r!.Text("id")));
    }

    [Theory]
    [InlineData("clear")]
    [InlineData("untrustworthy", RecordTier.Untrustworthy)]
    [InlineData("seriouslyUntrustworthy", RecordTier.SeriouslyUntrustworthy, RecordTier.Untrustworthy)]
    [InlineData("abnormal", RecordTier.Abnormal, RecordTier.SeriouslyUntrustworthy)]
    [InlineData("seriouslyIllegal", RecordTier.Abnormal, RecordTier.SeriouslyIllegal, RecordTier.Untrustworthy)]
    public async Task Standing_IsTheHighestPublishedTier(string standing, params RecordTier[] tiers)
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        foreach (var tier in tiers)
        {
            await host.RecordAsync(organ, company, tier);
        }

        Assert.Equal(standing, (await host.Anyone().ReadAsync($"/api/v1/companies/{company.RegistrationId}")).Text("standing"));
    }

    [Fact]
    public async Task Company_Unknown_IsNotFoundAndNotInvalid()
    {
        var unknown = Register.Company("never registered").RegistrationId;

        foreach (var path in new[] { unknown, $"{unknown}/records" })
        {
            Assert.Equal(
                "COMPANY_NOT_FOUND",
                await (await host.Anyone().AskAsync($"/api/v1/companies/{path}")).ProblemAsync(HttpStatusCode.NotFound));
        }
    }

    [Fact]
    public async Task Company_Deregistered_IsStillShown()
    {
        var id = await host.RegisterAsync(Register.Company("注销有限公司", status: CompanyStatus.Deregistered));

        Assert.Equal("deregistered", (await host.Anyone().ReadAsync($"/api/v1/companies/{id}")).Text("status"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?limit=5")]
    public async Task Alias_OrganisationCode_LeadsToTheId(string query)
    {
        var id = await host.RegisterAsync(Register.Company("旧号有限公司"));
        var organisation = id[8..17];
        await host.AliasAsync(organisation, CompanyAliasKind.OrganisationCode, id);

        var moved = await host.Anyone().AskAsync($"/api/v1/companies/{organisation[..8]}-{organisation[8]}");
        Assert.Equal(HttpStatusCode.PermanentRedirect, moved.StatusCode);
        Assert.Equal($"/api/v1/companies/{id}", moved.Headers.Location?.ToString());

        var records = await host.Anyone().AskAsync($"/api/v1/companies/{organisation}/records{query}");
        Assert.Equal(HttpStatusCode.PermanentRedirect, records.StatusCode);
        Assert.Equal($"/api/v1/companies/{id}/records{query}", records.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Alias_RegistrationNumber_LeadsToTheId()
    {
        var id = await host.RegisterAsync(Register.Company("十五位有限公司"));
        var number = Enumerable.Range(0, 10).Select(i => $"33010000004567{i}")
            .First(n => CompanyAlias.TryParse(n, out var alias) && alias.CheckHolds);
        await host.AliasAsync(number, CompanyAliasKind.RegistrationNumber, id);

        var moved = await host.Anyone().AskAsync($"/api/v1/companies/{number}");

        Assert.Equal($"/api/v1/companies/{id}", moved.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.PermanentRedirect, moved.StatusCode);
    }

    [Fact]
    public async Task Alias_OfNoCompany_IsAnInvalidId() =>
        Assert.Equal(
            "REGISTRATION_ID_INVALID",
            await (await host.Anyone().AskAsync("/api/v1/companies/330100000099999")).ProblemAsync(HttpStatusCode.BadRequest));

    [Theory]
    [InlineData("LENGTH", null, false)]
    [InlineData("CHARACTER", 2, true)]
    [InlineData("REGION", 5, false)]
    [InlineData("CHECK_CHARACTER", 18, false)]
    [InlineData("SOLE_TRADER", 2, false)]
    [InlineData("NOT_A_COMPANY", null, false)]
    public async Task RefusedId_SaysWhyWhereAndWhatWasMeant(string reason, int? position, bool suggested)
    {
        var id = Register.Company("a valid ID").RegistrationId;
        while (id[1] is not '1')
        {
            id = Register.Company("an enterprise's ID").RegistrationId;
        }

        var typed = reason switch
        {
            "LENGTH" => id[..17],
            "CHARACTER" => $"{id[0]}I{id[2..]}",
            "REGION" => $"{id[..4]}A{id[5..]}",
            "CHECK_CHARACTER" => Enumerable.Range(0, 10).Select(i => $"{id[..17]}{i}")
                .First(t => RegistrationIds.Check(t) is { IsValid: false, Suggestion: null }),
            "SOLE_TRADER" => $"{id[0]}2{id[2..]}",
            _ => "510101199001011235",
        };

        foreach (var suffix in new[] { "", "/records" })
        {
            var problem = await (await host.Anyone().AskAsync($"/api/v1/companies/{typed}{suffix}")).BodyAsync(HttpStatusCode.BadRequest);

            Assert.Equal("REGISTRATION_ID_INVALID", problem.Text("code"));
            var error = problem["errors"]!["registrationId"]![0]!.GetValue<string>();
            Assert.StartsWith(reason, error, StringComparison.Ordinal);
            Assert.Equal(position is not null, error.Contains($"(character {position})", StringComparison.Ordinal));
            Assert.Equal(suggested, error.Contains($"Did you mean {id}?", StringComparison.Ordinal));
            Assert.DoesNotContain(typed, problem.ToJsonString(), StringComparison.Ordinal);
        }
    }
}
