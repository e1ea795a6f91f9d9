using System.CommandLine;
using CreditRegistry.Application.Proof;

namespace CreditRegistry.Cli;

/// <summary><c>registry signing-keys</c>: the keys with which the registry signs its log.</summary>
internal static class SigningKeysCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The folder that Registry__SigningKeys names" };
        var create = new Command(
            "create",
            "Makes a key that signs from the registry's next start on. Leave the older files there: the key before vouches for "
            + "the new one at that start.")
        {
            folder,
        };
        create.SetAction(parsed =>
        {
            using var keys = new SigningKeys(parsed.GetRequiredValue(folder));
            return RegistryCommandLine.Say($"{keys.Create(RegistryHost.Clock.GetUtcNow())} ({keys.Kid})");
        });
        return new Command("signing-keys", "The keys with which the registry signs its log.") { create };
    }
}
