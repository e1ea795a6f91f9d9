using System.Globalization;

namespace CreditRegistry.Api.Http;

/// <summary>A setting that stops the start.</summary>
public sealed class SettingException(string name, string reason) : Exception($"The setting {name} {reason}");

internal static class Settings
{
    public static int Positive(this IConfiguration configuration, string name, int otherwise) =>
        configuration[name] is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value
        : throw new SettingException(name, "must be a whole number above zero.");

    public static int NotNegative(this IConfiguration configuration, string name, int otherwise) =>
        configuration[name] is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw new SettingException(name, "must be a whole number, zero or more.");

    public static bool Flag(this IConfiguration configuration, string name) => configuration[name] switch
    {
        null => false,
        var text when bool.TryParse(text, out var value) => value,
        _ => throw new SettingException(name, "must be true or false."),
    };
}
