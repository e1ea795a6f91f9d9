namespace CreditRegistry.Domain.Companies;

/// <summary>What somebody may have meant who typed a registration ID with one slip of the finger.</summary>
public static class NearRegistrationIds
{
    /// <summary>
    /// Every well-formed ID that a text becomes by adding, dropping or replacing one character or by swapping two
    /// neighbours; some forty at most. None for a text that may be a person's number.
    /// </summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var code = RegistrationIds.Normalize(text);
        if (!code.All(char.IsAsciiLetterOrDigit))
        {
            return [];
        }

        IEnumerable<string> candidates = code.Length switch
        {
            RegistrationId.Length - 1 => Added(code),
            RegistrationId.Length when !PersonNumber.Resembles(code) => Replaced(code).Concat(Swapped(code)),
            RegistrationId.Length + 1 => Dropped(code),
            _ => [],
        };
        return [.. candidates
            .Where(id => RegistrationIds.HasCompanyShape(id) && CheckCharacters.OfRegistrationId(id) == id[^1] && id != code)
            .Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Added(string code) =>
        from at in Enumerable.Range(0, code.Length + 1)
        from c in CheckCharacters.Alphabet
        select $"{code[..at]}{c}{code[at..]}";

    private static IEnumerable<string> Replaced(string code) =>
        from at in Enumerable.Range(0, code.Length)
        from c in CheckCharacters.Alphabet
        select $"{code[..at]}{c}{code[(at + 1)..]}";

    private static IEnumerable<string> Swapped(string code) =>
        Enumerable.Range(0, code.Length - 1).Select(at => $"{code[..at]}{code[at + 1]}{code[at]}{code[(at + 2)..]}");

    private static IEnumerable<string> Dropped(string code) =>
        Enumerable.Range(0, code.Length).Select(at => code.Remove(at, 1));
}
