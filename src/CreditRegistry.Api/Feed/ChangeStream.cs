using System.Text;
using System.Text.Json;
using CreditRegistry.Application.Feed;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace CreditRegistry.Api.Feed;

/// <summary>Writes the change feed as server-sent events until the reader leaves or the server stops.</summary>
internal sealed class ChangeStream(
    IServiceScopeFactory scopes,
    FeedWatch watch,
    FeedSettings settings,
    IHostApplicationLifetime lifetime,
    IOptions<JsonOptions> json)
{
    public const string ContentType = "text/event-stream";
    private const int PageSize = 200;

    /// <param name="target">The response.</param>
    /// <param name="after">The last position that the reader has seen; null for the beginning.</param>
    public async Task WriteAsync(Stream target, FeedPosition? after, CancellationToken ct)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        try
        {
            await FollowAsync(target, after, until.Token);
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The reader comes back with its last id, to this instance or to another.
        }
    }

    private async Task FollowAsync(Stream target, FeedPosition? after, CancellationToken ct)
    {
        while (true)
        {
            var page = await PageAsync(after, ct);
            if (page.Value is not { } changes)
            {
                return; // the feed was rewound under the reader, who learns that when it comes back
            }

            var frames = new StringBuilder();
            foreach (var entry in changes.Items)
            {
                frames.Append("id: ").Append(entry.Position).Append("\nevent: ").Append(entry.Kind)
                    .Append("\ndata: ").Append(JsonSerializer.Serialize(entry, json.Value.SerializerOptions)).Append("\n\n");
            }

            if (changes.Items is [] || changes.Items[^1].Position != changes.Next)
            {
                // An id without data moves the reader on and tells it nothing.
                frames.Append(": alive\nid: ").Append(changes.Next).Append("\n\n");
            }

            await target.WriteAsync(Encoding.UTF8.GetBytes(frames.ToString()), ct);
            await target.FlushAsync(ct);
            after = changes.Next;
            if (changes.Next == changes.Head)
            {
                await watch.WaitAsync(changes.Next, settings.Heartbeat, ct);
            }
        }
    }

    private async Task<Outcome<FeedPage>> PageAsync(FeedPosition? after, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReadChanges>().PageAsync(after, PageSize, ct);
    }
}
