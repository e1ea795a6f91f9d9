using System.Globalization;
using System.Text.RegularExpressions;

namespace CreditRegistry.Domain.Time;

/// <summary>Instants as they are written in requests, files and commands.</summary>
public static partial class Instants
{
    /// <summary>
    /// Reads an instant of RFC 3339 with its offset, such as <c>2026-01-31T08:00:00Z</c> or <c>2026-01-31T16:00:00.5+08:00</c>;
    /// false for anything else, a date alone and an instant without an offset included.
    /// </summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        return Form().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
