using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace CreditRegistry.Application.Ingestion;

/// <summary>
/// Reads CSV (RFC 4180, UTF-8) row by row from a buffer of fixed size, and says of each row on which physical line it
/// starts. A faulty row costs its first line only: reading goes on at the next one. A general CSV parser would take an
/// unclosed quote as the start of a field that runs to the end of the file.
/// </summary>
internal sealed class CsvRows(Stream stream) : IDisposable
{
    public const int MaxRowBytes = 64 * 1024;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(8 * MaxRowBytes);
    private readonly List<(int Start, int Length, bool Quoted)> _fields = [];
    private int _row;
    private int _start;
    private int _end;
    private bool _ended;
    private long _nextLine = 1;

    /// <summary>The physical line on which the current row starts, counted from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Null when the current row could be read.</summary>
    public RowFault? Fault { get; private set; }

    /// <summary>How many columns each row must have; the first row that can be read sets it.</summary>
    public int Columns { get; private set; }

    /// <summary>A field of the current row, trimmed; null when it is empty or says that nothing is known.</summary>
    public string? this[int column]
    {
        get
        {
            var (start, length, quoted) = _fields[column];
            var text = Encoding.UTF8.GetString(_buffer, _row + start, length);
            text = (quoted ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text).Trim();
            return text is "" or "-" || text.Equals("N/A", StringComparison.OrdinalIgnoreCase) ? null : text;
        }
    }

    /// <summary>Goes to the next row that is not blank; false at the end of the file.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        while (true)
        {
            await FillAsync(ct);
            if (_start == _end)
            {
                return false;
            }

            Line = _nextLine;
            var length = Split();
            if (Fault is not null)
            {
                await SkipLineAsync(ct);
                return true;
            }

            var row = _buffer.AsSpan(_start, length);
            (_row, _start, _nextLine) = (_start, _start + length, _nextLine + row.Count((byte)'\n'));
            if (row.ContainsAnyExcept(" \t\r\n"u8))
            {
                return true;
            }
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <summary>Finds the row at the start of the buffer, and its length or its fault.</summary>
    private int Split()
    {
        var bytes = _buffer.AsSpan(_start, Math.Min(_end - _start, MaxRowBytes));
        Fault = SplitFields(bytes, isRest: _ended && bytes.Length == _end - _start, out var length);
        if (Fault is null && Columns == 0)
        {
            Columns = _fields.Count;
        }

        var row = bytes[..length];
        Fault ??= _fields.Count != Columns && row.ContainsAnyExcept(" \t\r\n"u8)
            ? row[..^1].Contains((byte)'\n') ? RowFault.QuoteUnclosed : RowFault.ColumnCount
            : Utf8.IsValid(row) ? null : RowFault.NotUtf8;
        return length;
    }

    private RowFault? SplitFields(ReadOnlySpan<byte> bytes, bool isRest, out int length)
    {
        _fields.Clear();
        length = 0;
        while (true)
        {
            var quoted = length < bytes.Length && bytes[length] == '"';
            var start = quoted ? length + 1 : length;
            var size = quoted ? ClosingQuote(bytes[start..]) : bytes[start..].IndexOfAny(",\n"u8);
            if (size < 0 && (quoted || !isRest))
            {
                return quoted && (isRest || bytes.Contains((byte)'\n')) ? RowFault.QuoteUnclosed : RowFault.TooLong;
            }

            size = size < 0 ? bytes.Length - start : size;
            _fields.Add((start, size, quoted));
            length = start + size + (quoted ? 1 : 0);
            if (quoted && length < bytes.Length && bytes[length] == '\r')
            {
                length++;
            }

            if (length == bytes.Length)
            {
                return isRest ? null : RowFault.TooLong;
            }

            switch (bytes[length++])
            {
                case (byte)',':
                    continue;
                case (byte)'\n':
                    return null;
                default:
                    return bytes[..length].Contains((byte)'\n') ? RowFault.QuoteUnclosed : RowFault.QuoteMisplaced;
            }
        }
    }

    private static int ClosingQuote(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; ; at += 2)
        {
            var next = bytes[at..].IndexOf((byte)'"');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (at + 1 == bytes.Length || bytes[at + 1] != '"')
            {
                return at;
            }
        }
    }

    private async ValueTask SkipLineAsync(CancellationToken ct)
    {
        while (_start < _end)
        {
            var newline = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                _start += newline + 1;
                _nextLine++;
                return;
            }

            _start = _end;
            await FillAsync(ct);
        }
    }

    /// <summary>Brings at least one row's worth of bytes into the buffer, unless the file ends first.</summary>
    private async ValueTask FillAsync(CancellationToken ct)
    {
        if (_ended || _end - _start >= MaxRowBytes)
        {
            return;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (!_ended && _end < _buffer.Length)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
            _end += read;
            _ended = read == 0;
        }

        if (Line == 0 && _buffer.AsSpan(0, _end).StartsWith(Encoding.UTF8.Preamble))
        {
            _start = Encoding.UTF8.Preamble.Length;
        }
    }
}
