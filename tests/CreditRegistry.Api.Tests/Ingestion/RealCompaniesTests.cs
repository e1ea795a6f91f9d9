using CreditRegistry.Application;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Application.Screening;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using CreditRegistry.Persistence.Ledger;
using CreditRegistry.Persistence.Recalls;
using Npgsql;

namespace CreditRegistry.Api.Tests.Ingestion;

/// <summary>The shared file of real registrations, which stays outside the repository.</summary>
public sealed class RealCompaniesTests(ImportFixture fixture) : IClassFixture<ImportFixture>
{
    [Fact]
    public async Task RealFile_IsTakenWhole()
    {
        var file = Find();
        Assert.SkipWhen(
            file is null, "No shared/data/companies.csv.gz above the tests, and REGISTRY_SHARED_DATA names no folder that holds it.");
        await using var register = await fixture.NewRegisterAsync();
        var report = Path.GetTempFileName();

        var outcome = await register.RunAsync(new ImportCompaniesCommand(file!, report, Overwrite: true));

        var summary = outcome.Value!;
        Assert.Equal((98_518, 10, 1_482), (
            summary[RowVerdict.Accepted], summary[RowVerdict.Repeated], summary[RowVerdict.Refused]));
        Assert.Equal(
            [new("CHECK_CHARACTER", 29), new("LENGTH", 1_425), new("NOT_A_COMPANY", 28)],
            summary.Refusals);
        Assert.Equal(98_518L, await register.QueryAsync<long>("select count(*) from ledger"));
        File.Delete(report);

        await SearchAsync(register);
        Assert.Equal((98_528, 0, 1_482), await ScreenAsync(register, file!));
    }

    /// <summary>Parts of real names, on both ways, against a look at every name.</summary>
    private static async Task SearchAsync(Register register)
    {
        await using var source = NpgsqlDataSource.Create(register.Connection);
        var names = await register.QueryAsync<string[]>(
            "select array_agg(search_text) from (select search_text from companies order by md5(registration_id) limit 24) picked");
        var dice = new Random(20261122);
        var compared = 0;
        foreach (var name in names)
        {
            var length = Math.Min(dice.Next(2, 7), name.Length);
            var part = name.Substring(dice.Next(name.Length - length + 1), length);
            var expected = await register.QueryAsync<string[]>(
                $"select array_agg(registration_id) from companies where position('{part}' in search_text) > 0");
            foreach (var rareMatches in (int[])[-1, int.MaxValue])
            {
                var options = new NameSearchOptions { RareMatches = rareMatches, WalkRows = 2_000, PrefixRows = 100 };
                var search = new NameSearch(source, new GramStatistics(options, StandingClock.Instance), options);
                var query = new NameQuery(part, null, null, null, null, new DateOnly(2026, 7, 1));
                var (found, after) = (new List<string>(), (NamePlace?)null);
                IReadOnlyList<NameHit> page;
                do
                {
                    page = await search.RunAsync(query, after, 20_000, TestContext.Current.CancellationToken);
                    found.AddRange(page.Select(hit => hit.RegistrationId));
                    after = page.Count is 0 ? after : page[^1].Place;
                }
                while (page.Count is 20_000);

                Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
            }

            compared += expected.Length;
        }

        Assert.InRange(compared, 1_000, int.MaxValue);
    }

    /// <summary>Every company that was taken is clear; every row that was refused is invalid.</summary>
    private static async Task<(long Clear, long Listed, long Invalid)> ScreenAsync(Register register, string file)
    {
        await using var servers = new DatabaseServers(register.Connection);
        using var lookup = new StandingLookup();
        using var tail = new LedgerTail(servers.Primary, new Sequencer(servers.Primary), StandingClock.Instance);
        using var past = new PastLookUps();
        var screen = new ScreenCompanies(
            lookup,
            past,
            new Standbys(servers, tail, StandingClock.Instance),
            new RecallHolds(servers.Primary),
            new RuleBook([], new LegalCalendar([])),
            new RegistryClock(StandingClock.Instance, Register.Now));
        await using var content = File.OpenRead(file);
        using var run = (await screen.OpenAsync(content, ListFormat.Csv, column: null, instant: null, actor: null, TestContext.Current.CancellationToken)).Value!;
        using var answer = new MemoryStream();

        Assert.True(await run.WriteToAsync(answer, permits: null, progress: null, TestContext.Current.CancellationToken));

        return (run.Counts.Clear, run.Counts.Listed, run.Counts.Invalid);
    }

    private static string? Find()
    {
        var folders = new List<string>();
        if (Environment.GetEnvironmentVariable("REGISTRY_SHARED_DATA") is { Length: > 0 } named)
        {
            folders.Add(named);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            folders.Add(Path.Combine(folder.FullName, "shared", "data"));
        }

        return folders.Select(folder => Path.Combine(folder, "companies.csv.gz")).FirstOrDefault(File.Exists);
    }
}
