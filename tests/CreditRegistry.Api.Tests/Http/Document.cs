using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CreditRegistry.Api.Http;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Http;

/// <summary>One operation of the document.</summary>
internal sealed record Operation(string Id, HttpMethod Method, Regex Path, int Parameters, JsonNode Node)
{
    public override string ToString() => Id;

    public bool IsOfTheApi => Path.ToString().StartsWith("^/api/", StringComparison.Ordinal);
}

/// <summary>A body that was taken, and how to send it again.</summary>
internal sealed record TakenBody(Operation Operation, Uri Address, string? IfMatch, string? Email, JsonNode Body);

/// <summary>The OpenAPI document, and what of real answers and bodies it does not say.</summary>
internal sealed class Document
{
    /// <summary>Codes that any endpoint may answer with.</summary>
    private static readonly HashSet<string> Shared =
        [.. typeof(ProblemCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    private readonly ConcurrentDictionary<string, string> _emails = [];

    private readonly JsonNode _schemas;

    public Document(JsonNode document)
    {
        Root = document;
        _schemas = document["components"]!["schemas"]!;
        Operations =
        [
            .. document["paths"]!.AsObject()
                .SelectMany(path => path.Value!.AsObject(), (path, operation) => new Operation(
                    operation.Value!.Text("operationId"),
                    new HttpMethod(operation.Key.ToUpperInvariant()),
                    new Regex($"^{Regex.Replace(Regex.Escape(path.Key), @"\\\{[^}]+}", "[^/]+")}$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)),
                    path.Key.Count(c => c is '{'),
                    operation.Value!))
                .OrderBy(o => o.Parameters), // what is written out comes before what stands for anything
        ];
    }

    public JsonNode Root { get; }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Names of the schemas of what was answered.</summary>
    public ConcurrentDictionary<string, bool> Seen { get; } = [];

    public ConcurrentDictionary<string, bool> Answered { get; } = [];

    /// <summary>The first body that each operation took.</summary>
    public ConcurrentDictionary<string, TakenBody> Taken { get; } = [];

    public ConcurrentQueue<string> Faults { get; } = [];

    /// <summary>Compares an answer, and a body that was taken, with what the document says.</summary>
    public async Task HearAsync(HttpResponseMessage answer)
    {
        var request = answer.RequestMessage!;
        if (Operations.FirstOrDefault(o => o.Method == request.Method && o.Path.IsMatch(request.RequestUri!.AbsolutePath)) is not { } operation)
        {
            return;
        }

        var place = $"{operation.Id} {(int)answer.StatusCode}";
        if (operation.Node["responses"]![$"{(int)answer.StatusCode}"] is not { } response)
        {
            Faults.Enqueue($"{place}: no such status");
            return;
        }

        var type = answer.Content.Headers.ContentType?.MediaType;
        var content = response["content"]?.AsObject();
        if (type is null ? content?.Count > 0 : content?.ContainsKey(type) is not true)
        {
            Faults.Enqueue($"{place}: {type ?? "nothing"} instead of {string.Join(", ", content?.Select(c => c.Key) ?? [])}");
        }
        else if (type is "application/json" or "application/problem+json")
        {
            await answer.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
            var body = JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Compare(content![type]!["schema"]!, body, place, Seen);
            if (type is "application/problem+json" && Shared.Contains(body!.Text("code"))
                && !response.Text("description").Split([' ', ','], StringSplitOptions.None).Contains(body!.Text("code")))
            {
                Faults.Enqueue($"{place}: {body!.Text("code")} is not described");
            }
        }

        if (!answer.IsSuccessStatusCode)
        {
            return;
        }

        Answered[operation.Id] = true;
        if (request.Content?.Headers.ContentType?.MediaType is "application/json"
            && operation.Node["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema)
        {
            var body = JsonNode.Parse(await request.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))!;
            Compare(schema, body, $"{operation.Id} body");
            if (operation.Id is "LogIn" or "ChangePassword")
            {
                var token = JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))!.Text("accessToken");
                _emails[token] = operation.Id is "LogIn" ? body.Text("email") : _emails[request.Headers.Authorization!.Parameter!];
            }

            Taken.TryAdd(operation.Id, new(
                operation,
                request.RequestUri!,
                request.Headers.TryGetValues("If-Match", out var match) ? match.Single() : null,
                request.Headers.Authorization?.Parameter is { } sent ? _emails[sent] : null,
                body));
        }
    }

    /// <summary>Names of the schemas that answers may have.</summary>
    public IReadOnlySet<string> SchemasOfAnswers()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<JsonNode?>(Operations.SelectMany(o => o.Node["responses"]!.AsObject()).Select(r => r.Value));
        while (open.TryPop(out var node))
        {
            switch (node)
            {
                case JsonObject held:
                    if (held["$ref"] is { } reference && names.Add(NameOf(reference)))
                    {
                        open.Push(_schemas[NameOf(reference)]);
                    }

                    foreach (var (name, value) in held)
                    {
                        if (name is not ("example" or "enum"))
                        {
                            open.Push(value);
                        }
                    }

                    break;

                case JsonArray items:
                    foreach (var item in items)
                    {
                        open.Push(item);
                    }

                    break;
            }
        }

        return names;
    }

