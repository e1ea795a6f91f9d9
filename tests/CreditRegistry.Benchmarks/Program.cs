using System.Globalization;
using CreditRegistry.Benchmarks;
using CreditRegistry.Benchmarks.Bulk;
using CreditRegistry.Benchmarks.Data;
using CreditRegistry.Benchmarks.Feed;
using CreditRegistry.Benchmarks.Growth;
using CreditRegistry.Benchmarks.LookUp;
using CreditRegistry.Benchmarks.Search;

const string usage =
    """
    ./dev bench NAME [--companies N]
    ./dev bench log [--leaves N]

      registration-ids   verdicts a second on one core
      log                a log of that many leaves: rows placed on top of it, and proofs
      make               makes the register of made-up companies that the others use
      look-up            look-ups by registration ID, warm and cold
      search             searches by a part of a name, each class also with a standing, and suggestions
      export             all companies, compressed
      sequencer          committed changes getting their positions
      screening          a list of 1,000,000 registration IDs, streamed
      imports            files of companies and of an organ's records
      growth             one caller on a register of 100,000 companies and on this one
      all                everything but registration-ids and log, one table

    N is 1000000 unless given. The register is made once and kept in .registry/bench (REGISTRY_BENCH_DIR).
    """;

var benchmarks = new Dictionary<string, Func<BenchDatabase, Report, Task>>(StringComparer.Ordinal)
{
    ["look-up"] = LookUpBenchmark.RunAsync,
    ["search"] = SearchBenchmark.RunAsync,
    ["export"] = ExportBenchmark.RunAsync,
    ["sequencer"] = SequencerBenchmark.RunAsync,
    ["screening"] = ScreeningBenchmark.RunAsync,
    ["imports"] = ImportBenchmark.RunAsync,
    ["growth"] = GrowthBenchmark.RunAsync,
};

switch (args)
{
    case ["serve-baseline"]:
        await BaselineServer.RunAsync(Environment.GetEnvironmentVariable("BENCH_CONNECTION")!);
        return 0;
    case [ImportBenchmark.Child, var what, var file, var connection]:
        return await ImportBenchmark.RunChildAsync(what, file, connection);
    case ["registration-ids"]:
        RegistrationIdBenchmark.Run();
        return 0;
    case ["log"]:
        await LogBenchmark.RunAsync(1_000_000);
        return 0;
    case ["log", "--leaves", var text] when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves):
        await LogBenchmark.RunAsync(leaves);
        return 0;
    case [var name] when Chosen(name) is { } chosen:
        await RunAsync(name, chosen, 1_000_000);
        return 0;
    case [var name, "--companies", var text] when Chosen(name) is { } chosen
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var companies):
        await RunAsync(name, chosen, companies);
        return 0;
    default:
        Console.Error.WriteLine(usage);
        return 1;
}

IReadOnlyList<Func<BenchDatabase, Report, Task>>? Chosen(string name) => name switch
{
    "make" => [],
    "all" => [.. benchmarks.Values],
    _ => benchmarks.TryGetValue(name, out var one) ? [one] : null,
};

static async Task RunAsync(string name, IReadOnlyList<Func<BenchDatabase, Report, Task>> chosen, long companies)
{
    await using var database = await BenchDatabase.OpenAsync(companies);
    var report = new Report(name);
    Report.Head();
    foreach (var benchmark in chosen)
    {
        await benchmark(database, report);
    }

    await report.WriteAsync(database, companies);
}
