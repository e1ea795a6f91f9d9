using System.CommandLine;
using System.Globalization;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Domain;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace CreditRegistry.Cli.Imports;

/// <summary><c>registry import companies FILE</c> and <c>registry import records FILE --organ CODE</c></summary>
internal static class ImportCommand
{
    private static readonly Option<string?> Report = new("--report")
    {
        Description = "Where the verdicts go: line, verdict, reason, message. [default: FILE.report.csv]",
        HelpName = "path",
    };

    private static readonly Option<bool> All = new("--all")
    {
        Description = "Report every row, not only those refused, repeated, updated or taken with a warning.",
    };

    private static readonly Option<bool> Overwrite = new("--overwrite") { Description = "Replace an earlier report." };

    public static Command Create() => new("import", "Takes files into the register.") { Companies(), Records(), RegistryHost.Connection };

    private static Command Companies()
    {
        var file = FileOf(
            "Needed columns: name, registration_id. Read where present: registered_on, company_type, province (or region), "
            + "english_name, status (registered, revoked, deregistered, or Chinese), registration_number, organisation_code, "
            + "former_names (separated by |).");
        var command = new Command(
            "companies",
            "Takes a file of companies into the register, with a verdict for every row: accepted, unchanged, updated, repeated "
            + "or refused and why. A bad row never stops it. It can be stopped at any moment and run again; the same file "
            + "twice changes nothing.")
        {
            file, Report, All, Overwrite,
        };
        command.SetAction((parsed, ct) => RunAsync<ImportCompanies>(parsed, file, "Importing companies", (import, path, report, progress) =>
            import.RunAsync(
                new ImportCompaniesCommand(path, report, parsed.GetValue(All), parsed.GetValue(Overwrite)), progress, ct), ct));
        return command;
    }

    private static Command Records()
    {
        var file = FileOf(
            "Needed columns: registration_id, tier, ground, decision_number, decided_on, summary. Read where present: "
            + "published_on (an earlier day), penalties (KIND:fen:last day, several separated by |), publish (true or false, "
            + "for a minor breach).");
        var organ = new Option<string>("--organ") { Description = "Code of the organ whose records they are", Required = true };
        var command = new Command(
            "records",
            "Publishes a file of an organ's records by the rules it has adopted, with a verdict for every row: accepted, "
            + "unchanged or refused and why. A bad row never stops it. It can be stopped at any moment and run again; the "
            + "same file twice changes nothing.")
        {
            file, organ, Report, All, Overwrite,
        };
        command.SetAction((parsed, ct) => RunAsync<ImportRecords>(parsed, file, "Importing records", (import, path, report, progress) =>
            import.RunAsync(
                new ImportRecordsCommand(
                    path, parsed.GetRequiredValue(organ), report, parsed.GetValue(All), parsed.GetValue(Overwrite)), progress, ct), ct));
        return command;
    }

    private static Argument<string> FileOf(string columns) => RegistryCommandLine.FileToRead(
        "CSV with a header line, comma-separated, or NDJSON (.ndjson, .jsonl); UTF-8, plain or gzip. " + columns
        + " Columns about people are dropped, others ignored; both are named in the summary.");

    private static Task<int> RunAsync<TImport>(
        ParseResult parsed,
        Argument<string> fileArgument,
        string title,
        Func<TImport, string, string, IProgress<ImportProgress>, Task<Outcome<ImportSummary>>> run,
        CancellationToken ct)
        where TImport : notnull
    {
        var file = parsed.GetRequiredValue(fileArgument);
        var report = parsed.GetValue(Report) ?? file + ".report.csv";
        return RegistryHost.RunAsync(
            parsed,
            async provider =>
            {
                var clock = provider.GetRequiredService<TimeProvider>();
                var started = clock.GetTimestamp();
                var outcome = await RegistryCommandLine.WithBarAsync(
                    title, bar => run(provider.GetRequiredService<TImport>(), file, report, new Bar(bar)));
                if (outcome.Error is { } error)
                {
                    await Console.Error.WriteLineAsync(error.Message);
                    return error is ConflictError ? ExitCodes.Failed : ExitCodes.WrongUse;
                }

                var summary = outcome.Value!;
                ImportSummaryText.Write(Console.Out, summary, report, clock.GetElapsedTime(started));
                return summary[RowVerdict.Refused] == 0 ? ExitCodes.Fine : ExitCodes.SomeRefused;
            },
            ct);
    }

    /// <summary>Unlike <see cref="Progress{T}"/> it moves at once, in order.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            task.MaxValue = Math.Max(value.TotalBytes, 1);
            task.Value = value.Bytes;
            task.Description = string.Create(CultureInfo.InvariantCulture, $"{value.Rows:N0} rows");
        }
    }
}
