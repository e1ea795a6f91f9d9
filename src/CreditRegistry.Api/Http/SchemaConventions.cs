using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using CreditRegistry.Domain.Records;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace CreditRegistry.Api.Http;

/// <summary>
/// Says of each property whether it is there and whether it may be null: of an answer, by what the serializer always writes;
/// of a body, by what its type demands, which is every parameter without a default.
/// </summary>
internal sealed partial class SchemaConventions(IOptions<JsonOptions> json) : ISchemaFilter, IDocumentFilter
{
    private readonly JsonSerializerOptions _json = json.Value.SerializerOptions;

    /// <summary>First as in an answer.</summary>
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema.Description is { } description)
        {
            schema.Description = FullName().Replace(description, name => JsonNamingPolicy.CamelCase.ConvertName(name.Groups["last"].Value));
        }

        if (schema is not OpenApiSchema { Properties: { Count: > 0 } properties } whole || context.ParameterInfo is not null)
        {
            return;
        }

        if (context.Type.IsGenericType && context.Type.GetGenericArguments() is [var key, _] && key == typeof(RecordTier))
        {
            whole.Required = properties.Keys.ToHashSet(StringComparer.Ordinal); // one figure for each tier, also of none
        }

        if (context.MemberInfo is not null)
        {
            return;
        }

        var always = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in PropertiesOf(context.Type).Where(p => properties.ContainsKey(p.Name)))
        {
            if (IsAlwaysWritten(property))
            {
                always.Add(property.Name);
            }

            properties[property.Name] = WithNull(properties[property.Name], property.IsGetNullable && always.Contains(property.Name));
        }

        whole.Required = always.Count > 0 ? always : whole.Required;
    }

    /// <summary>Then, for what is sent, as in a body.</summary>
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var endpoints = context.ApiDescriptions.Select(api => api.ActionDescriptor.EndpointMetadata).ToList();
        var answered = Reach(endpoints.SelectMany(e => e.OfType<IProducesResponseTypeMetadata>()).Select(p => p.Type));
        var sent = Reach(endpoints.SelectMany(e => e.OfType<IAcceptsMetadata>()).Select(a => a.RequestType));
        var schemas = context.SchemaRepository.Schemas;
        var split = new Dictionary<string, string>(StringComparer.Ordinal);
        var bodies = new List<OpenApiSchema>();

        foreach (var type in sent)
        {
            if (!context.SchemaRepository.TryLookupByType(type, out var reference)
                || schemas[reference.Reference.Id!] is not OpenApiSchema { Properties: { Count: > 0 } properties } schema)
            {
                continue;
            }

            var demanded = PropertiesOf(type).Where(IsDemanded).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
            if (answered.Contains(type))
            {
                if (schema.Required?.SetEquals(demanded) is true)
                {
                    continue;
                }

                schema = (OpenApiSchema)schema.CreateShallowCopy();
                split.Add(reference.Reference.Id!, $"{reference.Reference.Id}Input");
                schemas.Add($"{reference.Reference.Id}Input", schema);
            }

            schema.Required = demanded;
            schema.Properties = properties.ToDictionary(
                p => p.Key, p => demanded.Contains(p.Key) ? WithNull(p.Value, nullable: false) : p.Value, StringComparer.Ordinal);
            bodies.Add(schema);
        }

        foreach (var list in bodies.SelectMany(b => b.Properties!.Values).OfType<OpenApiSchema>())
        {
            if (list.Items is OpenApiSchemaReference { Reference.Id: { } item } && split.TryGetValue(item, out var input))
            {
                list.Items = new OpenApiSchemaReference(input, swaggerDoc);
            }
        }
    }

    /// <summary>What a comment refers to, as the compiler writes it.</summary>
    [GeneratedRegex(@"CreditRegistry(\.\w+)*\.(?<last>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FullName();

    private static bool IsAlwaysWritten(JsonPropertyInfo property) =>
        (property.AttributeProvider as MemberInfo)?.GetCustomAttribute<JsonIgnoreAttribute>() is null;

    private static bool IsDemanded(JsonPropertyInfo property) =>
        property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };

    private static IOpenApiSchema WithNull(IOpenApiSchema schema, bool nullable)
    {
        switch (schema)
        {
            case OpenApiSchemaReference reference when nullable:
                return new OpenApiSchema { AllOf = [reference], Type = JsonSchemaType.Null };

            case OpenApiSchema { AllOf: [OpenApiSchemaReference reference] } when !nullable:
                return reference;

            case OpenApiSchema { Type: { } type } own:
                own.Type = nullable ? type | JsonSchemaType.Null : type & ~JsonSchemaType.Null;
                own.ReadOnly = false; // whoever generates a class from it must be able to fill it
                return own;

            default:
                return schema;
        }
    }

    private IEnumerable<JsonPropertyInfo> PropertiesOf(Type type) =>
        _json.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } info ? info.Properties : [];

    /// <summary>The types and whatever they hold.</summary>
    private HashSet<Type> Reach(IEnumerable<Type?> types)
    {
        var reached = new HashSet<Type>();
        var open = new Stack<Type>(types.OfType<Type>());
        while (open.TryPop(out var type))
        {
            if (type == typeof(void) || type == typeof(IFormFile) || type == typeof(Stream) || !reached.Add(type))
            {
                continue; // nothing, or bytes
            }

            var info = _json.GetTypeInfo(type);
            foreach (var held in info.Properties.Select(p => p.PropertyType).Append(info.ElementType).OfType<Type>())
            {
                open.Push(Nullable.GetUnderlyingType(held) ?? held);
            }
        }

        return reached;
    }
}
