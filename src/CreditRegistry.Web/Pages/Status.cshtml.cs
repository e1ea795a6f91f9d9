using System.Reflection;
using CreditRegistry.Application.Feed;
using CreditRegistry.Application.Statistics;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditRegistry.Web.Pages;

/// <summary>Whether the service is well, for people.</summary>
public sealed class StatusModel(HealthCheckService checks, ReadStatistics statistics, ReadChanges changes, TimeProvider clock)
    : SitePage
{
    public HealthReport Health { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }

    public DateTimeOffset? CountedUpTo { get; private set; }

    public DateTimeOffset? LastChange { get; private set; }

    public static string Version { get; } = Assembly.GetEntryAssembly()
        ?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public async Task OnGetAsync(CancellationToken ct)
    {
        Now = clock.GetUtcNow();
        Health = await checks.CheckHealthAsync(ct);
        if (Health.Status is HealthStatus.Unhealthy)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        CountedUpTo = (await statistics.RunAsync(ct))?.AsOf;
        LastChange = (await changes.LatestAsync(before: null, 1, recordsOnly: false, ct)).Items is [var last, ..] ? last.At : null;
    }
}
