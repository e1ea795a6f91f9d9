using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Web;

/// <summary>Tells what someone typed into the search box: a number, though perhaps a wrong one, or a name.</summary>
public static class SearchText
{
    public const int MaxLength = 200;

    private const int FewestDigits = 6;
    private const int FewestDigitsOfEighteen = 4;

    /// <summary>Letters and digits, and mostly digits, or 18 that begin with one. No company's name looks so.</summary>
    public static bool LooksLikeId(string text)
    {
        var code = RegistrationIds.Normalize(text);
        var digits = code.Count(char.IsAsciiDigit);
        return code.All(char.IsAscii)
            && ((digits >= FewestDigits && digits * 2 >= code.Length)
                || (code.Length is RegistrationId.Length && char.IsAsciiDigit(code[0]) && digits >= FewestDigitsOfEighteen));
    }
}
