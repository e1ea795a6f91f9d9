using System.Globalization;

namespace CreditRegistry.Domain.Companies;

/// <summary>Company names as people search for them.</summary>
public static class CompanyName
{
    private const int StackLimit = 256;

    /// <summary>
    /// A name reduced to what search compares: full-width ASCII as half-width, lower case without culture, and no spaces,
    /// punctuation, brackets, symbols or control characters, Chinese or Western. Folding twice changes nothing.
    /// </summary>
    /// <remarks>Simplified and traditional characters stay distinct, as they are in a registered name.</remarks>
    public static string Fold(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Span<char> buffer = name.Length <= StackLimit ? stackalloc char[StackLimit] : new char[name.Length];
        var length = 0;
        foreach (var c in name)
        {
            if (FoldCharacter(c) is { } kept)
            {
                buffer[length++] = kept;
            }
        }

        var folded = buffer[..length];
        return folded.SequenceEqual(name) ? name : folded.ToString();
    }

    private static char? FoldCharacter(char c)
    {
        var half = c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;
        if (half is >= '\u4E00' and <= '\u9FFF')
        {
            return half;
        }

        return CharUnicodeInfo.GetUnicodeCategory(half) switch
        {
            <= UnicodeCategory.OtherNumber => char.ToLowerInvariant(half), // letters, marks and numbers
            UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse => half, // rare characters of names
            _ => null,
        };
    }
}
