using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Plans;

/// <summary>Asks for what the API offers, and knows what was not asked for.</summary>
internal sealed class Reads(RegistryHost host)
{
    private const string Api = "/api/v1";

    private readonly List<string> _asked = [];

    /// <summary>The first page, and the one after it if there is one.</summary>
    public async Task AskAsync(HttpClient client, string path)
    {
        path = path.TrimEnd('?');
        _asked.Add(path);
        var answer = await client.AskAsync(Api + path);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{path}: {text}");
        if (text.StartsWith('{') && JsonNode.Parse(text) is JsonObject body && body["next"] is JsonValue next && !path.StartsWith("/log/", StringComparison.Ordinal) && body["head"] is null)
        {
            var more = await client.AskAsync($"{Api}{path}{(path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}cursor={Uri.EscapeDataString(next.GetValue<string>())}");
            Assert.True(more.StatusCode is HttpStatusCode.OK, $"{more.RequestMessage!.RequestUri}: {await more.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }
    }

    /// <summary>The beginning of an answer that does not end.</summary>
    public async Task BeginAsync(HttpClient client, string path)
    {
        _asked.Add(path);
        using var answer = await client.GetAsync(
            new Uri(Api + path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await stream.ReadAsync(new byte[1000], TestContext.Current.CancellationToken));
    }

    /// <summary>Reads, and filters of theirs, that nobody asked for and that are not answered from memory.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync()
    {
        using var anyone = host.Anyone();
        var document = await anyone.ReadAsync("/swagger/v1/swagger.json");
        var missing = new List<string>();
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            if (operations!["get"] is not { } get || Regex.IsMatch(path, "registration-ids|rule-sets|grounds|measures|calendars|^/health|^/version|documents"))
            {
                continue;
            }

            var pattern = "^" + Regex.Replace(Regex.Escape(path.Replace(Api, "", StringComparison.Ordinal)), @"\\\{[^}]+}", "[^/?]+") + @"(\?|$)";
            var asked = _asked.Where(a => Regex.IsMatch(a, pattern)).ToList();
            if (asked.Count == 0)
            {
                missing.Add(path);
            }

            missing.AddRange((get["parameters"]?.AsArray() ?? [])
                .Where(p => p!.Text("in") is "query" && p!.Text("name") is not ("limit" or "cursor"))
                .Select(p => p!.Text("name"))
                .Where(name => !asked.Any(a => Regex.IsMatch(a, $@"[?&]{name}=")))
                .Select(name => $"{path}?{name}="));
        }

        return missing;
    }
}
