using CreditRegistry.Web.Accounts;
using Microsoft.AspNetCore.Diagnostics;

namespace CreditRegistry.Api.Http;

/// <summary>One line a request: its route template, never its path or query.</summary>
/// <remarks>It writes by Serilog directly: the framework's log scopes would cost more than the line.</remarks>
internal sealed class RequestLog(RequestDelegate next, TimeProvider clock, Serilog.ILogger logger)
{
    private readonly Serilog.ILogger _logger = logger.ForContext<RequestLog>();

    private static readonly HashSet<string> Methods =
        new(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"], StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        var method = Methods.Contains(context.Request.Method) ? context.Request.Method : "OTHER";

        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer; an answer under way keeps its status.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
        }
        finally
        {
            _logger.Information(
                "{Method} {Route} {Status} {Elapsed} ms trace {Trace} account {Account}",
                method,
                RouteOf(context),
                context.Response.StatusCode,
                (long)clock.GetElapsedTime(started).TotalMilliseconds,
                context.TraceId(),
                context.User.AccountKey());
        }
    }

    /// <remarks>The exception handler clears the endpoint and keeps it in its feature.</remarks>
    private static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint).RouteTemplate();
}

internal static class Routes
{
    public static string RouteTemplate(this Endpoint? endpoint) =>
        (endpoint as RouteEndpoint)?.RoutePattern.RawText is { } text ? "/" + text.TrimStart('/') : "(no route)";

    /// <summary>Method and template, the name of a route for scopes and logs.</summary>
    public static string RouteName(this HttpContext context) =>
        $"{context.Request.Method} {context.GetEndpoint().RouteTemplate()}";
}
