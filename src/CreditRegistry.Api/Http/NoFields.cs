using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace CreditRegistry.Api.Http;

/// <summary>The body of a verb without fields: none, or <c>{}</c>.</summary>
internal sealed class NoFields : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
        {
            return await next(context);
        }

        if (!http.Request.HasJsonContentType())
        {
            return Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return await http.Request.ReadFromJsonAsync<Nothing>(http.RequestAborted) is null
                ? Problems.Invalid(ProblemCodes.BodyMalformed, "Send no body, or an empty object.")
                : await next(context);
        }
        catch (JsonException exception)
        {
            return BadRequests.OfJson(exception);
        }
    }

    private sealed record Nothing;
}
