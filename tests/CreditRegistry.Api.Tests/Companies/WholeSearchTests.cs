using System.Globalization;
using System.Net;
using System.Text;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence.Companies;
using CreditRegistry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreditRegistry.Api.Tests.Companies;

/// <summary>Whatever way a search goes, all its pages together are what a plain scan finds.</summary>
public sealed class WholeSearchTests(RegistryHost host, RegistryCluster cluster) : IClassFixture<RegistryHost>
{
    private static readonly string[] Regions = ["330000", "440000"];

    [Fact]
    public async Task Search_EitherWayAndEveryFilter_FindsWhatAPlainScanFinds()
    {
        await using var walking = await StartAsync(new NameSearchOptions { RareMatches = -1, WalkRows = 25, PrefixRows = 4 });
        var register = await MakeAsync(new Random(20261122), 250);
        var dice = new Random(7);
        var (pages, found) = (0, 0);

        for (var i = 0; i < 60; i++)
        {
            var part = CompanyName.Fold(Text(dice, 1, 2));
            if (part.Length < 2)
            {
                continue;
            }

            var region = dice.Next(4) is 0 ? Regions[dice.Next(2)] : null;
            CompanyStatus? status = dice.Next(4) is 0 ? (CompanyStatus)dice.Next(1, 4) : null;
            string? standing = dice.Next(2) is 0 ? ((string[])["clear", "untrustworthy", "abnormal"])[dice.Next(3)] : null;
            var query = $"name={Uri.EscapeDataString(part)}"
                + (region is null ? "" : $"&region={region}")
                + (status is null ? "" : $"&status={Persistence.EnumText.Name(status.Value)}")
                + (standing is null ? "" : $"&standing={standing}");
            var matching = register
                .Where(c => Names(c.Company).Any(n => n.Contains(part, StringComparison.Ordinal)))
                .Where(c => region is null || c.Company.RegionCode == region)
                .Where(c => status is null || c.Company.Status == status)
                .Where(c => standing is null || c.Standing == standing)
                .Select(c => (Id: c.Company.RegistrationId, Name: CompanyName.Fold(c.Company.Name)))
                .ToList();

            Assert.Equal(Ranked(matching, part), await AllPagesAsync(host, query, 7));
            Assert.Equal(Walked(matching, part), await AllPagesAsync(walking, query, 7));
            (pages, found) = (pages + (matching.Count / 7), found + matching.Count);
        }

        Assert.InRange(found, 500, int.MaxValue);
        Assert.InRange(pages, 50, int.MaxValue);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public async Task Search_AroundTheThreshold_IsRankedUpToIt(int rareMatches, bool walked)
    {
        const int Matches = 30;
        var mark = $"阈{(char)('\u4E00' + rareMatches + 1)}值";
        var companies = Enumerable.Range(0, Matches)
            .Select(i => Register.Company($"{new string('甲', 1 + (i * 7 % 10))}{mark}有限公司"))
            .ToArray();
        await host.RegisterAsync([.. companies, .. Enumerable.Range(0, 300).Select(_ => Register.Company("无关有限公司"))]);
        await AnalyzeAsync();
        await using var instance = await StartAsync(new NameSearchOptions { RareMatches = Matches + rareMatches });

        var found = await AllPagesAsync(instance, $"name={mark}", 200);

        var names = companies.Select(c => (c.RegistrationId, CompanyName.Fold(c.Name))).ToList();
        Assert.Equal(walked ? Walked(names, mark) : Ranked(names, mark), found);
        Assert.NotEqual(Walked(names, mark), Ranked(names, mark));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task Pages_WhileOthersAreAddedAndTheWayWouldChange_LoseAndRepeatNothing(int rareMatches)
    {
        var mark = rareMatches < 0 ? "新增走" : "新增排";
        var first = Enumerable.Range(0, 60).Select(i => Register.Company($"{(i % 2 is 0 ? "" : "某")}{mark}{i}有限公司")).ToArray();
        await host.RegisterAsync(first);
        await using var before = await StartAsync(new NameSearchOptions { RareMatches = rareMatches, WalkRows = 50 });
        await using var after = await StartAsync(new NameSearchOptions { RareMatches = rareMatches < 0 ? int.MaxValue : -1 });
        var (seen, next, page) = (new List<string>(), (string?)null, 0);

        do
        {
            var instance = page++ is 0 ? before : after; // every later page is of one that would have chosen the other way
            var body = await instance.Anyone().ReadAsync(
                $"/api/v1/companies?name={mark}&limit=7{(next is null ? "" : $"&cursor={next}")}");
            seen.AddRange(body["items"]!.AsArray().Select(c => c!.Text("registrationId")));
            next = body["next"]?.GetValue<string>();
            await host.RegisterAsync(Register.Company(mark), Register.Company($"{mark}{page}"), Register.Company($"又{mark}"));
        }
        while (next is not null);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(first.Select(c => c.RegistrationId).Except(seen));
    }

    [Fact]
    public async Task Search_NamesThatFillTheIndexRow_AreFoundToTheLast()
    {
        var former = Enumerable.Range(0, 30).Select(i => $"曾用名甲乙丙丁戊己庚辛{(char)('\u5B00' + i)}{new string('长', 60)}").ToArray();
        var company = Register.Company("名称甚多有限公司", formerNames: former);
        await host.RegisterAsync(company);
        Assert.NotNull(company.SearchRest);
        await using var walking = await StartAsync(new NameSearchOptions { RareMatches = -1, WalkRows = 100_000 });

        foreach (var name in former)
        {
            var part = name[8..14];
            foreach (var instance in (RegistryHost[])[host, walking])
            {
                var item = Assert.Single((await instance.Anyone().ReadAsync($"/api/v1/companies?name={part}"))["items"]!.AsArray())!;
                Assert.Equal(company.RegistrationId, item.Text("registrationId"));
                Assert.Equal(name, item.Text("matchedName"));
            }
        }
    }

    private async Task<List<(Company Company, string Standing)>> MakeAsync(Random dice, int count)
    {
        var organ = await host.OrganAsync();
        var register = new List<(Company, string)>();
        for (var i = 0; i < count; i++)
        {
            var company = Register.Company(
                Text(dice, 2, 8),
                dice.Next(3) is 0 ? Text(dice, 1, 6) : null,
                dice.Next(3) is 0 ? [Text(dice, 1, 5), Text(dice, 1, 5)] : null,
                (CompanyStatus)dice.Next(1, 4),
                Regions[dice.Next(2)]);
            register.Add((company, dice.Next(4) switch { 0 => "untrustworthy", 1 => "abnormal", _ => "clear" }));
        }

        await host.RegisterAsync([.. register.Select(c => c.Item1)]);
        foreach (var (company, standing) in register.Where(c => c.Item2 is not "clear"))
        {
            var known = new TestCompany(company.Id, company.RegistrationId, company.Name, organ.Agency);
            await host.RecordAsync(organ, known, standing is "abnormal" ? RecordTier.Abnormal : RecordTier.Untrustworthy);
        }

        return register;
    }

    private static string Text(Random dice, int least, int most)
    {
        const string Letters = "龘靐齉爨ＡaＢb１1·（- ";
        var text = new StringBuilder().Append(Letters[dice.Next(4)]);
        for (var left = dice.Next(least, most + 1); left > 0; left--)
        {
            text.Append(Letters[dice.Next(Letters.Length)]);
        }

        return text.ToString();
    }

    private static IEnumerable<string> Names(Company company) =>
        company.FormerNames.Append(company.Name).Append(company.EnglishName ?? "").Select(CompanyName.Fold);

    private static List<string> Ranked(IEnumerable<(string Id, string Name)> found, string part) =>
        [.. found
            .OrderBy(c => c.Name == part ? 0 : c.Name.IndexOf(part, StringComparison.Ordinal) is var at && at is 0 ? 1 : at < 0 ? 3 : 2)
            .ThenBy(c => c.Name.IndexOf(part, StringComparison.Ordinal))
            .ThenBy(c => c.Name.Length)
            .ThenBy(c => c.Id, StringComparer.Ordinal)
            .Select(c => c.Id)];

    private static List<string> Walked(IReadOnlyCollection<(string Id, string Name)> found, string part) =>
    [
        .. found.Where(c => c.Name.StartsWith(part, StringComparison.Ordinal))
            .OrderBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Id, StringComparer.Ordinal)
            .Select(c => c.Id),
        .. found.Where(c => !c.Name.StartsWith(part, StringComparison.Ordinal)).Select(c => c.Id).Order(StringComparer.Ordinal),
    ];

    private static async Task<List<string>> AllPagesAsync(RegistryHost from, string query, int limit)
    {
        var (seen, next) = (new List<string>(), (string?)null);
        do
        {
            var answer = await from.Anyone().AskAsync(string.Create(
                CultureInfo.InvariantCulture, $"/api/v1/companies?{query}&limit={limit}{(next is null ? "" : $"&cursor={next}")}"));
            var page = await answer.BodyAsync(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(c => c!.Text("registrationId")));
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);
        return seen;
    }

    /// <summary>A second instance that chooses its way by other numbers.</summary>
    private async Task<RegistryHost> StartAsync(NameSearchOptions options)
    {
        var instance = new RegistryHost(cluster) { Clock = host.Clock };
        await instance.StartAsync(host.Database, builder => builder.Services.AddSingleton(options));
        return instance;
    }

    private async Task AnalyzeAsync()
    {
        await using var source = NpgsqlDataSource.Create(host.Database.OwnerConnection);
        await using var command = source.CreateCommand("analyze companies");
        await command.ExecuteNonQueryAsync();
    }
}
