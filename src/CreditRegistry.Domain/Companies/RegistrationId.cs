using System.Diagnostics.CodeAnalysis;

namespace CreditRegistry.Domain.Companies;

/// <summary>
/// A company's registration ID: the 18-character Unified Social Credit Code of an enterprise (91) or a farmers'
/// cooperative (93), normalised and checked. None can be held that <see cref="RegistrationIds.Check"/> refuses.
/// </summary>
/// <remarks>GB 32100-2015; the organisation code inside it GB 11714-1997.</remarks>
public sealed record RegistrationId : IParsable<RegistrationId>
{
    /// <summary>In characters, once normalised.</summary>
    public const int Length = 18;

    /// <summary>For callers in this assembly that have just checked <paramref name="value"/> or computed it.</summary>
    internal RegistrationId(string value) => Value = value;

    /// <summary>Normalised: 18 half-width digits and capital letters.</summary>
    public string Value { get; }

    /// <exception cref="FormatException">Not a company's registration ID; the text is not quoted.</exception>
    public static RegistrationId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var id) ? id : throw new FormatException("Not a company's registration ID.");
    }

    /// <summary>Normalises and checks. To say why a text is refused, ask <see cref="RegistrationIds.Check"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out RegistrationId id)
    {
        id = text is null ? null : RegistrationIds.Check(text).Id;
        return id is not null;
    }

    static RegistrationId IParsable<RegistrationId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<RegistrationId>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out RegistrationId result) =>
        TryParse(s, out result);

    public override string ToString() => Value;
}
