using System.Diagnostics;
using System.Text.Json;

namespace CreditRegistry.Benchmarks.Load;

/// <summary>Requests a second and latencies in milliseconds, as <c>wrk</c> saw them.</summary>
internal sealed record LoadFigures(double PerSecond, double Median, double P95, double P99, long Requests, long Errors);

/// <summary>Load by <c>wrk</c>: paths from a file, each thread its own share of it, over and over or once.</summary>
internal static class Wrk
{
    private const int Threads = 2;

    private const string Script =
        """
        local counter = 0
        function setup(thread) thread:set("id", counter); counter = counter + 1 end
        function init(args)
            paths, at = {}, 0
            local n = 0
            for line in io.lines(args[1]) do
                if n % tonumber(args[2]) == id then paths[#paths + 1] = wrk.format("GET", line) end
                n = n + 1
            end
        end
        function request() at = at % #paths + 1; return paths[at] end
        function done(summary, latency, requests)
            io.write(string.format('{"us":%d,"requests":%d,"errors":%d,"p50":%d,"p95":%d,"p99":%d}\n',
                summary.duration, summary.requests,
                summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout,
                latency:percentile(50), latency:percentile(95), latency:percentile(99)))
        end
        """;

    public static async Task<LoadFigures> RunAsync(string url, IEnumerable<string> paths, int connections, int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("registry-bench-");
        try
        {
            var script = Path.Combine(folder.FullName, "paths.lua");
            var list = Path.Combine(folder.FullName, "paths.txt");
            await File.WriteAllTextAsync(script, Script);
            await File.WriteAllLinesAsync(list, paths);
            using var wrk = Process.Start(new ProcessStartInfo("wrk")
            {
                ArgumentList =
                {
                    "-t", $"{Threads}", "-c", $"{connections}", "-d", $"{seconds}s", "--timeout", "10s", "-s", script, url, "--",
                    list, $"{Threads}",
                },
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
            var output = await wrk.StandardOutput.ReadToEndAsync();
            await wrk.WaitForExitAsync();
            var line = output.Split('\n').LastOrDefault(l => l.StartsWith('{'))
                ?? throw new InvalidOperationException($"wrk said: {output}");
            var json = JsonDocument.Parse(line).RootElement;
            return new LoadFigures(
                json.GetProperty("requests").GetInt64() / (json.GetProperty("us").GetInt64() / 1e6),
                json.GetProperty("p50").GetInt64() / 1000.0,
                json.GetProperty("p95").GetInt64() / 1000.0,
                json.GetProperty("p99").GetInt64() / 1000.0,
                json.GetProperty("requests").GetInt64(),
                json.GetProperty("errors").GetInt64());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
