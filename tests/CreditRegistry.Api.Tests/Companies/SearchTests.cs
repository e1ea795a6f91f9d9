using System.Net;
using System.Text;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Companies;

public sealed class SearchTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Theory]
    [InlineData("宁波")]
    [InlineData("贸易（集")]
    [InlineData("(集团)股份")]
    [InlineData("【集团】")]
    [InlineData("3m·联合")]
    [InlineData("３Ｍ联合")]
    [InlineData("acme global")]
    [InlineData("ＡＣＭＥ－Global")]
    [InlineData("前身商号")]
    public async Task Name_PartOfAnyNameHoweverTyped_Finds(string name)
    {
        var id = (await SearchAsync("name=前身商号")).FirstOrDefault() ?? await host.RegisterAsync(Register.Company(
            "宁波3M联合贸易（集团）股份有限公司", "ACME Global Trading Co., Ltd.", ["前身商号"]));

        Assert.Equal([id], await SearchAsync($"name={Uri.EscapeDataString(name)}"));
    }

    [Fact]
    public async Task Name_SeveralMatches_BestFirst()
    {
        Company[] inOrder =
        [
            Register.Company("霁云"),
            Register.Company("霁云甲"),
            Register.Company("霁云甲乙"),
            Register.Company("新霁云"),
            Register.Company("新的霁云"),
            Register.Company("别名", formerNames: ["霁云"]),
            Register.Company("另名一", english: "霁云 Ltd"),
        ];
        await host.RegisterAsync([.. inOrder.Reverse()]);

        Assert.Equal(inOrder.Select(c => c.RegistrationId), await SearchAsync("name=霁云"));
    }

    [Fact]
    public async Task Name_EqualMatches_AreInOrderOfTheirIds()
    {
        var twins = Enumerable.Range(0, 5).Select(_ => Register.Company("孪生有限公司")).ToArray();
        await host.RegisterAsync(twins);

        Assert.Equal(
            twins.Select(c => c.RegistrationId).Order(StringComparer.Ordinal), await SearchAsync("name=孪生有限公司"));
    }

    [Theory]
    [InlineData("%25%25")]
    [InlineData("__")]
    [InlineData("\\\\")]
    [InlineData("甲")]
    [InlineData("（甲）")]
    public async Task Name_FewerThanTwoCharactersThatCount_IsRefused(string name)
    {
        var problem = await (await host.Anyone().AskAsync($"/api/v1/companies?name={name}")).BodyAsync(HttpStatusCode.BadRequest);

        Assert.Equal("NAME_TOO_SHORT", problem.Text("code"));
        Assert.NotNull(problem["errors"]!["name"]);
    }

    [Theory]
    [InlineData("通%25符")]
    [InlineData("通_符")]
    [InlineData("通\\符")]
    public async Task Name_WithAWildcard_MatchesNoOtherCharacter(string name)
    {
        await host.RegisterAsync(Register.Company("通配符有限公司"));

        Assert.Empty(await SearchAsync($"name={name}"));
        Assert.NotEmpty(await SearchAsync("name=通配符"));
    }

    [Fact]
    public async Task Filters_AloneAndTogether_Hold()
    {
        var organ = await host.OrganAsync();
        var companies = new List<(Company Company, RecordTier? Tier)>();
        foreach (var region in new[] { "330000", "440000" })
        {
            foreach (var status in new[] { CompanyStatus.Registered, CompanyStatus.Revoked })
            {
                foreach (var tier in new RecordTier?[] { null, RecordTier.Untrustworthy, RecordTier.Abnormal })
                {
                    var company = Register.Company("滤网有限公司", region: region, status: status);
                    await host.RegisterAsync(company);
                    companies.Add((company, tier));
                    if (tier is { } published)
                    {
                        var known = new TestCompany(company.Id, company.RegistrationId, company.Name, organ.Agency);
                        await host.RecordAsync(organ, known, RecordTier.Untrustworthy);
                        await (published is RecordTier.Untrustworthy ? Task.CompletedTask : host.RecordAsync(organ, known, published));
                    }
                }
            }
        }

        await ExpectAsync("", _ => true);
        await ExpectAsync("&region=330000", c => c.Company.RegionCode is "330000");
        await ExpectAsync("&status=revoked", c => c.Company.Status is CompanyStatus.Revoked);
        await ExpectAsync("&standing=clear", c => c.Tier is null);
        await ExpectAsync("&standing=untrustworthy", c => c.Tier is RecordTier.Untrustworthy);
        await ExpectAsync("&standing=abnormal", c => c.Tier is RecordTier.Abnormal);
        await ExpectAsync("&standing=seriouslyIllegal", _ => false);
        await ExpectAsync(
            "&standing=abnormal&region=440000&status=registered",
            c => c is { Tier: RecordTier.Abnormal, Company: { RegionCode: "440000", Status: CompanyStatus.Registered } });

        async Task ExpectAsync(string filter, Func<(Company Company, RecordTier? Tier), bool> holds) => Assert.Equal(
            companies.Where(holds).Select(c => c.Company.RegistrationId).Order(StringComparer.Ordinal),
            await SearchAsync($"name=滤网有限{filter}"));
    }

    [Theory]
    [InlineData("region=999999", "REGION_UNKNOWN", "region")]
    [InlineData("standing=bad", "QUERY_PARAMETER_INVALID", "standing")]
    [InlineData("status=Registered", "QUERY_PARAMETER_INVALID", "status")]
    [InlineData("nmae=ab", "QUERY_PARAMETER_UNKNOWN", "nmae")]
    [InlineData("limit=0", "QUERY_PARAMETER_INVALID", "limit")]
    [InlineData("limit=201", "QUERY_PARAMETER_INVALID", "limit")]
    [InlineData("cursor=abc", "CURSOR_INVALID", "cursor")]
    public async Task Query_Wrong_NamesTheParameter(string query, string code, string parameter)
    {
        var problem = await (await host.Anyone().AskAsync($"/api/v1/companies?{query}")).BodyAsync(HttpStatusCode.BadRequest);

        Assert.Equal(code, problem.Text("code"));
        Assert.NotNull(problem["errors"]![parameter]);
    }

    [Fact]
    public async Task Pages_WhileOthersAreAdded_LoseAndRepeatNothing()
    {
        var first = Enumerable.Range(0, 201).Select(i => Register.Company($"翻页{(i % 3 is 0 ? "商贸" : "")}有限公司")).ToArray();
        await host.RegisterAsync(first);
        Assert.Equal(200, (await SearchAsync("name=翻页&limit=200")).Count);
        Assert.Single(await SearchAsync("name=翻页&limit=1"));

        var (seen, next) = (new List<string>(), (string?)null);
        do
        {
            var answer = await host.Anyone().AskAsync($"/api/v1/companies?name=翻页&limit=50{(next is null ? "" : $"&cursor={next}")}");
            var page = await answer.BodyAsync(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(c => c!.Text("registrationId")));
            next = page["next"]?.GetValue<string>();
            Assert.Equal(next is not null, answer.Headers.TryGetValues("Link", out var link));
            Assert.True(next is null || link!.Single().Contains($"cursor={next}", StringComparison.Ordinal));
            await host.RegisterAsync(Register.Company("翻页"), Register.Company("翻页有限公司"), Register.Company("新的翻页有限公司"));
        }
        while (next is not null);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(first.Select(c => c.RegistrationId).Except(seen));
    }

    [Fact]
    public async Task Cursor_OfAnotherQuery_IsRefused()
    {
        await host.RegisterAsync(Register.Company("游标有限公司"), Register.Company("游标有限公司"));
        var next = (await host.Anyone().ReadAsync("/api/v1/companies?name=游标&limit=1")).Text("next");

        Assert.Single(await SearchAsync($"name=游标&limit=2&cursor={next}"));
        foreach (var other in new[] { "name=游标有", "name=游标&status=registered", "" })
        {
            Assert.Equal(
                "CURSOR_INVALID",
                await (await host.Anyone().AskAsync($"/api/v1/companies?{other}&cursor={next}")).ProblemAsync(HttpStatusCode.BadRequest));
        }
    }

    [Fact]
    public async Task Search_RandomNamesAndParts_FindsWhatAPlainScanFinds()
    {
        const string Letters = "龘靐齉爨灪ＡaＢb１1·（）- ";
        var dice = new Random(20260701);
        var companies = Enumerable.Range(0, 300).Select(_ => Register.Company(
            Text(2, 8),
            dice.Next(3) is 0 ? Text(1, 6) : null,
            dice.Next(3) is 0 ? [Text(1, 5), Text(1, 5)] : null)).ToArray();
        await host.RegisterAsync(companies);
        var matched = 0;

        for (var i = 0; i < 80; i++)
        {
            var part = Text(1, 2);
            var folded = CompanyName.Fold(part);
            var expected = companies
                .Select(c => (c.RegistrationId, Name: CompanyName.Fold(c.Name), Rank: Rank(c, folded)))
                .Where(c => c.Rank < 4)
                .OrderBy(c => c.Rank)
                .ThenBy(c => c.Name.IndexOf(folded, StringComparison.Ordinal))
                .ThenBy(c => c.Name.Length).ThenBy(c => c.RegistrationId, StringComparer.Ordinal)
                .Select(c => c.RegistrationId)
                .ToList();

            var found = await SearchAsync($"name={Uri.EscapeDataString(part)}&limit=200");

            Assert.Equal(expected.Take(200), found.Where(id => companies.Any(c => c.RegistrationId == id)));
            matched += expected.Count;
        }

        Assert.InRange(matched, 200, int.MaxValue);

        string Text(int least, int most)
        {
            var text = new StringBuilder("龘");
            for (var left = dice.Next(least, most + 1); left > 0; left--)
            {
                text.Append(Letters[dice.Next(Letters.Length)]);
            }

            return text.Append(Letters[dice.Next(5)]).ToString();
        }

        static int Rank(Company company, string part)
        {
            var name = CompanyName.Fold(company.Name);
            return name == part ? 0
                : name.StartsWith(part, StringComparison.Ordinal) ? 1
                : name.Contains(part, StringComparison.Ordinal) ? 2
                : company.FormerNames.Append(company.EnglishName ?? "").Any(n => CompanyName.Fold(n).Contains(part, StringComparison.Ordinal)) ? 3
                : 4;
        }
    }

    private async Task<List<string>> SearchAsync(string query) =>
        [.. (await host.Anyone().ReadAsync($"/api/v1/companies?{query}"))["items"]!.AsArray().Select(c => c!.Text("registrationId"))];
}