    public JsonNode Resolve(JsonNode schema) =>
        schema["$ref"] is { } reference ? _schemas[NameOf(reference)]!
        : schema["allOf"]?[0] is { } only ? Resolve(only)
        : schema;

    /// <summary>Adds what is wrong with the value to <see cref="Faults"/>.</summary>
    public void Compare(JsonNode schema, JsonNode? value, string place, ConcurrentDictionary<string, bool>? seen = null)
    {
        if (value is null)
        {
            Expect(schema["nullable"]?.GetValue<bool>() is true || IsAnything(schema), "null");
            return;
        }

        if (seen is not null && (schema["$ref"] ?? schema["allOf"]?[0]!["$ref"]) is { } reference)
        {
            seen[NameOf(reference)] = true;
        }

        schema = Resolve(schema);
        if (schema["enum"] is JsonArray names)
        {
            Expect(names.Any(name => JsonNode.DeepEquals(name, value)), $"{value} is not listed");
        }

        switch (schema["type"]?.GetValue<string>())
        {
            case "object" when value is JsonObject whole:
                CompareProperties(schema, whole, place, seen);
                break;

            case "array" when value is JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Compare(schema["items"]!, items[i], $"{place}[{i}]", seen);
                }

                break;

            case "string" when value.GetValueKind() is JsonValueKind.String:
                Expect(IsOfFormat(schema["format"]?.GetValue<string>(), value.GetValue<string>()), $"{value} is no {schema["format"]}");
                break;

            case "integer" when value.GetValueKind() is JsonValueKind.Number:
                Expect(value.AsValue().TryGetValue<long>(out var number) && (schema["format"]?.GetValue<string>() is "int64" || number is >= int.MinValue and <= int.MaxValue), $"{value}");
                break;

            case "number" when value.GetValueKind() is JsonValueKind.Number:
            case "boolean" when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                break;

            case null when IsAnything(schema):
                break;

            case var type:
                Expect(false, $"{value.GetValueKind()} instead of {type}");
                break;
        }

        void Expect(bool fine, string fault)
        {
            if (!fine)
            {
                Faults.Enqueue($"{place}: {fault}");
            }
        }
    }

    private void CompareProperties(JsonNode schema, JsonObject whole, string place, ConcurrentDictionary<string, bool>? seen)
    {
        foreach (var name in (schema["required"]?.AsArray() ?? []).Select(r => r!.GetValue<string>()).Where(r => !whole.ContainsKey(r)))
        {
            Faults.Enqueue($"{place}.{name}: missing");
        }

        foreach (var (name, value) in whole)
        {
            if ((schema["properties"]?[name] ?? schema["additionalProperties"] as JsonObject) is { } own)
            {
                Compare(own, value, $"{place}.{name}", seen);
            }
            else
            {
                Faults.Enqueue($"{place}.{name}: not in the schema");
            }
        }
    }

    private static bool IsAnything(JsonNode schema) => schema.AsObject().All(p => p.Key is "description");

    private static bool IsOfFormat(string? format, string text) => format switch
    {
        null => true,
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => Regex.IsMatch(text, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    private static string NameOf(JsonNode reference) => reference.GetValue<string>()["#/components/schemas/".Length..];
}
