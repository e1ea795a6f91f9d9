using System.CommandLine;
using System.Globalization;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Application.Screening;
using CreditRegistry.Domain.Time;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Cli;

/// <summary><c>registry screen FILE</c></summary>
internal static class ScreenCommand
{
    public static Command Create()
    {
        var file = RegistryCommandLine.FileToRead(
            "CSV with a header line, or NDJSON (.ndjson, .jsonl); UTF-8, plain or gzip; of any length.");
        var column = new Option<string?>("--column")
        {
            Description = "The column or property with the registration IDs; the usual names are known.",
            HelpName = "name",
        };
        var output = new Option<string?>("--out")
        {
            Description = "Where the verdicts go, in the format of the file. [default: standard output]",
            HelpName = "path",
        };
        var asOf = InstantOf("--as-of", "what was in force in law then, as it is known now");
        var shownAt = InstantOf("--shown-at", "what this registry showed then");
        var command = new Command(
            "screen",
            "Says of each registration ID of a list where its company stands: clear, listed, notFound, invalid and why, or alias. "
            + "The last line says how many there were.")
        {
            file, column, output, asOf, shownAt, RegistryHost.Connection,
        };
        command.SetAction((parsed, ct) =>
        {
            var instant = PastInstant.Of(parsed.GetValue(asOf), parsed.GetValue(shownAt), RegistryHost.Clock.GetUtcNow());
            return instant.Error is { } error
                ? Task.FromResult(RegistryCommandLine.Refuse(error))
                : RunAsync(
                    parsed, parsed.GetRequiredValue(file), parsed.GetValue(column), parsed.GetValue(output), instant.Value, ct);
        });
        return command;
    }

    private static Option<DateTimeOffset?> InstantOf(string name, string question) => new(name)
    {
        Description = $"Ask about an instant up to now, such as 2026-03-31T16:00:00Z: {question}.",
        HelpName = "instant",
        CustomParser = given =>
        {
            if (Instants.TryParse(given.Tokens[0].Value, out var instant))
            {
                return instant;
            }

            given.AddError($"{name} must be an instant of RFC 3339, such as 2026-03-31T16:00:00Z.");
            return null;
        },
    };

    private static async Task<int> RunAsync(
        ParseResult parsed, string path, string? column, string? output, PastInstant? instant, CancellationToken ct)
    {
        return await RegistryHost.RunAsync(
            parsed,
            async provider =>
            {
                await using var content = File.OpenRead(path);
                var opened = await provider.GetRequiredService<ScreenCompanies>().OpenAsync(
                    content, ListFormats.Of(path), column, instant, actor: null, ct);
                if (opened.Error is { } error)
                {
                    await Console.Error.WriteLineAsync(error.Message);
                    return ExitCodes.WrongUse;
                }

                using var run = opened.Value!;
                await using var verdicts = output is null ? Console.OpenStandardOutput() : File.Create(output);
                var complete = await RegistryCommandLine.WithBarAsync("Screening", async bar =>
                {
                    bar.MaxValue = Math.Max(content.Length, 1);
                    return await run.WriteToAsync(
                        verdicts,
                        permits: null,
                        () =>
                        {
                            bar.Value = content.Position;
                            bar.Description = string.Create(CultureInfo.InvariantCulture, $"{run.Counts.Total:N0} lines");
                        },
                        ct);
                });
                var counts = run.Counts;
                await Console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{counts.Total:N0} lines: {counts.Clear:N0} clear, {counts.Listed:N0} listed, {counts.NotFound:N0} not found, {counts.Invalid:N0} invalid, {counts.Alias:N0} old keys."));
                if (!complete)
                {
                    await Console.Error.WriteLineAsync("The file cannot be unpacked to its end; the verdicts stop there.");
                }

                return complete ? ExitCodes.Fine : ExitCodes.SomeRefused;
            },
            ct);
    }
}
