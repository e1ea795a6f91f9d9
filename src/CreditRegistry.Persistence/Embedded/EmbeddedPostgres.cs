using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreditRegistry.Persistence.Embedded;

/// <summary>How a process came to its server.</summary>
public enum EmbeddedPostgresOrigin
{
    /// <summary>It started the server.</summary>
    Started,

    /// <summary>The server ran without users, because the last one was killed.</summary>
    Adopted,

    /// <summary>Another process uses the server already.</summary>
    Attached,
}

/// <summary>
/// A PostgreSQL server of the program's own, shared by all processes that name the same folder. The first starts it,
/// later ones attach, and the last to dispose stops it.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>Superuser that owns the databases; for migrations.</summary>
    public const string OwnerRole = "registry_owner";

    /// <summary>Role without rights of its own; for everything else.</summary>
    public const string AppRole = "registry_app";

    private readonly DataFolder _folder;
    private readonly PostgresServer _server;
    private readonly ILogger _logger;
    private FileStream? _membership;

    private EmbeddedPostgres(
        DataFolder folder, PostgresServer server, FileStream membership, EmbeddedPostgresOrigin origin, int port,
        ILogger logger)
    {
        _folder = folder;
        _server = server;
        _membership = membership;
        _logger = logger;
        Origin = origin;
        Port = port;
    }

    public EmbeddedPostgresOrigin Origin { get; }

    /// <summary>On 127.0.0.1; kept from one start to the next while nobody else takes it.</summary>
    public int Port { get; }

    /// <summary>Starts the server of a folder, or joins it; makes folder and cluster where they are missing.</summary>
    /// <exception cref="EmbeddedPostgresException">It cannot; the message says what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct = default)
    {
        var folder = new DataFolder(options.DataDirectory);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(options.StartTimeout);
        try
        {
            return await JoinAsync(folder, options, logger, timeout.Token, ct);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw new EmbeddedPostgresException(
                $"The server of {folder.Root} was not ready after {options.StartTimeout.TotalSeconds:0} s. It may "
                + "still be recovering from a crash, or another process may be starting or stopping it: try again in a "
                + $"minute. Its log is in {Path.Combine(folder.Cluster, "log")}.", late);
        }
        catch (UnauthorizedAccessException closed)
        {
            throw new EmbeddedPostgresException(
                $"{folder.Root} belongs to another user: {closed.Message} Run the program as that user, "
                + "or set REGISTRY_DATA_DIR to a folder of your own.", closed);
        }
        catch (NpgsqlException refused)
        {
            throw new EmbeddedPostgresException(
                $"The server of {folder.Root} runs, but does not let its owner in: {refused.Message}. If "
                + $"{folder.PasswordFile(OwnerRole)} was replaced, restore it.", refused);
        }
        catch (IOException failure)
        {
            throw new EmbeddedPostgresException($"{folder.Root} cannot hold the database: {failure.Message}", failure);
        }
    }

    /// <summary>Connects as <see cref="OwnerRole"/>.</summary>
    public string OwnerConnectionString(string database) =>
        _server.Connection(Port, OwnerRole, database).ConnectionString;

    /// <summary>Connects as <see cref="AppRole"/>.</summary>
    public string ConnectionString(string database) =>
        _server.Connection(Port, AppRole, database).ConnectionString;

    /// <summary>Makes a database owned by <see cref="OwnerRole"/>, unless it is there.</summary>
    public async Task CreateDatabaseIfMissingAsync(string name, CancellationToken ct = default)
    {
        await using var connection = await _server.OpenAsOwnerAsync(Port, ct);
        await PostgresCluster.EnsureDatabaseAsync(connection, name, ct);
    }

    /// <summary>Drops a database with all that is in it, and whoever is connected to it.</summary>
    /// <param name="name">A plain identifier, never a caller's text.</param>
    public async Task DropDatabaseAsync(string name, CancellationToken ct = default)
    {
        await using var connection = await _server.OpenAsOwnerAsync(Port, ct);
        await using var command = new NpgsqlCommand($"drop database if exists {name} with (force)", connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Leaves the server, and stops it when nobody else uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _membership, null) is not { } membership)
        {
            return;
        }

        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            await using var alone = await _folder.LockAsync(timeout.Token);
            await membership.DisposeAsync();
            if (_folder.IsUnused())
            {
                await _server.StopAsync(timeout.Token);
                _logger.LogInformation("Stopped the embedded PostgreSQL of {Folder}", _folder.Root);
            }
        }
        catch (Exception failure)
            when (failure is EmbeddedPostgresException or OperationCanceledException or IOException)
        {
            // Nothing is lost: the next start adopts the server.
            _logger.LogError(failure, "The embedded PostgreSQL of {Folder} may still be running", _folder.Root);
        }
        finally
        {
            await membership.DisposeAsync();
        }
    }

    private static async Task<EmbeddedPostgres> JoinAsync(
        DataFolder folder, EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct,
        CancellationToken cancelled)
    {
        var found = await PostgresBinaries.FindAsync(options.BinariesDirectory, ct);
        var account = await ServerAccount.ForAsync(folder, options.RunAsUser, ct);
        folder.Create();
        await using var alone = await folder.LockAsync(ct);

        var existing = folder.ClusterVersion();
        var binaries = PostgresBinaries.Choose(found, existing, folder.Cluster);
        folder.RemoveUnfinishedClusters();
        if (existing is null)
        {
            logger.LogInformation("Making a PostgreSQL {Version} cluster in {Folder}", binaries.Version, folder.Root);
            await PostgresCluster.CreateAsync(folder, binaries, account, options, ct);
        }

        else if (!File.Exists(folder.PasswordFile(OwnerRole)))
        {
            throw new EmbeddedPostgresException(
                $"{folder.PasswordFile(OwnerRole)} is missing, and the cluster beside it opens to nobody else. Restore "
                + $"that file, or move {folder.Root} away to begin with an empty database.");
        }

        var server = new PostgresServer(folder, binaries, account, options);
        var unused = folder.IsUnused();
        var membership = folder.Join();
        var starts = false;
        try
        {
            var running = await server.FindRunningAsync(ct);
            starts = running is null;
            var port = running ?? await server.StartAsync(ct);
            if (unused)
            {
                await using var owner = await server.OpenAsOwnerAsync(port, ct);
                await PostgresCluster.EnsureAppRoleAsync(owner, folder.Password(AppRole), ct);
            }

            var origin = running is null ? EmbeddedPostgresOrigin.Started
                : unused ? EmbeddedPostgresOrigin.Adopted
                : EmbeddedPostgresOrigin.Attached;
            logger.LogInformation(
                "{Origin} the embedded PostgreSQL of {Folder} on port {Port}", origin, folder.Root, port);
            return new EmbeddedPostgres(folder, server, membership, origin, port, logger);
        }
        catch (Exception failure)
        {
            await membership.DisposeAsync();

            // Only our own, never one that was found; and one that is late may be recovering: the next start adopts it.
            var late = failure is OperationCanceledException && !cancelled.IsCancellationRequested;
            if (starts && !late)
            {
                await server.StopAsync(CancellationToken.None);
            }

            throw;
        }
    }
}
