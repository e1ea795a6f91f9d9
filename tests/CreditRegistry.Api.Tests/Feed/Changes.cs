using System.Text.Json.Nodes;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Feed;

/// <summary>Reads the feed as a follower does.</summary>
internal static class Changes
{
    public const string Path = "/api/v1/changes";

    /// <summary>Every entry after a position, once all that is committed has its place; and the position after it.</summary>
    public static async Task<(IReadOnlyList<JsonNode> Items, string Next)> ChangesAsync(
        this RegistryHost host, string? after = null, int limit = 1000)
    {
        await host.PlacedAsync();
        using var client = host.Anyone();
        var items = new List<JsonNode>();
        while (true)
        {
            var page = await client.ReadAsync($"{Path}?limit={limit}{(after is null ? "" : $"&after={after}")}");
            items.AddRange(page["items"]!.AsArray().Select(i => i!));
            after = page.Text("next");
            if (after == page.Text("head"))
            {
                return (items, after);
            }
        }
    }

    public static async Task<string> HeadAsync(this RegistryHost host)
    {
        await host.PlacedAsync();
        using var client = host.Anyone();
        return (await client.ReadAsync($"{Path}?limit=1")).Text("head");
    }

    /// <summary>Waits until every committed row has a position.</summary>
    public static async Task PlacedAsync(this RegistryHost host)
    {
        while (await host.QueryAsync(db => db.Ledger.AnyAsync(l => l.Position == null)))
        {
            await host.PlaceLedgerAsync();
        }
    }

    /// <summary>The head once that ledger row, and so all before it that are committed, has its place.</summary>
    public static async Task<string> HeadBeyondAsync(this RegistryHost host, long ledgerId)
    {
        while (await host.QueryAsync(db => db.Ledger.AnyAsync(l => l.Id == ledgerId && l.Position == null)))
        {
            await host.PlaceLedgerAsync();
        }

        return await host.HeadAsync();
    }

    public static string[] Kinds(this IEnumerable<JsonNode> items) => [.. items.Select(i => i.Text("kind"))];

    public static string[] Members(this JsonNode node) => [.. node.AsObject().Select(p => p.Key)];
}
