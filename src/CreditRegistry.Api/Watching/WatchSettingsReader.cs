using System.Globalization;
using System.Net;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Watching;
using CreditRegistry.Domain.Watching;

namespace CreditRegistry.Api.Watching;

/// <summary>Reads what an operator sets for watch lists, webhooks and recalls.</summary>
public static class WatchSettingsReader
{
    private const string Retries = "Registry:Webhooks:RetrySeconds";
    private const string Networks = "Registry:Webhooks:AllowedNetworks";
    private const string Events = "Registry:Watch:EventDays";

    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static WatchSettings Read(IConfiguration configuration)
    {
        var usual = new WatchSettings();
        var eventDays = configuration.Positive(Events, usual.EventDays);
        return usual with
        {
            ListsPerAccount = configuration.Positive("Registry:Watch:ListsPerAccount", usual.ListsPerAccount),
            CompaniesPerAccount = configuration.Positive("Registry:Watch:CompaniesPerAccount", usual.CompaniesPerAccount),
            EventDays = eventDays > WatchLimits.MaxDaysBefore
                ? eventDays
                : throw new SettingException(Events, $"must be above {WatchLimits.MaxDaysBefore}, or lists would be told of the same day again."),
            HoldDays = configuration.Positive("Registry:Recalls:HoldDays", usual.HoldDays),
            AllowHttp = configuration.Flag("Registry:Webhooks:AllowHttp"),
            AllowedNetworks = [.. Parts(configuration, Networks).Select(Network)],
            Timeout = TimeSpan.FromSeconds(configuration.Positive("Registry:Webhooks:TimeoutSeconds", (int)usual.Timeout.TotalSeconds)),
            Retries = Parts(configuration, Retries) is { Count: > 0 } pauses ? pauses.ConvertAll(Pause) : usual.Retries,
            GiveUpAfter = TimeSpan.FromHours(
                configuration.Positive("Registry:Webhooks:GiveUpHours", (int)usual.GiveUpAfter.TotalHours)),
            SecretOverlap = TimeSpan.FromHours(
                configuration.Positive("Registry:Webhooks:SecretOverlapHours", (int)usual.SecretOverlap.TotalHours)),
            AtATime = configuration.Positive("Registry:Webhooks:AtATime", usual.AtATime),
        };
    }

    private static List<string> Parts(IConfiguration configuration, string name) =>
        [.. (configuration[name] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static TimeSpan Pause(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : throw new SettingException(Retries, "must be whole numbers of seconds above zero with commas between, such as 5,300,1800.");

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network)
            ? network
            : throw new SettingException(Networks, "must be networks with commas between, such as 10.1.0.0/16,fd00::/8.");
}
