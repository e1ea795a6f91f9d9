using System.Buffers.Binary;

namespace CreditRegistry.Application.Proof.Printing;

/// <summary>A font file with TrueType outlines: what its letters are and how wide, and a smaller file with some of them.</summary>
/// <remarks>ISO/IEC 14496-22; numbers are big-endian, and places are counted from the table's beginning.</remarks>
internal sealed class TrueTypeFont
{
    private const uint TrueType = 0x00010000;
    private const int DirectoryEntry = 16;

    // What a reader of PDFs needs; the last three are programs that glyphs may call.
    private static readonly string[] Copied = ["head", "hhea", "maxp", "cvt ", "fpgm", "prep"];

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ushort> _glyphs = [];
    private readonly int _measuredGlyphs;
    private readonly bool _longPlaces;

    /// <exception cref="InvalidDataException">It is no such font.</exception>
    public TrueTypeFont(string name, byte[] file)
    {
        Name = name;
        try
        {
            if (U32(file, 0) is not TrueType)
            {
                throw new InvalidDataException($"{name} is no TrueType font.");
            }

            for (var i = 0; i < U16(file, 4); i++)
            {
                var entry = file.AsSpan(12 + (i * DirectoryEntry), DirectoryEntry);
                _tables[System.Text.Encoding.ASCII.GetString(entry[..4])] =
                    file.AsMemory(checked((int)U32(entry, 8)), checked((int)U32(entry, 12)));
            }

            _longPlaces = U16(Table("head"), 50) is 1;
            _measuredGlyphs = U16(Table("hhea"), 34);
            UnitsPerEm = U16(Table("head"), 18);
            ReadCharacters(Table("cmap"));
            _ = GlyphData(0).Length + Width(0);
        }
        catch (Exception exception) when (exception is ArgumentException or KeyNotFoundException or OverflowException)
        {
            throw new InvalidDataException($"{name} is no TrueType font.", exception);
        }
    }

    public string Name { get; }

    /// <summary>The font's own unit: so many make the size of a letter.</summary>
    public int UnitsPerEm { get; }

    /// <summary>Left, bottom, right and top of all glyphs, in its own unit.</summary>
    public IEnumerable<short> Bounds => Enumerable.Range(0, 4).Select(i => I16(Table("head"), 36 + (2 * i)));

    public short Ascent => I16(Table("hhea"), 4);

    public short Descent => I16(Table("hhea"), 6);

    /// <summary>The glyph of a character; 0 when it has none.</summary>
    public ushort Glyph(int character) => _glyphs.GetValueOrDefault(character);

    /// <summary>How far a glyph moves on, in the font's own unit.</summary>
    public int Width(ushort glyph) => U16(Table("hmtx"), 4 * Math.Min(glyph, _measuredGlyphs - 1));

    /// <summary>A font of these glyphs alone, numbered in this order, and after them the parts that they are made of.</summary>
    public byte[] Subset(IEnumerable<ushort> glyphs)
    {
        var kept = glyphs.ToList();
        var numbers = kept.Select((glyph, number) => (glyph, number)).ToDictionary(one => one.glyph, one => (ushort)one.number);
        using var outlines = new MemoryStream();
        var places = new List<byte>(U32(0));
        for (var i = 0; i < kept.Count; i++)
        {
            outlines.Write(Renumbered(GlyphData(kept[i]), part =>
            {
                if (numbers.TryAdd(part, (ushort)kept.Count))
                {
                    kept.Add(part);
                }

                return numbers[part];
            }));
            outlines.Write(new byte[-outlines.Length & 3]);
            places.AddRange(U32((uint)outlines.Length));
        }

        var tables = Copied.Where(_tables.ContainsKey).ToDictionary(tag => tag, tag => Table(tag).ToArray(), StringComparer.Ordinal);
        tables["glyf"] = outlines.ToArray();
        tables["loca"] = [.. places];
        tables["hmtx"] = [.. kept.SelectMany(glyph => (byte[])[.. U16((ushort)Width(glyph)), .. U16((ushort)Bearing(glyph))])];
        BinaryPrimitives.WriteUInt16BigEndian(tables["head"].AsSpan(50), 1);
        BinaryPrimitives.WriteUInt16BigEndian(tables["hhea"].AsSpan(34), (ushort)kept.Count);
        BinaryPrimitives.WriteUInt16BigEndian(tables["maxp"].AsSpan(4), (ushort)kept.Count);
        return FileOf(tables);
    }

    private void ReadCharacters(ReadOnlySpan<byte> cmap)
    {
        for (var i = 0; i < U16(cmap, 2); i++)
        {
            var isUnicode = U16(cmap, 4 + (8 * i)) is 0 or 3;
            var part = cmap[(int)U32(cmap, 8 + (8 * i))..];
            switch (U16(part, 0))
            {
                case 4 when isUnicode:
                    ReadSegments(part);
                    break;
                case 12 when isUnicode:
                    ReadGroups(part);
                    break;
            }
        }
    }

