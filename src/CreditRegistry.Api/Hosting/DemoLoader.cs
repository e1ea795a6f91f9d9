using CreditRegistry.Api.Http;
using CreditRegistry.Application.Demo;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Persistence;
using Npgsql;

namespace CreditRegistry.Api.Hosting;

/// <summary>Loads the demo data into an empty embedded database, or where an operator asks for it.</summary>
internal static class DemoLoader
{
    private static readonly string[] Accounts =
        ["applicant", "agency", "officer.a", "officer.b", "officer.c", "officer.d", "supervisor", "auditor", "admin"];

    public static async Task LoadAsync(
        RegistrySettings settings, RegistryDatabase database, RuleBook book, TimeProvider clock, CancellationToken ct)
    {
        if (!(settings.Demo ?? database.IsEmbedded))
        {
            return;
        }

        var demo = new DemoData(database.ConnectionString, book, clock);
        var state = await demo.StateAsync(ct);
        if (state is DemoState.HalfLoaded)
        {
            if (!database.IsEmbedded)
            {
                throw new SettingException(
                    "Registry:Demo", "asks for demo data whose loading was cut off before. Drop that database, make it anew, and start again.");
            }

            NpgsqlConnection.ClearAllPools();
            await database.RecreateAsync(ct);
            state = DemoState.Empty;
        }

        if (state is DemoState.Empty)
        {
            var password = settings.DemoPassword ?? DemoData.NewPassword();
            await Console.Out.WriteLineAsync("Loading demo data: a made-up register of three years …");
            await demo.LoadAsync(password, ct);
            await Console.Out.WriteLineAsync(
                $"Demo accounts: {string.Join(", ", Accounts.Select(name => $"{name}@{DemoData.Domain}"))}");
            await Console.Out.WriteLineAsync($"Their password: {password}");
        }
        else if (state is DemoState.Loaded && settings.DemoPassword is { } wanted)
        {
            await demo.SetPasswordAsync(wanted, ct);
        }
    }
}
