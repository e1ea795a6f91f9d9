using System.Buffers;

namespace CreditRegistry.Domain.Companies;

/// <summary>Normalises and judges registration IDs (GB 32100-2015).</summary>
public static class RegistrationIds
{
    private const int StackLimit = 128;
    private const int FewestDigits = 6;
    private const int FewestDigitsOfFullLength = 4;

    private static readonly SearchValues<char> NormalCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<char> Alphabet = SearchValues.Create(CheckCharacters.Alphabet);

    private static readonly RegistrationIdWarning[] OrganisationCodeWarning =
        [RegistrationIdWarning.OrganisationCodeCheck];

    /// <summary>
    /// Full-width to half-width (U+FF01–FF5E, U+3000), ASCII upper case, without spaces, tabs and hyphens, trimmed.
    /// Doing it twice changes nothing, and a text that is already normal is returned as it is.
    /// </summary>
    public static string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExcept(NormalCharacters))
        {
            return text;
        }

        Span<char> buffer = text.Length <= StackLimit ? stackalloc char[StackLimit] : new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (NormalizeCharacter(c) is { } kept)
            {
                buffer[length++] = kept;
            }
        }

        var normal = buffer[..length].Trim(); // trimmed last: a dropped hyphen may uncover a line break
        return normal.SequenceEqual(text) ? text : normal.ToString();
    }

    /// <summary>Judges a text as a company's registration ID. Pure, and never throws for a text of whatever kind.</summary>
    /// <remarks>
    /// The first reason found is given, in an order that tells people what they hold before it tells them what is wrong
    /// with it: length; a person's number (17 digits and a digit or X, a date at 7–14, a failing organisation check);
    /// characters; category (92, then all but 91 and 93); region digits; check character (mod 31, save for the
    /// <see cref="AllowList"/>). A failing organisation check alone is a warning.
    /// </remarks>
    public static RegistrationIdVerdict Check(string input)
    {
        var code = Normalize(input);
        if (code.Length != RegistrationId.Length)
        {
            return RegistrationIdVerdict.Refused(code, RegistrationIdReason.Length);
        }

        if (PersonNumber.MayBe(code) && !PassesOrganisationCheck(code))
        {
            return RegistrationIdVerdict.Refused(code, RegistrationIdReason.NotACompany);
        }

        if (FirstStranger(code) is { } stranger)
        {
            return Refused(code, RegistrationIdReason.Character, stranger);
        }

        if (!IsCompanyCategory(code))
        {
            return code.StartsWith("92", StringComparison.Ordinal)
                ? RegistrationIdVerdict.Refused(code, RegistrationIdReason.SoleTrader, 2)
                : RegistrationIdVerdict.Refused(code, RegistrationIdReason.NotACompany, code[0] == '9' ? 2 : 1);
        }

        if (FirstNonDigitOfRegion(code) is { } nonDigit)
        {
            return Refused(code, RegistrationIdReason.Region, nonDigit);
        }

        var expected = CheckCharacters.OfRegistrationId(code);
        if (expected == code[17])
        {
            return RegistrationIdVerdict.Valid(code, PassesOrganisationCheck(code) ? [] : OrganisationCodeWarning);
        }

        return AllowList.Reasons.TryGetValue(code, out var reason)
            ? RegistrationIdVerdict.Valid(code, [RegistrationIdWarning.AllowListed(reason)])
            : Refused(code, RegistrationIdReason.CheckCharacter, RegistrationId.Length, expected);
    }

    /// <summary>
    /// Whether somebody who typed this meant a number, though perhaps a wrong one: letters and digits, and mostly digits, or
    /// 17 to 19 that begin with one. No company's name looks so.
    /// </summary>
    public static bool LooksLikeNumber(string text)
    {
        var code = Normalize(text);
        var digits = code.Count(char.IsAsciiDigit);
        return code.All(char.IsAscii)
            && ((digits >= FewestDigits && digits * 2 >= code.Length)
                || (code.Length is >= RegistrationId.Length - 1 and <= RegistrationId.Length + 1
                    && char.IsAsciiDigit(code[0]) && digits >= FewestDigitsOfFullLength));
    }

    internal static bool HasCompanyShape(ReadOnlySpan<char> code) =>
        FirstStranger(code) is null && IsCompanyCategory(code) && FirstNonDigitOfRegion(code) is null;

    internal static bool PassesBothChecks(ReadOnlySpan<char> code) =>
        CheckCharacters.OfRegistrationId(code) == code[17] && PassesOrganisationCheck(code);

    private static RegistrationIdVerdict Refused(
        string code, RegistrationIdReason reason, int position, char? expected = null) =>
        RegistrationIdVerdict.Refused(code, reason, position, expected, LookAlikes.Repair(code));

    private static bool PassesOrganisationCheck(ReadOnlySpan<char> code) =>
        CheckCharacters.OfOrganisationCode(code[8..16]) == code[16];

    private static bool IsCompanyCategory(ReadOnlySpan<char> code) => code[0] == '9' && code[1] is '1' or '3';

    private static int? FirstStranger(ReadOnlySpan<char> code) =>
        code.IndexOfAnyExcept(Alphabet) is >= 0 and var index ? index + 1 : null;

    private static int? FirstNonDigitOfRegion(ReadOnlySpan<char> code) =>
        code[2..8].IndexOfAnyExceptInRange('0', '9') is >= 0 and var index ? index + 3 : null;

    private static char? NormalizeCharacter(char c)
    {
        var half = c switch
        {
            >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
            '\u3000' => ' ',
            _ => c,
        };
        return half switch
        {
            ' ' or '\t' or '-' => null,
            >= 'a' and <= 'z' => (char)(half - 32),
            _ => half,
        };
    }
}
