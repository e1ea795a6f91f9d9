using System.Globalization;
using CreditRegistry.Benchmarks.Data;
using CreditRegistry.Benchmarks.Load;

namespace CreditRegistry.Benchmarks.LookUp;

/// <summary>Look-ups by registration ID over HTTP, warm and cold, against <see cref="BaselineServer"/>.</summary>
internal static class LookUpBenchmark
{
    private const int Connections = 32;
    private const int Warm = 10_000;
    private const int Seconds = 10;

    public static async Task RunAsync(BenchDatabase database, Report report)
    {
        // Spread over the register; every twentieth has records, as everywhere.
        var step = Math.Max(1, database.Companies / Warm);
        string[] warm = [.. Enumerable.Range(0, (int)Math.Min(Warm, database.Companies)).Select(i => PathOf(i * step))];
        LoadFigures oursWarm, oursCold, baseWarm, baseCold;
        double idle, loaded;
        await using (var baseline = await ServerProcess.BaselineAsync(database))
        {
            await Wrk.RunAsync(baseline.Url, warm, Connections, 4);
            baseWarm = await Wrk.RunAsync(baseline.Url, warm, Connections, Seconds);
            baseCold = await Wrk.RunAsync(baseline.Url, Cold(database), Connections, Seconds);
        }

        await using (var registry = await ServerProcess.RegistryAsync(database))
        {
            idle = registry.Memory;
            await Wrk.RunAsync(registry.Url, warm, Connections, 4);
            oursWarm = await Wrk.RunAsync(registry.Url, warm, Connections, Seconds);
            oursCold = await Wrk.RunAsync(registry.Url, Cold(database), Connections, Seconds);
            loaded = registry.Memory;
        }

        report.Add(new Measurement(
            "look-up, warm, 32 connections", "requests", Side.Of(oursWarm), Side.Of(baseWarm), "≥ 2.5 ×, p99 no worse",
            oursWarm.PerSecond >= 2.5 * baseWarm.PerSecond && oursWarm.P99 <= baseWarm.P99, Errors(oursWarm)));
        report.Add(new Measurement(
            "look-up, cold, each ID once", "requests", Side.Of(oursCold), Side.Of(baseCold), "≥ 0.8 ×",
            oursCold.PerSecond >= 0.8 * baseCold.PerSecond,
            string.Create(CultureInfo.InvariantCulture, $"memory {idle:0} → {loaded:0} MB {Errors(oursCold)}")));
    }

    /// <summary>More different IDs than a run asks for, none of the warm ones.</summary>
    private static IEnumerable<string> Cold(BenchDatabase database)
    {
        const long stride = 7_368_787; // a prime: the order of the file is not the order of the table
        return Enumerable.Range(1, (int)Math.Min(400_000, database.Companies - 1))
            .Select(i => PathOf(i * stride % database.Companies));
    }

    private static string PathOf(long index) => $"/api/v1/companies/{ManyCompanies.IdAt(index)}";

    private static string Errors(LoadFigures load) => load.Errors == 0 ? "" : $"{load.Errors} errors";
}
