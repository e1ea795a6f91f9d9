using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace CreditRegistry.TestKit;

/// <summary>A primary and a streaming standby, made by pg_basebackup: real servers, stopped and promoted as an operator would.</summary>
public sealed class StandbyCluster : IAsyncLifetime
{
    private const string Database = "registry";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("registry-standby-");
    private readonly int _standbyPort = FreePort();
    private EmbeddedPostgres? _primary;
    private bool _standbyRuns;

    /// <summary>Both servers, as a registry that knows of a standby is told.</summary>
    public TestDatabase Both { get; private set; } = null!;

    private string PrimaryData => Path.Combine(_folder.FullName, "data", "cluster");

    private string StandbyData => Path.Combine(_folder.FullName, "standby");

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_111_111); // the server's user has to pass
        }

        _primary = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                DataDirectory = Path.Combine(_folder.FullName, "data"),
                Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["shared_buffers"] = "32MB", ["fsync"] = "off" },
            },
            NullLogger.Instance);
        await _primary.CreateDatabaseIfMissingAsync(Database);
        await DatabaseSetup.PrepareAsync(
            _primary.OwnerConnectionString(Database), _primary.ConnectionString(Database), CancellationToken.None);
        Both = new TestDatabase(
            OnBoth(_primary.ConnectionString(Database)),
            OnBoth(_primary.OwnerConnectionString(Database)),
            Path.Combine(_folder.FullName, "keys"));

        var owner = new NpgsqlConnectionStringBuilder(_primary.OwnerConnectionString(Database));
        await RunAsync(
            "pg_basebackup", owner.Password!, "-h", "127.0.0.1", "-p", Text(_primary.Port), "-U", owner.Username!, "-D", StandbyData,
            "-R", "-X", "stream", "-c", "fast", "-C", "-S", "standby");
        await StartStandbyAsync();
    }

    /// <summary>From now on a commit is acknowledged when the standby has it too.</summary>
    public async Task MakeSynchronousAsync()
    {
        await OnPrimaryAsync("alter system set synchronous_standby_names = '*'");
        await OnPrimaryAsync("select pg_reload_conf()");
    }

    public Task OnPrimaryAsync(string sql) => ExecuteAsync(_primary!.Port, sql);

    public Task OnStandbyAsync(string sql) => ExecuteAsync(_standbyPort, sql);

    public async Task StartStandbyAsync()
    {
        await RunAsync("pg_ctl", "", "-D", StandbyData, "-o", $"-p {Text(_standbyPort)}", "-l", StandbyData + ".log", "-w", "start");
        _standbyRuns = true;
    }

    /// <summary>As a power cut stops it.</summary>
    public async Task KillStandbyAsync()
    {
        await RunAsync("pg_ctl", "", "-D", StandbyData, "-m", "immediate", "-w", "stop");
        _standbyRuns = false;
    }

    /// <inheritdoc cref="KillStandbyAsync"/>
    public Task KillPrimaryAsync() => RunAsync("pg_ctl", "", "-D", PrimaryData, "-m", "immediate", "-w", "stop");

    public Task PromoteStandbyAsync() => RunAsync("pg_ctl", "", "-D", StandbyData, "-w", "promote");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_standbyRuns)
        {
            await KillStandbyAsync();
        }

        if (_primary is not null)
        {
            await _primary.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private string OnBoth(string connection) => new NpgsqlConnectionStringBuilder(connection)
    {
        Host = $"127.0.0.1:{Text(_primary!.Port)},127.0.0.1:{Text(_standbyPort)}",
    }.ConnectionString;

    private async Task ExecuteAsync(int port, string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_primary!.OwnerConnectionString(Database)) { Port = port, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>PostgreSQL refuses to run as root, so root becomes the user that the embedded server runs as.</summary>
    private static async Task RunAsync(string program, string password, params string[] arguments)
    {
        var binary = Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin", program)).Last(File.Exists);
        var start = new ProcessStartInfo(Environment.IsPrivilegedProcess ? "runuser" : binary)
        {
            Environment = { ["PGPASSWORD"] = password },
            WorkingDirectory = "/",
        };
        string[] all = Environment.IsPrivilegedProcess ? ["-u", "postgres", "--", binary, .. arguments] : arguments;
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    /// <summary>Below those that the system gives out: nobody else may get it before the server starts, or while it is down.</summary>
    private static int FreePort()
    {
        for (var port = Random.Shared.Next(20_000, 30_000); ; port++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // taken: the next one
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
