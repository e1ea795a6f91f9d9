using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CreditRegistry.Benchmarks.Data;

namespace CreditRegistry.Benchmarks.Load;

/// <summary>A server in a process of its own, as in production: its log goes to a file.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    /// <summary>Megabytes that it holds.</summary>
    public double Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>The registry itself, Release build, production settings, the limiter out of the way.</summary>
    public static Task<ServerProcess> RegistryAsync(BenchDatabase database, params (string Name, string Value)[] settings) => StartAsync(
        [typeof(Api.Hosting.RegistryApp).Assembly.Location],
        "/health/ready",
        [
            ("ConnectionStrings__Registry", database.Program),
            ("Registry__SigningKeys", database.SigningKeys),
            ("ASPNETCORE_ENVIRONMENT", "Production"),
            ("Registry__Logs__Format", "json"),
            ("Registry__RateLimit__Reads", "1000000000"),
            ("Registry__RateLimit__Writes", "1000000000"),
            .. settings,
        ]);

    /// <summary>This program again, as the baseline's server.</summary>
    public static Task<ServerProcess> BaselineAsync(BenchDatabase database) => StartAsync(
        [typeof(ServerProcess).Assembly.Location, "serve-baseline"], "/", [("BENCH_CONNECTION", database.Program)]);

    public async ValueTask DisposeAsync()
    {
        using (var stop = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await stop.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<ServerProcess> StartAsync(
        IReadOnlyList<string> arguments, string readyPath, IEnumerable<(string Name, string Value)> environment)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var log = Path.Combine(Path.GetTempPath(), $"registry-bench-server-{Environment.ProcessId}.log");
        // A file, as a service manager would give it; bash does what Process cannot.
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList = { "-c", "exec dotnet \"$@\" >\"$SERVER_LOG\" 2>&1", "bash" },
            Environment = { ["SERVER_LOG"] = log, ["ASPNETCORE_URLS"] = url },
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var server = new ServerProcess(Process.Start(start)!, url);
        using var client = new HttpClient();
        for (var attempt = 0; attempt < 300; attempt++)
        {
            try
            {
                if ((await client.GetAsync(url + readyPath)).StatusCode is HttpStatusCode.OK)
                {
                    return server;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            if (server._process.HasExited)
            {
                break;
            }

            await Task.Delay(200);
        }

        throw new InvalidOperationException($"The server did not start:\n{await File.ReadAllTextAsync(log)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
