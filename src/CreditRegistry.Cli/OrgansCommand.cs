using System.CommandLine;
using CreditRegistry.Application.Organs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace CreditRegistry.Cli;

/// <summary><c>registry organs</c>: who publishes, and by which rule set.</summary>
internal static class OrgansCommand
{
    public static Command Create() => new("organs", "The organs that publish records.")
    {
        Register(),
        Adopt(),
        List(),
        RegistryHost.Connection,
    };

    private static Command Register()
    {
        var code = Code();
        var name = new Option<string>("--name") { Description = "English name", Required = true };
        var nameZh = new Option<string>("--name-zh") { Description = "Chinese name", Required = true };
        var ruleSet = RuleSet();
        var from = new Option<DateOnly?>("--from") { Description = "First day on which it follows the rule set; today when absent" };
        var command = new Command("register", "Register an organ") { code, name, nameZh, ruleSet, from };
        command.SetAction((parse, ct) => RegistryHost.RunAsync(
            parse,
            async provider => Answer(await provider.GetRequiredService<ManageOrgans>().RegisterAsync(
                parse.GetRequiredValue(code),
                new LocalText(parse.GetRequiredValue(name), parse.GetRequiredValue(nameZh)),
                parse.GetRequiredValue(ruleSet),
                parse.GetValue(from),
                Actor.Registry,
                ct)),
            ct));
        return command;
    }

    private static Command Adopt()
    {
        var code = Code();
        var ruleSet = RuleSet();
        var from = new Option<DateOnly>("--from") { Description = "First day on which it follows the rule set", Required = true };
        var command = new Command("adopt", "Let an organ follow another rule set from a day on") { code, ruleSet, from };
        command.SetAction((parse, ct) => RegistryHost.RunAsync(
            parse,
            async provider => Answer(await provider.GetRequiredService<ManageOrgans>().AdoptAsync(
                parse.GetRequiredValue(code), parse.GetRequiredValue(ruleSet), parse.GetRequiredValue(from), Actor.Registry, ct)),
            ct));
        return command;
    }

    private static Command List()
    {
        const int batch = 200;
        var command = new Command("list", "All organs, by code");
        command.SetAction((parse, ct) => RegistryHost.RunAsync(
            parse,
            async provider =>
            {
                var table = new Table().AddColumns("Code", "Name", "Chinese name", "Rule sets");
                var organs = provider.GetRequiredService<ManageOrgans>();
                IReadOnlyList<OrganDetails> page = [];
                do
                {
                    page = await organs.ListAsync(page is [.., var last] ? last.Code : null, batch, ct);
                    foreach (var organ in page)
                    {
                        table.AddRow(
                            Markup.Escape(organ.Code),
                            Markup.Escape(organ.Name),
                            Markup.Escape(organ.NameZh),
                            string.Join('\n', organ.RuleSets.Select(r => $"{r.RuleSetId} from {r.From:yyyy-MM-dd}")));
                    }
                }
                while (page.Count == batch);

                AnsiConsole.Write(table);
                return ExitCodes.Fine;
            },
            ct));
        return command;
    }

    private static Option<string> Code() =>
        new("--code") { Description = "Its code: capital letters, digits and hyphens", Required = true };

    private static Option<string> RuleSet() => new("--rule-set") { Description = "Such as four-tier-2024 or cn-2026", Required = true };

    private static int Answer(Outcome<OrganDetails> outcome) => outcome.Error is { } refusal
        ? RegistryCommandLine.Refuse(refusal)
        : RegistryCommandLine.Say(
            $"{outcome.Value!.Code}: {string.Join(", ", outcome.Value.RuleSets.Select(r => $"{r.RuleSetId} from {r.From:yyyy-MM-dd}"))}");
}
