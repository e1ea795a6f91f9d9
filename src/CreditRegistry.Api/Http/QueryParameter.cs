using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;

namespace CreditRegistry.Api.Http;

/// <summary>
/// A query parameter that an endpoint knows. Those of the handler are found by themselves; a parameter type that
/// reads the query in its own <c>BindAsync</c> adds them as endpoint metadata.
/// </summary>
public sealed record QueryParameter(
    string Name, Type Type, string? Description, bool Required, bool Many, string? Example = null)
{
    internal static IReadOnlyList<QueryParameter> Of(Endpoint endpoint)
    {
        var route = (endpoint as RouteEndpoint)?.RoutePattern.Parameters.Select(p => p.Name) ?? [];
        var inPath = route.ToHashSet(StringComparer.OrdinalIgnoreCase);

        return
        [
            .. endpoint.Metadata.GetOrderedMetadata<QueryParameter>(),
            .. endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
                .Where(p => IsQuery(p, inPath))
                .Select(Of),
        ];
    }

    private static bool IsQuery(IParameterBindingMetadata parameter, HashSet<string> inPath)
    {
        var attributes = parameter.ParameterInfo.GetCustomAttributes(inherit: true);
        if (attributes.OfType<IFromQueryMetadata>().Any())
        {
            return true;
        }

        var elsewhere = attributes.Any(a => a is IFromRouteMetadata or IFromHeaderMetadata or IFromBodyMetadata
            or IFromFormMetadata or IFromServiceMetadata or FromKeyedServicesAttribute);
        return !elsewhere
            && !parameter.HasBindAsync
            && !inPath.Contains(parameter.Name)
            && IsSimple(parameter);
    }

    private static bool IsSimple(IParameterBindingMetadata parameter) =>
        parameter.HasTryParse || Element(parameter.ParameterInfo.ParameterType) == typeof(string);

    private static QueryParameter Of(IParameterBindingMetadata parameter)
    {
        var info = parameter.ParameterInfo;
        var name = info.GetCustomAttributes(inherit: true).OfType<IFromQueryMetadata>().FirstOrDefault()?.Name;
        var element = Element(info.ParameterType);
        return new(
            name ?? JsonNamingPolicy.CamelCase.ConvertName(parameter.Name), // a property of a parameter object is Pascal case
            element,
            DescriptionOf(parameter),
            // An absent array binds as an empty one.
            Required: !parameter.IsOptional && element == info.ParameterType,
            Many: element != info.ParameterType);
    }

    internal static string? DescriptionOf(IParameterBindingMetadata parameter) =>
        parameter.ParameterInfo.GetCustomAttribute<DescriptionAttribute>()?.Description;

    private static Type Element(Type type) => type switch
    {
        _ when type == typeof(StringValues) => typeof(string),
        { IsArray: true } => type.GetElementType()!,
        _ => type,
    };
}
