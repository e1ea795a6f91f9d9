using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Application.Ingestion;

/// <param name="File">CSV, or NDJSON when its name says so (.ndjson, .jsonl), plain or gzip.</param>
/// <param name="Organ">Code of the organ whose records they are.</param>
/// <param name="Report">Where the verdicts go.</param>
/// <param name="ReportAll">Every row in the report, not only those that need a look.</param>
/// <param name="Overwrite">A report of that name may be replaced.</param>
public sealed record ImportRecordsCommand(
    string File, string Organ, string Report, bool ReportAll = false, bool Overwrite = false);

/// <summary>
/// Takes a file of an organ's records into the register, batch by batch, by the rules that hold for publishing one by one;
/// only here may a record have been published earlier. It can be stopped at any moment and run again: a record that is
/// in already is found unchanged.
/// </summary>
public sealed class ImportRecords(NpgsqlDataSource source, RuleBook book, TimeProvider clock)
{
    private const int BatchSize = 2_000;

    /// <summary>From a file of this machine, for any organ, as the registry's operator.</summary>
    public async Task<Outcome<ImportSummary>> RunAsync(
        ImportRecordsCommand command, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        Organ? organ;
        await using (var db = Open(await source.OpenConnectionAsync(ct)))
        {
            organ = await db.Organs.AsNoTracking().FirstOrDefaultAsync(o => o.Code == command.Organ, ct);
        }

        return organ is null
            ? new NotFoundError("ORGAN_NOT_FOUND", "There is no organ of that code.")
            : await ImportFiles.RunAsync(
                command.File,
                command.Report,
                command.ReportAll,
                command.Overwrite,
                (content, format, report, moved, stop) => RunAsync(
                    content, format, report, organ, Actor.Registry, role: null, moved, stop),
                progress,
                ct);
    }

    /// <summary>From anywhere, by an agency for its own organ; every verdict goes to <paramref name="report"/> in the same format.</summary>
    /// <param name="content">UTF-8, plain or gzip; left open.</param>
    /// <param name="organ">Code of the organ; needed only by an account bound to several.</param>
    public async Task<Outcome<ImportSummary>> RunAsync(
        Stream content, ListFormat format, Stream report, string? organ, Actor actor, CancellationToken ct)
    {
        Outcome<Organ> own;
        await using (var db = Open(await source.OpenConnectionAsync(ct)))
        {
            own = await db.OwnOrganAsync(actor, organ, ct);
        }

        if (own.Error is { } refusal)
        {
            return refusal;
        }

        await using var running = await RecordImportSign.PutUpAsync(await source.OpenConnectionAsync(ct), own.Value!.Id, ct);
        return await ImportFiles.RunAsync(
            content,
            format,
            report,
            (unpacked, verdicts, stop) => RunAsync(
                unpacked, format, verdicts, own.Value!, actor, Role.Agency, progress: null, stop),
            ct);
    }

    /// <summary>
    /// The organs of the account for which an import is running now, in whatever process. Two may run at once: a record that
    /// is in both files is taken once.
    /// </summary>
    public async Task<IReadOnlySet<Guid>> RunningAsync(Actor actor, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await RecordImportSign.FindAsync(connection, actor.Organs, ct);
    }

    private async Task<Outcome<ImportSummary>> RunAsync(
        Stream content,
        ListFormat format,
        Func<Task<ImportReport>> openReport,
        Organ organ,
        Actor actor,
        Role? role,
        Action<ImportSummary>? progress,
        CancellationToken ct)
    {
        var opened = await SourceRows.OpenAsync(content, format, RecordRowReader.Columns, ct);
        if (opened.Error is { } error)
        {
            return error;
        }

        using var rows = opened.Value!;
        var report = await openReport();
        await new BatchedImport<RecordRow>(
            rows,
            RecordRowReader.Read,
            (batch, stop) => MergeAsync(batch, organ, actor, role, stop),
            BatchSize).RunAsync(report, () => progress?.Invoke(report.Summary), ct);
        return report.Summary;
    }

    private async Task<IReadOnlyList<RowResult>> MergeAsync(
        IReadOnlyList<(long Line, RecordRow Row)> rows, Organ organ, Actor actor, Role? role, CancellationToken ct)
    {
        await using var db = Open(await source.OpenConnectionAsync(ct));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var results = await new RecordMerge(db, book, organ, actor, role, clock.GetUtcNow()).RunAsync(rows, ct);
        await transaction.CommitAsync(ct);
        return results;
    }

    private static RegistryDbContext Open(NpgsqlConnection connection) => new(
        new DbContextOptionsBuilder<RegistryDbContext>().UseNpgsql(connection, contextOwnsConnection: true).Options);
}
