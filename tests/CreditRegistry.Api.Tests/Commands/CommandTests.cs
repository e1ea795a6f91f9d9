using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Commands;

/// <summary><c>registry</c> as an operator runs it: a process, its files, what it says and its exit code.</summary>
public sealed class CommandTests(RegistryHost host) : IClassFixture<RegistryHost>, IDisposable
{
    private const int Fine = 0;
    private const int SomeRefused = 1;
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

        var unknown = await RunAsync("import", "records", records, "--organ", "NO-SUCH");
        var imported = await RunAsync("import", "records", records, "--organ", organ.Code);
        var screened = await RunAsync("screen", list);
        var verdicts = Path.Combine(_folder.FullName, "verdicts.csv");
        var written = await RunAsync("screen", list, "--out", verdicts);

        Assert.Equal((WrongUse, Fine, Fine, Fine), (unknown.Code, imported.Code, screened.Code, written.Code));
        Assert.Equal(["2,listed", "3,clear", "4,invalid"], VerdictsOf(screened.Output));
        Assert.Equal(screened.Output.Split('\n')[..4], (await File.ReadAllTextAsync(verdicts, TestContext.Current.CancellationToken)).Split('\n')[..4]);
        Assert.Contains("3 lines: 1 clear, 1 listed, 0 not found, 1 invalid", screened.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("name,size\na,1\n", "column")]
    [InlineData("\"registration_id\nx\n", "read")]
    public async Task BadFile_IsRefusedInWords(string content, string why)
    {
        var file = Write("bad.csv", content);

        foreach (var answer in new[] { await RunAsync("screen", file), await RunAsync("import", "companies", file) })
        {
            Assert.Equal(WrongUse, answer.Code);
            Assert.Contains(why, answer.Errors, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("   at ", answer.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WrongUse_AndNoDatabase_HaveTheirExitCodes()
    {
        var file = Write("any.csv", "registration_id\nx\n");

        Assert.Equal(WrongUse, (await RunAsync("screen", Path.Combine(_folder.FullName, "none.csv"))).Code);
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
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteLineAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Answer(process.ExitCode, await output, await errors);
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")),
            ["exec", Path.Combine(AppContext.BaseDirectory, "registry.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ConnectionStrings__Registry"] = host.Database.OwnerConnection },
        };
        return Process.Start(start)!;
    }

    private sealed record Answer(int Code, string Output, string Errors);
}
