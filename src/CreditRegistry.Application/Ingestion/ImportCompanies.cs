using CreditRegistry.Domain;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Application.Ingestion;

/// <param name="File">CSV, plain or gzip.</param>
/// <param name="Report">Where the verdicts go.</param>
/// <param name="ReportAll">Every row in the report, not only those that need a look.</param>
/// <param name="Overwrite">A report of that name may be replaced.</param>
/// <param name="BatchSize">Rows in one transaction.</param>
public sealed record ImportCompaniesCommand(
    string File, string Report, bool ReportAll = false, bool Overwrite = false, int BatchSize = 20_000);

/// <param name="Bytes">Of the file as it is, packed or not.</param>
public sealed record ImportProgress(long Bytes, long TotalBytes, long Rows);

/// <summary>
/// Takes a file of companies into the register, batch by batch, with a verdict for every row. It can be stopped at any
/// moment and run again: what is in already is found unchanged.
/// </summary>
public sealed class ImportCompanies(NpgsqlDataSource source, TimeProvider clock)
{
    private const int Attempts = 3;

    public async Task<Outcome<ImportSummary>> RunAsync(
        ImportCompaniesCommand command, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        if (!File.Exists(command.File))
        {
            return Invalid("FILE_NOT_FOUND", $"There is no file {command.File}.");
        }

        if (File.Exists(command.Report) && !command.Overwrite)
        {
            return Invalid("REPORT_EXISTS", $"There is a report {command.Report} already. Name another, or allow overwriting.");
        }

        using var file = await SourceFile.OpenAsync(command.File, ct);
        using var rows = new CsvRows(file.Content);
        try
        {
            var (columns, error) = await ReadHeaderAsync(rows, ct);
            if (columns is null)
            {
                return Invalid("HEADER", error!);
            }

            await using var connection = await source.OpenConnectionAsync(ct);
            await using var gate = await ImportGate.TryEnterAsync(connection, ct);
            if (gate is null)
            {
                return new ConflictError("IMPORT_RUNNING", "Another import of companies is running. Try again when it is done.");
            }

            await using var report = await ImportReport.StartAsync(command.Report, command.ReportAll);
            await CompanyBatchWriter.StartImportAsync(connection, ct);
            var summary = await ImportAsync(command, file, rows, columns, connection, report, progress, ct);
            await report.CompleteAsync();
            return summary;
        }
        catch (InvalidDataException)
        {
            return Invalid(
                "FILE_DAMAGED",
                $"The file cannot be unpacked beyond line {rows.Line}. Rows before it may be in; fetch the file anew and run it again.");
        }
    }

    private async Task<ImportSummary> ImportAsync(
        ImportCompaniesCommand command,
        SourceFile file,
        CsvRows rows,
        CompanyColumns columns,
        NpgsqlConnection connection,
        ImportReport report,
        IProgress<ImportProgress>? progress,
        CancellationToken ct)
    {
        var summary = new ImportSummary { IgnoredColumns = columns.Ignored };
        columns.Personal.ForEach(column => summary.CountPersonal(column.Header, values: 0));
        var reader = new CompanyRowReader(columns, LegalDates.DateOf(clock.GetUtcNow()));
        var refused = new List<RowResult>();
        var taken = new List<(long Line, CompanyRow Row)>();
        bool more;
        do
        {
            refused.Clear();
            taken.Clear();
            while ((more = await rows.ReadAsync(ct)) && Read() < command.BatchSize)
            {
            }

            var merged = await MergeAsync(connection, taken, summary, ct);
            foreach (var result in refused.Concat(merged).OrderBy(r => r.Line))
            {
                summary.Count(result);
                await report.AddAsync(result);
            }

            progress?.Report(new ImportProgress(file.Position, file.Length, summary.Rows));
        }
        while (more);

        return summary;

        int Read()
        {
            var (row, refusal) = rows.Fault is { } fault ? (null, fault) : reader.Read(rows);
            if (row is not null)
            {
                taken.Add((rows.Line, row));
            }
            else
            {
                refused.Add(new RowResult(rows.Line, RowVerdict.Refused, [refusal!]));
            }

            foreach (var (header, column) in rows.Fault is null ? columns.Personal : [])
            {
                summary.CountPersonal(header, rows[column] is null ? 0 : 1);
            }

            return refused.Count + taken.Count;
        }
    }

    private async Task<IReadOnlyList<RowResult>> MergeAsync(
        NpgsqlConnection connection, List<(long Line, CompanyRow Row)> rows, ImportSummary summary, CancellationToken ct)
    {
        var options = new DbContextOptionsBuilder<RegistryDbContext>().UseNpgsql(connection).Options;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var now = clock.GetUtcNow();
                await using var transaction = await connection.BeginTransactionAsync(ct);
                await using var db = new RegistryDbContext(options);
                await db.Database.UseTransactionAsync(transaction, ct);
                var merge = new CompanyMerge(db, new CompanyBatchWriter(connection, now), now);
                var results = await merge.RunAsync(rows, ct);
                await transaction.CommitAsync(ct);
                summary.RecordsTakenDown += merge.RecordsTakenDown;
                return results;
            }
            catch (Exception raced) when (attempt < Attempts && IsRace(raced))
            {
                // Somebody changed one of the companies, records or cases since we read it: read again.
            }
        }
    }

    private static bool IsRace(Exception exception) => exception
        is DbUpdateConcurrencyException
        or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected };

    private static async Task<(CompanyColumns? Columns, string? Error)> ReadHeaderAsync(CsvRows rows, CancellationToken ct)
    {
        if (!await rows.ReadAsync(ct))
        {
            return (null, "The file is empty. Its first line must name the columns.");
        }

        return rows.Fault is { } fault
            ? (null, $"The header, on line {rows.Line}, cannot be read. {fault.Message}")
            : CompanyColumns.Read([.. Enumerable.Range(0, rows.Columns).Select(i => rows[i])]);
    }

    private static InvalidError Invalid(string code, string message) => InvalidError.Of(code, "file", message);
}
