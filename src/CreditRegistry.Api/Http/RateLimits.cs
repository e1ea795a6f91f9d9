using System.Globalization;
using System.Threading.RateLimiting;
using CreditRegistry.Api.Feed;
using CreditRegistry.Application.Screening;
using CreditRegistry.Web.Accounts;
using Microsoft.AspNetCore.RateLimiting;

namespace CreditRegistry.Api.Http;

/// <summary>Requests a minute or an hour, for each account or, without one, each network address.</summary>
public static class RateLimits
{
    /// <summary>For <c>RequireRateLimiting</c> on everything that tries a password or a code.</summary>
    public const string SignIn = SiteSession.SignInLimit;

    /// <summary>For <c>RequireRateLimiting</c> on answers without end: so many at a time.</summary>
    public const string Stream = "stream";

    /// <summary>For <c>RequireRateLimiting</c> on claims of companies, which anyone may file: so many an hour.</summary>
    public const string Claim = SiteSession.ClaimLimit;

    /// <summary>For <c>RequireRateLimiting</c> on what sends to an address that the caller named: so many a minute.</summary>
    public const string Ping = SiteSession.PingLimit;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    internal static void AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var reads = configuration.Positive("Registry:RateLimit:Reads", 60_000);
        var writes = configuration.Positive("Registry:RateLimit:Writes", 6_000);
        var signIns = configuration.Positive("Registry:RateLimit:SignIns", 20);
        var claims = configuration.Positive("Registry:RateLimit:Claims", 30);
        var pings = configuration.Positive("Registry:RateLimit:Pings", 10);

        LinesOf(configuration); // a wrong setting stops the start
        services.AddSingleton(provider => new ScreenedLines(LinesOf(provider.GetRequiredService<IConfiguration>())));
        services.AddRateLimiter(options =>
        {
            options.OnRejected = (rejected, _) =>
            {
                Refuse(rejected);
                return ValueTask.CompletedTask;
            };
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            {
                if (context.GetEndpoint()?.Metadata.GetMetadata<RegistryEndpoint>() is null && !SiteSession.IsPage(context))
                {
                    return RateLimitPartition.GetNoLimiter("");
                }

                var caller = context.Caller();
                return IsRead(context.Request)
                    ? Limited($"read {caller}", reads)
                    : Limited($"write {caller}", writes);
            });
            options.AddPolicy(SignIn, context => IsRead(context.Request)
                ? RateLimitPartition.GetNoLimiter("") // the form alone tries nothing
                : Limited(context.Network(), signIns));
            options.AddPolicy(Claim, context => IsRead(context.Request)
                ? RateLimitPartition.GetNoLimiter("")
                : Limited(context.Network(), claims, TimeSpan.FromHours(1)));
            options.AddPolicy(Ping, context => IsRead(context.Request)
                ? RateLimitPartition.GetNoLimiter("")
                : Limited($"ping {context.Caller()}", pings));
            options.AddPolicy(Stream, context => RateLimitPartition.GetConcurrencyLimiter(
                context.Caller(),
                _ => new ConcurrencyLimiterOptions
                {
                    PermitLimit = context.RequestServices.GetRequiredService<FeedSettings>().StreamsPerCaller,
                }));
        });
    }

    private static int LinesOf(IConfiguration configuration) =>
        configuration.Positive("Registry:RateLimit:ScreenedLines", 10_000_000);

    private static bool IsRead(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static RateLimitPartition<string> Limited(string caller, int permits, TimeSpan? window = null) =>
        RateLimitPartition.GetFixedWindowLimiter(caller, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = window ?? Window,
        });

    /// <remarks>The status alone: a program gets its problem, and a browser its page, from whoever stands outside.</remarks>
    private static void Refuse(OnRejectedContext rejected)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        rejected.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
    }
}
