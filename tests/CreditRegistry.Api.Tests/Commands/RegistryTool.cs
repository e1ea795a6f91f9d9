using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CreditRegistry.Api.Tests.Commands;

/// <summary>What a command said, and its exit code.</summary>
internal sealed record Answer(int Code, string Output, string Errors);

/// <summary><c>registry</c> as a process of its own.</summary>
internal static class RegistryTool
{
    /// <param name="connection">Of the database; null for a command that needs none.</param>
    public static Process Start(string? connection, params string[] arguments) => Start(connection, token: null, arguments);

    /// <param name="token">What <c>REGISTRY_TOKEN</c> is; null for nothing.</param>
    /// <inheritdoc cref="Start(string?, string[])"/>
    public static Process Start(string? connection, string? token, string[] arguments)
    {
        var start = new ProcessStartInfo(
            Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")),
            ["exec", Path.Combine(AppContext.BaseDirectory, "registry.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ConnectionStrings__Registry"] = connection, ["REGISTRY_TOKEN"] = token },
        };
        return Process.Start(start)!;
    }

    /// <summary>Types a line, and waits until the command has ended.</summary>
    public static async Task<Answer> FinishAsync(Process process, string input = "")
    {
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.StandardInput.WriteLineAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already, and read nothing.
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Answer(process.ExitCode, await output, await errors);
    }
}
