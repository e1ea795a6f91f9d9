using CreditRegistry.Application.Ledger;
using CreditRegistry.Persistence;
using CreditRegistry.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;

namespace CreditRegistry.Api.Http;

/// <summary>
/// Sends what anyone may read to a standby, where there is one that is far enough. When it fails before the answer began,
/// the primary answers. Whoever is signed in reads from the primary, and so does everyone what is marked
/// <see cref="FromPrimaryAttribute"/>.
/// </summary>
internal sealed class PublicReads(RequestDelegate next, DatabaseServers servers, Standbys standbys)
{
    public Task InvokeAsync(HttpContext context) =>
        servers.Each.Count > 0 && IsPublicRead(context) ? ReadAsync(context) : next(context);

    private async Task ReadAsync(HttpContext context)
    {
        var server = standbys.Choose(RegistryPosition.Of(context));
        if (server == servers.Primary)
        {
            await next(context);
            return;
        }

        var endpoint = context.GetEndpoint();
        var route = context.Request.RouteValues;
        context.RequestServices.GetRequiredService<ReadRoute>().Server = server;
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && Standbys.Failed(exception))
        {
            standbys.Leave(server);
            context.Response.Clear();
            context.SetEndpoint(endpoint);
            context.Request.RouteValues = route;
            // Whatever was made for this request holds on to the standby.
            var before = context.Features.Get<IServiceProvidersFeature>();
            await using var scope = context.RequestServices.CreateAsyncScope();
            context.RequestServices = scope.ServiceProvider;
            try
            {
                await next(context);
            }
            finally
            {
                context.Features.Set(before);
            }
        }
    }

    private static bool IsPublicRead(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.User.Identity is not { IsAuthenticated: true }
        && context.GetEndpoint()?.Metadata is { } metadata
        && metadata.GetMetadata<FromPrimaryAttribute>() is null
        && (SiteSession.IsPublicPage(context)
            || (metadata.GetMetadata<RegistryEndpoint>() is not null && metadata.GetMetadata<IAllowAnonymous>() is not null));
}
