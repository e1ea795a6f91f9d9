using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.RuleSets;

/// <summary>JSON read with no mercy: nothing unknown, nothing missing, nothing twice, no empty text.</summary>
internal static partial class StrictJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new PeriodConverter(),
        },
    };

    public static Reading<T> Read<T>(string json, string file)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var faults = Gaps(document.RootElement, "$")
                .Select(gap => new RuleSetFault(file, gap.Row, gap.Reason)).ToList();
            return faults.Count > 0 ? new(null, faults) : new(JsonSerializer.Deserialize<T>(json, Options)!, []);
        }
        catch (JsonException exception)
        {
            // The framework ends its message with the place, which has its own field here.
            var reason = PlaceInMessage().Replace(exception.Message, "");
            return new(null, [new(file, exception.Path ?? "$", reason)]);
        }
    }

    // What the serializer lets through: null inside a list, and texts without content.
    private static IEnumerable<(string Row, string Reason)> Gaps(JsonElement element, string path) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
                Gaps(property.Value, $"{path}.{property.Name}")),
            JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) =>
                item.ValueKind is JsonValueKind.Null
                    ? [($"{path}[{index}]", "null has no place in a list.")]
                    : Gaps(item, $"{path}[{index}]")),
            JsonValueKind.String when string.IsNullOrWhiteSpace(element.GetString()) => [(path, "The text is empty.")],
            JsonValueKind.Null when path == "$" => [(path, "The file holds nothing.")],
            JsonValueKind.String when path.EndsWith(".zh", StringComparison.Ordinal)
                && !Han().IsMatch(element.GetString()!) => [(path, "The Chinese text has no Chinese in it.")],
            _ => [],
        };

    [GeneratedRegex(@" ?Path: \$.*$", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex PlaceInMessage();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Han();

    private sealed class PeriodConverter : JsonConverter<Period>
    {
        public override Period Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String
            && PeriodText.TryParse(reader.GetString(), out var period)
            && period.Length > 0
                ? period
                : throw new JsonException("A period is a positive number and its unit, such as '10 working days'.");

        public override void Write(Utf8JsonWriter writer, Period value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Describe().En);
    }
}
