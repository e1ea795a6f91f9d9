using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CreditRegistry.Persistence;

/// <summary>How values that are no plain columns are stored.</summary>
internal static class ColumnTypes
{
    /// <summary>A value object as jsonb, compared by what it says.</summary>
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property) =>
        property
            .HasConversion(
                new ValueConverter<T, string>(
                    value => JsonSerializer.Serialize(value, RegistryJson.Options),
                    json => JsonSerializer.Deserialize<T>(json, RegistryJson.Options)!),
                new ValueComparer<T>(
                    (a, b) => JsonSerializer.Serialize(a, RegistryJson.Options) == JsonSerializer.Serialize(b, RegistryJson.Options),
                    value => JsonSerializer.Serialize(value, RegistryJson.Options).GetHashCode(StringComparison.Ordinal),
                    // A copy of its own: a list that an entity adds to would else be compared with itself.
                    value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, RegistryJson.Options), RegistryJson.Options)!))
            .HasColumnType("jsonb");

    /// <summary>An enum by its camelCase name, and a check that refuses any other.</summary>
    public static void HasEnumCheck<TEntity, TEnum>(this EntityTypeBuilder<TEntity> entity, string table, string column)
        where TEntity : class
        where TEnum : struct, Enum
    {
        var names = Enum.GetValues<TEnum>().Select(value => $"'{EnumText.Name(value)}'");
        entity.ToTable(t => t.HasCheckConstraint($"ck_{table}_{column}", $"{column} in ({string.Join(", ", names)})"));
    }
}

/// <summary>The text of an enum value, in the database and in JSON alike.</summary>
public static class EnumText
{
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

internal sealed class EnumTextConverter<T>() : ValueConverter<T, string>(
    value => EnumText.Name(value), text => Enum.Parse<T>(text, ignoreCase: true))
    where T : struct, Enum;
