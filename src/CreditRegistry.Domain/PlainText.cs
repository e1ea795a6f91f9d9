using System.Globalization;
using System.Text;

namespace CreditRegistry.Domain;

/// <summary>A text as somebody means it who reads it aloud: one width, one kind of digits, nothing unseen.</summary>
/// <remarks>Not Unicode's normalisation, which does nothing where the program runs without ICU.</remarks>
internal static class PlainText
{
    /// <summary>Chinese digits, each kept apart from the others: what stands beside 一 is not always more of the same number.</summary>
    private const string Numerals = "〇零○一壹幺⼀二贰貳两⼆三叁參四肆五伍六陆陸七柒八捌⼋九玖";

    private const string NumeralValues = "00011112222233344556667788899";

    /// <summary>Parts a sentence; between thousands only the narrow one stands.</summary>
    private const int FullWidthComma = '，';

    /// <summary>The first of ten private characters that stand for Chinese digits.</summary>
    public const char NumeralZero = '\uE000';

    public const char NumeralNine = '\uE009';

    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Append(plain, rune);
        }

        return plain.ToString();
    }

    private static void Append(StringBuilder plain, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark:
            case UnicodeCategory.Control when !Rune.IsWhiteSpace(rune):
                break;
            case UnicodeCategory.DecimalDigitNumber:
                plain.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
                break;
            case UnicodeCategory.OtherNumber when Rune.GetNumericValue(rune) is >= 0 and < 100 and var value && value == Math.Floor(value):
                plain.Append(((int)value).ToString(CultureInfo.InvariantCulture));
                break;
            case UnicodeCategory.PrivateUse:
                plain.Append('\uFFFD');
                break;
            default:
                Append(plain, rune.Value, rune);
                break;
        }
    }

    private static void Append(StringBuilder plain, int code, Rune rune)
    {
        if (rune.IsBmp && Numerals.IndexOf((char)code, StringComparison.Ordinal) is >= 0 and var numeral)
        {
            plain.Append((char)(NumeralZero + NumeralValues[numeral] - '0'));
        }
        else if (code is >= 0xFF01 and <= 0xFF5E and not FullWidthComma)
        {
            plain.Append((char)(code - 0xFEE0));
        }
        else
        {
            plain.Append(code switch { 0xFFE5 => "¥", 0xFE6B => "@", 0xFE52 => ".", _ => rune.ToString() });
        }
    }
}
