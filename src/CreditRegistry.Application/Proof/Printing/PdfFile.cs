using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace CreditRegistry.Application.Proof.Printing;

/// <summary>The objects of a PDF (ISO 32000), numbered from 1, and the file that they make.</summary>
internal sealed class PdfFile
{
    private readonly List<byte[]> _objects = [];

    /// <summary>Keeps a number for an object that is not known yet.</summary>
    public int Reserve()
    {
        _objects.Add([]);
        return _objects.Count;
    }

    public int Add(string content)
    {
        var number = Reserve();
        Set(number, content);
        return number;
    }

    public void Set(int number, string content) => _objects[number - 1] = Encoding.ASCII.GetBytes(content);

    /// <param name="entries">Of its dictionary, besides length and filter.</param>
    public int AddStream(string entries, ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(content);
        }

        var number = Reserve();
        _objects[number - 1] =
        [
            .. Encoding.ASCII.GetBytes($"<</Length {packed.Length}/Filter/FlateDecode{entries}>>stream\n"),
            .. packed.ToArray(),
            .. "\nendstream"u8,
        ];
        return number;
    }

    /// <param name="root">The catalogue.</param>
    /// <param name="about">The document's title and so on.</param>
    public byte[] Write(int root, int about)
    {
        using var file = new MemoryStream();
        file.Write("%PDF-1.7\n%\u00e2\u00e3\n"u8);
        var index = new StringBuilder();
        foreach (var (i, content) in _objects.Index())
        {
            index.Append(CultureInfo.InvariantCulture, $"{file.Length:D10} 00000 n \n");
            file.Write(Encoding.ASCII.GetBytes($"{i + 1} 0 obj\n"));
            file.Write(content);
            file.Write("\nendobj\n"u8);
        }

        var size = _objects.Count + 1;
        file.Write(Encoding.ASCII.GetBytes(
            $"xref\n0 {size}\n0000000000 65535 f \n{index}trailer\n<</Size {size}/Root {root} 0 R/Info {about} 0 R>>\n"
            + $"startxref\n{file.Length}\n%%EOF\n"));
        return file.ToArray();
    }

    /// <summary>A text in any language.</summary>
    public static string Text(string text) => $"<FEFF{Hex(text)}>";

    /// <summary>A text in ASCII, as it is: other programs find it in the file.</summary>
    public static string Plain(string text) =>
        $"({text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("(", @"\(", StringComparison.Ordinal).Replace(")", @"\)", StringComparison.Ordinal)})";

    public static string Hex(string text) => Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text));
}
