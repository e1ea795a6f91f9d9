using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using CreditRegistry.Benchmarks.Data;

namespace CreditRegistry.Benchmarks;

/// <summary>One thing measured beside its baseline in the same run. Times in milliseconds.</summary>
/// <param name="Unit">What is counted a second: requests, rows, searches.</param>
internal sealed record Measurement(string What, string Unit, Side Ours, Side? Baseline, string Goal, bool Reached, string? Note = null)
{
    public double? Ratio => Baseline is null ? null : Ours.PerSecond / Baseline.PerSecond;
}

internal sealed record Side(double PerSecond, double? Median = null, double? P95 = null, double? P99 = null)
{
    public static Side Of(Load.LoadFigures load) => new(load.PerSecond, load.Median, load.P95, load.P99);

    /// <param name="seconds">How long each of the calls took, one after the other.</param>
    public static Side OfCalls(IReadOnlyCollection<double> seconds)
    {
        var sorted = seconds.Order().ToArray();
        return new(sorted.Length / sorted.Sum(), At(0.5), At(0.95), At(0.99));

        double At(double part) => sorted[Math.Min(sorted.Length - 1, (int)(part * sorted.Length))] * 1000;
    }

    public static Side OfTotal(long rows, TimeSpan time) => new(rows / time.TotalSeconds);
}

/// <summary>Collects measurements; a table for people and a JSON file for comparing runs.</summary>
internal sealed class Report(string name)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<Measurement> _all = [];

    public void Add(Measurement measured)
    {
        _all.Add(measured);
        Console.WriteLine(Line(measured));
    }

    public static void Head()
    {
        Console.WriteLine("| what | unit/s | ours | baseline | ratio | ours p50 / p95 / p99 ms | baseline p50 / p95 / p99 ms | goal | |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    }

    /// <summary>Writes <c>artifacts/bench/NAME-ROWS.json</c>: machine, versions, row counts, measurements.</summary>
    /// <param name="rows">The size that was asked for.</param>
    public async Task WriteAsync(BenchDatabase database, long rows)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root(), "artifacts", "bench"));
        var path = Path.Combine(folder.FullName, $"{name}-{rows}.json");
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(
            file,
            new
            {
                Name = name,
                At = Machine.Clock.GetUtcNow(),
                Machine = new
                {
                    Processor = Processor(),
                    Cores = Environment.ProcessorCount,
                    MemoryGb = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0, 1),
                    System = RuntimeInformation.OSDescription,
                    Shared = "load generator, server and PostgreSQL share the cores",
                },
                Versions = new
                {
                    DotNet = RuntimeInformation.FrameworkDescription,
                    PostgreSql = await database.ScalarAsync<string>("select current_setting('server_version')"),
                },
                Rows = new
                {
                    Companies = await database.ScalarAsync<long>("select count(*) from companies"),
                    Records = await database.ScalarAsync<long>("select count(*) from records"),
                    Ledger = await database.ScalarAsync<long>("select count(*) from ledger"),
                    DatabaseMb = await database.ScalarAsync<long>("select pg_database_size(current_database()) / 1048576"),
                },
                MadeInSeconds = database.MadeIn?.TotalSeconds,
                Measurements = _all,
            },
            Json);
        Console.Error.WriteLine($"written to {Path.GetRelativePath(Environment.CurrentDirectory, path)}");
    }

    private static string Line(Measurement m) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {m.What} | {m.Unit} | {m.Ours.PerSecond:N0} | {m.Baseline?.PerSecond:N0} | {m.Ratio:0.00} | {Times(m.Ours)} | {Times(m.Baseline)} | {m.Goal} | {(m.Reached ? "✓" : "✗")} {m.Note} |");

    private static string Times(Side? side) => side?.Median is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{side.Median:0.0} / {side.P95:0.0} / {side.P99:0.0}");

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").First(l => l.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim()
        : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CreditRegistry.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run it from a checkout.");
        }

        return folder.FullName;
    }
}
