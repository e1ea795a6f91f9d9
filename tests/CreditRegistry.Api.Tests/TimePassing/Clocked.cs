using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.TimePassing;

/// <summary>A server for one test, whose clock begins on Wednesday, 1 July 2026.</summary>
internal static class Clocked
{
    public static async Task<RegistryHost> StartAsync(RegistryCluster cluster)
    {
        var host = new RegistryHost(cluster);
        await host.InitializeAsync();
        return host;
    }

    /// <summary>Goes to that day and does what is due then.</summary>
    public static Task<int> PassTimeAsync(this RegistryHost host, int year, int month, int day)
    {
        host.Clock.GoTo(new DateOnly(year, month, day));
        return host.PassTimeAsync();
    }

    /// <summary>What the registry itself did: each kind with the day from which it holds, in the order written.</summary>
    public static async Task<List<(string Kind, string On)>> ByItselfAsync(this RegistryHost host, params string[] kinds)
    {
        var rows = await host.QueryAsync(db => db.Ledger
            .Where(l => l.Role == "registry" && kinds.Contains(l.Kind))
            .OrderBy(l => l.Id).Select(l => new { l.Kind, l.Details }).ToListAsync());
        return rows.ConvertAll(r => (r.Kind, r.Details.RootElement.GetProperty("on").GetString()!));
    }
}
