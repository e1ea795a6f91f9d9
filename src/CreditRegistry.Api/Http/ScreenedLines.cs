using System.Globalization;
using System.Threading.RateLimiting;

namespace CreditRegistry.Api.Http;

/// <summary>A screening counts by its lines: so many a minute for each account or, without one, each network address.</summary>
internal sealed class ScreenedLines(IConfiguration configuration) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly int _limit = LimitOf(configuration);
    private readonly PartitionedRateLimiter<HttpContext> _limiter = Limiter(LimitOf(configuration));

    public static int LimitOf(IConfiguration configuration) =>
        configuration.Positive("Registry:RateLimit:ScreenedLines", 10_000_000);

    /// <summary>Null when that many lines may be screened now; else the refusal that says when.</summary>
    public ProblemResult? Refuse(HttpContext context, int lines)
    {
        using var lease = _limiter.AttemptAcquire(context, Math.Min(lines, _limit));
        if (lease.IsAcquired)
        {
            return null;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known.TotalSeconds : 0;
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait)).ToString(CultureInfo.InvariantCulture);
        return Problems.OfStatus(StatusCodes.Status429TooManyRequests);
    }

    /// <summary>Waits until that many more lines may be screened: a long list goes on at the pace of the limit.</summary>
    public async ValueTask WaitAsync(HttpContext context, int lines, CancellationToken ct)
    {
        while (lines > 0)
        {
            var wanted = Math.Min(lines, _limit);
            using var lease = _limiter.AttemptAcquire(context, wanted);
            if (lease.IsAcquired)
            {
                lines -= wanted;
            }
            else
            {
                await Task.Delay(Pause, ct); // what the lease says is a whole window, however much of it is over
            }
        }
    }

    public void Dispose() => _limiter.Dispose();

    private static PartitionedRateLimiter<HttpContext> Limiter(int lines) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
            context.Caller(),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = lines, Window = Window }));
}
