using System.Diagnostics;
using System.Net;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Persistence;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Commands;

/// <summary><c>registry</c> as an operator runs it: a process, its files, what it says and its exit code.</summary>
public sealed class CommandTests(RegistryHost host) : IClassFixture<RegistryHost>, IDisposable
{
    private const int Fine = 0;
    private const int SomeRefused = 1;
    private const int SomethingWrong = 1;
    private const int WrongUse = 2;
    private const int Failed = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("registry-commands-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task ImportCompanies_TakesAFile_AndAgainChangesNothing()
    {
        var (one, two) = (Plans.BigRegister.Id(300_000), Plans.BigRegister.Id(300_001));
        var file = Write("companies.csv", $"name,registration_id\n甲乙有限公司,{one}\n丙丁有限公司,{two}\n没有编号,\n");

        var first = await RunAsync("import", "companies", file);
        var kept = await RunAsync("import", "companies", file);
        var again = await RunAsync("import", "companies", file, "--overwrite", "--all");

        Assert.Equal((SomeRefused, WrongUse, SomeRefused), (first.Code, kept.Code, again.Code));
        Assert.Contains("There is a report", kept.Errors, StringComparison.Ordinal);
        Assert.Equal(
            ["2,unchanged", "3,unchanged", "4,refused"],
            (await File.ReadAllLinesAsync(file + ".report.csv", TestContext.Current.CancellationToken)).Skip(1).Select(Brief));
        Assert.Equal(2, await host.QueryAsync(db => db.Companies.CountAsync(c => c.RegistrationId == one || c.RegistrationId == two)));
    }

    [Fact]
    public async Task ImportCompanies_Killed_IsSimplyRunAgain()
    {
        const int count = 41_000; // two batches and a bit
        var ids = Enumerable.Range(400_000, count).Select(Plans.BigRegister.Id).ToList();
        var file = Write("long.csv", "name,registration_id\n" + string.Concat(ids.Select(id => $"中断企业有限公司,{id}\n")));

        using (var killed = Start("import", "companies", file))
        {
            while (await CountAsync() == 0)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // Its session lives until the statement it was at ends.
        await host.QueryAsync(db => db.Database.ExecuteSqlAsync(
            $"select pg_advisory_lock({AdvisoryLocks.CompanyImport}); select pg_advisory_unlock({AdvisoryLocks.CompanyImport})"));

        var taken = await CountAsync();
        var again = await RunAsync("import", "companies", file, "--overwrite");

        Assert.InRange(taken, 1, count);
        Assert.Equal(Fine, again.Code);
        Assert.Equal(count, await CountAsync());
        Assert.Equal(count, await host.QueryAsync(db => db.Ledger.CountAsync(
            l => l.Kind == "company.registered" && db.Companies.Any(c => c.Id == l.Subject && c.Name == "中断企业有限公司"))));

        Task<int> CountAsync() => host.QueryAsync(db => db.Companies.CountAsync(c => c.Name == "中断企业有限公司"));
    }

    [Fact]
    public async Task ImportRecords_PublishesForAnOrgan_AndScreenFindsThem()
    {
        var (organ, company, clear) = (await host.OrganAsync(), await host.CompanyAsync(), await host.CompanyAsync());
        var records = Write("records.csv", $"""
            registration_id,tier,ground,decision_number,decided_on,summary
            {company.RegistrationId},untrustworthy,U05,Command 1,2026-06-01,Invented.
            """);
        var list = Write("list.csv", $"registration_id\n{company.RegistrationId}\n{clear.RegistrationId}\nnonsense\n");

        var imported = await RunAsync("import", "records", records, "--organ", organ.Code);
        var verdicts = Path.Combine(_folder.FullName, "verdicts.csv");
        var screenings = await Task.WhenAll(RunAsync("screen", list), RunAsync("screen", list, "--out", verdicts, "--as-of", "2026-07-02T00:00:00Z"));
        var (screened, before) = (screenings[0], screenings[1]);

        Assert.Equal((Fine, Fine, Fine), (imported.Code, screened.Code, before.Code));
        Assert.Equal(["2,listed", "3,clear", "4,invalid"], VerdictsOf(screened.Output));
        Assert.Equal(
            ["2,clear", "3,clear", "4,invalid"],
            VerdictsOf(await File.ReadAllTextAsync(verdicts, TestContext.Current.CancellationToken)));
        Assert.Contains("3 lines: 1 clear, 1 listed, 0 not found, 1 invalid", screened.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("screen", "", "empty")]
    [InlineData("screen", "\"registration_id\nx\n", "read")]
    [InlineData("import companies", "name,size\na,1\n", "column")]
    public async Task BadFile_IsRefusedInWords(string command, string content, string why)
    {
        var answer = await RunAsync([.. command.Split(' '), Write("bad.csv", content)]);

        Assert.Equal(WrongUse, answer.Code);
        Assert.Contains(why, answer.Errors, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongUse_AndNoDatabase_HaveTheirExitCodes()
    {
        var file = Write("any.csv", "registration_id\nx\n");

        foreach (var command in (string[][])[["screen"], ["import", "companies"], ["import", "records", "--organ", "X"]])
        {
            var missing = await RunAsync([.. command, Path.Combine(_folder.FullName, "none.csv")]);
            Assert.Equal(WrongUse, missing.Code);
            Assert.Contains("There is no file", missing.Errors, StringComparison.Ordinal);
        }

        (string[], string)[] instants =
        [
            (["--as-of", "2026-07-01"], "RFC 3339"),
            (["--as-of", "2999-01-01T00:00:00Z"], "INSTANT_IN_FUTURE"),
            (["--as-of", "2026-07-01T00:00:00Z", "--shown-at", "2026-07-01T00:00:00Z"], "INSTANT_AMBIGUOUS"),
        ];
        foreach (var (instant, why) in instants)
        {
            var refused = await RunAsync(["screen", file, .. instant]);
            Assert.Equal(WrongUse, refused.Code);
            Assert.Contains(why, refused.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(WrongUse, (await RunAsync("import", "records", file)).Code);
        Assert.Equal(WrongUse, (await RunAsync("import", "companies", file, "--no-such-option")).Code);
        var unreachable = await RunAsync("screen", file, "--connection", "Host=127.0.0.1;Port=1;Database=registry;Username=x;Password=secret-of-mine");
        Assert.Equal(Failed, unreachable.Code);
        Assert.Contains("--connection", unreachable.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of-mine", unreachable.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAdministrator_OpensAnAccountThatSignsIn()
    {
        const string email = "first@registry.example";

        var weak = await RunWithAsync("short", "accounts", "create-administrator", "--email", email, "--password-stdin");
        var made = await RunWithAsync(RegistryHost.Password, "accounts", "create-administrator", "--email", email, "--password-stdin");

        Assert.Equal((WrongUse, Fine), (weak.Code, made.Code));
        var login = await (await host.Anyone().SendAsync("/api/v1/account/login", new { email, password = RegistryHost.Password }))
            .BodyAsync(HttpStatusCode.OK);
        using var administrator = host.Anyone();
        administrator.DefaultRequestHeaders.Authorization = new("Bearer", login.Text("accessToken"));
        await administrator.ReadAsync("/api/v1/accounts");
    }

    [Fact]
    public async Task Verify_NamesARecordChangedByHand_UntilItIsPutBack()
    {
        var record = await host.RecordAsync(await host.OrganAsync(), await host.CompanyAsync());
        await host.PlaceLedgerAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(2)); // a head of what is there may be signed
        string[] verify = ["verify", $"{host.Address}", "--memory", Path.Combine(_folder.FullName, "seen.json")];

        var before = await RunAsync(verify);
        await SetSummaryAsync("Changed by hand.");
        var changed = await RunAsync(verify);
        await SetSummaryAsync(record.Summary);
        var after = await RunAsync(verify);

        Assert.Equal((Fine, SomethingWrong, Fine), (before.Code, changed.Code, after.Code));
        Assert.Contains($"RecordNotInLog: The record {record.Id}", Assert.Single(changed.Output.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.EndsWith(": 1 finding.", changed.Errors.Trim(), StringComparison.Ordinal);
        Assert.All([before, after], answer => Assert.Equal("", answer.Output));
        Assert.All([before, after], answer => Assert.EndsWith(": all as it was signed.", answer.Errors.Trim(), StringComparison.Ordinal));
        Assert.Contains("Checked for the first time", before.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Checked for the first time", after.Errors, StringComparison.Ordinal);

        Task SetSummaryAsync(string summary) => host.QueryAsync(db => db.Records.Where(r => r.Id == record.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Summary, summary)));
    }

    [Fact]
    public async Task Verify_SaysWhichPartOfItsUseIsWrong()
    {
        var account = new { email = (await host.SignInAsync([Role.Applicant])).Email, password = RegistryHost.Password };
        var applicant = (await (await host.Anyone().SendAsync("/api/v1/account/login", account)).BodyAsync(HttpStatusCode.OK)).Text("accessToken");
        var (address, broken) = ($"{host.Address}", Write("broken.json", """{"keys":["""));

        var answers = await Task.WhenAll(
            RunAsAsync("wrong", "verify", address),
            RunAsAsync(applicant, "verify", address),
            RunAsync("verify", address, "--memory", broken),
            RunAsync("verify", "--help"),
            RunAsync("screen", "--help"));

        Assert.Equal([Failed, Failed, Failed, Fine, Fine], answers.Select(answer => answer.Code));
        Assert.Contains("does not accept the token (401): REGISTRY_TOKEN", answers[0].Errors, StringComparison.Ordinal);
        Assert.Contains("does not accept the token (403): REGISTRY_TOKEN", answers[1].Errors, StringComparison.Ordinal);
        Assert.Contains(broken, answers[2].Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("--connection", answers[3].Output, StringComparison.Ordinal);
        Assert.Contains("--connection", answers[4].Output, StringComparison.Ordinal);

        async Task<Answer> RunAsAsync(string token, params string[] arguments)
        {
            using var process = RegistryTool.Start(connection: null, token, arguments);
            return await RegistryTool.FinishAsync(process);
        }
    }

    [Fact]
    public async Task Verify_OfAFolder_SaysThatItIsOlder_AndKeepsWhatWasSeen()
    {
        var (copy, seen) = (Path.Combine(_folder.FullName, "copy"), Path.Combine(_folder.FullName, "seen-later.json"));
        string[] registry = ["verify", $"{host.Address}", "--memory", seen];

        await GrowAsync();
        var saved = await RunAsync([.. registry, "--save", copy]);
        await GrowAsync();
        var later = await RunAsync(registry);
        var remembered = await File.ReadAllTextAsync(seen, TestContext.Current.CancellationToken);
        var older = await RunAsync("verify", copy, "--memory", seen);

        Assert.All([saved, later, older], answer => Assert.Equal((Fine, ""), (answer.Code, answer.Output)));
        Assert.Contains($"{host.Address.GetLeftPart(UriPartial.Authority)}: ", saved.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(copy, saved.Errors, StringComparison.Ordinal);
        Assert.Contains("it was taken earlier.", older.Errors, StringComparison.Ordinal);
        Assert.Contains($"{copy}: ", older.Errors, StringComparison.Ordinal);
        Assert.Equal(remembered, await File.ReadAllTextAsync(seen, TestContext.Current.CancellationToken));

        async Task GrowAsync()
        {
            await host.CompanyAsync();
            await host.PlaceLedgerAsync();
            host.Clock.Advance(TimeSpan.FromSeconds(2)); // a head of what is there may be signed
        }
    }

    private static string Brief(string line) => string.Join(',', line.Split(',').Take(2));

    private static IEnumerable<string> VerdictsOf(string csv) =>
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).SkipLast(1).Select(l => l.Split(',')).Select(l => $"{l[0]},{l[2]}");

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private Task<Answer> RunAsync(params string[] arguments) => RunWithAsync("", arguments);

    private async Task<Answer> RunWithAsync(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        return await RegistryTool.FinishAsync(process, input);
    }

    private Process Start(params string[] arguments) => RegistryTool.Start(host.Database.OwnerConnection, arguments);
}
