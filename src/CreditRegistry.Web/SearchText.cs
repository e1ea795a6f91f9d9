using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Web;

/// <summary>Tells what someone typed into the search box: a number, though perhaps a wrong one, or a name.</summary>
public static class SearchText
{
    public const int MaxLength = 200;

    private const int FewestDigits = 6;

    /// <summary>Letters and digits, and mostly digits. No company's name looks so.</summary>
    public static bool LooksLikeId(string text)
    {
        var code = RegistrationIds.Normalize(text);
        var digits = code.Count(char.IsAsciiDigit);
        return digits >= FewestDigits && digits * 2 >= code.Length && code.All(char.IsAscii);
    }
}
