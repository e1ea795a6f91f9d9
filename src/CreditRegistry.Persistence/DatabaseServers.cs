using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Persistence;

/// <summary>
/// The servers that a connection string names: one primary, and standbys where it names several hosts. Which of them is
/// the primary may change while the program runs.
/// </summary>
public sealed class DatabaseServers : IAsyncDisposable
{
    private const int SecondsToNoticePromotion = 1;

    public DatabaseServers(string connectionString)
    {
        Primary = PrimaryOf(connectionString);
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        Each = settings.Host?.Contains(',', StringComparison.Ordinal) is not true
            ? []
            : [.. settings.Host.Split(',', StringSplitOptions.TrimEntries).Select(host => Single(settings, host))];
    }

    /// <summary>Whichever server takes writes now.</summary>
    public NpgsqlDataSource Primary { get; }

    /// <summary>Every server by itself, whatever it is now; empty when there is only one.</summary>
    public IReadOnlyList<NpgsqlDataSource> Each { get; }

    /// <summary>Whichever server of a connection string takes writes now.</summary>
    public static NpgsqlDataSource PrimaryOf(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.Host?.Contains(',', StringComparison.Ordinal) is not true)
        {
            return NpgsqlDataSource.Create(settings);
        }

        settings.HostRecheckSeconds = SecondsToNoticePromotion;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).BuildMultiHost()
            .WithTargetSession(TargetSessionAttributes.Primary);
    }

    /// <summary>A context of its own on one of the servers.</summary>
    public static RegistryDbContext Context(NpgsqlDataSource server)
    {
        var options = new DbContextOptionsBuilder<RegistryDbContext>();
        Use(options, server);
        return new RegistryDbContext(options.Options);
    }

    /// <remarks>A connection, not the data source: EF would build its model and compile its queries anew for each source.</remarks>
    public static void Use(DbContextOptionsBuilder options, NpgsqlDataSource server) =>
        options.UseNpgsql(server.CreateConnection(), contextOwnsConnection: true);

    public async ValueTask DisposeAsync()
    {
        await Primary.DisposeAsync();
        foreach (var server in Each)
        {
            await server.DisposeAsync();
        }
    }

    private static NpgsqlDataSource Single(NpgsqlConnectionStringBuilder settings, string host)
    {
        var single = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Host = host };
        if (host.Split(':') is [var name, var port])
        {
            (single.Host, single.Port) = (name, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
        }

        return NpgsqlDataSource.Create(single);
    }
}
