using CreditRegistry.Api.Http;

namespace CreditRegistry.Api.Feed;

/// <param name="StreamsPerCaller">How many streams one account or address holds at a time.</param>
/// <param name="Heartbeat">How long a stream is silent at most.</param>
public sealed record FeedSettings(int StreamsPerCaller, TimeSpan Heartbeat)
{
    internal static FeedSettings Read(IConfiguration configuration) => new(
        configuration.Positive("Registry:Streams:PerCaller", 5),
        TimeSpan.FromSeconds(configuration.Positive("Registry:Streams:HeartbeatSeconds", 15)));
}
