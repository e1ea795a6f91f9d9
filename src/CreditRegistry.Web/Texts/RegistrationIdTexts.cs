using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Web.Languages;

namespace CreditRegistry.Web.Texts;

/// <summary>What is wrong with a registration ID, and how to mend it, wherever one is typed.</summary>
public static class RegistrationIdTexts
{
    public static readonly LocalText AtCharacter = new(" (character {0})", "（第{0}位）");
    public static readonly LocalText Expected = new(
        "If the other 17 characters are right, the last one would be {0}.", "如果其余17位无误，最后一位应为{0}。");
    public static readonly LocalText Meant = new("Did you mean {0}?", "是否应为{0}？");

    /// <summary>Of one that was refused: what is wrong, and where.</summary>
    public static string Fault(RegistrationIdVerdict verdict, Language language) => Join(
        language,
        language[verdict.Message!] + (verdict.Position is { } position ? language[AtCharacter, position] : ""),
        verdict.Expected is { } expected ? language[Expected, expected] : "");

    /// <summary>The same, with the ID that was probably meant, for an error at a field.</summary>
    public static string Help(RegistrationIdVerdict verdict, Language language) => Join(
        language, Fault(verdict, language), verdict.Suggestion is { } meant ? language[Meant, meant.Value] : "");

    private static string Join(Language language, params IEnumerable<string> sentences) =>
        string.Join(language.Pick(" ", ""), sentences.Where(sentence => sentence.Length > 0));
}