    /// <summary>Format 4: the first 65,536 characters.</summary>
    private void ReadSegments(ReadOnlySpan<byte> part)
    {
        int count = U16(part, 6) / 2;
        for (var i = 0; i < count; i++)
        {
            int last = U16(part, 14 + (2 * i)), first = U16(part, 16 + (2 * (count + i)));
            int delta = U16(part, 16 + (2 * ((2 * count) + i))), at = 16 + (2 * ((3 * count) + i));
            int offset = U16(part, at);
            for (var character = first; character <= last && character < 0xFFFF; character++)
            {
                var glyph = offset is 0 ? character : U16(part, at + offset + (2 * (character - first)));
                Add(character, glyph is 0 ? 0 : glyph + delta);
            }
        }
    }

    /// <summary>Format 12: all characters.</summary>
    private void ReadGroups(ReadOnlySpan<byte> part)
    {
        for (var i = 0; i < U32(part, 12); i++)
        {
            var group = part.Slice(16 + (12 * i), 12);
            for (var character = U32(group, 0); character <= Math.Min(U32(group, 4), 0x10FFFF); character++)
            {
                Add((int)character, (int)(U32(group, 8) + character - U32(group, 0)));
            }
        }
    }

    private void Add(int character, int glyph)
    {
        if ((ushort)glyph is not 0)
        {
            _glyphs.TryAdd(character, (ushort)glyph);
        }
    }

    private ReadOnlySpan<byte> GlyphData(ushort glyph)
    {
        var places = Table("loca");
        var (from, to) = _longPlaces
            ? ((int)U32(places, 4 * glyph), (int)U32(places, 4 * (glyph + 1)))
            : (2 * U16(places, 2 * glyph), 2 * U16(places, 2 * (glyph + 1)));
        return Table("glyf")[from..to];
    }

    private int Bearing(ushort glyph) => glyph < _measuredGlyphs
        ? U16(Table("hmtx"), (4 * glyph) + 2)
        : U16(Table("hmtx"), (4 * _measuredGlyphs) + (2 * (glyph - _measuredGlyphs)));

    /// <summary>A glyph's data; where it is made of others, with their new numbers.</summary>
    private static byte[] Renumbered(ReadOnlySpan<byte> glyph, Func<ushort, ushort> numberOf)
    {
        const int wideArguments = 1, scale = 8, more = 0x20, twoScales = 0x40, matrix = 0x80;
        var data = glyph.ToArray();
        if (data is [] || I16(data, 0) >= 0)
        {
            return data;
        }

        var at = 10;
        int flags;
        do
        {
            flags = U16(data, at);
            BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(at + 2), numberOf(U16(data, at + 2)));
            at += 4 + ((flags & wideArguments) is 0 ? 2 : 4)
                + ((flags & scale) is not 0 ? 2 : (flags & twoScales) is not 0 ? 4 : (flags & matrix) is not 0 ? 8 : 0);
        }
        while ((flags & more) is not 0);

        return data;
    }

    private static byte[] FileOf(Dictionary<string, byte[]> tables)
    {
        var power = (int)Math.Log2(tables.Count);
        using var directory = new MemoryStream();
        using var body = new MemoryStream();
        directory.Write(U32(TrueType));
        foreach (var number in new[] { tables.Count, 16 << power, power, 16 * (tables.Count - (1 << power)) })
        {
            directory.Write(U16((ushort)number));
        }

        foreach (var (tag, table) in tables.OrderBy(table => table.Key, StringComparer.Ordinal))
        {
            directory.Write(System.Text.Encoding.ASCII.GetBytes(tag));
            directory.Write(U32(SumOf(table)));
            directory.Write(U32((uint)(12 + (DirectoryEntry * tables.Count) + body.Length)));
            directory.Write(U32((uint)table.Length));
            body.Write(table);
            body.Write(new byte[-table.Length & 3]);
        }

        return [.. directory.ToArray(), .. body.ToArray()];
    }

    private static uint SumOf(byte[] table)
    {
        uint sum = 0;
        foreach (var word in table.Chunk(4))
        {
            sum = unchecked(sum + U32([.. word, .. new byte[4 - word.Length]], 0));
        }

        return sum;
    }

    private ReadOnlySpan<byte> Table(string tag) => _tables[tag].Span;

    private static ushort U16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt16BigEndian(data[at..]);

    private static short I16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadInt16BigEndian(data[at..]);

    private static uint U32(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt32BigEndian(data[at..]);

    private static byte[] U16(ushort number) => [(byte)(number >> 8), (byte)number];

    private static byte[] U32(uint number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}
