using CreditRegistry.Persistence.Embedded;

namespace CreditRegistry.Persistence.Tests.Embedded;

/// <summary>Root, other users, and what they may see.</summary>
public sealed class EmbeddedPostgresAccountTests
{
    [Fact]
    public async Task Root_UserCannotReachTheFolder_SaysWhichFolderKeepsItOut()
    {
        SkipUnlessRoot();
        await using var scratch = new Scratch();
        var closed = Directory.CreateDirectory(Path.Combine(scratch.Root, "closed"));
        await Scratch.RunAsync("chmod", ["700", closed.FullName]);
        var below = Path.Combine(closed.CreateSubdirectory("project").FullName, ".registry");

        var message = await scratch.RefusalAsync(scratch.Options with { DataDirectory = below });

        Assert.Contains($"{closed.FullName} keeps that user out", message, StringComparison.Ordinal);
        Assert.Contains("REGISTRY_DATA_DIR", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(below));
    }

    [Fact]
    public async Task Root_UnknownUser_SaysSo()
    {
        SkipUnlessRoot();
        await using var scratch = new Scratch();

        var message = await scratch.RefusalAsync(scratch.Options with { RunAsUser = "no-such-user" });

        Assert.Contains("no user 'no-such-user'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OrdinaryUserAndRoot_ShareAServerAndTakeTurns()
    {
        SkipUnlessRoot(); // elsewhere every other test runs as an ordinary user
        await using var scratch = new Scratch();
        await using (await scratch.StartAsync(scratch.Options with { RunAsUser = "nobody" }))
        {
            Assert.Equal("nobody", await ServerUserAsync(scratch));
        }

        using var ordinary = await HostProcess.StartAsync(scratch, user: "nobody");
        Assert.Equal(EmbeddedPostgresOrigin.Started, ordinary.Origin);
        Assert.Equal("nobody", await ServerUserAsync(scratch));

        var root = await scratch.StartAsync();
        Assert.Equal(EmbeddedPostgresOrigin.Attached, root.Origin);
        await ordinary.StopAsync();
        Assert.Equal(1, await Scratch.QueryAsync(root.ConnectionString("postgres"), "select 1"));
        await root.DisposeAsync();
        Assert.False(File.Exists(scratch.PidFile));
    }

    [Fact]
    public async Task OrdinaryUser_MakesAClusterOfItsOwn()
    {
        SkipUnlessRoot();
        await using var scratch = new Scratch();

        using var ordinary = await HostProcess.StartAsync(scratch, user: "nobody");

        Assert.Equal("nobody", await ServerUserAsync(scratch));
        Assert.Equal("nobody", await Scratch.RunAsync("stat", ["-c", "%U", scratch.Cluster]));
    }

    [Fact]
    public async Task FolderOfAnotherUser_IsRefused()
    {
        SkipUnlessRoot();
        await using var scratch = new Scratch();
        await using var postgres = await scratch.StartAsync(scratch.Options with { RunAsUser = "postgres" });

        var message = await HostProcess.RefusalAsync(scratch, user: "nobody");

        Assert.Contains("belongs to another user", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_NeverSeeAPasswordOrOurEnvironment()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        await using var scratch = new Scratch();
        string real;
        await using (var shared = await Scratch.WithClusterAsync())
        await using (await shared.StartAsync())
        {
            real = Path.GetDirectoryName(File.ResolveLinkTarget($"/proc/{shared.ServerProcessId()}/exe", returnFinalTarget: true)!.FullName)!;
        }

        var record = Path.Combine(scratch.Root, "arguments.log");
        await File.WriteAllTextAsync(record, "", TestContext.Current.CancellationToken);
        await Scratch.RunAsync("chmod", ["666", record]);
        Environment.SetEnvironmentVariable("REGISTRY_TEST_SECRET", "canary");
        var tools = scratch.Tools(tool => $"(echo {tool} \"$@\"; env) >> {record}; exec {real}/{tool} \"$@\"");
        await using (await scratch.StartAsync(scratch.Options with { BinariesDirectory = tools }))
        {
        }

        var arguments = await File.ReadAllTextAsync(record, TestContext.Current.CancellationToken);
        Assert.Contains("initdb --pgdata", arguments, StringComparison.Ordinal);
        Assert.Contains("pg_ctl start", arguments, StringComparison.Ordinal);
        Assert.Contains("pg_ctl stop", arguments, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", arguments, StringComparison.Ordinal);
        var passwords = Directory.GetFiles(scratch.Data, "*.password").Select(File.ReadAllText).ToList();
        Assert.Equal(2, passwords.Distinct(StringComparer.Ordinal).Count());
        Assert.All(passwords, password => Assert.DoesNotContain(password, arguments, StringComparison.Ordinal));
    }

    private static void SkipUnlessRoot() => Assert.SkipUnless(Scratch.IsRoot, "Needs root.");

    private static Task<string> ServerUserAsync(Scratch scratch) =>
        Scratch.RunAsync("stat", ["-c", "%U", $"/proc/{scratch.ServerProcessId()}"]);
}
