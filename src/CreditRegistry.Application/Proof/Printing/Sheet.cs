using System.Globalization;
using System.Text;

namespace CreditRegistry.Application.Proof.Printing;

/// <summary>How letters look.</summary>
/// <param name="Color">Red, green and blue, from 0 to 1, as PDF writes them.</param>
internal readonly record struct Ink(double Size, string Color, bool Bold = false)
{
    public double Line => Size * 1.45;
}

/// <summary>A4 pages that are written from top to bottom, in Chinese and Latin letters side by side. Measures are points.</summary>
internal sealed class Sheet(CertificateFonts fonts)
{
    public const double Margin = 56;
    public const double Width = PageWidth - (2 * Margin);

    private const double PageWidth = 595;
    private const double PageHeight = 842;
    private const double Bottom = PageHeight - Margin - 20;
    private const double NameColumn = 118;
    private const string NeverFirst = "，。、；：？！）》〕】”’％";
    private const string NeverLast = "（《〔【“‘￥";

    private readonly Dictionary<TrueTypeFont, (string Name, PdfFont Font)> _used = [];
    private readonly List<Page> _pages = [new()];

    /// <summary>Where the next line begins, from the page's top.</summary>
    public double At { get; set; } = Margin;

    /// <summary>Begins a page when less than that is left of this one.</summary>
    public void Keep(double height)
    {
        if (At + height > Bottom)
        {
            _pages.Add(new());
            At = Margin;
        }
    }

    public void Space(double height) => At += height;

    /// <summary>Writes a paragraph, in as many lines as it takes.</summary>
    public void Write(string text, Ink ink, double left = 0, double width = Width)
    {
        foreach (var line in Lines(text, ink, width))
        {
            WriteLine(line, ink, left);
        }
    }

    /// <summary>Writes a row of a table: a name in two languages, and what it stands for beside it.</summary>
    public void Row((string Text, Ink Ink)[] name, (string Text, Ink Ink)[] value)
    {
        var (names, values) = (Column(name, NameColumn - 10), Column(value, Width - NameColumn));
        var height = Math.Max(names.Sum(line => line.Ink.Line), values.Sum(line => line.Ink.Line));
        Keep(Math.Min(height, 200) + 8);
        Space(4);
        var (page, top) = (_pages.Count, At);
        names.ForEach(line => WriteLine(line.Text, line.Ink, 0));
        var end = At;
        At = top;
        values.ForEach(line => WriteLine(line.Text, line.Ink, NameColumn));
        At = (page == _pages.Count ? Math.Max(At, end) : At) + 4;
        Rule("0.84 0.86 0.88", 0.5);
    }

    public void Rule(string color, double thickness) => Fill(color, Margin, At, Width, thickness);

    /// <summary>Fills a rectangle.</summary>
    /// <param name="y">Its top, from the page's.</param>
    public void Fill(string color, double x, double y, double width, double height) =>
        Draw(_pages[^1], $"{color} rg {x:0.###} {PageHeight - y - height:0.###} {width:0.###} {height:0.###} re f");

