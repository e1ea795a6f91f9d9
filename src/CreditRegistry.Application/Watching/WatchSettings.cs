using System.Net;
using CreditRegistry.Domain.Watching;
using CreditRegistry.Persistence.Watching;

namespace CreditRegistry.Application.Watching;

/// <summary>What an operator sets for watch lists, webhooks and recalls.</summary>
public sealed record WatchSettings
{
    public int ListsPerAccount { get; init; } = 20;

    /// <summary>On all lists of an account together.</summary>
    public int CompaniesPerAccount { get; init; } = 100_000;

    /// <summary>How long events and attempts of delivery are kept: longer than <see cref="WatchLimits.MaxDaysBefore"/>.</summary>
    public int EventDays { get; init; } = 90;

    /// <summary>How long it is known who holds what; the longest period of publication and a margin.</summary>
    public int HoldDays { get; init; } = 1_200;

    /// <summary>Whether a webhook may have an address without TLS.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Networks that are not public, or this machine, to which webhooks may be sent all the same.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>For one attempt, from the look-up of the host to the head of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pauses after the first failure, the second, and so on; the last is repeated.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; init; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14),
    ];

    /// <summary>For how long one event is tried.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>For how long the secret before signs beside the new one.</summary>
    public TimeSpan SecretOverlap { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How many receivers one instance serves at a time.</summary>
    public int AtATime { get; init; } = 8;

    /// <summary>The two periods, as the matching needs them.</summary>
    public WatchRetention Retention => new(TimeSpan.FromDays(EventDays), TimeSpan.FromDays(HoldDays));
}
