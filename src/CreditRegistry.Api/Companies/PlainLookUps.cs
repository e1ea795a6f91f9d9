using CreditRegistry.Api.Http;
using CreditRegistry.Application.Companies;
using CreditRegistry.Domain.Companies;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CreditRegistry.Api.Companies;

/// <summary>
/// The shortest way for what is asked most: a company's page, asked for by its plain registration ID without a token or
/// anything else to look at. It answers, counts and logs as the long way does.
/// </summary>
internal sealed class PlainLookUps(
    RequestDelegate next, CompanyCache cache, IOptions<RateLimiterOptions> limits, EndpointDataSource endpoints)
{
    private const string Before = "/api/v1/companies/";

    private Endpoint? _endpoint;

    public async Task InvokeAsync(HttpContext context)
    {
        var text = TextOf(context.Request);
        var kept = text is null ? null : cache.Find(text, atLeast: null);
        var id = kept is null && RegistrationId.TryParse(text, out var parsed) && parsed.Value == text ? parsed : null;
        if (kept is null && id is null)
        {
            await next(context);
            return;
        }

        // The limiter and the request's log line look at the endpoint.
        context.SetEndpoint(_endpoint ??= endpoints.Endpoints.First(
            e => e.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == CompanyEndpoints.Get));
        using (var permit = limits.Value.GlobalLimiter!.AttemptAcquire(context))
        {
            if (permit.IsAcquired)
            {
                await (kept is null ? ReadAsync(context, id!) : ReadFilter.SendToAnyoneAsync(context, kept.Tag, kept.Content));
                return;
            }
        }

        context.SetEndpoint(null);
        await next(context);
    }

    private static async Task ReadAsync(HttpContext context, RegistrationId id)
    {
        var pages = context.RequestServices.GetRequiredService<CompanyPages>();
        await (await pages.FindAsync(id, atLeast: null, context.RequestAborted) is { } answer
            ? ReadFilter.SendToAnyoneAsync(context, answer.Tag, answer.Content)
            : ReadCompanies.NotFound.ToProblem().ExecuteAsync(context));
    }

    private static string? TextOf(HttpRequest request) =>
        request.Path.Value is { Length: var length } path
        && length == Before.Length + RegistrationId.Length
        && path.StartsWith(Before, StringComparison.Ordinal)
        && HttpMethods.IsGet(request.Method)
        && !request.QueryString.HasValue
        && request.Headers.Authorization.Count == 0
        && request.Headers.ContentEncoding.Count == 0
        && !request.Headers.ContainsKey(RegistryPosition.Header)
            ? path[Before.Length..]
            : null;
}