    /// <summary>Makes a rectangle lead to an address.</summary>
    public void Link(string address, double x, double y, double width, double height) => _pages[^1].Links.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{x} {PageHeight - y - height} {x + width} {PageHeight - y}]/A<</S/URI/URI{PdfFile.Plain(address)}>>>>"));

    /// <summary>The pages as a PDF, each with a foot.</summary>
    /// <param name="about">The document's title and so on: entries of a dictionary.</param>
    /// <param name="foot">What stands left and right, by the page's number and how many there are.</param>
    public byte[] Print(string about, Func<int, int, (string Left, string Right)> foot, Ink ink)
    {
        foreach (var (index, page) in _pages.Index())
        {
            var (left, right) = foot(index + 1, _pages.Count);
            Draw(page, left, Margin, PageHeight - Margin, ink);
            Draw(page, right, Margin + Width - Measure(right, ink), PageHeight - Margin, ink);
        }

        var file = new PdfFile();
        var tree = file.Reserve();
        var resources = string.Concat(_used.Values.Select(used => $"/{used.Name} {used.Font.Write(file)} 0 R"));
        var pages = _pages.ConvertAll(page => file.Add(
            $"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {PageWidth} {PageHeight}]/Resources<</Font<<{resources}>>>>"
            + $"/Annots[{string.Concat(page.Links)}]/Contents {file.AddStream("", Encoding.ASCII.GetBytes(page.Content.ToString()))} 0 R>>"));
        file.Set(tree, $"<</Type/Pages/Count {pages.Count}/Kids[{string.Join(' ', pages.Select(page => $"{page} 0 R"))}]>>");
        return file.Write(file.Add($"<</Type/Catalog/Pages {tree} 0 R/Lang(zh-CN)>>"), file.Add($"<<{about}>>"));
    }

    private void WriteLine(string line, Ink ink, double left)
    {
        Keep(ink.Line);
        At += ink.Line;
        Draw(_pages[^1], line, Margin + left, At - (ink.Size * 0.4), ink);
    }

    private List<(string Text, Ink Ink)> Column((string Text, Ink Ink)[] texts, double width) =>
        [.. texts.SelectMany(text => Lines(text.Text, text.Ink, width).Select(line => (line, text.Ink)))];

    private List<string> Lines(string text, Ink ink, double width)
    {
        List<string> lines = [];
        var line = "";
        foreach (var piece in Pieces(Printable(text)))
        {
            // A word that is wider than the column is broken anywhere.
            foreach (var part in Measure(piece.TrimEnd(), ink) > width ? piece.EnumerateRunes().Select(rune => rune.ToString()) : [piece])
            {
                if (line.Length > 0 && Measure((line + part).TrimEnd(), ink) > width)
                {
                    lines.Add(line.TrimEnd());
                    line = "";
                }

                line += part;
            }
        }

        lines.Add(line);
        return lines;
    }

    /// <summary>What may stand in different lines: words, and each Chinese character with the marks that open and close it.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        var piece = new StringBuilder();
        var last = default(Rune);
        foreach (var rune in text.EnumerateRunes())
        {
            var parts = CertificateFonts.IsChinese(rune) || CertificateFonts.IsChinese(last) || last.Value is ' ';
            if (piece.Length > 0 && parts && !Is(rune, NeverFirst) && !Is(last, NeverLast))
            {
                yield return piece.ToString();
                piece.Clear();
            }

            piece.Append(rune);
            last = rune;
        }

        yield return piece.ToString();
    }

    private static bool Is(Rune rune, string oneOf) => rune.IsBmp && oneOf.Contains((char)rune.Value, StringComparison.Ordinal);

    private double Measure(string text, Ink ink) => fonts.Split(text).Sum(run => WidthOf(run.Text, run.Font, ink));

    private static double WidthOf(string text, TrueTypeFont font, Ink ink) =>
        text.EnumerateRunes().Sum(rune => font.Width(font.Glyph(rune.Value))) * ink.Size / font.UnitsPerEm;

    private void Draw(Page page, string text, double x, double y, Ink ink)
    {
        // Neither font comes in bold: its letters get an edge.
        var bold = ink.Bold ? string.Create(CultureInfo.InvariantCulture, $"{ink.Color} RG {ink.Size / 30:0.###} w 2 Tr") : "0 Tr";
        foreach (var (run, font) in fonts.Split(text))
        {
            if (!_used.TryGetValue(font, out var used))
            {
                _used.Add(font, used = ($"F{_used.Count}", new PdfFont(font)));
            }

            Draw(page, $"BT {ink.Color} rg {bold} /{used.Name} {ink.Size:0.###} Tf {x:0.###} {PageHeight - y:0.###} Td <{used.Font.Encode(run)}> Tj ET");
            x += WidthOf(run, font, ink);
        }
    }

    private static void Draw(Page page, FormattableString content) =>
        page.Content.AppendLine(content.ToString(CultureInfo.InvariantCulture));

    /// <summary>Text of strangers is only text: no line break, no mark that turns the reading direction.</summary>
    private static string Printable(string text) => string.Concat(text.EnumerateRunes().Select(rune => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new Rune(' '),
        UnicodeCategory.Format => new Rune('\uFFFD'),
        _ => rune,
    }));

    /// <summary>A page that is being written: its content, in the operators of PDF, and its links.</summary>
    private sealed record Page
    {
        public StringBuilder Content { get; } = new();

        public List<string> Links { get; } = [];
    }
}
