using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CreditRegistry.Api.Http;

/// <summary>Everything the endpoints share, in one call on either side of <c>Build</c>.</summary>
public static class RegistryHttp
{
    public const long MaxBodyBytes = 1024 * 1024;

    public static WebApplicationBuilder AddRegistryHttp(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxBodyBytes + BodyLimits.HeardOut;
        });

        var services = builder.Services;
        // Development throws on a bad request and Production does not, unless told; both answer the same problem.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options => RegistryJson.Configure(options.SerializerOptions));
        services.AddValidatorsOf<Problem>();
        services.AddOpenApi();
        services.AddHealthChecks();
        services.AddRateLimits(builder.Configuration);
        services.AddAuthentication();
        services.AddAuthorization();
#pragma warning disable RS0030 // The one place that names the real clock; a host may register another before.
        services.TryAddSingleton(TimeProvider.System);
#pragma warning restore RS0030
        builder.AddRegistryLogs();
        return builder;
    }

    /// <param name="app">The application.</param>
    /// <param name="before">What stands before routing, such as the error pages of the site.</param>
    public static WebApplication UseRegistryHttp(this WebApplication app, Action<IApplicationBuilder>? before = null)
    {
        app.UseForwardedHeadersOfKnownProxies();
        app.UsePublicAddress();
        app.UseMiddleware<RequestLog>();
        app.UseSecurityHeaders();
        app.UseProblems();
        app.UseOpenApi();
        before?.Invoke(app);
        app.UseRouting();
        app.UseBodyLimits();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseMiddleware<QueryCheck>();
        app.UseMiddleware<Idempotency>();
        app.MapHealth();
        return app;
    }

    /// <summary>Positions of reads and writes, and standbys for what anyone may read.</summary>
    public static WebApplication UseRegistryPositions(this WebApplication app)
    {
        app.UseMiddleware<RegistryPosition>();
        app.UseMiddleware<PublicReads>();
        return app;
    }
}
