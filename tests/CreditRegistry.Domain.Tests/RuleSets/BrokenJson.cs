using System.Globalization;
using System.Text.Json.Nodes;

namespace CreditRegistry.Domain.Tests.RuleSets;

/// <summary>Breaks a sound file in one place.</summary>
internal static class BrokenJson
{
    /// <param name="path">Such as <c>grounds[3].tiers</c>.</param>
    /// <param name="value">JSON to put there; null removes what is there.</param>
    public static string With(string json, string path, string? value)
    {
        var root = JsonNode.Parse(json)!;
        var steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var parent = steps[..^1].Aggregate(root, (node, step) => Child(node, step)!);
        var node = value is null ? null : JsonNode.Parse(value);

        switch (parent)
        {
            case JsonArray array when value is null:
                array.RemoveAt(Index(steps[^1]));
                break;
            case JsonArray array when Index(steps[^1]) == array.Count:
                array.Add(node);
                break;
            case JsonArray array:
                array[Index(steps[^1])] = node;
                break;
            case JsonObject row when value is null:
                Assert.True(row.Remove(steps[^1]), $"Nothing at {path} to remove.");
                break;
            default:
                parent[steps[^1]] = node;
                break;
        }

        return root.ToJsonString();
    }

    private static JsonNode? Child(JsonNode node, string step) => node is JsonArray array ? array[Index(step)] : node[step];

    private static int Index(string step) => int.Parse(step, CultureInfo.InvariantCulture);
}
