using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace CreditRegistry.Persistence.Embedded;

/// <summary>The server on a data folder. Whoever calls it holds the folder's lock.</summary>
internal sealed class PostgresServer(
    DataFolder folder, PostgresBinaries binaries, ServerAccount account, EmbeddedPostgresOptions options)
{
    private string PidFile => Path.Combine(folder.Cluster, "postmaster.pid");

    // The server is asked to read it, which proves that it runs on this folder and not on a copy of it.
    private string TokenFile => Path.Combine(folder.Cluster, PostgresCluster.TokenFile);

    /// <summary>The port of the server that runs on this folder, if any; waits for one that starts or stops.</summary>
    public async Task<int?> FindRunningAsync(CancellationToken ct)
    {
        while (ReadPidFile() is { } server)
        {
            try
            {
                if (await RunsHereAsync(server.Port, ct))
                {
                    return server.Port;
                }

                throw new EmbeddedPostgresException(
                    $"{PidFile} belongs to a server that runs on another folder, so this folder is a copy. "
                    + "Delete that file to use the copy.");
            }
            catch (PostgresException busy) when (busy.SqlState is PostgresErrorCodes.CannotConnectNow)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
            }
            catch (NpgsqlException refused)
            {
                switch (NameOf(server.ProcessId))
                {
                    case "postgres" when refused.SqlState is PostgresErrorCodes.InvalidPassword:
                        throw;
                    case null:
                        return null; // left by a crash; PostgreSQL clears it away
                    case "postgres":
                        await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
                        break;
                    default:
                        // After a reboot the number belongs to another program, and PostgreSQL would refuse to start.
                        File.Delete(PidFile);
                        return null;
                }
            }
        }

        return null;
    }

    /// <summary>Starts the server on the port it had before, or on another one if that is taken.</summary>
    public async Task<int> StartAsync(CancellationToken ct)
    {
        var before = File.Exists(folder.PortFile)
            && int.TryParse(
                await File.ReadAllTextAsync(folder.PortFile, ct), CultureInfo.InvariantCulture, out var known)
            ? known
            : 0;
        var attempts = 0;
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var port = FreePort(before) ?? FreePort(0)!.Value;
            await PostgresCluster.ConfigureAsync(folder.Cluster, port, options.Settings, ct);
            File.Delete(folder.StartLog);

            // pg_ctl gives the server a session of its own, so that a Ctrl+C in our terminal does not reach it.
            var seconds = ((int)options.StartTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            var (exitCode, _) = await account.RunAsync(
                binaries.PgCtl, ["start", "-s", "-w", "-t", seconds, "-D", folder.Cluster, "-l", folder.StartLog], ct,
                detaches: true);
            if (exitCode == 0)
            {
                await File.WriteAllTextAsync(folder.PortFile, port.ToString(CultureInfo.InvariantCulture), ct);
                return port;
            }

            if (IsOutlived() && waited.Elapsed < options.StartTimeout)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
                continue;
            }

            if (++attempts == 3 || FreePort(port) is not null)
            {
                throw new EmbeddedPostgresException(
                    $"PostgreSQL {binaries.Version} did not start on {folder.Cluster}. It says:\n{LogTail()}");
            }
        }
    }

    /// <summary>Ends all sessions and stops the server; unfinished transactions are rolled back.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        var (exitCode, output) = await account.RunAsync(
            binaries.PgCtl, ["stop", "-s", "-w", "-m", "fast", "-D", folder.Cluster], ct);
        if (exitCode != 0 && File.Exists(PidFile))
        {
            throw new EmbeddedPostgresException($"PostgreSQL did not stop: {output}\n{LogTail()}");
        }
    }

    /// <summary>The last lines that the server wrote, from before and after it opened its log.</summary>
    public string LogTail()
    {
        var logs = Path.Combine(folder.Cluster, "log");
        var newest = Directory.Exists(logs)
            ? new DirectoryInfo(logs).EnumerateFiles().MaxBy(file => file.LastWriteTimeUtc)?.FullName
            : null;
        return string.Join('\n', new[] { folder.StartLog, newest }.Where(File.Exists).SelectMany(log => Tail(log!)));
    }

    public NpgsqlConnectionStringBuilder Connection(int port, string role, string database) => new()
    {
        Host = IPAddress.Loopback.ToString(),
        Port = port,
        Username = role,
        Password = folder.Password(role),
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    };

    public async Task<NpgsqlConnection> OpenAsOwnerAsync(int port, CancellationToken ct)
    {
        var target = Connection(port, EmbeddedPostgres.OwnerRole, "postgres");
        target.Pooling = false;
        target.Timeout = 15;
        var connection = new NpgsqlConnection(target.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the start failed because processes of a server that was killed have yet to notice that it is gone.</summary>
    private bool IsOutlived() =>
        File.Exists(folder.StartLog) && File.ReadAllText(folder.StartLog).Contains("is still in use", StringComparison.Ordinal);

    private async Task<bool> RunsHereAsync(int port, CancellationToken ct)
    {
        var token = RandomNumberGenerator.GetHexString(32);
        await File.WriteAllTextAsync(TokenFile, token, ct);
        await using var connection = await OpenAsOwnerAsync(port, ct);
        await using var command = new NpgsqlCommand($"select pg_read_file('{PostgresCluster.TokenFile}')", connection);
        return token.Equals(await command.ExecuteScalarAsync(ct));
    }

    private (int ProcessId, int Port)? ReadPidFile()
    {
        try
        {
            var lines = File.ReadAllLines(PidFile); // process, folder, start, port, ...
            return lines.Length < 4 ? null : (Number(lines[0]), Number(lines[3]));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string? NameOf(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.ProcessName;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static int? FreePort(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Tail(string log)
    {
        using var reader = new StreamReader(
            new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(12);
    }
}
