using CreditRegistry.Persistence.Embedded;
using Npgsql;

namespace CreditRegistry.Persistence.Tests.Embedded;

/// <summary>What one running server is like.</summary>
public sealed class EmbeddedPostgresTests(EmbeddedPostgresTests.RunningServer running)
    : IClassFixture<EmbeddedPostgresTests.RunningServer>
{
    [Theory]
    [InlineData("server_encoding", "UTF8")]
    [InlineData("timezone", "UTC")]
    [InlineData("listen_addresses", "127.0.0.1")]
    [InlineData("log_statement", "none")]
    [InlineData("fsync", "on")]
    [InlineData("full_page_writes", "on")]
    [InlineData("synchronous_commit", "on")]
    [InlineData("work_mem", "5MB")] // asked for by the fixture
    public async Task Server_HasTheSetting(string name, string value)
    {
        Assert.Equal(value, await Scratch.QueryAsync(running.Owner, $"show {name}"));
    }

    [Fact]
    public async Task AppRole_MayNothingThatItWasNotGranted()
    {
        var role = await Scratch.QueryAsync(
            running.App, "select concat(rolname, rolsuper, rolcreatedb, rolcreaterole) from pg_roles where rolname = current_user");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Scratch.QueryAsync(running.App, "create table t (x int)"));

        Assert.Equal("registry_appfff", role);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData(EmbeddedPostgres.OwnerRole)]
    [InlineData(EmbeddedPostgres.AppRole)]
    public async Task Connection_WithoutThePassword_IsRefused(string role)
    {
        var target = new NpgsqlConnectionStringBuilder(running.App) { Username = role, Password = "wrong" };

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Scratch.QueryAsync(target.ConnectionString, "select 1"));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Theory]
    [InlineData(EmbeddedPostgres.OwnerRole)]
    [InlineData(EmbeddedPostgres.AppRole)]
    public void Password_IsForItsOwnerOnly(string role)
    {
        var file = Path.Combine(running.Scratch.Data, $"{role}.password");

        Assert.True(File.ReadAllText(file).Length >= 32);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task CreateDatabaseIfMissing_AskedFourTimesAtOnce_MakesItOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            running.Postgres.CreateDatabaseIfMissingAsync("registry", TestContext.Current.CancellationToken)));

        var owner = await Scratch.QueryAsync(
            running.Postgres.ConnectionString("registry"),
            "select datdba::regrole::text from pg_database where datname = current_database()");
        Assert.Equal(EmbeddedPostgres.OwnerRole, owner);
    }

    [Fact]
    public async Task Log_NeverQuotesWhatPeopleTyped()
    {
        await Scratch.QueryAsync(running.Owner, "create table typed (name text primary key, age int check (age > 0))");
        await Scratch.QueryAsync(running.Owner, "insert into typed values ('canary', 1)");
        foreach (var sql in new[]
        {
            "insert into typed values ('canary', 1)", "insert into typed values ('canary-2', -1)", "select 'canary'::int", "canary",
        })
        {
            await Assert.ThrowsAsync<PostgresException>(() => Scratch.QueryAsync(running.Owner, sql));
        }

        // A process of its own writes the log, in order.
        const string last = "this was the last";
        await Scratch.QueryAsync(running.Owner, $"do $$ begin raise log '{last}'; end $$");
        var log = "";
        while (!log.Contains(last, StringComparison.Ordinal))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            log = string.Concat(Directory.GetFiles(Path.Combine(running.Scratch.Cluster, "log")).Select(File.ReadAllText));
        }

        Assert.Contains("ready to accept connections", log, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", log, StringComparison.Ordinal);
    }

    public sealed class RunningServer : IAsyncLifetime
    {
        public Scratch Scratch { get; } = new();

        public EmbeddedPostgres Postgres { get; private set; } = null!;

        public string Owner => Postgres.OwnerConnectionString("postgres");

        public string App => Postgres.ConnectionString("postgres");

        public async ValueTask InitializeAsync() =>
            Postgres = await Scratch.StartAsync(Scratch.Options with
            {
                Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["work_mem"] = "5MB" },
            });

        public async ValueTask DisposeAsync()
        {
            await Postgres.DisposeAsync();
            await Scratch.DisposeAsync();
        }
    }
}
