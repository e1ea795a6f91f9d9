using CreditRegistry.Api.Http;
using CreditRegistry.Application;
using CreditRegistry.Persistence;

namespace CreditRegistry.Api.Hosting;

/// <summary>Starts the program's clock, which never runs behind what has been written.</summary>
internal static class RegistryTime
{
    /// <summary>Clocks of several machines differ a little; more than this is a mistake.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);

    /// <exception cref="SettingException">The clock may not be set here, or would go back.</exception>
    public static async Task<RegistryClock> StartAsync(
        RegistrySettings settings, RegistryDatabase database, IHostEnvironment environment, CancellationToken ct)
    {
        var mayShift = environment.IsDevelopment() || (settings.Demo ?? database.IsEmbedded);
        if (settings.StartAt is not null && !mayShift)
        {
            throw new SettingException(
                "Registry:Now", "sets the clock, which only Development and the demo allow. Remove it, or set Registry:Demo to true.");
        }

#pragma warning disable RS0030 // The one place of this program where the machine's clock comes in.
        var clock = new RegistryClock(TimeProvider.System, settings.StartAt);
#pragma warning restore RS0030
        if (await LastWrittenAsync(database, ct) is { } last && clock.GetUtcNow() < last - Tolerance)
        {
            throw new SettingException(
                "Registry:Now",
                $"would turn time back: this database was last written at {last:O}. Set Registry:Now to that instant or later, "
                + "or use another database (REGISTRY_DATA_DIR for an embedded one).");
        }

        return clock;
    }

    private static async Task<DateTimeOffset?> LastWrittenAsync(RegistryDatabase database, CancellationToken ct)
    {
        await using var source = DatabaseServers.PrimaryOf(database.ConnectionString);
        await using var command = source.CreateCommand("select at from ledger order by id desc limit 1");
        return await command.ExecuteScalarAsync(ct) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }
}
