using System.Globalization;
using System.Text;

namespace CreditRegistry.Domain;

/// <summary>What a text must be that everybody reads: nothing about a person in it, and nothing that readers do not see.</summary>
public static class PublicText
{
    /// <summary>The code of a text with a person's data.</summary>
    public const string Personal = "PUBLIC_TEXT_PERSONAL";

    /// <summary>The code of a text with characters that nobody sees, or that change the order in which others are read.</summary>
    public const string Invisible = "PUBLIC_TEXT_INVISIBLE";

    /// <summary>Why the text cannot be public; null when it can.</summary>
    /// <param name="field">Where it was sent.</param>
    public static InvalidError? Check(string field, string text) =>
        FindInvisible(text) is { } character
            ? InvalidError.Of(
                Invisible, field, $"It has the character {character}, which readers do not see. Take it out, or type the text anew.")
        : MayHavePersonalData(text)
            ? InvalidError.Of(
                Personal,
                field,
                "Everybody reads this text. Leave out e-mail addresses, telephone numbers and people's numbers.")
        : null;

    /// <summary>Whether a person's number, a telephone number or an e-mail address seems to be in the text, however it is written.</summary>
    public static bool MayHavePersonalData(string text)
    {
        var plain = PlainText.Of(text);
        return PersonalData.HasEMail(plain) || PersonalData.HasNumber(plain);
    }

    /// <summary>The first character that is not seen, such as <c>U+202E</c>; null when all are.</summary>
    public static string? FindInvisible(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsInvisible(rune))
            {
                return string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
            }
        }

        return null;
    }

    /// <summary>How long the text is to readers and to the database: in characters, not in the units of UTF-16.</summary>
    public static int LengthOf(string text) => text.EnumerateRunes().Count();

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        // Fillers and joiners that Unicode does not call formats.
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or 0xFFA0;
}
