using System.Text;
using CreditRegistry.Domain;

namespace CreditRegistry.Application.Proof.Printing;

/// <summary>What certificates are printed with.</summary>
/// <param name="own">A TrueType file with Chinese and Latin glyphs that the operator named; null for Debian's.</param>
public sealed class CertificateFonts(string? own)
{
    private const char NoGlyph = '〓';

    private static readonly string[] ChineseFiles =
    [
        "/usr/share/fonts-droid-fallback/truetype/DroidSansFallback.ttf",
        "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    ];

    private static readonly string[] LatinFiles = ["/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"];

    private static readonly UnavailableError Missing = new(
        "CERTIFICATE_FONT_MISSING",
        "This server has no font to print with. Its operator installs Debian's fonts-droid-fallback and fonts-dejavu-core, or names "
        + "in Registry:CertificateFont a TrueType file with Chinese and Latin glyphs. The same certificate is to be had as JSON.");

    private (TrueTypeFont Chinese, TrueTypeFont Latin)? _open;

    /// <summary>Whether this server can print at all.</summary>
    public bool CanPrint => Open() is null;

    /// <summary>Opens the fonts, if they are not open yet.</summary>
    /// <returns>Why nothing can be printed; null when it can.</returns>
    internal RegistryError? Open()
    {
        if (_open is null && Read(own is null ? ChineseFiles : [own]) is { } chinese && Read(own is null ? LatinFiles : [own]) is { } latin
            && chinese.Glyph(NoGlyph) is not 0 && latin.Glyph('A') is not 0)
        {
            _open = (chinese, latin);
        }

        return _open is null ? Missing : null;
    }

    /// <summary>The text in pieces of one font each; what has no glyph in either is shown as 〓, as printers do.</summary>
    internal IEnumerable<(string Text, TrueTypeFont Font)> Split(string text)
    {
        var run = new StringBuilder();
        TrueTypeFont? font = null;
        foreach (var rune in text.EnumerateRunes())
        {
            var (shown, its) = For(rune);
            if (its != font && run.Length > 0)
            {
                yield return (run.ToString(), font!);
                run.Clear();
            }

            font = its;
            run.Append(shown);
        }

        if (run.Length > 0)
        {
            yield return (run.ToString(), font!);
        }
    }

    internal static bool IsChinese(Rune rune) => rune.Value >= 0x2E80;

    private (Rune Shown, TrueTypeFont Font) For(Rune rune)
    {
        var (chinese, latin) = _open!.Value;
        var (first, second) = IsChinese(rune) ? (chinese, latin) : (latin, chinese);
        return first.Glyph(rune.Value) is not 0 ? (rune, first)
            : second.Glyph(rune.Value) is not 0 ? (rune, second)
            : (new Rune(NoGlyph), chinese);
    }

    private static TrueTypeFont? Read(string[] files)
    {
        if (Array.Find(files, File.Exists) is not { } file)
        {
            return null;
        }

        try
        {
            return new TrueTypeFont(Path.GetFileNameWithoutExtension(file), File.ReadAllBytes(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }
}
