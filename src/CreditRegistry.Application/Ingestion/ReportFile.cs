namespace CreditRegistry.Application.Ingestion;

/// <summary>
/// A report as a file. It takes its name when it is whole; until then it is called <c>.partial</c>, so that an import which
/// was stopped can simply be run again.
/// </summary>
internal sealed class ReportFile(string path) : IAsyncDisposable
{
    private readonly FileStream _file = new(path + ".partial", FileMode.Create, FileAccess.Write);

    public Stream Content => _file;

    public async Task CompleteAsync()
    {
        await _file.DisposeAsync();
        File.Move(path + ".partial", path, overwrite: true);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
