using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CreditRegistry.Api.Tests.Http;

/// <summary>A throw-away PostgreSQL of its own, in a temporary directory.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("registry-pg-").FullName;

    private string _server = "";
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        var port = FreePort();
        if (Environment.UserName is "root")
        {
            await RunAsync("chown", "postgres", _directory);
        }

        await PostgresAsync("initdb", "-D", _directory, "-U", "postgres", "--encoding=UTF8", "--locale=C.UTF-8", "-A", "trust");
        await PostgresAsync("pg_ctl", "-D", _directory, "-w", "-l", Path.Combine(_directory, "log"), "-o",
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_directory} -c fsync=off", "start");
        _server = $"Host=127.0.0.1;Port={port};Username=postgres";
    }

    /// <summary>A connection string to a database that does not exist yet.</summary>
    public string NewDatabase() => $"{_server};Database=test{Interlocked.Increment(ref _databases)}";

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await PostgresAsync("pg_ctl", "-D", _directory, "-m", "immediate", "stop");
        Directory.Delete(_directory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task PostgresAsync(string program, params string[] arguments)
    {
        var path = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin", program)).Last();
        return Environment.UserName is "root"
            ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode is 0, $"{program} ended with {process.ExitCode}");
    }
}
