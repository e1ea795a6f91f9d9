using CreditRegistry.Api.Http;
using CreditRegistry.Application.Companies;
using CreditRegistry.Domain.Companies;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CreditRegistry.Api.Companies;

/// <summary>
/// The shortest way for what is asked most: a company's page that is kept, asked for by its plain registration ID, without
/// a token or anything else to look at. It counts against the caller's limit as it does on the long way.
/// </summary>
internal sealed class KeptPages(
    RequestDelegate next, CompanyCache cache, IOptions<RateLimiterOptions> limits, EndpointDataSource endpoints)
{
    private const string Before = "/api/v1/companies/";

    private Endpoint? _endpoint;

    public Task InvokeAsync(HttpContext context) =>
        Find(context.Request) is { } answer ? SendAsync(context, answer) : next(context);

    private async Task SendAsync(HttpContext context, CompanyAnswer answer)
    {
        // The limiter and the request's log line look at the endpoint.
        context.SetEndpoint(_endpoint ??= endpoints.Endpoints.First(
            e => e.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == CompanyEndpoints.Get));
        using (var permit = limits.Value.GlobalLimiter!.AttemptAcquire(context))
        {
            if (permit.IsAcquired)
            {
                await ReadFilter.SendToAnyoneAsync(context, answer.Tag, answer.Content);
                return;
            }
        }

        context.SetEndpoint(null);
        await next(context);
    }

    private CompanyAnswer? Find(HttpRequest request) =>
        request.Path.Value is { Length: var length } path
        && length == Before.Length + RegistrationId.Length
        && path.StartsWith(Before, StringComparison.Ordinal)
        && HttpMethods.IsGet(request.Method)
        && !request.QueryString.HasValue
        && request.Headers.Authorization.Count == 0
        && request.Headers.ContentEncoding.Count == 0
        && !request.Headers.ContainsKey(RegistryPosition.Header)
            ? cache.Find(path[Before.Length..], atLeast: null)
            : null;
}
