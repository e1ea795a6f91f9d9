using System.CommandLine;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace CreditRegistry.Cli;

/// <summary><c>registry accounts</c>: the first administrator, and what an administrator does without the API.</summary>
internal static class AccountsCommand
{
    public static Command Create() => new("accounts", "Who may sign in.")
    {
        CreateAdministrator(),
        Invite(),
        List(),
        RegistryHost.Connection,
    };

    private static Command CreateAdministrator()
    {
        var email = Email();
        // Never an argument: those are seen by everyone on the machine, and kept by the shell.
        var password = new Option<bool>("--password-stdin") { Description = "Read the password from standard input" };
        var command = new Command("create-administrator", "Open an account for an administrator") { email, password };
        command.SetAction((parse, ct) => RegistryHost.RunAsync(parse, async provider =>
        {
            var authority = new Authority([Role.Administrator], [], []);
            if (!parse.GetValue(password))
            {
                return await InviteAsync(provider, parse.GetRequiredValue(email), authority, ct);
            }

            var typed = await ReadPasswordAsync(ct);
            var outcome = await provider.GetRequiredService<EnsureAccount>()
                .RunAsync(parse.GetRequiredValue(email), typed, authority, ct);
            return outcome.Error is { } refusal ? RegistryCommandLine.Refuse(refusal) : RegistryCommandLine.Say($"The administrator's key is {outcome.Value}.");
        }, ct));
        return command;
    }

    private static Command Invite()
    {
        var email = Email();
        var roles = new Option<Role[]>("--role") { Description = "May be repeated; without one the account only watches, screens and exports" };
        var organs = new Option<string[]>("--organ") { Description = "Code of an organ it works for; may be repeated" };
        var companies = new Option<string[]>("--company")
        {
            Description = "Registration ID of a company it acts for; may be repeated",
        };
        var command = new Command("invite", "Open an account and print its one-time token") { email, roles, organs, companies };
        command.SetAction((parse, ct) => RegistryHost.RunAsync(
            parse,
            provider => InviteAsync(
                provider,
                parse.GetRequiredValue(email),
                new(parse.GetValue(roles) ?? [], parse.GetValue(organs) ?? [], parse.GetValue(companies) ?? []),
                ct),
            ct));
        return command;
    }

    private static Command List()
    {
        const int batch = 200;
        var command = new Command("list", "All accounts, in order of invitation");
        command.SetAction((parse, ct) => RegistryHost.RunAsync(parse, async provider =>
        {
            var table = new Table().AddColumns("Key", "E-mail", "Roles", "Organs", "Companies", "Disabled");
            var find = provider.GetRequiredService<FindAccounts>();
            List<AccountDetails> accounts = [];
            do
            {
                accounts = await find.ListAsync(email: null, accounts is [.., var last] ? last.Key : null, batch, ct);
                foreach (var account in accounts)
                {
                    table.AddRow(new[]
                    {
                        account.Key.ToString(),
                        account.Email,
                        string.Join(", ", account.Roles),
                        string.Join(", ", account.Organs.Select(o => o.Code)),
                        string.Join(", ", account.Companies),
                        account.DisabledAt is null ? "" : "yes",
                    }.Select(Markup.Escape).ToArray());
                }
            }
            while (accounts.Count == batch);

            AnsiConsole.Write(table);
            return ExitCodes.Fine;
        }, ct));
        return command;
    }

    private static Option<string> Email() => new("--email") { Description = "The e-mail it signs in with", Required = true };

    private static async Task<int> InviteAsync(
        IServiceProvider provider, string email, Authority authority, CancellationToken ct)
    {
        var outcome = await provider.GetRequiredService<InviteAccount>().RunAsync(email, authority, Actor.Registry, ct);
        if (outcome.Error is { } refusal)
        {
            return RegistryCommandLine.Refuse(refusal);
        }

        var (key, token) = outcome.Value!;
        return RegistryCommandLine.Say(
            $"""
            Account {key}
            One-time token, until {token.ExpiresAt:u}: {token.Value}
            Its holder sends it with a new password to POST /api/v1/account/password-reset. It is not shown again.
            """);
    }

    private static async Task<string> ReadPasswordAsync(CancellationToken ct) => Console.IsInputRedirected
        ? await Console.In.ReadLineAsync(ct) ?? ""
        : await new TextPrompt<string>("Password:").Secret().ShowAsync(AnsiConsole.Console, ct);
}
