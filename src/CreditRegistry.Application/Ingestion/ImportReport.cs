using System.Globalization;
using System.Text;
using System.Text.Json;
using CreditRegistry.Persistence;
using CsvHelper;

namespace CreditRegistry.Application.Ingestion;

/// <summary>The verdicts in the format of the file, in the order of its rows, and at the end what became of it as a whole.</summary>
internal sealed class ImportReport : IAsyncDisposable
{
    private readonly ListFormat _format;
    private readonly bool _all;
    private readonly StreamWriter _text;
    private readonly CsvWriter _writer;

    private ImportReport(Stream output, ListFormat format, bool all)
    {
        (_format, _all) = (format, all);
        _text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true);
        _writer = new CsvWriter(_text, CultureInfo.InvariantCulture);
    }

    /// <summary>What has become of the rows so far.</summary>
    public ImportSummary Summary { get; } = new();

    /// <param name="all">Every row, not only those that need a look.</param>
    public static async Task<ImportReport> StartAsync(Stream output, ListFormat format, bool all)
    {
        var report = new ImportReport(output, format, all);
        if (format is ListFormat.Csv)
        {
            await report.WriteCsvAsync("line", "verdict", "reason", "message", "record_id");
        }

        return report;
    }

    public Task AddAsync(RowResult result)
    {
        if (!_all && result.Faults.Count == 0 && result.Verdict is RowVerdict.Accepted or RowVerdict.Unchanged)
        {
            return Task.CompletedTask;
        }

        var reason = string.Join(' ', result.Faults.Select(fault => fault.Code));
        var message = string.Join(' ', result.Faults.Select(fault => fault.Message).Prepend(result.Changed).OfType<string>());
        return _format is ListFormat.Csv
            ? WriteCsvAsync(
                result.Line.ToString(CultureInfo.InvariantCulture),
                EnumText.Name(result.Verdict),
                reason,
                message,
                result.RecordId?.ToString() ?? "")
            : WriteJsonAsync(new
            {
                result.Line,
                Verdict = EnumText.Name(result.Verdict),
                Reason = reason.Length == 0 ? null : reason,
                Message = message.Length == 0 ? null : message,
                result.RecordId,
            });
    }

    /// <summary>The last line of a whole report: without it, the report was cut off.</summary>
    public Task EndAsync() => LastAsync("end", reason: null);

    /// <summary>The last line of an import that could not read its file to the end; what stands above it is in.</summary>
    public Task FailAsync(string reason) => LastAsync("failed", reason);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private Task LastAsync(string verdict, string? reason) => _format is ListFormat.Csv
        ? WriteCsvAsync(Summary.Rows.ToString(CultureInfo.InvariantCulture), verdict, reason ?? "", Summary.ToString(), "")
        : WriteJsonAsync(new
        {
            Verdict = verdict,
            Summary.Rows,
            Reason = reason,
            Accepted = Summary[RowVerdict.Accepted],
            Unchanged = Summary[RowVerdict.Unchanged],
            Updated = Summary[RowVerdict.Updated],
            Repeated = Summary[RowVerdict.Repeated],
            Refused = Summary[RowVerdict.Refused],
            Summary.Refusals,
            Summary.Warnings,
            Summary.PersonalValuesDropped,
            Summary.IgnoredColumns,
            Summary.RecordsTakenDown,
        });

    private async Task WriteCsvAsync(params string[] fields)
    {
        foreach (var field in fields)
        {
            _writer.WriteField(field);
        }

        await _writer.NextRecordAsync();
    }

    private Task WriteJsonAsync(object line) => _text.WriteAsync(JsonSerializer.Serialize(line, RegistryJson.Options) + "\n");
}
