using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CreditRegistry.Api.Http;

/// <summary>Writes what each status means, with the codes that any endpoint of its kind may answer.</summary>
internal sealed class ResponseConventions : IOperationFilter
{
    private const string Json = "application/json";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var responses = operation.Responses ??= [];
        if (HttpMethods.IsGet(context.ApiDescription.HttpMethod ?? "") && metadata.OfType<RegistryEndpoint>().Any())
        {
            responses.TryAdd("304", new OpenApiResponse());
        }

        foreach (var (text, response) in responses)
        {
            var status = int.Parse(text, CultureInfo.InvariantCulture);
            var codes = metadata.OfType<RegistryEndpoint>().Any() ? CodesOf(status, operation, metadata).ToList() : [];
            response.Description = ReasonPhrases.GetReasonPhrase(status)
                + (codes.Count is 0 ? "" : $": {string.Join(", ", codes)}{(HasOwn(status) ? ", or one of the endpoint's own" : "")}");
            SayWhatIsNoJson(response.Content);
        }

        SayWhatIsNoJson(operation.RequestBody?.Content);
    }

    private static IEnumerable<string> CodesOf(int status, OpenApiOperation operation, IList<object> metadata)
    {
        var parameters = operation.Parameters ?? [];
        var creates = metadata.OfType<CreatingEndpoint>().Any();
        return status switch
        {
            StatusCodes.Status400BadRequest => [
                ProblemCodes.RequestInvalid,
                ProblemCodes.QueryParameterUnknown,
                .. If(
                    parameters.Any(p => p.In is ParameterLocation.Query),
                    ProblemCodes.QueryParameterInvalid, ProblemCodes.QueryParameterRepeated),
                .. If(
                    parameters.Any(p => p is { In: ParameterLocation.Query, Required: true }), ProblemCodes.QueryParameterRequired),
                .. If(parameters.Any(p => p.Name is "cursor"), ProblemCodes.CursorInvalid),
                .. If(parameters.Any(p => p.Name == RegistryPosition.Header), ProblemCodes.PositionInvalid),
                .. If(parameters.Any(p => p.Name is "If-Match"), ProblemCodes.PreconditionInvalid),
                .. If(creates, ProblemCodes.IdempotencyKeyInvalid),
                .. If(creates && metadata.OfType<IAllowAnonymous>().Any(), ProblemCodes.IdempotencyKeyNeedsAccount),
                .. If(
                    operation.RequestBody?.Content?.ContainsKey(Json) is true,
                    ProblemCodes.BodyRequired, ProblemCodes.BodyMalformed, ProblemCodes.BodyPropertyUnknown,
                    ProblemCodes.BodyPropertyRepeated),
                .. If(
                    operation.RequestBody?.Content?.Keys.Any(type => type is Json or "multipart/form-data") is true,
                    ProblemCodes.ValidationFailed),
            ],
            StatusCodes.Status401Unauthorized => If(!metadata.OfType<IAllowAnonymous>().Any(), ProblemCodes.AuthenticationRequired),
            StatusCodes.Status403Forbidden => [ProblemCodes.AccessDenied],
            StatusCodes.Status409Conflict => If(creates, ProblemCodes.IdempotencyKeyInFlight),
            StatusCodes.Status412PreconditionFailed => [ProblemCodes.VersionStale],
            StatusCodes.Status413PayloadTooLarge => [ProblemCodes.BodyTooLarge],
            StatusCodes.Status415UnsupportedMediaType => [ProblemCodes.MediaTypeUnsupported],
            StatusCodes.Status422UnprocessableEntity => If(creates, ProblemCodes.IdempotencyKeyReused),
            StatusCodes.Status428PreconditionRequired => [ProblemCodes.PreconditionRequired],
            StatusCodes.Status429TooManyRequests => [ProblemCodes.TooManyRequests],
            StatusCodes.Status500InternalServerError => [ProblemCodes.InternalError],
            StatusCodes.Status503ServiceUnavailable => [ProblemCodes.ServiceUnavailable],
            _ => [],
        };
    }

    private static bool HasOwn(int status) => status is StatusCodes.Status400BadRequest or StatusCodes.Status401Unauthorized
        or StatusCodes.Status403Forbidden or StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity;

    private static string[] If(bool applies, params string[] codes) => applies ? codes : [];

    /// <remarks>Swashbuckle gives every content type of an endpoint the one schema.</remarks>
    private static void SayWhatIsNoJson(IDictionary<string, IOpenApiMediaType>? content)
    {
        foreach (var (type, media) in content ?? new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal))
        {
            if (type is "text/csv" or "application/x-ndjson" && media is OpenApiMediaType lines)
            {
                lines.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
            }
        }
    }
}
