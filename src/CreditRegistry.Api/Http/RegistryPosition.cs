using CreditRegistry.Application.Ledger;
using CreditRegistry.Domain.Ledger;
using Microsoft.AspNetCore.Authorization;

namespace CreditRegistry.Api.Http;

/// <summary>
/// Writes say how far the ledger had come with them; a read that sends that back sees at least that state, whatever
/// instance or standby answers it.
/// </summary>
internal sealed class RegistryPosition(RequestDelegate next, LedgerTail tail)
{
    public const string Header = "Registry-Position";

    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<RegistryEndpoint>() is null)
        {
            return next(context);
        }

        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            return context.Request.Headers.TryGetValue(Header, out var header) ? ReadAsync(context, header.ToString()) : next(context);
        }

        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            // When the answer starts, the work is committed.
            context.Response.OnStarting(() => context.Response.StatusCode is >= 200 and < 300 ? SayAsync(context) : Task.CompletedTask);
        }

        return next(context);
    }

    /// <summary>The position that the reader wants to see the effects of; null when it says nothing.</summary>
    public static FeedPosition? Of(HttpContext context) => context.Features.Get<Wanted>()?.Position;

    private Task ReadAsync(HttpContext context, string header)
    {
        if (!FeedPosition.TryParse(header, out var position))
        {
            return Problems.Invalid(
                ProblemCodes.PositionInvalid,
                $"Send {Header} as a write answered it, such as 1.48213, or leave it out.",
                Header,
                "Not a position.").ExecuteAsync(context);
        }

        context.Features.Set(new Wanted(position));
        return next(context);
    }

    private async Task SayAsync(HttpContext context)
    {
        // The work is done whether or not the caller still waits.
        context.Response.Headers[Header] = (await tail.CatchUpAsync(CancellationToken.None)).ToString();
    }

    private sealed record Wanted(FeedPosition Position);
}
