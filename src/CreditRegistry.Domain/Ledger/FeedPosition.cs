using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CreditRegistry.Domain.Ledger;

/// <summary>
/// A place in the ledger as the world writes it: <c>&lt;epoch&gt;.&lt;position&gt;</c>, such as <c>1.48213</c>. Whoever
/// holds it has seen every change up to and with that position.
/// </summary>
/// <param name="Epoch">
/// Which life of the database gave the position, from 1: restored from a backup, or a standby promoted, it begins another.
/// </param>
/// <param name="Position">From 1; 0 is the place before the first change.</param>
public readonly record struct FeedPosition(int Epoch, long Position) : IParsable<FeedPosition>
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}.{Position}");

    /// <exception cref="FormatException">It is no position.</exception>
    public static FeedPosition Parse(string s) =>
        TryParse(s, out var position) ? position : throw new FormatException("Not a feed position.");

    /// <inheritdoc cref="Parse(string)"/>
    public static FeedPosition Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>Reads exactly what <see cref="ToString"/> writes: no signs, spaces or leading zeros.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out FeedPosition result) => TryParse(s, null, out result);

    /// <inheritdoc cref="TryParse(string?, out FeedPosition)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out FeedPosition result)
    {
        result = default;
        if (s?.Split('.') is not [var epochText, var positionText]
            || !int.TryParse(epochText, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            || !long.TryParse(positionText, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return false;
        }

        result = new FeedPosition(epoch, position);
        return epoch > 0 && result.ToString() == s;
    }
}
