using System.Globalization;
using System.Text;
using CreditRegistry.Persistence;
using CsvHelper;

namespace CreditRegistry.Application.Ingestion;

/// <summary>
/// The verdicts as a CSV file, in the order of the rows. It takes its name when it is whole; until then it is called
/// <c>.partial</c>, so that an import which was stopped can simply be run again.
/// </summary>
internal sealed class ImportReport : IAsyncDisposable
{
    private readonly string _path;
    private readonly bool _all;
    private readonly CsvWriter _writer;

    private ImportReport(string path, bool all, CsvWriter writer) => (_path, _all, _writer) = (path, all, writer);

    /// <param name="all">Every row, not only those that need a look.</param>
    public static async Task<ImportReport> StartAsync(string path, bool all)
    {
        var text = new StreamWriter(PartialPath(path), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var writer = new CsvWriter(text, CultureInfo.InvariantCulture);
        await WriteAsync(writer, "line", "verdict", "reason", "message");
        return new ImportReport(path, all, writer);
    }

    public static string PartialPath(string path) => path + ".partial";

    public async Task AddAsync(RowResult result)
    {
        if (_all || result.Faults.Count > 0 || result.Verdict is not (RowVerdict.Accepted or RowVerdict.Unchanged))
        {
            await WriteAsync(
                _writer,
                result.Line.ToString(CultureInfo.InvariantCulture),
                EnumText.Name(result.Verdict),
                string.Join(' ', result.Faults.Select(fault => fault.Code)),
                string.Join(' ', result.Faults.Select(fault => fault.Message).Prepend(result.Changed).OfType<string>()));
        }
    }

    public async Task CompleteAsync()
    {
        await _writer.DisposeAsync();
        File.Move(PartialPath(_path), _path, overwrite: true);
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static async Task WriteAsync(CsvWriter writer, params IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            writer.WriteField(field);
        }

        await writer.NextRecordAsync();
    }
}
