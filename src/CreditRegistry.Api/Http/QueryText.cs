using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Api.Http;

/// <summary>The one way each type is written in a query string or path.</summary>
internal static class QueryText
{
    private static readonly ConcurrentDictionary<Type, Func<string, bool>?> Parsers = new();

    /// <summary>Null when <paramref name="text"/> has the right form, else the form that is expected.</summary>
    public static string? WrongForm(Type type, string text)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;

        if (text.Length is 0)
        {
            return "Must not be empty; leave the parameter out instead.";
        }

        if (text.Contains('\0'))
        {
            return "Must not contain a NUL character.";
        }

        if (type.IsEnum)
        {
            return NamesOf(type).Contains(text, StringComparer.Ordinal) ? null : OneOf(type);
        }

        return type switch
        {
            _ when type == typeof(string) => null,
            _ when type == typeof(bool) => text is "true" or "false" ? null : "Must be true or false.",
            _ when type == typeof(int) => IsInteger(text) && int.TryParse(text, CultureInfo.InvariantCulture, out _)
                ? null
                : "Must be a whole number.",
            _ when type == typeof(long) => IsInteger(text) && long.TryParse(text, CultureInfo.InvariantCulture, out _)
                ? null
                : "Must be a whole number.",
            _ when type == typeof(DateOnly) => IsDate(text) ? null : "Must be a date, YYYY-MM-DD.",
            _ when type == typeof(DateTimeOffset) => Instants.TryParse(text, out _)
                ? null
                : "Must be an instant of RFC 3339, such as 2026-01-31T08:00:00Z.",
            _ when type == typeof(Guid) => Guid.TryParseExact(text, "D", out _) ? null : "Must be a UUID.",
            _ => Parsers.GetOrAdd(type, ParserOf) is { } parses && !parses(text) ? "Has the wrong form." : null,
        };
    }

    /// <summary>What to say of a value that a closed list does not have.</summary>
    public static string OneOf(Type type) => $"Must be one of: {string.Join(", ", NamesOf(type))}.";

    private static IEnumerable<string> NamesOf(Type type) => Enum.GetValues(type).Cast<Enum>().Select(RegistryJson.Name);

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsInteger(string text) => text.AsSpan().TrimStart('-').IndexOfAnyExceptInRange('0', '9') < 0;

    private static Func<string, bool>? ParserOf(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>))
            ? typeof(QueryText).GetMethod(nameof(Parses), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type).CreateDelegate<Func<string, bool>>()
            : null;

    private static bool Parses<T>(string text)
        where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out _);
}
