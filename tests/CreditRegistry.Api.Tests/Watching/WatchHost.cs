using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Watching;

[CollectionDefinition(Name)]
public sealed class WatchCollection : ICollectionFixture<WatchHost>
{
    public const string Name = "watching";
}

/// <summary>A server whose limits are small, and whose webhooks may go to this machine.</summary>
public sealed class WatchHost(RegistryCluster cluster) : IAsyncLifetime
{
    public const int Lists = 3;
    public const int Companies = 5;

    /// <summary>Settings by which webhooks may go to this machine, however slow it is.</summary>
    internal static readonly string[] Webhooks =
    [
        "--Registry:Webhooks:AllowHttp", "true",
        "--Registry:Webhooks:AllowedNetworks", "127.0.0.0/8",
        "--Registry:Webhooks:TimeoutSeconds", "60",
    ];

    public RegistryHost Host { get; } = new(cluster);

    public async ValueTask InitializeAsync() => await Host.StartAsync(
        await cluster.NewDatabaseAsync(),
        adjust: null,
        [
            .. Webhooks,
            "--Registry:Webhooks:RetrySeconds", "10,100",
            "--Registry:Watch:ListsPerAccount", $"{Lists}",
            "--Registry:Watch:CompaniesPerAccount", $"{Companies}",
            "--Registry:RateLimit:Pings", "100000",
        ]);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>Short ways to what a watcher does.</summary>
internal static class Watching
{
    public const string Api = "/api/v1";

    public static readonly string[] AllRules =
        ["listed", "tierUp", "tierDown", "aboutToBecomeRepairable", "repaired", "lapsed", "annulled", "corrected", "objection", "recalled"];

    public static Task<HttpResponseMessage> CreateAsync(
        this HttpClient client, string[]? rules = null, string? url = null, string name = "Suppliers", int? daysBefore = null) =>
        client.SendAsync($"{Api}/watch-lists", new
        {
            name,
            rules = rules ?? AllRules,
            delivery = url is null ? "inbox" : "webhook",
            url,
            daysBefore,
        });

    /// <summary>A list of these companies.</summary>
    public static async Task<JsonNode> WatchAsync(
        this HttpClient client, IEnumerable<string> companies, string[]? rules = null, string? url = null, int? daysBefore = null)
    {
        var list = await (await client.CreateAsync(rules, url, daysBefore: daysBefore)).BodyAsync(HttpStatusCode.Created);
        await (await client.PutAsync(list, "/companies", JsonContent.Create(companies))).BodyAsync(HttpStatusCode.OK);
        return list;
    }

    public static string PathOf(this JsonNode list) => $"{Api}/watch-lists/{list.Text("id")}";

    public static Task<HttpResponseMessage> PutAsync(
        this HttpClient client, JsonNode list, string path, HttpContent? content = null, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, list.PathOf() + path) { Content = content };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static Task<HttpResponseMessage> DeleteAsync(this HttpClient client, JsonNode list, string path = "") =>
        client.DeleteAsync(new Uri(list.PathOf() + path, UriKind.Relative), TestContext.Current.CancellationToken);

    public static HttpContent Content(string text, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    public static async Task<IReadOnlyList<JsonNode>> EventsAsync(this HttpClient client, JsonNode list, string? after = null) =>
        [.. (await client.ReadAsync($"{list.PathOf()}/events{(after is null ? "" : $"?after={after}")}"))["items"]!.AsArray().Select(i => i!)];

    public static string[] Types(this IEnumerable<JsonNode> events) => [.. events.Select(e => e.Text("type"))];

    public static async Task<IReadOnlyList<JsonNode>> RecallsAsync(this HttpClient client, string query = "") =>
        [.. (await client.ReadAsync($"{Api}/recalls{query}"))["items"]!.AsArray().Select(i => i!)];

    public static async Task<IReadOnlyList<JsonNode>> DeliveriesAsync(this HttpClient client, JsonNode list) =>
        [.. (await client.ReadAsync($"{list.PathOf()}/deliveries"))["items"]!.AsArray().Select(i => i!)];

    /// <summary>Changes a record as its own methods do, with its ledger rows.</summary>
    public static Task ChangeAsync(this RegistryHost host, Guid id, Action<CreditRecord> change) => host.AddAsync(db =>
        change(db.Records.Single(r => r.Id == id)));

    public static Task RepairAsync(this RegistryHost host, CreditRecord record) => host.ChangeAsync(
        record.Id, r => Assert.Null(r.Repair(host.Clock.Today, Guid.CreateVersion7(host.Clock.GetUtcNow()))));

    public static Task AnnulAsync(this RegistryHost host, CreditRecord record) => host.ChangeAsync(
        record.Id, r => Assert.Null(r.Annul(host.Clock.Today, "Void.")));
}
