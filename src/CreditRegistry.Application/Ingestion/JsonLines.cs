using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace CreditRegistry.Application.Ingestion;

/// <summary>
/// Reads NDJSON (one JSON text a line, UTF-8) line by line from a buffer of fixed size. A line that is too long or not
/// UTF-8 costs itself only.
/// </summary>
internal sealed class JsonLines(Stream stream) : IDisposable
{
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(8 * CsvRows.MaxRowBytes);
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The number of the current line, counted from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Null when the current line could be read.</summary>
    public RowFault? Fault { get; private set; }

    /// <summary>The current line; valid until the next is read.</summary>
    public ReadOnlyMemory<byte> Content { get; private set; }

    /// <summary>Goes to the next line that is not blank; false at the end.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        while (true)
        {
            var newline = FindNewline();
            while (newline < 0 && !_ended && _end - _start <= CsvRows.MaxRowBytes)
            {
                await FillAsync(ct);
                newline = FindNewline();
            }

            var length = newline < 0 ? _end - _start : newline;
            if (newline < 0 && _ended && length == 0)
            {
                return false;
            }

            Line++;
            if (length > CsvRows.MaxRowBytes)
            {
                Fault = RowFault.TooLong;
                await SkipLineAsync(ct);
                return true;
            }

            Content = _buffer.AsMemory(_start, length);
            _start = Math.Min(_start + length + 1, _end);
            if (Line == 1 && Content.Span.StartsWith(Encoding.UTF8.Preamble))
            {
                Content = Content[Encoding.UTF8.Preamble.Length..];
            }

            if (Content.Span.ContainsAnyExcept(" \t\r"u8))
            {
                Fault = Utf8.IsValid(Content.Span) ? null : RowFault.NotUtf8;
                return true;
            }
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private int FindNewline() => _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');

    private async ValueTask SkipLineAsync(CancellationToken ct)
    {
        for (var newline = FindNewline(); ; newline = FindNewline())
        {
            _start = newline < 0 ? _end : _start + newline + 1;
            if (newline >= 0 || _ended)
            {
                return;
            }

            await FillAsync(ct);
        }
    }

    private async ValueTask FillAsync(CancellationToken ct)
    {
        if (_end == _buffer.Length || _start == _end)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
        (_end, _ended) = (_end + read, read == 0);
    }
}
