using System.Text.Json;
using System.Text.Json.Nodes;
using CreditRegistry.Application.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace CreditRegistry.Api.Http;

/// <summary>Writes into each operation what the conventions do: headers, bearer token, query parameters, examples.</summary>
internal sealed class OperationConventions(IOptions<JsonOptions> json) : IOperationFilter
{
    /// <summary>What stands in a path, by the part before it.</summary>
    private static readonly Dictionary<string, string> InPath = new(StringComparer.Ordinal)
    {
        ["accounts"] = "The account's key.",
        ["tokens"] = "The token's id, as the list of the account's tokens has it.",
        ["registration-ids"] = "What is to be checked: 18 characters, as they were typed.",
        ["companies"] = "The company's registration ID.",
        ["company-claims"] = "The claim's id.",
        ["exports"] = "The file's name, as the list of exports has it.",
        ["records"] = "The record's id.",
        ["recalls"] = "The id of the record that left.",
        ["repair-applications"] = "The application's id.",
        ["objections"] = "The objection's id.",
        ["documents"] = "The document's id, as its case has it.",
        ["rule-sets"] = "The rule set's id, such as four-tier-2024.",
        ["calendars"] = "The year.",
        ["organs"] = "The organ's code.",
        ["watch-lists"] = "The list's id.",
    };

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
        AddHeaders(parameters, metadata, context.ApiDescription.HttpMethod ?? "");
        AddExample(operation, metadata.OfType<Example>().LastOrDefault());

        var bearer = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(OpenApi.Bearer, context.Document)] = [] };
        if (metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [bearer];
        }
        else if (metadata.OfType<CreatingEndpoint>().Any()
            || metadata.OfType<IParameterBindingMetadata>().Any(p => p.ParameterInfo.ParameterType == typeof(CurrentActor)))
        {
            operation.Security = [new(), bearer];
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
                Schema = context.SchemaGenerator.GenerateSchema(Nullable.GetUnderlyingType(parameter.Type) ?? parameter.Type, context.SchemaRepository),
                Example = parameter.Example is { } example ? JsonValue.Create(example) : null,
            });
        }

        var path = context.ApiDescription.RelativePath?.Split('/') ?? [];
        foreach (var (before, part) in path.Zip(path.Skip(1)).Where(p => p.Second.StartsWith('{')))
        {
            var name = part.Trim('{', '}').Split(':')[0];
            if (parameters.FirstOrDefault(p => p.Name == name) is OpenApiParameter inPath)
            {
                inPath.Description = InPath.GetValueOrDefault(before);
            }
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
        IList<IOpenApiParameter> parameters, IList<object> metadata, string method)
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
        if (value is not null && content?.TryGetValue("application/json", out var media) is true && media is OpenApiMediaType shown)
        {
            shown.Example = JsonSerializer.SerializeToNode(value, value.GetType(), json.Value.SerializerOptions);
        }
    }
}
