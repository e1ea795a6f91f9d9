using System.Globalization;
using CreditRegistry.Application;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Application.Rules;
using CreditRegistry.Benchmarks.Data;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Benchmarks.Bulk;

/// <summary>
/// Files of companies and of an organ's records, each into a register of its own with all indexes, against a plain COPY of
/// the rows that came of it into the same tables of another.
/// </summary>
internal static class ImportBenchmark
{
    /// <summary>The import itself, in a process of its own: <c>import companies|records FILE CONNECTION</c>.</summary>
    public const string Child = "import";

    private const int Records = 100_000;
    private const string Organ = "MSA-BENCH-IMPORT";

    public static async Task RunAsync(BenchDatabase database, Report report)
    {
        var companies = (int)Math.Min(database.Companies, 1_000_000);
        var folder = Directory.CreateTempSubdirectory("registry-bench-import-");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            await File.WriteAllLinesAsync(At("companies.csv"), Companies(companies));
            await File.WriteAllLinesAsync(At("records.csv"), RecordRows(companies));
            await using var ours = await database.ScratchAsync("import");
            await using var plain = await database.ScratchAsync("import_plain");
            await ours.RegisterOrganAsync(Organ);
            await MeasureAsync("companies", companies, 0.5);
            await MeasureAsync("records", Records, 0.2);

            async Task MeasureAsync(string table, int rows, double goal)
            {
                var (time, memory) = await Tool.RunAsync(
                    "dotnet", [typeof(ImportBenchmark).Assembly.Location, Child, table, At(table + ".csv"), ours.Program]);
                var stored = await ours.ScalarAsync<long>($"select count(*) from {table}");
                await Tool.PsqlAsync(ours.Owner, $@"\copy {table} to '{At(table)}'");
                if (table == "records")
                {
                    await Tool.PsqlAsync(ours.Owner, $@"\copy organs to '{At("organs")}'");
                    await Tool.PsqlAsync(plain.Owner, $@"\copy organs from '{At("organs")}'");
                }

                var baseline = await Tool.PsqlAsync(plain.Owner, $@"\copy {table} from '{At(table)}'");
                report.Add(new Measurement(
                    string.Create(CultureInfo.InvariantCulture, $"import of {rows:N0} {table}"), "rows",
                    Side.OfTotal(rows, time), Side.OfTotal(rows, baseline), string.Create(CultureInfo.InvariantCulture, $"≥ {goal} ×"),
                    stored == rows && baseline / time >= goal,
                    string.Create(CultureInfo.InvariantCulture, $"at most {memory:0} MB{(stored == rows ? "" : $", only {stored} stored")}")));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task<int> RunChildAsync(string what, string file, string connection)
    {
#pragma warning disable RS0030 // As the Cli does it.
        await using var services = new ServiceCollection().AddLogging()
            .AddRegistry(connection, RuleFolder.Read(RuleFolder.Default), new RegistryClock(TimeProvider.System, startAt: null))
            .BuildServiceProvider();
#pragma warning restore RS0030
        var report = file + ".report.csv";
        var outcome = what == "companies"
            ? await services.GetRequiredService<ImportCompanies>().RunAsync(
                new ImportCompaniesCommand(file, report, Overwrite: true), progress: null, CancellationToken.None)
            : await services.GetRequiredService<ImportRecords>().RunAsync(
                new ImportRecordsCommand(file, Organ, report, Overwrite: true), progress: null, CancellationToken.None);
        await Console.Error.WriteLineAsync(outcome.Error?.Message ?? outcome.Value!.ToString());
        return outcome.Error is null ? 0 : 1;
    }

    private static IEnumerable<string> Companies(int count) => Enumerable.Range(0, count)
        .Select(i =>
        {
            var company = MadeUpCompanies.At(i);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{ManyNames.At(i)},{company.RegistrationId},{company.CompanyType},{company.RegionCode},{company.RegisteredOn:yyyy-MM-dd},{EnumText.Name(company.Status)}");
        })
        .Prepend("name,registration_id,company_type,province,registered_on,status");

    /// <summary>Of companies spread over the register that can have one: not struck off.</summary>
    private static IEnumerable<string> RecordRows(int companies) => Enumerable.Range(0, companies)
        .Select(i => (Serial: i, Company: MadeUpCompanies.At(i * 7_919L % companies)))
        .Where(row => row.Company.Status is not CompanyStatus.Deregistered)
        .Take(Records)
        .Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Company.RegistrationId},untrustworthy,U05,测监罚字〔2025〕{row.Serial}号,2025-{1 + (row.Serial % 12):00}-{1 + (row.Serial % 28):00},超过规定期限未履行行政处罚决定确定的义务，经催告后仍未履行。,2025-{1 + (row.Serial % 12):00}-{1 + (row.Serial % 28):00},LARGER_FINE:5000000"))
        .Prepend("registration_id,tier,ground,decision_number,decided_on,summary,published_on,penalties");
}
