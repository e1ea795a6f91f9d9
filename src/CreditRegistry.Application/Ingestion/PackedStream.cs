using System.IO.Compression;

namespace CreditRegistry.Application.Ingestion;

/// <summary>A stream that is unpacked while it is read when its first bytes say gzip, whatever its name or header says.</summary>
internal static class PackedStream
{
    public static async Task<Stream> OpenAsync(Stream stream, CancellationToken ct)
    {
        var magic = new byte[2];
        var read = await stream.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, ct);
        var whole = new Prefixed(magic.AsMemory(0, read), stream);
        return read == magic.Length && magic is [0x1F, 0x8B] ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }

    /// <summary>The bytes that were looked at, then the rest.</summary>
    private sealed class Prefixed(ReadOnlyMemory<byte> prefix, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> _prefix = prefix;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_prefix.IsEmpty || buffer.IsEmpty)
            {
                return rest.ReadAsync(buffer, cancellationToken);
            }

            var length = Math.Min(_prefix.Length, buffer.Length);
            _prefix[..length].CopyTo(buffer);
            _prefix = _prefix[length..];
            return ValueTask.FromResult(length);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
