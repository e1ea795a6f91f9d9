using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CreditRegistry.Persistence.Tests.Embedded;

/// <summary>What a start finds on the machine and in the folder, and what it says when it cannot go on.</summary>
public sealed class EmbeddedPostgresStartTests
{
    [Fact]
    public async Task Start_NoBinaries_NamesTheWaysOutAndMakesNothing()
    {
        await using var scratch = new Scratch();

        var message = await scratch.RefusalAsync(scratch.Options with { BinariesDirectory = scratch.Root });

        Assert.All(
            ["apt-get install", "brew install", "winget install", "PATH", "ConnectionStrings__Registry", "docker compose up"],
            wayOut => Assert.Contains(wayOut, message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(scratch.Data));
    }

    [Fact]
    public async Task Start_BinariesOnPath_ComeFirst()
    {
        await using var scratch = new Scratch();
        var folder = scratch.Tools(tool => StandIn(tool, "99.1"));

        var message = await HostProcess.RefusalAsync(scratch, path: $"{folder}:/usr/bin:/bin");

        Assert.Contains("PostgreSQL 99.1", message, StringComparison.Ordinal);
        Assert.Contains("made by a stand-in", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_BinariesTooOld_SaysWhichItSaw()
    {
        await using var scratch = new Scratch();
        var folder = scratch.Tools(tool => StandIn(tool, "14.9"));

        var message = await scratch.RefusalAsync(scratch.Options with { BinariesDirectory = folder });

        Assert.Contains($"{folder} has 14.9", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_EmptyEnvironment_IsStillUtf8()
    {
        await using var scratch = new Scratch();
        using var host = await HostProcess.StartAsync(scratch, emptyEnvironment: true);

        await Scratch.QueryAsync(host.ConnectionString, "create extension pg_trgm");

        Assert.Equal("UTF8", await Scratch.QueryAsync(host.ConnectionString, "show server_encoding"));
        Assert.Equal(true, await Scratch.QueryAsync(host.ConnectionString, "select cardinality(show_trgm('信用公司')) > 0"));
    }

    [Fact]
    public async Task Start_FolderOfSomebodyElse_IsRefusedAndKept()
    {
        await using var scratch = new Scratch();
        var theirs = Path.Combine(Directory.CreateDirectory(scratch.Data).FullName, "thesis.txt");
        await File.WriteAllTextAsync(theirs, "years of work", TestContext.Current.CancellationToken);

        var message = await scratch.RefusalAsync();

        Assert.Contains("not empty", message, StringComparison.Ordinal);
        Assert.Equal([theirs], Directory.GetFileSystemEntries(scratch.Data));
    }

    [Fact]
    public async Task Start_ClusterThatIsNone_IsRefusedAndKept()
    {
        await using var scratch = new Scratch();
        var theirs = Path.Combine(Directory.CreateDirectory(scratch.Cluster).FullName, "thesis.txt");
        await File.WriteAllTextAsync(theirs, "years of work", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(scratch.Data, "lock"), "", TestContext.Current.CancellationToken);

        var message = await scratch.RefusalAsync();

        Assert.Contains("is not a PostgreSQL cluster", message, StringComparison.Ordinal);
        Assert.Equal([theirs], Directory.GetFileSystemEntries(scratch.Cluster));
    }

    [Fact]
    public async Task Start_ClusterOfAnotherVersion_NamesBothAndTouchesNothing()
    {
        await using var scratch = await Scratch.WithClusterAsync();
        await File.WriteAllTextAsync(Path.Combine(scratch.Cluster, "PG_VERSION"), "12\n", TestContext.Current.CancellationToken);
        var before = Contents();

        var message = await scratch.RefusalAsync();

        Assert.Contains("made by PostgreSQL 12, and this machine has 1", message, StringComparison.Ordinal);
        Assert.Contains("pg_upgrade", message, StringComparison.Ordinal);
        Assert.Equal(before, Contents());

        List<(string, long, DateTime)> Contents() =>
        [
            .. new DirectoryInfo(scratch.Data).EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file => (file.FullName, file.Length, file.LastWriteTimeUtc)).Order(),
        ];
    }

    [Fact]
    public async Task Start_InitdbKilledHalfWay_BeginsAgain()
    {
        await using var scratch = await HalfMadeAsync();
        await using var postgres = await scratch.StartAsync();

        Assert.Equal(1, await Scratch.QueryAsync(postgres.ConnectionString("postgres"), "select 1"));

        static async Task<Scratch> HalfMadeAsync()
        {
            while (true)
            {
                var begun = new Scratch();
                using (var host = HostProcess.Launch(begun))
                {
                    while (!Unfinished(begun).Any(folder => File.Exists(Path.Combine(folder, "PG_VERSION")))
                        && !Directory.Exists(begun.Cluster))
                    {
                        await Task.Delay(5, TestContext.Current.CancellationToken);
                    }

                    await host.KillAsync();
                }

                if (!Directory.Exists(begun.Cluster))
                {
                    Assert.NotEmpty(Unfinished(begun));
                    return begun;
                }

                await begun.DisposeAsync(); // it was done before it could be killed
            }
        }

        static string[] Unfinished(Scratch scratch) =>
            Directory.Exists(scratch.Data) ? Directory.GetDirectories(scratch.Data, "cluster.new-*") : [];
    }

    [Fact]
    public async Task Start_ServerRefuses_QuotesItsLogAndCanBeRepeated()
    {
        await using var scratch = await Scratch.WithClusterAsync();
        var wrong = new Dictionary<string, string>(Scratch.Fast, StringComparer.Ordinal) { ["shared_buffers"] = "plenty" };

        var message = await scratch.RefusalAsync(scratch.Options with { Settings = wrong });

        Assert.Contains("invalid value for parameter \"shared_buffers\": \"plenty\"", message, StringComparison.Ordinal);
        await using var postgres = await scratch.StartAsync();
    }

    [Fact]
    public async Task Start_PortTakenMeanwhile_MovesToAnother()
    {
        await using var scratch = await Scratch.WithClusterAsync();
        var first = await scratch.StartAsync();
        await first.DisposeAsync();
        await using (var again = await scratch.StartAsync())
        {
            Assert.Equal(first.Port, again.Port);
        }

        using var somebody = new TcpListener(IPAddress.Loopback, first.Port);
        somebody.Start();
        await using var moved = await scratch.StartAsync();

        Assert.NotEqual(first.Port, moved.Port);
        Assert.Equal(1, await Scratch.QueryAsync(moved.ConnectionString("postgres"), "select 1"));
    }

    [Fact]
    public async Task Start_ProcessNumberOfTheDeadServerReused_Recovers()
    {
        await using var scratch = await Scratch.WithClusterAsync();
        await using var killed = await scratch.StartAsync();
        var user = Scratch.IsRoot ? await Scratch.RunAsync("stat", ["-c", "%U", scratch.Cluster]) : null;
        await scratch.KillServerAsync();
        using var innocent = Process.Start(new ProcessStartInfo("sleep", "60") { UseShellExecute = false, UserName = user })!;
        var lines = await File.ReadAllLinesAsync(scratch.PidFile, TestContext.Current.CancellationToken);
        lines[0] = $"{innocent.Id}";
        await File.WriteAllLinesAsync(scratch.PidFile, lines, TestContext.Current.CancellationToken);

        await using var postgres = await scratch.StartAsync();

        Assert.False(innocent.HasExited);
        innocent.Kill();
        Assert.Equal(1, await Scratch.QueryAsync(postgres.ConnectionString("postgres"), "select 1"));
    }

    [Fact]
    public async Task Start_CopyOfAFolderInUse_IsRefused()
    {
        await using var scratch = await Scratch.WithClusterAsync();
        await using var postgres = await scratch.StartAsync();
        var copy = Path.Combine(scratch.Root, "copy");
        await Scratch.RunAsync("cp", ["-a", scratch.Data, copy]);

        var message = await scratch.RefusalAsync(scratch.Options with { DataDirectory = copy });

        Assert.Contains("this folder is a copy", message, StringComparison.Ordinal);
        Assert.Equal(1, await Scratch.QueryAsync(postgres.ConnectionString("postgres"), "select 1"));
    }

    [Fact]
    public async Task Start_PasswordLost_SaysSo()
    {
        await using var scratch = await Scratch.WithClusterAsync();
        File.Delete(Path.Combine(scratch.Data, "registry_owner.password"));

        var message = await scratch.RefusalAsync();

        Assert.Contains("registry_owner.password is missing", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_PasswordReplaced_SaysSoAndLeavesTheServerAsItWas(bool runs)
    {
        await using var scratch = await Scratch.WithClusterAsync();
        await using var postgres = runs ? await scratch.StartAsync() : null;
        await File.WriteAllTextAsync(
            Path.Combine(scratch.Data, "registry_owner.password"), "wrong", TestContext.Current.CancellationToken);

        var message = await scratch.RefusalAsync();

        Assert.Contains("does not let its owner in", message, StringComparison.Ordinal);
        Assert.Equal(runs, File.Exists(scratch.PidFile));
    }

    [Fact]
    public async Task Start_SomebodyElseIsStartingForTooLong_GivesUpInTime()
    {
        await using var scratch = await Scratch.WithClusterAsync();
        using var held = new FileStream(Path.Combine(scratch.Data, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var message = await scratch.RefusalAsync(scratch.Options with { StartTimeout = TimeSpan.FromSeconds(0.5) });

        Assert.Contains("was not ready after", message, StringComparison.Ordinal);
    }

    private static string StandIn(string tool, string version) => tool switch
    {
        "postgres" => $"echo 'postgres (PostgreSQL) {version}'",
        _ => "echo made by a stand-in; exit 1",
    };
}
