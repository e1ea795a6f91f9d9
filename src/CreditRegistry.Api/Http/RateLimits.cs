using System.Globalization;
using System.Threading.RateLimiting;
using CreditRegistry.Api.Feed;
using Microsoft.AspNetCore.RateLimiting;

namespace CreditRegistry.Api.Http;

/// <summary>Requests a minute, for each account or, without one, each network address.</summary>
public static class RateLimits
{
    /// <summary>For <c>RequireRateLimiting</c> on everything that tries a password or a code.</summary>
    public const string SignIn = "sign-in";

    /// <summary>For <c>RequireRateLimiting</c> on answers without end: so many at a time.</summary>
    public const string Stream = "stream";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    internal static void AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var reads = configuration.Positive("Registry:RateLimit:Reads", 60_000);
        var writes = configuration.Positive("Registry:RateLimit:Writes", 6_000);
        var signIns = configuration.Positive("Registry:RateLimit:SignIns", 20);

        ScreenedLines.LimitOf(configuration); // a wrong setting stops the start
        services.AddSingleton<ScreenedLines>();
        services.AddRateLimiter(options =>
        {
            options.OnRejected = (rejected, _) => new(RefuseAsync(rejected));
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            {
                if (context.GetEndpoint()?.Metadata.GetMetadata<RegistryEndpoint>() is null)
                {
                    return RateLimitPartition.GetNoLimiter("");
                }

                var caller = context.Caller();
                return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
                    ? Limited($"read {caller}", reads)
                    : Limited($"write {caller}", writes);
            });
            options.AddPolicy(SignIn, context => Limited(context.Network(), signIns));
            options.AddPolicy(Stream, context => RateLimitPartition.GetConcurrencyLimiter(
                context.Caller(),
                _ => new ConcurrencyLimiterOptions
                {
                    PermitLimit = context.RequestServices.GetRequiredService<FeedSettings>().StreamsPerCaller,
                }));
        });
    }

    private static RateLimitPartition<string> Limited(string caller, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(caller, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = Window,
        });

    private static Task RefuseAsync(OnRejectedContext rejected)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problems.OfStatus(StatusCodes.Status429TooManyRequests).ExecuteAsync(rejected.HttpContext);
    }
}
