using CreditRegistry.Application.Recalls;
using CreditRegistry.Persistence.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Application.Watching;

public static class WatchServices
{
    /// <summary>Watch lists, webhooks and recalls; the settings are registered by the host.</summary>
    public static IServiceCollection AddWatching(this IServiceCollection services) => services
        .AddSingleton<WatchMatcher>()
        .AddSingleton<WatchFeed>()
        .AddSingleton<WebhookQueue>()
        .AddSingleton<WebhookSender>()
        .AddSingleton<DeliverWebhooks>()
        .AddScoped<ManageWatchLists>()
        .AddScoped<WatchCompanies>()
        .AddScoped<ReadWatchEvents>()
        .AddScoped<ReadRecalls>()
        .AddScoped<AcknowledgeRecalls>()
        .AddScoped<NameConsumer>()
        .AddScoped<ReadRecallStatistics>()
        .AddHostedService<WatchWorker>()
        .AddHostedService<WebhookWorker>();
}
