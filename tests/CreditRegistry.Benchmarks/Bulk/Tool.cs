using System.Diagnostics;
using Npgsql;

namespace CreditRegistry.Benchmarks.Bulk;

/// <summary>A process that is timed, and whose memory is watched.</summary>
internal static class Tool
{
    public static async Task<(TimeSpan Time, double MostMemory)> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var done = new CancellationTokenSource();
        var watching = MostAsync(() => process.HasExited ? 0 : Memory(process), done.Token);
        await process.WaitForExitAsync();
        watch.Stop();
        await done.CancelAsync();
        return process.ExitCode == 0
            ? (watch.Elapsed, await watching)
            : throw new InvalidOperationException($"{program} failed: {await errors}{await output}");
    }

    /// <summary>SQL and backslash commands through psql, as the database's owner.</summary>
    public static async Task<TimeSpan> PsqlAsync(string connection, string script)
    {
        var to = new NpgsqlConnectionStringBuilder(connection);
        return (await RunAsync(
            "psql",
            ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!, "-d", to.Database!],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["PGPASSWORD"] = to.Password ?? "" },
            script)).Time;
    }

    /// <summary>The highest figure seen until it is told to stop.</summary>
    public static async Task<double> MostAsync(Func<double> figure, CancellationToken stop)
    {
        var most = 0.0;
        while (!stop.IsCancellationRequested)
        {
            most = Math.Max(most, figure());
            await Task.Delay(50, CancellationToken.None);
        }

        return most;
    }

    private static double Memory(Process process)
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64 / 1048576.0;
        }
        catch (InvalidOperationException)
        {
            return 0; // it ended meanwhile
        }
    }
}
