using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Application.Ingestion;

/// <param name="File">CSV, or NDJSON when its name says so (.ndjson, .jsonl), plain or gzip.</param>
/// <param name="Report">Where the verdicts go.</param>
/// <param name="ReportAll">Every row in the report, not only those that need a look.</param>
/// <param name="Overwrite">A report of that name may be replaced.</param>
/// <param name="BatchSize">Rows in one transaction.</param>
public sealed record ImportCompaniesCommand(
    string File, string Report, bool ReportAll = false, bool Overwrite = false, int BatchSize = ImportCompanies.BatchSize);

/// <summary>
/// Takes a file of companies into the register, batch by batch, with a verdict for every row. It can be stopped at any
/// moment and run again: what is in already is found unchanged.
/// </summary>
public sealed class ImportCompanies(NpgsqlDataSource source, TimeProvider clock)
{
    internal const int BatchSize = 20_000;

    /// <summary>From a file of this machine, with the report beside it.</summary>
    public Task<Outcome<ImportSummary>> RunAsync(
        ImportCompaniesCommand command, IProgress<ImportProgress>? progress, CancellationToken ct) =>
        ImportFiles.RunAsync(
            command.File,
            command.Report,
            command.ReportAll,
            command.Overwrite,
            (content, format, report, moved, stop) => RunAsync(
                content, format, report, Actor.Registry, role: null, command.BatchSize, moved, stop),
            progress,
            ct);

    /// <summary>From anywhere, by an administrator; every verdict goes to <paramref name="report"/> in the same format.</summary>
    /// <param name="content">UTF-8, plain or gzip; left open.</param>
    public Task<Outcome<ImportSummary>> RunAsync(
        Stream content, ListFormat format, Stream report, Actor actor, CancellationToken ct) =>
        ImportFiles.RunAsync(
            content,
            format,
            report,
            (unpacked, verdicts, stop) => RunAsync(
                unpacked, format, verdicts, actor, Role.Administrator, BatchSize, progress: null, stop),
            ct);

    private async Task<Outcome<ImportSummary>> RunAsync(
        Stream content,
        ListFormat format,
        Func<Task<ImportReport>> openReport,
        Actor actor,
        Role? role,
        int batchSize,
        Action<ImportSummary>? progress,
        CancellationToken ct)
    {
        var opened = await SourceRows.OpenAsync(content, format, CompanyRowReader.Columns, ct);
        if (opened.Error is { } error)
        {
            return error;
        }

        using var rows = opened.Value!;
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var gate = await ImportGate.TryEnterAsync(connection, ct);
        if (gate is null)
        {
            return new ConflictError("IMPORT_RUNNING", "Another import of companies is running. Try again when it is done.");
        }

        var report = await openReport();
        await CompanyBatchWriter.StartImportAsync(connection, ct);
        var reader = new CompanyRowReader(LegalDates.DateOf(clock.GetUtcNow()));
        await new BatchedImport<CompanyRow>(
            rows,
            reader.Read,
            (batch, stop) => MergeAsync(connection, batch, actor, role, report.Summary, stop),
            batchSize).RunAsync(report, () => progress?.Invoke(report.Summary), ct);
        return report.Summary;
    }

    private async Task<IReadOnlyList<RowResult>> MergeAsync(
        NpgsqlConnection connection,
        IReadOnlyList<(long Line, CompanyRow Row)> rows,
        Actor actor,
        Role? role,
        ImportSummary summary,
        CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var db = new RegistryDbContext(
            new DbContextOptionsBuilder<RegistryDbContext>().UseNpgsql(connection).Options);
        await db.Database.UseTransactionAsync(transaction, ct);
        var merge = new CompanyMerge(db, new CompanyBatchWriter(connection, now, actor, role), actor, role, now);
        var results = await merge.RunAsync(rows, ct);
        await transaction.CommitAsync(ct);
        summary.RecordsTakenDown += merge.RecordsTakenDown;
        return results;
    }
}
