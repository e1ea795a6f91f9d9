using System.Diagnostics;
using System.Globalization;
using CreditRegistry.Persistence.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CreditRegistry.Persistence.Tests.Embedded;

/// <summary>A temporary folder for one cluster; whatever still runs on it is killed at the end.</summary>
public sealed class Scratch : IAsyncDisposable
{
    // initdb is the slow part, so it runs once; a copied folder is as good as a new one.
    private static readonly Lazy<Task<Scratch>> Template = new(MakeTemplateAsync);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("registry-");

    public Scratch()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_root.FullName, (UnixFileMode)0b111_111_111); // the server's user has to pass
        }
    }

    /// <summary>Settings that trade safety, which a scratch cluster does not need, for speed.</summary>
    public static Dictionary<string, string> Fast { get; } = new(StringComparer.Ordinal)
    {
        ["fsync"] = "off",
        ["shared_buffers"] = "16MB",
    };

    public static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public string Root => _root.FullName;

    public string Data => Path.Combine(Root, "data");

    public string Cluster => Path.Combine(Data, "cluster");

    public string PidFile => Path.Combine(Cluster, "postmaster.pid");

    public EmbeddedPostgresOptions Options => new()
    {
        DataDirectory = Data,
        Settings = Fast,
        StartTimeout = TimeSpan.FromMinutes(10), // of a slow and busy machine
    };

    /// <summary>A folder with a cluster that is not running.</summary>
    public static async Task<Scratch> WithClusterAsync()
    {
        var scratch = new Scratch();
        await RunAsync("cp", ["-a", (await Template.Value).Data, scratch.Data]);
        return scratch;
    }

    public Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions? options = null) =>
        EmbeddedPostgres.StartAsync(options ?? Options, NullLogger.Instance, TestContext.Current.CancellationToken);

    public async Task<string> RefusalAsync(EmbeddedPostgresOptions? options = null) =>
        (await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync(options))).Message;

    public static async Task<object?> QueryAsync(string connectionString, string sql)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public int ServerProcessId() => int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);

    /// <summary>Scripts in the place of PostgreSQL's programs; returns their folder.</summary>
    public string Tools(Func<string, string> script)
    {
        var folder = _root.CreateSubdirectory("tools").FullName;
        foreach (var name in new[] { "initdb", "pg_ctl", "postgres" })
        {
            var tool = Path.Combine(folder, name);
            File.WriteAllText(tool + ".sh", $"#!/bin/sh\n{script(name)}\n");

            // What this process had open to write, a process that another test starts may hold open still: it could not be run.
            using var copy = Process.Start("cp", [tool + ".sh", tool]);
            copy.WaitForExit();
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(tool, (UnixFileMode)0b111_101_101);
            }
        }

        return folder;
    }

    /// <summary><c>kill -9</c></summary>
    public async Task KillServerAsync()
    {
        using var server = Process.GetProcessById(ServerProcessId());
        server.Kill();
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a system tool, as another user if one is named.</summary>
    public static async Task<string> RunAsync(string tool, string[] arguments, string? user = null)
    {
        var start = new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardOutput = true, UserName = user };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }

    /// <summary>The assembly to run; copied beside the data when the checkout may be closed to the user who runs it.</summary>
    public string Program(bool readableByAll)
    {
        var name = Path.GetFileName(typeof(Scratch).Assembly.Location);
        if (!readableByAll)
        {
            return Path.Combine(AppContext.BaseDirectory, name);
        }

        var copy = _root.CreateSubdirectory("program");
        foreach (var file in new DirectoryInfo(AppContext.BaseDirectory).EnumerateFiles())
        {
            file.CopyTo(Path.Combine(copy.FullName, file.Name), overwrite: true);
        }

        return Path.Combine(copy.FullName, name);
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(PidFile))
        {
            try
            {
                using var server = Process.GetProcessById(ServerProcessId());
                if (server.ProcessName is "postgres")
                {
                    server.Kill();
                    await server.WaitForExitAsync(CancellationToken.None);
                }
            }
            catch (ArgumentException)
            {
                // It has gone already.
            }
        }

        for (var attempt = 0; _root.Exists; attempt++)
        {
            try
            {
                _root.Delete(recursive: true);
                _root.Refresh();
            }
            catch (IOException) when (attempt < 600)
            {
                await Task.Delay(100); // the server's children take a moment to notice
            }
        }
    }

    private static async Task<Scratch> MakeTemplateAsync()
    {
        var template = new Scratch();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => template._root.Delete(recursive: true);
        await using (await template.StartAsync())
        {
        }

        File.Delete(Path.Combine(template.Data, "port")); // else all copies would ask for the same one
        return template;
    }
}
