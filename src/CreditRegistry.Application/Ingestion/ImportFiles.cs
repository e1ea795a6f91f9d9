using CreditRegistry.Domain;

namespace CreditRegistry.Application.Ingestion;

/// <param name="Bytes">Of the file as it is, packed or not.</param>
public sealed record ImportProgress(long Bytes, long TotalBytes, long Rows);

/// <summary>Where imports read from and report to: files of this machine, or the body of a request and its answer.</summary>
internal static class ImportFiles
{
    /// <summary>Runs an import; it opens its report when nothing stands against it any more.</summary>
    public delegate Task<Outcome<ImportSummary>> FromFile(
        Stream content, ListFormat format, Func<Task<ImportReport>> openReport, Action<ImportSummary>? progress, CancellationToken ct);

    public delegate Task<Outcome<ImportSummary>> FromStream(
        Stream content, Func<Task<ImportReport>> openReport, CancellationToken ct);

    public static async Task<Outcome<ImportSummary>> RunAsync(
        string path,
        string report,
        bool reportAll,
        bool overwrite,
        FromFile import,
        IProgress<ImportProgress>? progress,
        CancellationToken ct)
    {
        if (File.Exists(report) && !overwrite)
        {
            return InvalidError.Of(
                "REPORT_EXISTS", "file", $"There is a report {report} already. Name another, or allow overwriting.");
        }

        ReportFile? file = null;
        ImportReport? verdicts = null;
        try
        {
            using var source = await SourceFile.OpenAsync(path, ct);
            var outcome = await import(
                source.Content,
                ListFormats.Of(path),
                async () => verdicts = await ImportReport.StartAsync((file = new ReportFile(report)).Content, ListFormat.Csv, reportAll),
                summary => progress?.Report(new ImportProgress(source.Position, source.Length, summary.Rows)),
                ct);
            if (verdicts is not null)
            {
                await verdicts.DisposeAsync();
                await file!.CompleteAsync();
            }

            return outcome;
        }
        catch (InvalidDataException)
        {
            return Damaged;
        }
        finally
        {
            await (verdicts?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (file?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    public static async Task<Outcome<ImportSummary>> RunAsync(
        Stream content, ListFormat format, Stream output, FromStream import, CancellationToken ct)
    {
        ImportReport? verdicts = null;
        try
        {
            var outcome = await import(
                await PackedStream.OpenAsync(content, ct),
                async () => verdicts = await ImportReport.StartAsync(output, format, all: true),
                ct);
            await (verdicts?.EndAsync() ?? Task.CompletedTask);

            return outcome;
        }
        catch (InvalidDataException) when (verdicts is null)
        {
            return Damaged;
        }
        catch (InvalidDataException)
        {
            verdicts!.Summary.Failure = Damaged.Code;
            await verdicts.FailAsync(Damaged.Code);
            return verdicts.Summary;
        }
        finally
        {
            await (verdicts?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private static InvalidError Damaged => InvalidError.Of(
        "FILE_DAMAGED", "file", "The file cannot be unpacked to its end. Rows before the damage may be in; fetch the file anew and run it again.");
}
