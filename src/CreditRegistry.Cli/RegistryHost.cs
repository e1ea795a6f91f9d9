using System.CommandLine;
using CreditRegistry.Application;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Embedded;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CreditRegistry.Cli;

/// <summary>The registry as commands use it: an up-to-date database and a clock.</summary>
internal sealed class RegistryHost : IAsyncDisposable
{
    private const string Database = "registry";
    private const string ConnectionVariable = "ConnectionStrings__Registry";

    private readonly EmbeddedPostgres? _embedded;

    private RegistryHost(NpgsqlDataSource source, EmbeddedPostgres? embedded) => (Source, _embedded) = (source, embedded);

    public static Option<string?> Connection { get; } = new("--connection")
    {
        Description = $"PostgreSQL to work on, such as \"Host=localhost;Database=registry;Username=…;Password=…\". Without it "
            + $"the environment variable {ConnectionVariable} counts, and without that the registry's own embedded database "
            + "(in .registry, or REGISTRY_DATA_DIR), which is started when no server runs it.",
        HelpName = "string",
        Recursive = true,
    };

    public NpgsqlDataSource Source { get; }

#pragma warning disable RS0030 // The one place of this program where the machine's clock comes in.
    public TimeProvider Clock { get; } = new RegistryClock(TimeProvider.System, startAt: null);
#pragma warning restore RS0030

    public static async Task<RegistryHost> StartAsync(ParseResult command, CancellationToken ct)
    {
        var connection = command.GetValue(Connection) ?? Environment.GetEnvironmentVariable(ConnectionVariable);
        if (!string.IsNullOrWhiteSpace(connection))
        {
            var source = NpgsqlDataSource.Create(connection);
            await MigrateIfBehindAsync(source, connection, ct);
            return new RegistryHost(source, embedded: null);
        }

        var embedded = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(), NullLogger.Instance, ct);
        try
        {
            await embedded.CreateDatabaseIfMissingAsync(Database, ct);
            await DatabaseSetup.PrepareAsync(
                embedded.OwnerConnectionString(Database), embedded.ConnectionString(Database), ct);
            return new RegistryHost(NpgsqlDataSource.Create(embedded.ConnectionString(Database)), embedded);
        }
        catch
        {
            await embedded.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (_embedded is not null)
        {
            await _embedded.DisposeAsync();
        }
    }

    /// <summary>A program's user may not migrate, and need not while the server has done so.</summary>
    private static async Task MigrateIfBehindAsync(NpgsqlDataSource source, string connection, CancellationToken ct)
    {
        await using var db = new RegistryDbContext(
            new DbContextOptionsBuilder<RegistryDbContext>().UseNpgsql(source).Options);
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            await DatabaseSetup.PrepareAsync(connection, connection, ct);
        }
    }
}
