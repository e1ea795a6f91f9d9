using CreditRegistry.Persistence.Embedded;
using Npgsql;

namespace CreditRegistry.Persistence.Tests.Embedded;

/// <summary>One server for several processes: who starts it, who stops it, and what a <c>kill -9</c> leaves behind.</summary>
public sealed class EmbeddedPostgresSharingTests
{
    [Fact]
    public async Task TwoStartsAtOnce_InOneProcess_ShareOneServerUntilTheLastLeaves()
    {
        await using var scratch = await Scratch.WithClusterAsync();

        var both = await Task.WhenAll(scratch.StartAsync(), scratch.StartAsync());

        Assert.Equal(
            [EmbeddedPostgresOrigin.Started, EmbeddedPostgresOrigin.Attached], both.Select(postgres => postgres.Origin).Order());
        Assert.Equal(both[0].Port, both[1].Port);
        await both[0].DisposeAsync();
        await both[0].DisposeAsync(); // the second time counts for nothing
        Assert.Equal(1, await Scratch.QueryAsync(both[1].ConnectionString("postgres"), "select 1"));
        await both[1].DisposeAsync();
        Assert.False(File.Exists(scratch.PidFile));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Scratch.QueryAsync(both[1].ConnectionString("postgres"), "select 1"));
    }

    [Fact]
    public async Task TwoStartsAtOnce_InTwoProcesses_ShareOneServerUntilTheLastLeaves()
    {
        await using var scratch = new Scratch();

        var both = await Task.WhenAll(HostProcess.StartAsync(scratch), HostProcess.StartAsync(scratch));
        using var starter = both.Single(host => host.Origin is EmbeddedPostgresOrigin.Started);
        using var other = both.Single(host => host.Origin is EmbeddedPostgresOrigin.Attached);

        Assert.Equal(starter.ConnectionString, other.ConnectionString);
        await starter.StopAsync();
        Assert.Equal(1, await Scratch.QueryAsync(other.ConnectionString, "select 1"));
        await other.StopAsync();
        Assert.False(File.Exists(scratch.PidFile));
    }

    [Fact]
    public async Task StarterKilled_OtherMemberStillUsesTheServerAndStopsIt()
    {
        await using var scratch = await Scratch.WithClusterAsync();
        using var starter = await HostProcess.StartAsync(scratch);
        using var other = await HostProcess.StartAsync(scratch);

        await starter.KillAsync();

        Assert.Equal(1, await Scratch.QueryAsync(other.ConnectionString, "select 1"));
        await other.StopAsync();
        Assert.False(File.Exists(scratch.PidFile));
    }

    [Fact]
    public async Task ProgramKilled_NextAdoptsItsServer()
    {
        await using var scratch = await Scratch.WithClusterAsync();
        using var program = await HostProcess.StartAsync(scratch);
        var server = scratch.ServerProcessId();
        await program.KillAsync();

        var next = await scratch.StartAsync();

        Assert.Equal(EmbeddedPostgresOrigin.Adopted, next.Origin);
        Assert.Equal(server, scratch.ServerProcessId());
        await next.DisposeAsync();
        Assert.False(File.Exists(scratch.PidFile));
    }

    [Fact]
    public async Task ProgramAndServerKilled_NextRecoversWhatWasCommitted()
    {
        await using var scratch = await Scratch.WithClusterAsync();
        using var program = await HostProcess.StartAsync(scratch);
        await Scratch.QueryAsync(program.ConnectionString, "create table kept (name text)");
        await Scratch.QueryAsync(program.ConnectionString, "insert into kept values ('信用')");
        await program.KillAsync();
        await scratch.KillServerAsync();

        await using var next = await scratch.StartAsync();

        Assert.Equal(EmbeddedPostgresOrigin.Started, next.Origin);
        Assert.Equal("信用", await Scratch.QueryAsync(next.OwnerConnectionString("postgres"), "select name from kept"));
    }

    [Fact]
    public async Task CtrlC_ReachesTheProgramButNotTheServer()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Process groups are of Unix.");
        await using var scratch = await Scratch.WithClusterAsync();
        using var program = await HostProcess.StartAsync(scratch, ownGroup: true);

        await Scratch.RunAsync("/bin/sh", ["-c", $"kill -INT -{program.Id}"]);

        Assert.StartsWith("interrupted\t1", await program.ReadAsync(), StringComparison.Ordinal);
        await program.StopAsync();
        Assert.False(File.Exists(scratch.PidFile));
    }

    [Fact]
    public async Task Stop_WithSessionsOpen_EndsThem()
    {
        await using var scratch = await Scratch.WithClusterAsync();
        var postgres = await scratch.StartAsync();
        await using var idle = new NpgsqlConnection(postgres.ConnectionString("postgres"));
        await idle.OpenAsync(TestContext.Current.CancellationToken);

        await postgres.DisposeAsync(); // which else gives up after a minute and leaves the server running

        Assert.False(File.Exists(scratch.PidFile));
        await using var more = new NpgsqlCommand("select 1", idle);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => more.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
