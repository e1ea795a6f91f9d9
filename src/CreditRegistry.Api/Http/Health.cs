using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditRegistry.Api.Http;

/// <param name="Status"><c>ready</c> or <c>notReady</c>.</param>
public sealed record Readiness(string Status, IReadOnlyList<DependencyState> Dependencies);

/// <param name="Status"><c>up</c>, <c>degraded</c> or <c>down</c>.</param>
public sealed record DependencyState(string Name, string Status);

/// <param name="Commit">Null when the build did not know it.</param>
public sealed record VersionResponse(string Version, string? Commit);

/// <summary>For orchestrators and operators; a dependency joins by <c>AddHealthChecks().AddCheck</c>.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("").WithTags("Operation").AllowAnonymous();
        health.MapGet("/health/live", Live).WithName("GetLiveness").WithSummary("Whether the process answers");
        health.MapGet("/health/ready", ReadyAsync).WithName("GetReadiness")
            .WithSummary("Whether everything it depends on answers")
            .Produces<Readiness>()
            .Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
        health.MapGet("/version", Version).WithName("GetVersion").WithSummary("Which build this is");
    }

    private static Ok<DependencyState> Live() => TypedResults.Ok(new DependencyState("process", "up"));

    private static async Task<JsonHttpResult<Readiness>> ReadyAsync(HealthCheckService checks, CancellationToken ct)
    {
        var report = await checks.CheckHealthAsync(ct);
        var ready = report.Status is not HealthStatus.Unhealthy;
        return TypedResults.Json(
            new Readiness(
                ready ? "ready" : "notReady",
                [.. report.Entries.Select(entry => new DependencyState(entry.Key, Word(entry.Value.Status)))]),
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "up",
        HealthStatus.Degraded => "degraded",
        HealthStatus.Unhealthy => "down",
    };

    private static Ok<VersionResponse> Version()
    {
        var text = typeof(Health).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+') ?? ["unknown"];
        return TypedResults.Ok(new VersionResponse(text[0], text.ElementAtOrDefault(1)));
    }
}
