using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<NpgsqlDataSource, DbContextOptions<RegistryDbContext>> _options = new();

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
    public RegistryDbContext Context(NpgsqlDataSource server) => new(_options.GetOrAdd(
        server, static s => new DbContextOptionsBuilder<RegistryDbContext>().UseNpgsql(s).Options));

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
