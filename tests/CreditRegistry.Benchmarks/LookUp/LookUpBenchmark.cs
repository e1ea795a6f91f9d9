using System.Globalization;
using CreditRegistry.Benchmarks.Data;
using CreditRegistry.Benchmarks.Load;

namespace CreditRegistry.Benchmarks.LookUp;

/// <summary>Look-ups by registration ID over HTTP, warm and cold, against <see cref="BaselineServer"/>.</summary>
internal static class LookUpBenchmark
{
    private const int Connections = 32;
    private const int Warm = 10_000;
    private const int Seconds = 4;
    private const int Rounds = 5;
    private const int WarmUpSeconds = 10;
    private const int Share = 100_000;

    /// <remarks>Both servers in turn, several times: what else the machine does falls on both.</remarks>
    public static async Task RunAsync(BenchDatabase database, Report report)
    {
        // Spread over the register; every twentieth has records, as everywhere.
        var step = Math.Max(1, database.Companies / Warm);
        string[] warm = [.. Enumerable.Range(0, (int)Math.Min(Warm, database.Companies)).Select(i => PathOf(i * step))];
        string[] cold = [.. Cold(database)];
        await using var baseline = await ServerProcess.BaselineAsync(database);
        await using var registry = await ServerProcess.RegistryAsync(database);
        await Wrk.RunAsync(baseline.Url, warm, Connections, WarmUpSeconds);
        await Wrk.RunAsync(registry.Url, warm, Connections, WarmUpSeconds);
        var (baseWarm, oursWarm) = await InTurnAsync(baseline, registry, _ => warm);
        var idle = registry.Memory;
        await Wrk.RunAsync(baseline.Url, cold.TakeLast(Share), Connections, WarmUpSeconds / 2);
        await Wrk.RunAsync(registry.Url, cold.TakeLast(Share), Connections, WarmUpSeconds / 2);
        var (baseCold, oursCold) = await InTurnAsync(baseline, registry, round => cold.Skip(round * Share).Take(Share));
        var loaded = registry.Memory;

        report.Add(new Measurement(
            "look-up, warm, 32 connections", "requests", Side.Of(oursWarm), Side.Of(baseWarm), "≥ 2.5 ×, p99 no worse",
            oursWarm.PerSecond >= 2.5 * baseWarm.PerSecond && oursWarm.P99 <= baseWarm.P99, Errors(oursWarm)));
        report.Add(new Measurement(
            "look-up, cold, each ID once", "requests", Side.Of(oursCold), Side.Of(baseCold), "≥ 0.8 ×",
            oursCold.PerSecond >= 0.8 * baseCold.PerSecond,
            string.Create(CultureInfo.InvariantCulture, $"memory {idle:0} → {loaded:0} MB {Errors(oursCold)}")));
    }

    /// <summary>The middle one of several rounds, by throughput.</summary>
    private static async Task<(LoadFigures Baseline, LoadFigures Ours)> InTurnAsync(
        ServerProcess baseline, ServerProcess registry, Func<int, IEnumerable<string>> paths)
    {
        var (theirs, ours) = (new List<LoadFigures>(), new List<LoadFigures>());
        for (var round = 0; round < Rounds; round++)
        {
            theirs.Add(await Wrk.RunAsync(baseline.Url, paths(round), Connections, Seconds));
            ours.Add(await Wrk.RunAsync(registry.Url, paths(round), Connections, Seconds));
        }

        return (Middle(theirs), Middle(ours));

        static LoadFigures Middle(List<LoadFigures> rounds) => rounds.OrderBy(r => r.PerSecond).ElementAt(Rounds / 2);
    }

    /// <summary>More different IDs than a run asks for, none of the warm ones.</summary>
    private static IEnumerable<string> Cold(BenchDatabase database)
    {
        const long stride = 7_368_787; // a prime: the order of the file is not the order of the table
        return Enumerable.Range(1, (int)Math.Min((Rounds + 1) * Share, database.Companies - 1))
            .Select(i => PathOf(i * stride % database.Companies));
    }

    private static string PathOf(long index) => $"/api/v1/companies/{ManyCompanies.IdAt(index)}";

    private static string Errors(LoadFigures load) => load.Errors == 0 ? "" : $"{load.Errors} errors";
}
