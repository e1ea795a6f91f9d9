using System.ComponentModel;
using System.Diagnostics;

namespace CreditRegistry.Persistence.Embedded;

/// <summary>Who runs PostgreSQL's programs. They refuse root, so root runs them as somebody else.</summary>
internal sealed class ServerAccount
{
    // The server outlives the program; what else is in the environment (secrets, PGOPTIONS) is none of its business.
    private static readonly string[] PassedOn =
        ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot", "windir"];

    private readonly string? _user;

    private ServerAccount(string? user) => _user = user;

    /// <summary>The account of the program itself.</summary>
    public static ServerAccount Own { get; } = new(user: null);

    /// <summary>The owner of an existing cluster, so that root and owner can take turns; or the one asked for.</summary>
    public static async Task<ServerAccount> ForAsync(DataFolder folder, string? runAs, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return Own;
        }

        var account = new ServerAccount(
            await OwnerAsync(folder.Cluster, ct) ?? await FirstKnownAsync(runAs, ct));
        await account.CheckReachAsync(folder.Root, ct);
        return account;
    }

    /// <summary>Hands what root has made to the account: these files and folders, not what lies in the folders.</summary>
    public async Task GiveAsync(IEnumerable<string> paths, CancellationToken ct)
    {
        if (_user is not null)
        {
            var given = await Own.ShellAsync("user=$1; shift; chown \"$user:\" \"$@\"", [_user, .. paths], ct);
            if (given.ExitCode != 0)
            {
                throw new EmbeddedPostgresException($"Cannot give files to the user '{_user}': {given.Output}");
            }
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="detaches">
    /// True when it leaves a server behind: that one must survive a cancellation, and on Windows it keeps the pipes
    /// open, so that reading them to the end would wait for ever.
    /// </param>
    public async Task<(int ExitCode, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken ct, bool detaches = false)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            UserName = _user,
            WorkingDirectory = Path.GetPathRoot(program), // ours may be closed to the account
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin:/usr/sbin:/sbin";
        start.Environment["LC_ALL"] = "C"; // messages in English; the cluster's locale is set by name
        foreach (var name in PassedOn)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        using var process = Start(start);
        process.StandardInput.Close();
        try
        {
            if (detaches)
            {
                await process.WaitForExitAsync(ct);
                return (process.ExitCode, "");
            }

            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, (await errors + await output).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: !detaches);
            throw;
        }
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception refused)
        {
            var user = _user is null ? "" : $" as the user '{_user}'";
            throw new EmbeddedPostgresException($"Cannot run {start.FileName}{user}: {refused.Message}", refused);
        }
    }

    private Task<(int ExitCode, string Output)> ShellAsync(string script, string[] arguments, CancellationToken ct) =>
        RunAsync("/bin/sh", ["-c", script, "sh", .. arguments], ct);

    private static async Task<string?> OwnerAsync(string path, CancellationToken ct)
    {
        var format = OperatingSystem.IsLinux() ? "-c %U" : "-f %Su";
        var (exitCode, owner) = await Own.ShellAsync($"stat {format} \"$1\"", [path], ct);
        return exitCode == 0 && owner is not ("root" or "UNKNOWN") ? owner : null;
    }

    private static async Task<string> FirstKnownAsync(string? runAs, CancellationToken ct)
    {
        string[] candidates = runAs is null ? ["postgres", "nobody"] : [runAs];
        foreach (var candidate in candidates)
        {
            if ((await Own.ShellAsync("id -u \"$1\"", [candidate], ct)).ExitCode == 0)
            {
                return candidate;
            }
        }

        throw new EmbeddedPostgresException(
            $"PostgreSQL cannot run as root, and this machine has no user '{string.Join("' or '", candidates)}'. "
            + "Run the program as an ordinary user, or set ConnectionStrings__Registry to a server of your own.");
    }

    private async Task CheckReachAsync(string folder, CancellationToken ct)
    {
        // The folder itself becomes the account's; what stands above it has to let the account through.
        var above = Path.GetDirectoryName(folder);
        while (above is not null && !Directory.Exists(above))
        {
            above = Path.GetDirectoryName(above);
        }

        if (above is null || await MayPassAsync(above, ct))
        {
            return;
        }

        var closed = above;
        while (Path.GetDirectoryName(closed) is { } parent && !await MayPassAsync(parent, ct))
        {
            closed = parent;
        }

        throw new EmbeddedPostgresException(
            $"PostgreSQL cannot run as root, so it would run as '{_user}', and {closed} keeps that user out of "
            + $"{folder}. Set REGISTRY_DATA_DIR to a folder that '{_user}' can reach, such as "
            + "/var/lib/credit-registry, or run the program as an ordinary user.");
    }

    private async Task<bool> MayPassAsync(string directory, CancellationToken ct) =>
        (await ShellAsync("test -x \"$1\"", [directory], ct)).ExitCode == 0;
}
