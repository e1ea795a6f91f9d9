using System.Diagnostics;
using System.Runtime.InteropServices;
using CreditRegistry.Persistence.Embedded;

namespace CreditRegistry.Persistence.Tests.Embedded;

/// <summary>A process of its own around <see cref="EmbeddedHost"/>.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5); // where SIGINT is ignored, a test fails and does not wait for ever

    private readonly Process _process;

    private HostProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public EmbeddedPostgresOrigin Origin { get; private set; }

    public string ConnectionString { get; private set; } = "";

    /// <summary>Starts a host and waits until it uses the server.</summary>
    public static async Task<HostProcess> StartAsync(
        Scratch scratch, string? user = null, bool emptyEnvironment = false, bool ownGroup = false)
    {
        var host = Launch(scratch, user, emptyEnvironment, ownGroup: ownGroup);
        var line = await host.ReadAsync();
        Assert.StartsWith("ready\t", line, StringComparison.Ordinal);
        host.Origin = Enum.Parse<EmbeddedPostgresOrigin>(line.Split('\t')[1]);
        host.ConnectionString = line.Split('\t')[2];
        return host;
    }

    /// <summary>Starts a host that must refuse, and returns what it says.</summary>
    public static async Task<string> RefusalAsync(Scratch scratch, string? user = null, string? path = null)
    {
        using var host = Launch(scratch, user, path: path);
        var line = await host.ReadAsync();
        Assert.StartsWith("refused\t", line, StringComparison.Ordinal);
        return line;
    }

    public static HostProcess Launch(
        Scratch scratch, string? user = null, bool emptyEnvironment = false, string? path = null, bool ownGroup = false)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        string[] command = [dotnet, "exec", scratch.Program(readableByAll: user is not null), EmbeddedHost.Command, scratch.Data];
        if (ownGroup)
        {
            command = ["setsid", .. command];
        }

        var settings = Scratch.Fast.Select(setting => $"{setting.Key}={setting.Value}");
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. settings])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UserName = user,
            WorkingDirectory = "/",
        };
        if (emptyEnvironment)
        {
            start.Environment.Clear();
        }

        if (path is not null)
        {
            start.Environment["PATH"] = path;
        }

        return new HostProcess(Process.Start(start)!);
    }

    public async Task<string> ReadAsync() =>
        await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience) ?? "(nothing)";

    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await EndAsync();
        Assert.Equal(0, _process.ExitCode);
    }

    /// <summary><c>kill -9</c></summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private Task EndAsync() => _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
}
