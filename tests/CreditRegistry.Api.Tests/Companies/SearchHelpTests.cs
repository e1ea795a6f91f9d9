using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Companies;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Companies;

/// <summary>Numbers typed as names, hints where nothing is found, and suggestions while typing.</summary>
public sealed class SearchHelpTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private const string People = "510101199001011235";

    [Fact]
    public async Task Name_ThatIsANumber_FindsItsCompany()
    {
        var id = await host.RegisterAsync(Register.Company("凭号可查有限公司"));
        var number = Enumerable.Range(0, 10).Select(i => $"33010000004568{i}")
            .First(n => CompanyAlias.TryParse(n, out var alias) && alias.CheckHolds);
        await host.AliasAsync(number, CompanyAliasKind.RegistrationNumber, id);
        await host.AliasAsync(id[8..17], CompanyAliasKind.OrganisationCode, id);

        foreach (var typed in (string[])[id, id.ToLowerInvariant(), $"{id[..9]} {id[9..]}", number, $"{id[8..16]}-{id[16]}"])
        {
            var found = await SearchAsync(typed);
            Assert.Equal(id, Assert.Single(found["items"]!.AsArray())!.Text("registrationId"));
            Assert.Empty(found["hints"]!.AsArray());
        }

        var filtered = await SearchAsync(id, "&standing=abnormal");
        Assert.Empty(filtered["items"]!.AsArray());
        var hint = Assert.Single(filtered["hints"]!.AsArray())!;
        Assert.Equal(("NOT_WITH_THESE_FILTERS", $"/api/v1/companies/{id}"), (hint.Text("code"), hint.Text("link")));
    }

    [Fact]
    public async Task MatchedName_SaysWhichOtherNameWasFound()
    {
        await host.RegisterAsync(Register.Company("今称甚好有限公司", "Jincheng Fine Goods", ["旧称尚可有限公司"]));

        Assert.Null(One(await SearchAsync("今称甚好"))["matchedName"]);
        Assert.Equal("旧称尚可有限公司", One(await SearchAsync("旧称尚可")).Text("matchedName"));
        Assert.Equal("Jincheng Fine Goods", One(await SearchAsync("FINE goods")).Text("matchedName"));

        static JsonNode One(JsonNode answer) => Assert.Single(answer["items"]!.AsArray())!;
    }

    [Theory]
    [InlineData("missing", "ID_LENGTH", null)]
    [InlineData("twice", "ID_LENGTH", null)]
    [InlineData("check", "ID_CHECK_CHARACTER", 18)]
    [InlineData("swapped", "ID_CHECK_CHARACTER", 18)]
    [InlineData("letter", "ID_REGION", 5)]
    public async Task WrongId_OneSlipFromACompany_LeadsToIt(string slip, string code, int? position)
    {
        var id = await host.RegisterAsync(Register.Company("手误有限公司"));
        var typed = slip switch
        {
            "missing" => id.Remove(11, 1),
            "twice" => id.Insert(11, id[11..12]),
            "check" => CheckCharacters(id).First(t => RegistrationIds.Check(t) is { Suggestion: null }),
            "swapped" => Enumerable.Range(10, 6).Select(at => $"{id[..at]}{id[at + 1]}{id[at]}{id[(at + 2)..]}").First(t => t != id),
            _ => $"{id[..4]}Q{id[5..]}",
        };

        var answer = await SearchAsync(typed);

        Assert.Empty(answer["items"]!.AsArray());
        var hints = answer["hints"]!.AsArray();
        Assert.Equal((code, position), (hints[0]!.Text("code"), hints[0]!["position"]?.GetValue<int>()));
        var meant = hints.Single(h => h!["registrationId"]?.GetValue<string>() == id)!;
        Assert.True(meant["inRegister"]!.GetValue<bool>());
        Assert.Equal($"/api/v1/companies/{id}", meant.Text("link"));
    }

    [Fact]
    public async Task WrongId_LookAlike_SaysWhetherTheRegisterHasWhatWasMeant()
    {
        var (known, unknown) = (WithZero(), WithZero());
        await host.RegisterAsync(known);

        foreach (var (company, inRegister) in ((Company, bool)[])[(known, true), (unknown, false)])
        {
            var at = company.RegistrationId.LastIndexOf('0');
            var hint = (await SearchAsync($"{company.RegistrationId[..at]}O{company.RegistrationId[(at + 1)..]}"))["hints"]![0]!;
            Assert.Equal(
                ("ID_CHARACTER", at + 1, company.RegistrationId, inRegister),
                (hint.Text("code"), hint["position"]!.GetValue<int>(), hint.Text("registrationId"), hint["inRegister"]!.GetValue<bool>()));
            Assert.Equal(inRegister, hint["link"] is not null);
        }

        static Company WithZero() =>
            Enumerable.Range(0, 200).Select(_ => Register.Company("零有限公司")).First(c => c.RegistrationId.LastIndexOf('0') > 9);
    }

    [Theory]
    [InlineData("330100000099999", "OLD_NUMBER_NOT_IN_REGISTER")]
    [InlineData(People, "ID_NOT_A_COMPANY")]
    [InlineData("12345678", "ID_LENGTH")]
    public async Task Number_OfNoCompany_SaysWhatItIs(string typed, string code)
    {
        var answer = await SearchAsync(typed);

        Assert.Equal(code, Assert.Single(answer["hints"]!.AsArray())!.Text("code"));
        Assert.DoesNotContain(typed, answer["hints"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ValidId_OfNoCompany_SaysSo()
    {
        var hint = Assert.Single((await SearchAsync(Register.Company("never").RegistrationId))["hints"]!.AsArray())!;

        Assert.Equal(("ID_NOT_IN_REGISTER", false), (hint.Text("code"), hint["inRegister"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Name_WithAnotherLegalFormOrFilteredOut_LeadsToASearchThatFinds()
    {
        var id = await host.RegisterAsync(Register.Company("形异之社股份有限公司", region: "330000"));

        foreach (var (query, code) in ((string, string)[])
            [
                ("name=形异之社有限责任公司", "OTHER_LEGAL_FORM"),
                ("name=形异之社&region=440000", "NOT_WITH_THESE_FILTERS"),
                ("name=形异之社专业合作社&region=330000", "OTHER_LEGAL_FORM"),
            ])
        {
            var hint = Assert.Single((await host.Anyone().ReadAsync($"/api/v1/companies?{query}"))["hints"]!.AsArray())!;
            Assert.Equal(code, hint.Text("code"));
            var found = await host.Anyone().ReadAsync(hint.Text("link"));
            Assert.Equal(id, Assert.Single(found["items"]!.AsArray())!.Text("registrationId"));
        }

        Assert.Empty((await SearchAsync("谁也不叫这个"))["hints"]!.AsArray());
    }

    [Fact]
    public async Task Suggest_NamesThatBeginSoThenOthers_BestFirst()
    {
        Company[] inOrder =
        [
            Register.Company("荐举"),
            Register.Company("荐举食品"),
            Register.Company("某荐举食品"),
            Register.Company("别称", formerNames: ["曾经荐举"]),
        ];
        await host.RegisterAsync([.. inOrder.Reverse()]);

        Assert.Equal(inOrder.Select(c => c.RegistrationId), await SuggestAsync("荐（举"));
        Assert.Equal(inOrder.Take(2).Select(c => c.RegistrationId), await SuggestAsync("荐"));
        Assert.Equal(inOrder.Take(2).Select(c => c.RegistrationId), await SuggestAsync("荐举", "&limit=2"));
        Assert.Equal("曾经荐举", (await host.Anyone().ReadAsync("/api/v1/companies/suggest?q=曾经荐"))["items"]![0]!.Text("matchedName"));
        Assert.Empty(await SuggestAsync("（"));
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(18, true)]
    public async Task Suggest_BeginningOfAnId_FindsFromFourCharacters(int length, bool found)
    {
        var id = await host.RegisterAsync(Register.Company("起首有限公司"));

        Assert.Equal(found, (await SuggestAsync(id[..length].ToLowerInvariant(), "&limit=20")).Contains(id)
            || (found && (await SuggestAsync(id[..length])).TrueForAll(i => i.StartsWith(id[..length], StringComparison.Ordinal))));
        Assert.Equal([id], await SuggestAsync($"{id[..8]}-{id[8..]}"));
    }

    [Theory]
    [InlineData("", "QUERY_PARAMETER_REQUIRED")]
    [InlineData("?q=", "QUERY_PARAMETER_INVALID")]
    [InlineData("?q=%E8%8D%90&limit=0", "QUERY_PARAMETER_INVALID")]
    [InlineData("?q=%E8%8D%90&limit=21", "QUERY_PARAMETER_INVALID")]
    public async Task Suggest_WrongQuery_IsRefused(string query, string code) => Assert.Equal(
        code, await (await host.Anyone().AskAsync($"/api/v1/companies/suggest{query}")).ProblemAsync(HttpStatusCode.BadRequest));

    private static IEnumerable<string> CheckCharacters(string id) =>
        "0123456789ABCDEFGHJKLMNPQRTUWXY".Where(c => c != id[17]).Select(c => id[..17] + c);

    private async Task<JsonNode> SearchAsync(string name, string filters = "") =>
        await host.Anyone().ReadAsync($"/api/v1/companies?name={Uri.EscapeDataString(name)}{filters}");

    private async Task<List<string>> SuggestAsync(string typed, string more = "") =>
        [.. (await host.Anyone().ReadAsync($"/api/v1/companies/suggest?q={Uri.EscapeDataString(typed)}{more}"))["items"]!.AsArray()
            .Select(c => c!.Text("registrationId"))];
}
