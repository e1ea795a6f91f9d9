namespace CreditRegistry.Application.Ingestion;

/// <summary>An input file, unpacked while it is read when its first bytes say gzip, whatever its name.</summary>
internal sealed class SourceFile : IDisposable
{
    private readonly FileStream _file;

    private SourceFile(FileStream file, Stream content) => (_file, Content) = (file, content);

    public Stream Content { get; }

    public long Length => _file.Length;

    /// <summary>Bytes of the file read so far, packed as it is.</summary>
    public long Position => _file.Position;

    public static async Task<SourceFile> OpenAsync(string path, CancellationToken ct)
    {
        var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);
        try
        {
            return new SourceFile(file, await PackedStream.OpenAsync(file, ct));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        Content.Dispose();
        _file.Dispose();
    }
}
