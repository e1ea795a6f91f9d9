using System.Threading.RateLimiting;

namespace CreditRegistry.Application.Screening;

/// <summary>A screening counts by its lines: so many a minute for each caller.</summary>
public sealed class ScreenedLines(int limit) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        caller => RateLimitPartition.GetFixedWindowLimiter(
            caller, _ => new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = Window }));

    /// <summary>Null when that many lines may be screened now; else the seconds to wait.</summary>
    /// <param name="caller">An account or, without one, a network.</param>
    public int? Refuse(string caller, int lines)
    {
        using var lease = _limiter.AttemptAcquire(caller, Math.Min(lines, limit));
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
            : 1;
    }

    /// <summary>Waits until that many more lines may be screened: a long list goes on at the pace of the limit.</summary>
    /// <param name="caller">An account or, without one, a network.</param>
    public async ValueTask WaitAsync(string caller, int lines, CancellationToken ct)
    {
        while (lines > 0)
        {
            var wanted = Math.Min(lines, limit);
            using var lease = _limiter.AttemptAcquire(caller, wanted);
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

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();
}
