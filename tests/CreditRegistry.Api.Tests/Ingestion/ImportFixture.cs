using System.Text;
using CreditRegistry.Application;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Persistence;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Api.Tests.Ingestion;

/// <summary>Registers to import into.</summary>
public sealed class ImportFixture(RegistryCluster cluster)
{
    public async Task<Register> NewRegisterAsync() => new((await cluster.NewDatabaseAsync()).Connection);
}

/// <summary>A register of its own, a folder for files, and a clock that stands at noon in Shanghai on 1 July 2026.</summary>
public sealed class Register(string connection) : IAsyncDisposable
{
    public const string Header = "name,registration_id";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("registry-import-");
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connection);
    private int _files;

    public static DateTimeOffset Now { get; } = new(2026, 7, 1, 4, 0, 0, TimeSpan.Zero);

    public string Connection { get; } = connection;

    public static string Row(MadeUpCompany company) => $"{company.Name},{company.RegistrationId}";

    public static string Csv(params IEnumerable<string> lines) => string.Join('\n', lines) + "\n";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public RegistryDbContext Open() =>
        DatabaseServers.Context(_source);

    public string Write(byte[] content)
    {
        var path = Path.Combine(_folder.FullName, $"{Interlocked.Increment(ref _files)}.csv");
        File.WriteAllBytes(path, content);
        return path;
    }

    public Task<Import> ImportAsync(params IEnumerable<string> lines) => ImportAsync(Bytes(Csv(lines)));

    public Task<Import> ImportAsync(byte[] content) => ImportFileAsync(Write(content));

    public async Task<Import> ImportFileAsync(string file)
    {
        var report = file + ".report.csv";
        var outcome = await RunAsync(new ImportCompaniesCommand(file, report, ReportAll: true, Overwrite: true));
        Assert.Null(outcome.Error);
        return new Import(outcome.Value!, [.. (await File.ReadAllLinesAsync(report)).Skip(1).Select(ReportLine.Parse)]);
    }

    public Task<Outcome<ImportSummary>> RunAsync(
        ImportCompaniesCommand command, IProgress<ImportProgress>? progress = null, CancellationToken? stop = null) =>
        new ImportCompanies(_source, new RegistryClock(StandingClock.Instance, Now))
            .RunAsync(command, progress, stop ?? TestContext.Current.CancellationToken);

    public async Task<Company> FindAsync(MadeUpCompany company)
    {
        await using var db = Open();
        return await db.Companies.SingleAsync(
            c => c.RegistrationId == company.RegistrationId.Value, TestContext.Current.CancellationToken);
    }

    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Everything that an import may write, as one text to compare.</summary>
    public Task<string> ContentAsync() => QueryAsync<string>(
        """
        select concat_ws(E'\n',
            (select string_agg(to_jsonb(c)::text, E'\n' order by registration_id) from companies c),
            (select string_agg(to_jsonb(a)::text, E'\n' order by alias) from company_aliases a),
            (select count(*) from ledger), (select max(id) from ledger))
        """);

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>What an import said.</summary>
public sealed record Import(ImportSummary Summary, IReadOnlyList<ReportLine> Report)
{
    public ReportLine At(long line) => Assert.Single(Report, row => row.Line == line);
}

/// <summary>A line of the report without its message.</summary>
public sealed record ReportLine(long Line, string Verdict, string Reason)
{
    public static ReportLine Parse(string line) =>
        line.Split(',') is [var number, var verdict, var reason, ..]
            ? new ReportLine(long.Parse(number), verdict, reason)
            : throw new FormatException(line);
}

internal sealed class StandingClock : TimeProvider
{
    public static StandingClock Instance { get; } = new();

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
}
