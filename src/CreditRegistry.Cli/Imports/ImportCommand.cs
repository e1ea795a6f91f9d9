using System.CommandLine;
using System.Globalization;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Domain;
using Spectre.Console;

namespace CreditRegistry.Cli.Imports;

/// <summary><c>registry import companies FILE</c></summary>
internal static class ImportCommand
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "CSV with a header line, comma-separated, UTF-8, plain or gzip. Needed columns: name, registration_id. "
            + "Read where present: registered_on, company_type, province (or region), english_name, status (registered, "
            + "revoked, deregistered, or Chinese), registration_number, organisation_code, former_names (separated by |). "
            + "Columns about people are dropped, others ignored; both are named in the summary.",
    };

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

    public static Command Create()
    {
        var companies = new Command(
            "companies",
            "Takes a file of companies into the register, with a verdict for every row: accepted, unchanged, updated, repeated "
            + "or refused and why. A bad row never stops it. It can be stopped at any moment and run again; the same file "
            + "twice changes nothing.")
        {
            File, Report, All, Overwrite,
        };
        companies.SetAction(RunAsync);
        return new Command("import", "Takes files into the register.") { companies };
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var file = parsed.GetRequiredValue(File);
        var command = new ImportCompaniesCommand(
            file, parsed.GetValue(Report) ?? file + ".report.csv", parsed.GetValue(All), parsed.GetValue(Overwrite));

        await using var registry = await RegistryHost.StartAsync(parsed, ct);
        var started = registry.Clock.GetTimestamp();
        var outcome = await RunWithBarAsync(new ImportCompanies(registry.Source, registry.Clock), command, ct);
        if (outcome.Error is { } error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return error is ConflictError ? ExitCodes.Failed : ExitCodes.WrongUse;
        }

        var summary = outcome.Value!;
        ImportSummaryText.Write(Console.Out, summary, command.Report, registry.Clock.GetElapsedTime(started));
        return summary[RowVerdict.Refused] == 0 ? ExitCodes.Fine : ExitCodes.SomeRefused;
    }

    private static Task<Outcome<ImportSummary>> RunWithBarAsync(
        ImportCompanies import, ImportCompaniesCommand command, CancellationToken ct) =>
        RegistryCommandLine.Progress.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask("Importing companies");
                return import.RunAsync(command, new Bar(bar), ct);
            });

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
