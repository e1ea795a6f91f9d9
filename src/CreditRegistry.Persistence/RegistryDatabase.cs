using CreditRegistry.Persistence.Embedded;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreditRegistry.Persistence;

/// <summary>The database that the program works on: a configured one, or the embedded one where none is configured.</summary>
public sealed class RegistryDatabase : IAsyncDisposable
{
    private const string EmbeddedName = "registry";

    private readonly EmbeddedPostgres? _embedded;

    private RegistryDatabase(string connectionString, EmbeddedPostgres? embedded) =>
        (ConnectionString, _embedded) = (connectionString, embedded);

    /// <summary>Of the program's own user.</summary>
    public string ConnectionString { get; }

    public bool IsEmbedded => _embedded is not null;

    /// <summary>Opens it, up to date: migrated, and with rights for the program's user.</summary>
    /// <param name="program">Connection of the program's user; null or empty for the embedded database.</param>
    /// <param name="owner">Connection of the database's owner, who migrates; null when the program's user is the owner.</param>
    /// <exception cref="EmbeddedPostgresException">The embedded database cannot start; the message says what to do.</exception>
    /// <exception cref="NpgsqlException">The configured database cannot be reached or prepared.</exception>
    public static async Task<RegistryDatabase> OpenAsync(string? program, string? owner, ILogger logger, CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(program))
        {
            if (!string.IsNullOrWhiteSpace(owner) || await DatabaseSetup.IsBehindAsync(program, ct))
            {
                await DatabaseSetup.PrepareAsync(string.IsNullOrWhiteSpace(owner) ? program : owner, program, ct);
            }

            return new RegistryDatabase(program, embedded: null);
        }

        var embedded = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(), logger, ct);
        try
        {
            await embedded.CreateDatabaseIfMissingAsync(EmbeddedName, ct);
            var connection = embedded.ConnectionString(EmbeddedName);
            await DatabaseSetup.PrepareAsync(embedded.OwnerConnectionString(EmbeddedName), connection, ct);
            return new RegistryDatabase(connection, embedded);
        }
        catch
        {
            await embedded.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an embedded database anew, empty: for demo data whose loading was cut off, and nothing else.</summary>
    public async Task RecreateAsync(CancellationToken ct)
    {
        var embedded = _embedded ?? throw new InvalidOperationException("Only an embedded database is ever made anew.");
        await embedded.DropDatabaseAsync(EmbeddedName, ct);
        await embedded.CreateDatabaseIfMissingAsync(EmbeddedName, ct);
        await DatabaseSetup.PrepareAsync(embedded.OwnerConnectionString(EmbeddedName), ConnectionString, ct);
    }

    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
