using System.Diagnostics;
using System.Globalization;
using CreditRegistry.Benchmarks.Data;
using CreditRegistry.Benchmarks.Load;
using Npgsql;

namespace CreditRegistry.Benchmarks.Feed;

/// <summary>Every company, compressed, against <c>psql</c> and <c>gzip</c> on the same columns.</summary>
internal static class ExportBenchmark
{
    private const string Columns =
        "registration_id, name, english_name, former_names, company_type, status, registered_on, region_code";

    public static async Task RunAsync(BenchDatabase database, Report report)
    {
        var (psql, psqlBytes) = await PsqlAsync(database); // the first run warms both
        (psql, psqlBytes) = await PsqlAsync(database);
        await using var server = await ServerProcess.RegistryAsync(database);
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var idle = server.Memory;
        foreach (var name in (string[])["companies.csv.gz", "companies.ndjson.gz", "records.ndjson.gz"])
        {
            var (took, bytes, memory) = await TakeAsync(client, server, name);
            var rows = name.StartsWith("records", StringComparison.Ordinal)
                ? await database.ScalarAsync<long>("select count(*) from records where state = 'published'")
                : database.Companies;
            var baseline = name is "companies.csv.gz" or "companies.ndjson.gz" ? Side.OfTotal(database.Companies, psql) : null;
            var ours = Side.OfTotal(rows, took);
            report.Add(new Measurement(
                $"export {name}",
                "rows",
                ours,
                baseline,
                baseline is null ? "" : "≥ 0.5 ×",
                baseline is null || ours.PerSecond >= 0.5 * baseline.PerSecond,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{bytes / 1e6:0.0} MB, {memory - idle:0} MB over idle{(baseline is null ? "" : $"; psql with gzip {psqlBytes / 1e6:0.0} MB")}")));
        }
    }

    private static async Task<(TimeSpan Took, long Bytes, double Memory)> TakeAsync(HttpClient client, ServerProcess server, string name)
    {
        var watch = Stopwatch.StartNew();
        var (bytes, memory) = (0L, server.Memory);
        await using var stream = await client.GetStreamAsync(new Uri($"{server.Url}/api/v1/exports/{name}?fresh=true"));
        var buffer = new byte[1 << 20];
        for (int count; (count = await stream.ReadAsync(buffer)) > 0; bytes += count)
        {
            memory = Math.Max(memory, server.Memory);
        }

        return (watch.Elapsed, bytes, memory);
    }

    private static async Task<(TimeSpan Took, long Bytes)> PsqlAsync(BenchDatabase database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.Program);
        var watch = Stopwatch.StartNew();
        using var pipe = Process.Start(new ProcessStartInfo("bash")
        {
            ArgumentList = { "-o", "pipefail", "-c", $"psql -X -q -c 'copy (select {Columns} from companies) to stdout csv header' | gzip | wc -c" },
            Environment =
            {
                ["PGHOST"] = settings.Host,
                ["PGPORT"] = settings.Port.ToString(CultureInfo.InvariantCulture),
                ["PGUSER"] = settings.Username,
                ["PGPASSWORD"] = settings.Password,
                ["PGDATABASE"] = settings.Database,
            },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var bytes = await pipe.StandardOutput.ReadToEndAsync();
        await pipe.WaitForExitAsync();
        return pipe.ExitCode == 0
            ? (watch.Elapsed, long.Parse(bytes, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("psql failed.");
    }
}
