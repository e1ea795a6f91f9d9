using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace CreditRegistry.TestKit;

/// <summary>Short ways to ask a server and to read what it says.</summary>
public static class Json
{
    public static Task<HttpResponseMessage> AskAsync(this HttpClient client, string path) =>
        client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>The body of a 200.</summary>
    public static async Task<JsonNode> ReadAsync(this HttpClient client, string path) =>
        await (await client.AskAsync(path)).BodyAsync(HttpStatusCode.OK);

    /// <summary>Posts JSON; with an ETag where the write needs one.</summary>
    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient client, string path, object? body = null, string? ifMatch = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null)
        {
            request.Content = body is string text
                ? new StringContent(text, Encoding.UTF8, "application/json")
                : JsonContent.Create(body, options: JsonSerializerOptions.Web);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The body, after making sure of the status; the body is in the message when the status is another.</summary>
    public static async Task<JsonNode> BodyAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return response.StatusCode == expected
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"Expected {(int)expected}, got {(int)response.StatusCode}: {text}");
    }

    /// <summary>The code of a problem, after making sure of the status and the media type.</summary>
    public static async Task<string> ProblemAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.BodyAsync(expected);
        return response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? body.Text("code")
            : throw new InvalidOperationException($"Not a problem: {body}");
    }

    public static string Text(this JsonNode node, string name) => node[name]!.GetValue<string>();

    public static string ETag(this JsonNode node) => $"\"{node["version"]!.GetValue<int>()}\"";
}
