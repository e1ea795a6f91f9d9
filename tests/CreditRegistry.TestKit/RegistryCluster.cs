using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace CreditRegistry.TestKit;

/// <summary>One PostgreSQL for a test assembly, with a migrated database to copy for whoever needs one.</summary>
public sealed class RegistryCluster : IAsyncLifetime
{
    private const string Template = "template_registry";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("registry-tests-");
    private readonly SemaphoreSlim _copying = new(1);
    private EmbeddedPostgres? _postgres;
    private int _copies;

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_111_111); // the server's user has to pass
        }

        _postgres = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                DataDirectory = Path.Combine(_folder.FullName, "data"),
                StartTimeout = TimeSpan.FromMinutes(10), // of a slow and busy machine
                Settings = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["fsync"] = "off", // a test's data need not outlive a power cut
                    ["synchronous_commit"] = "off",
                    ["full_page_writes"] = "off",
                    ["wal_compression"] = "off", // a database for each host is copied page by page through the log
                },
            },
            NullLogger.Instance);
        await _postgres.CreateDatabaseIfMissingAsync(Template);
        await DatabaseSetup.PrepareAsync(
            WithoutPool(_postgres.OwnerConnectionString(Template)), Patient(_postgres.ConnectionString(Template)), CancellationToken.None);
    }

    /// <summary>Where the server writes its log.</summary>
    public string LogFolder => Path.Combine(_folder.FullName, "data", "cluster", "log");

    /// <summary>A migrated, empty database of one's own.</summary>
    public async Task<TestDatabase> NewDatabaseAsync()
    {
        var name = $"registry_{Interlocked.Increment(ref _copies)}";
        await _copying.WaitAsync();
        try
        {
            await using var source = NpgsqlDataSource.Create(WithoutPool(_postgres!.OwnerConnectionString("postgres")));
            await using var command = source.CreateCommand($"create database {name} template {Template}");
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            _copying.Release();
        }

        return DatabaseOf(_postgres, name);
    }

    /// <summary>A database without any table.</summary>
    public async Task<TestDatabase> NewEmptyDatabaseAsync()
    {
        var name = $"empty_{Interlocked.Increment(ref _copies)}";
        await _postgres!.CreateDatabaseIfMissingAsync(name);
        return DatabaseOf(_postgres, name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _copying.Dispose();
        _folder.Delete(recursive: true);
    }

    private TestDatabase DatabaseOf(EmbeddedPostgres postgres, string name) => new(
        Patient(postgres.ConnectionString(name)),
        Patient(postgres.OwnerConnectionString(name)),
        Path.Combine(_folder.FullName, "keys", name));

    private static string WithoutPool(string connection) =>
        new NpgsqlConnectionStringBuilder(Patient(connection)) { Pooling = false }.ConnectionString;

    // A slow and busy machine takes longer than people would wait.
    private static string Patient(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Timeout = 120, CommandTimeout = 600 }.ConnectionString;
}

/// <param name="Connection">As the program connects: it may append to the ledger and no more.</param>
/// <param name="OwnerConnection">As the database's owner connects.</param>
/// <param name="SigningKeys">The folder of the keys that sign for a registry on it.</param>
public sealed record TestDatabase(string Connection, string OwnerConnection, string SigningKeys);
