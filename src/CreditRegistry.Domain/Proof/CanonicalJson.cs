using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CreditRegistry.Domain.Proof;

/// <summary>
/// The one way to write a JSON value, so that whoever has the value has its bytes: RFC 8785 (members in the order of their
/// UTF-16 code units, no white space, no escape that is not needed), with members that are null left out. Numbers are whole,
/// of up to 63 bits, written in digits.
/// </summary>
public static class CanonicalJson
{
    /// <returns>UTF-8, without a byte order mark.</returns>
    /// <exception cref="ArgumentException">A number is not whole, or too great.</exception>
    public static byte[] Of(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>An object of these members; the ones without a value are left out.</summary>
    /// <inheritdoc cref="Of(JsonElement)"/>
    public static byte[] Of(IEnumerable<KeyValuePair<string, JsonElement>> members)
    {
        var text = new StringBuilder();
        WriteObject(text, members);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(text, value.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value)));
                break;
            case JsonValueKind.Array:
                var separator = '[';
                foreach (var item in value.EnumerateArray())
                {
                    text.Append(separator);
                    Write(text, item);
                    separator = ',';
                }

                text.Append(separator is '[' ? "[]" : "]");
                break;
            case JsonValueKind.String:
                WriteString(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                if (!value.TryGetInt64(out var number))
                {
                    throw new ArgumentException("Only whole numbers of up to 63 bits have a canonical form here.", nameof(value));
                }

                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            case JsonValueKind.Null:
            case JsonValueKind.Undefined:
                text.Append("null");
                break;
        }
    }

    private static void WriteObject(StringBuilder text, IEnumerable<KeyValuePair<string, JsonElement>> members)
    {
        var separator = '{';
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            {
                continue;
            }

            text.Append(separator);
            WriteString(text, name);
            text.Append(':');
            Write(text, value);
            separator = ',';
        }

        text.Append(separator is '{' ? "{}" : "}");
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
