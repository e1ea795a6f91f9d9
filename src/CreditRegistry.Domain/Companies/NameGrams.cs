namespace CreditRegistry.Domain.Companies;

/// <summary>
/// The keys of an index over parts of names: two neighbouring characters, or three where all are Latin letters or digits,
/// and the company's status and region, each as one integer.
/// </summary>
/// <remarks>
/// Two UTF-16 units fill 32 bits. Threes of letters and marks take the place of private-use characters. Whatever shares a
/// key is told apart by looking at the name itself, so a key only ever says where to look.
/// </remarks>
public static class NameGrams
{
    private const int Three = unchecked((int)0xE000_0000);
    private const int Region = unchecked((int)0xE100_0000);
    private const int Status = unchecked((int)0xE200_0000);

    private const string LatinCharacters = "0123456789abcdefghijklmnopqrstuvwxyz"; // all of ASCII that folding keeps

    /// <summary>Every key of a company, each once.</summary>
    /// <param name="lines">Folded names, one a line.</param>
    public static int[] Of(string lines, CompanyStatus status, string? region)
    {
        var keys = new HashSet<int> { OfStatus(status) };
        if (region is not null)
        {
            keys.Add(OfRegion(region));
        }

        foreach (var line in lines.AsSpan().EnumerateLines())
        {
            AddLine(line, keys);
        }

        return [.. keys];
    }

    /// <summary>
    /// The keys that every name with this folded part has: never none, for a part of two characters or more. Two Latin
    /// characters alone have no key of their own; see <see cref="AroundTwoLatin"/>.
    /// </summary>
    public static int[] OfPart(string folded)
    {
        var keys = new HashSet<int>();
        for (var i = 0; i + 1 < folded.Length; i++)
        {
            if (!IsLatin(folded[i]) || !IsLatin(folded[i + 1]))
            {
                keys.Add(Two(folded[i], folded[i + 1]));
            }
            else if (i + 2 < folded.Length && IsLatin(folded[i + 2]))
            {
                keys.Add(ThreeLatin(folded[i], folded[i + 1], folded[i + 2]));
            }
        }

        return [.. keys];
    }

    public static bool IsTwoLatin(string folded) => folded is [var first, var second] && IsLatin(first) && IsLatin(second);

    /// <summary>The keys of which every name with these two Latin characters has at least one.</summary>
    public static int[] AroundTwoLatin(string folded) =>
    [
        Two(folded[0], folded[1]),
        .. LatinCharacters.Select(c => ThreeLatin(c, folded[0], folded[1])),
        .. LatinCharacters.Select(c => ThreeLatin(folded[0], folded[1], c)),
    ];

    /// <param name="region">Six digits.</param>
    public static int OfRegion(string region) =>
        Region | int.Parse(region, System.Globalization.CultureInfo.InvariantCulture);

    public static int OfStatus(CompanyStatus status) => Status | (int)status;

    private static void AddLine(ReadOnlySpan<char> line, HashSet<int> keys)
    {
        for (var i = 0; i + 1 < line.Length; i++)
        {
            if (!IsLatin(line[i]) || !IsLatin(line[i + 1]))
            {
                keys.Add(Two(line[i], line[i + 1]));
            }
            else if (i + 2 < line.Length && IsLatin(line[i + 2]))
            {
                keys.Add(ThreeLatin(line[i], line[i + 1], line[i + 2]));
            }
            else if (i is 0 || !IsLatin(line[i - 1]))
            {
                keys.Add(Two(line[i], line[i + 1])); // two Latin characters by themselves, as in 3M
            }
        }
    }

    private static bool IsLatin(char c) => c < 0x80;

    private static int Two(char first, char second) => (first << 16) | second;

    private static int ThreeLatin(char first, char second, char third) => Three | (first << 14) | (second << 7) | third;
}
