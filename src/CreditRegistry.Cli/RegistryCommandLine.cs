using System.CommandLine;
using System.CommandLine.Invocation;
using System.Net;
using System.Text.Json;
using CreditRegistry.Application.Proof;
using CreditRegistry.Application.Rules;
using CreditRegistry.Domain;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Embedded;
using Npgsql;
using Spectre.Console;

namespace CreditRegistry.Cli;

/// <summary>What a command tells the shell.</summary>
internal static class ExitCodes
{
    public const int Fine = 0;

    /// <summary>Done, but some rows were refused: see the report.</summary>
    public const int SomeRefused = 1;

    /// <summary>Checked, and something is wrong: see the findings.</summary>
    public const int SomethingWrong = 1;

    /// <summary>Wrong use or wrong input: nothing was done.</summary>
    public const int WrongUse = 2;

    /// <summary>Could not be done now: no database, a full disk, another import. Try again.</summary>
    public const int Failed = 3;

    /// <summary>Stopped by Ctrl+C.</summary>
    public const int Stopped = 130;
}

/// <summary>What all commands share: options, exit codes, Ctrl+C, and failures told without a stack trace.</summary>
internal static class RegistryCommandLine
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(30);

    /// <summary>Where people read what happens; standard output is for results.</summary>
    public static IAnsiConsole Progress { get; } =
        AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = Console.IsErrorRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });

    public static async Task<int> RunAsync(string[] args, IEnumerable<Command> commands)
    {
        var root = new RootCommand(
            "Bulk work on the CreditRegistry by hand.\n\n"
            + "Exit codes: 0 fine; 1 done, but some rows were refused, or a check found something wrong; 2 wrong use, nothing done; 3 could not be done now; "
            + "130 stopped by Ctrl+C.");
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            await parsed.InvokeAsync();
            return ExitCodes.WrongUse;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToStop });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped. Run the same command again to go on.");
            return ExitCodes.Stopped;
        }
        catch (Exception failure) when (failure
            is NpgsqlException or EmbeddedPostgresException or DatabaseVersionException or InvalidRulesException or IOException
            or InvalidDataException or UnauthorizedAccessException or ArgumentException or HttpRequestException or JsonException or SigningKeyException)
        {
            await Console.Error.WriteLineAsync(Explain(failure));
            return ExitCodes.Failed;
        }
    }

    /// <summary>Runs something with a bar that it moves.</summary>
    public static Task<T> WithBarAsync<T>(string title, Func<ProgressTask, Task<T>> work) => Progress.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(context => work(context.AddTask(title)));

    /// <summary>A file to read; one that is not there is wrong use, said before anything is started.</summary>
    public static Argument<string> FileToRead(string description)
    {
        var file = new Argument<string>("FILE") { Description = description };
        file.Validators.Add(given =>
        {
            if (given.Tokens is [var path] && !File.Exists(path.Value))
            {
                given.AddError($"There is no file {path.Value}.");
            }
        });
        return file;
    }

    public static int Say(string text)
    {
        Console.Out.WriteLine(text);
        return ExitCodes.Fine;
    }

    public static int Refuse(RegistryError refusal)
    {
        Console.Error.WriteLine($"{refusal.Code}: {refusal.Message}");
        return ExitCodes.WrongUse;
    }

    private static string Explain(Exception failure) => failure switch
    {
        PostgresException refused => $"The database refused: {refused.MessageText}",
        NpgsqlException => $"The database cannot be reached: {(failure.InnerException ?? failure).Message}. "
            + "Check --connection or ConnectionStrings__Registry.",
        HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } refused =>
            $"The registry does not accept the token ({(int)refused.StatusCode}): {VerifyCommand.TokenVariable} has to be that of an "
            + "auditor, and not expired. Without it, all is checked that the public is shown.",
        HttpRequestException { StatusCode: { } status } => $"The registry answers {(int)status}: {failure.Message}",
        HttpRequestException => $"The registry does not answer: {failure.Message}",
        JsonException => "That is not what a registry answers. Check the address, or the folder.",
        _ => failure.Message,
    };
}
