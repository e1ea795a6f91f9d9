using System.Text.RegularExpressions;

namespace CreditRegistry.Benchmarks;

/// <summary>
/// The straightforward way: clean with LINQ, match a pattern, sum with LINQ. It gives no reason, position, suggestion or
/// sentence, so it does less than what it is compared with.
/// </summary>
internal static partial class BaselineVerdict
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] IdWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    public static (bool IsValid, bool HasWarning) Check(string input)
    {
        var code = new string([.. input.Trim()
            .Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c == '\u3000' ? ' ' : c)
            .Where(c => c is not (' ' or '\t' or '-'))]).ToUpperInvariant();
        if (!Shape().IsMatch(code))
        {
            return (false, false);
        }

        var sum = code.Take(17).Select((c, i) => Alphabet.IndexOf(c, StringComparison.Ordinal) * IdWeights[i]).Sum();
        return Alphabet[(31 - (sum % 31)) % 31] == code[17]
            ? (true, !OrganisationCodeHolds(code.Substring(8, 9)))
            : (false, false);
    }

    private static bool OrganisationCodeHolds(string code)
    {
        var values = code.Take(8).Select(c => char.IsDigit(c) ? c - '0' : c - 'A' + 10);
        var sum = values.Zip(OrganisationWeights, (value, weight) => value * weight).Sum();
        return code[8] == "0X987654321"[sum % 11];
    }

    [GeneratedRegex("^9[13][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$")]
    private static partial Regex Shape();
}
