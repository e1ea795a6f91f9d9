using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Domain;

/// <summary>Finds what reaches or identifies a person in a <see cref="PlainText"/>.</summary>
/// <remarks>
/// Digits with nothing but separators between them may be one number. Such a chain is read from every place where a number may
/// begin to every place where it may end; amounts of money and companies' registration IDs are taken out before, and a chain
/// of dates is no number.
/// </remarks>
internal static partial class PersonalData
{
    private const int LongestNumber = 18;

    /// <summary>Digits of a part of a number that has commas or brackets between its parts.</summary>
    private const int ShortestPart = 3;

    /// <summary>Stands where something was that is no part of a number.</summary>
    private const string Taken = "\uFFFF";

    public static bool HasEMail(string plain) => EMail().IsMatch(plain);

    public static bool HasNumber(string plain)
    {
        var text = Amount().Replace(
            RegistrationIdShape().Replace(plain, id => RegistrationIds.Check(id.Value).IsValid ? Taken : id.Value), Taken);
        var groups = Groups(text);
        for (var first = 0; first < groups.Count; first++)
        {
            if (groups[first].Start is > 0 and var start && char.IsAsciiLetter(text[start - 1]))
            {
                continue;
            }

            var digits = "";
            for (var last = first; last < groups.Count && (last == first || groups[last].IsJoined); last++)
            {
                digits += groups[last].Digits;
                if (digits.Length > LongestNumber)
                {
                    break;
                }

                var isWhole = !groups[first].IsJoined && (last + 1 == groups.Count || !groups[last + 1].IsJoined);
                if (!groups[first..(last + 1)].TrueForAll(g => g.IsDate) && IsPersonal(digits, isWhole, text.AsSpan(groups[last].End)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsPersonal(string digits, bool isWhole, ReadOnlySpan<char> after)
    {
        if (digits.Length is RegistrationId.Length - 1 && IsCheckX(after))
        {
            return IsPersonNumber(digits + 'X');
        }

        if (after is [var next, ..] && char.IsAsciiLetter(next))
        {
            return false;
        }

        return Mobile().IsMatch(digits)
            || (digits.Length is RegistrationId.Length && IsPersonNumber(digits))
            || (isWhole && (Landline().IsMatch(digits) || (digits.Length is 15 && PersonNumber.MayBeOld(digits))));
    }

    private static bool IsPersonNumber(string code) => PersonNumber.MayBe(code) && !RegistrationIds.Check(code).IsValid;

    /// <summary>Whether the last character of a person's number follows that is no digit.</summary>
    private static bool IsCheckX(ReadOnlySpan<char> after)
    {
        while (Rune.DecodeFromUtf16(after, out var rune, out var length) is System.Buffers.OperationStatus.Done)
        {
            after = after[length..];
            if (rune.Value is 'X' or 'x' or '×' or 'Х' or 'х' or 'Χ' or 'χ' or 'Ⅹ' or 'ⅹ')
            {
                return after is not [var next, ..] || !char.IsAsciiLetterOrDigit(next);
            }

            if (SeparationOf(rune) is not Separation.Strong)
            {
                return false;
            }
        }

        return false;
    }

    private static List<Group> Groups(string text)
    {
        var groups = new List<Group>();
        foreach (Match match in Digits().Matches(text))
        {
            var digits = string.Concat(match.Value.Where(IsDigit).Select(
                c => c >= PlainText.NumeralZero ? (char)('0' + c - PlainText.NumeralZero) : c));
            var isDate = match.Groups["date"].Success;
            var isJoined = groups is [.., var before] && Joins(
                text.AsSpan(before.End, match.Index - before.End),
                mayBeList: isDate || before.IsDate || Math.Min(before.Digits.Length, digits.Length) < ShortestPart);
            groups.Add(new Group(match.Index, match.Index + match.Length, digits, isDate, isJoined));
        }

        return groups;
    }

    /// <param name="mayBeList">As 13、15 is a list, and 10:30 a time.</param>
    private static bool Joins(ReadOnlySpan<char> between, bool mayBeList)
    {
        foreach (var rune in between.EnumerateRunes())
        {
            if (SeparationOf(rune) is var separation
                && (separation is Separation.Full || (separation is Separation.Weak && mayBeList)))
            {
                return false;
            }
        }

        return true;
    }

    private static Separation SeparationOf(Rune rune) => rune.Value switch
    {
        ',' or '，' or '、' or ';' or ':' or '。' or '!' or '?' => Separation.Weak,
        '%' or '‰' => Separation.Full,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
                or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation => Separation.Weak,
            UnicodeCategory.CurrencySymbol => Separation.Full,
            _ => Rune.IsWhiteSpace(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune) ? Separation.Strong : Separation.Full,
        },
    };

    private static bool IsDigit(char c) => char.IsAsciiDigit(c) || c is >= PlainText.NumeralZero and <= PlainText.NumeralNine;

    private enum Separation
    {
        /// <summary>Nothing: people write numbers so.</summary>
        Strong,

        /// <summary>Nothing between long groups; between short ones it parts a list, a time or a number of a decision.</summary>
        Weak,

        /// <summary>What follows is another number.</summary>
        Full,
    }

    /// <param name="IsJoined">To the group before it.</param>
    private sealed record Group(int Start, int End, string Digits, bool IsDate, bool IsJoined);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Milliseconds: far more than a text takes, also on a machine that stands still for a while.</summary>
    private const int Longest = 10_000;

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+", Options, Longest)]
    private static partial Regex EMail();

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])", Options, Longest)]
    private static partial Regex RegistrationIdShape();

    /// <summary>With commas by thousands; or with decimals, after a sign of money or before a unit.</summary>
    [GeneratedRegex(
        """
        (?<![0-9][-\s.,]?)
        ([0-9]{1,3}(,[0-9]{3}){1,3}(\.[0-9]{1,6})?
        |(?<=[¥$€]\s?)[0-9]{1,12}\.[0-9]{1,2}
        |[0-9]{1,12}\.[0-9]{1,6}(?=\s?(元|万|亿|角|美元|欧元|港元|吨|千克|公斤|克|平方|立方|米|升|%|yuan|RMB|CNY|USD)))
        (?![0-9]|[.,\s][0-9])
        """,
        Options | RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase,
        Longest)]
    private static partial Regex Amount();

    /// <summary>A date or a range of two in one year; else digits of one kind.</summary>
    [GeneratedRegex(
        """
        (?<date>(?<![0-9])(19|20)[0-9]{2}(?<s>[-./\s])(1[0-2]|0?[1-9])\k<s>(3[01]|[12][0-9]|0?[1-9])(?![0-9])
            (\s?[-–—~]\s?(1[0-2]|0?[1-9])\k<s>(3[01]|[12][0-9]|0?[1-9])(?![0-9]))?)
        |(?<date>(?<![0-9])(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9]))
        |[0-9]+
        |[\uE000-\uE009]+
        """,
        Options | RegexOptions.IgnorePatternWhitespace,
        Longest)]
    private static partial Regex Digits();

    [GeneratedRegex("^(00)?(86)?1[3-9][0-9]{9}$", Options, Longest)]
    private static partial Regex Mobile();

    [GeneratedRegex("^(00)?(86)?0[1-9][0-9]{9,10}$", Options, Longest)]
    private static partial Regex Landline();
}
