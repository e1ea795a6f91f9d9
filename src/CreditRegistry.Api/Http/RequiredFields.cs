using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace CreditRegistry.Api.Http;

/// <summary>
/// Names, all at once, the fields of a JSON body that are absent or null although their type says they cannot be.
/// So a validator and a handler can trust the nullable annotations.
/// </summary>
/// <remarks>
/// An absent number or boolean cannot be told from 0 or false: declare it nullable and say NotNull in the validator.
/// </remarks>
internal sealed class RequiredFields : IEndpointFilter
{
    private static readonly ConcurrentDictionary<Type, Field[]> Known = new();

    private sealed record Field(PropertyInfo Property, string Name, bool Required, object? Absent);

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var type = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var body = type is null ? null : context.Arguments.FirstOrDefault(type.IsInstanceOfType);
        if (body is null or IFormFile)
        {
            return next(context);
        }

        var missing = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Look(body, "", missing);
        return missing.Count is 0 ? next(context) : ValueTask.FromResult<object?>(Validation.Problem(missing));
    }

    private static void Look(object value, string path, Dictionary<string, string[]> missing)
    {
        if (value is IEnumerable items and not string)
        {
            var index = 0;
            foreach (var item in items)
            {
                var place = $"{path}[{index++}]";
                if (item is null)
                {
                    missing[place] = ["Required."];
                }
                else
                {
                    Look(item, place, missing);
                }
            }

            return;
        }

        foreach (var field in IsOurs(value.GetType()) ? Known.GetOrAdd(value.GetType(), FieldsOf) : [])
        {
            var held = field.Property.GetValue(value);
            var place = path.Length is 0 ? field.Name : $"{path}.{field.Name}";
            if (field.Required && Equals(held, field.Absent))
            {
                missing[place] = ["Required."];
            }
            else if (held is not null)
            {
                Look(held, place, missing);
            }
        }
    }

    private static bool IsOurs(Type type) =>
        type is { IsPrimitive: false, IsEnum: false }
        && type.Namespace?.StartsWith(nameof(CreditRegistry), StringComparison.Ordinal) is true;

    private static Field[] FieldsOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.GetIndexParameters().Length is 0 && p.CanWrite)
                .Select(p => new Field(
                    p,
                    System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name),
                    IsRequired(p, nullability),
                    p.PropertyType.IsValueType ? Activator.CreateInstance(p.PropertyType) : null)),
        ];
    }

    private static bool IsRequired(PropertyInfo property, NullabilityInfoContext nullability)
    {
        var type = property.PropertyType;
        return type.IsValueType
            ? type == typeof(DateOnly) || type == typeof(DateTimeOffset) || type == typeof(Guid)
                || (type.IsEnum && !Enum.IsDefined(type, Activator.CreateInstance(type)!))
            : nullability.Create(property).WriteState is NullabilityState.NotNull;
    }
}
