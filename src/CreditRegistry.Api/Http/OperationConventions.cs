using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace CreditRegistry.Api.Http;

/// <summary>Writes into each operation what the conventions do: headers, bearer token, query parameters, examples.</summary>
internal sealed class OperationConventions(IOptions<JsonOptions> json) : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var parameters = operation.Parameters ??= [];
        // Parameters that read the request by themselves say so in metadata; the framework guesses a query parameter.
        foreach (var guessed in context.ApiDescription.ParameterDescriptions
            .Where(p => typeof(IEndpointParameterMetadataProvider).IsAssignableFrom(p.Type)))
        {
            parameters.Remove(parameters.First(p => p.Name == guessed.Name));
        }

        Describe(parameters, metadata, context);
        AddHeaders(parameters, operation.Responses, metadata, context.ApiDescription.HttpMethod ?? "");
        AddExample(operation, metadata.OfType<Example>().LastOrDefault());

        if (metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security =
            [
                new() { [new OpenApiSecuritySchemeReference(OpenApi.Bearer, context.Document)] = [] },
            ];
        }
    }

    private static void Describe(
        IList<IOpenApiParameter> parameters, IList<object> metadata, OperationFilterContext context)
    {
        foreach (var parameter in metadata.OfType<QueryParameter>())
        {
            parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Required = parameter.Required,
                Description = parameter.Description,
                Schema = context.SchemaGenerator.GenerateSchema(parameter.Type, context.SchemaRepository),
                Example = parameter.Example is { } example ? JsonValue.Create(example) : null,
            });
        }

        foreach (var bound in metadata.OfType<IParameterBindingMetadata>())
        {
            if (parameters.FirstOrDefault(p => string.Equals(p.Name, bound.Name, StringComparison.OrdinalIgnoreCase)) is OpenApiParameter { Description: null } known)
            {
                known.Description = QueryParameter.DescriptionOf(bound);
            }
        }
    }

    private static void AddHeaders(
        IList<IOpenApiParameter> parameters, OpenApiResponses? responses, IList<object> metadata, string method)
    {
        var headers = metadata.OfType<RequestHeader>();
        if (HttpMethods.IsGet(method) && metadata.OfType<RegistryEndpoint>().Any())
        {
            headers = headers.Append(new("If-None-Match", Required: false, "ETags you hold; 304 when one still stands."));
        }

        if (HttpMethods.IsGet(method) && metadata.OfType<RegistryEndpoint>().Any())
        {
            headers = headers.Append(new(
                RegistryPosition.Header, Required: false, "The header that a write answered: this read shows at least that state."));
        }

        foreach (var header in headers)
        {
            parameters.Add(new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Required = header.Required,
                Description = header.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        foreach (var (status, response) in responses ?? [])
        {
            if (response is OpenApiResponse answer)
            {
                answer.Description = ReasonPhrases.GetReasonPhrase(int.TryParse(status, CultureInfo.InvariantCulture, out var code) ? code : 0)
                    is { Length: > 0 } phrase ? phrase : answer.Description;
            }
        }

        if (HttpMethods.IsGet(method) && metadata.OfType<RegistryEndpoint>().Any())
        {
            responses?.TryAdd("304", new OpenApiResponse { Description = "Not Modified" });
        }
    }

    private void AddExample(OpenApiOperation operation, Example? example)
    {
        if (example is null)
        {
            return;
        }

        Show(operation.RequestBody?.Content, example.Request);
        Show(operation.Responses?.FirstOrDefault(r => r.Key.StartsWith('2')).Value?.Content, example.Response);
    }

    private void Show(IDictionary<string, IOpenApiMediaType>? content, object? value)
    {
        foreach (var media in value is null ? [] : content?.Values.OfType<OpenApiMediaType>() ?? [])
        {
            media.Example = JsonSerializer.SerializeToNode(value, value!.GetType(), json.Value.SerializerOptions)
                ?? JsonNode.Parse("null");
        }
    }
}
