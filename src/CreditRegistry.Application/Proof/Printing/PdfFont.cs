using System.Globalization;
using System.Text;

namespace CreditRegistry.Application.Proof.Printing;

/// <summary>A font of one PDF, which carries the glyphs that it shows and what characters they are.</summary>
internal sealed class PdfFont(TrueTypeFont font)
{
    private const int MostInBlock = 100;

    // Glyph 0 is what a font shows for what it does not have.
    private readonly List<(ushort Glyph, int Character)> _shown = [(0, 0xFFFD)];
    private readonly Dictionary<int, int> _numbers = [];

    /// <summary>The text as the numbers of its glyphs, in hexadecimal.</summary>
    public string Encode(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
    {
        if (!_numbers.TryGetValue(rune.Value, out var number))
        {
            _numbers.Add(rune.Value, number = _shown.Count);
            _shown.Add((font.Glyph(rune.Value), rune.Value));
        }

        return number.ToString("X4", CultureInfo.InvariantCulture);
    }));

    /// <summary>Writes it into a file.</summary>
    /// <returns>The object that pages refer to.</returns>
    public int Write(PdfFile file)
    {
        var name = $"REGIST+{string.Concat(font.Name.Where(char.IsAsciiLetterOrDigit))}";
        var program = font.Subset(_shown.Select(one => one.Glyph));
        var outlines = file.AddStream($"/Length1 {program.Length}", program);
        var descriptor = file.Add(
            $"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{string.Join(' ', font.Bounds.Select(bound => PerMille(bound)))}]"
            + $"/ItalicAngle 0/Ascent {PerMille(font.Ascent)}/Descent {PerMille(font.Descent)}/CapHeight {PerMille(font.Ascent)}/StemV 80"
            + $"/FontFile2 {outlines} 0 R>>");
        var descendant = file.Add(
            $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            + $"/FontDescriptor {descriptor} 0 R/CIDToGIDMap/Identity"
            + $"/W[0[{string.Join(' ', _shown.Select(one => PerMille(font.Width(one.Glyph))))}]]>>");
        var characters = file.AddStream("", Encoding.ASCII.GetBytes(Characters()));
        return file.Add(
            $"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {characters} 0 R>>");
    }

    /// <summary>Which characters the glyphs are, so that a reader can search and copy them.</summary>
    private string Characters()
    {
        var map = new StringBuilder(
            "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
            + "1 begincodespacerange<0000><FFFF>endcodespacerange\n");
        foreach (var block in _shown.Index().Chunk(MostInBlock))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var (number, (_, character)) in block)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{number:X4}><{PdfFile.Hex(char.ConvertFromUtf32(character))}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap CMapName currentdict/CMap defineresource pop end end").ToString();
    }

    private int PerMille(int units) => (int)Math.Round(units * 1000.0 / font.UnitsPerEm);
}
