using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CreditRegistry.Persistence;

/// <summary>Writes entities by COPY, column by column as the model maps them.</summary>
/// <param name="shadow">The values of properties that the model has and the class has not, by their name.</param>
internal sealed class EntityCopy<T>(RegistryDbContext db, Func<string, T, object?> shadow)
    where T : class
{
    private readonly IEntityType _entity = db.Model.FindEntityType(typeof(T))!;
    private readonly IProperty[] _properties = [.. db.Model.FindEntityType(typeof(T))!.GetProperties()];

    /// <summary>Every property with its value, as the change tracker would hold them.</summary>
    public IEnumerable<KeyValuePair<IProperty, object?>> Values(T entity) =>
        _properties.Select(property => KeyValuePair.Create(property, ValueOf(property, entity)));

    public async Task WriteAsync(IEnumerable<T> entities, CancellationToken ct)
    {
        var columns = Array.ConvertAll(_properties, property => new Column(
            property, property.GetRelationalTypeMapping().StoreType, property.GetTypeMapping().Converter?.ConvertToProvider));
        await using var writer = await db.NpgsqlConnection.BeginBinaryImportAsync(
            $"copy {_entity.GetTableName()} ({string.Join(", ", _properties.Select(p => p.GetColumnName()))}) from stdin (format binary)",
            ct);
        foreach (var entity in entities)
        {
            await writer.StartRowAsync(ct);
            foreach (var (property, storeType, convert) in columns)
            {
                var value = ValueOf(property, entity);
                value = convert is null || value is null ? value : convert(value);
                await (value is null ? writer.WriteNullAsync(ct) : writer.WriteAsync(value, storeType, ct));
            }
        }

        await writer.CompleteAsync(ct);
    }

    private object? ValueOf(IProperty property, T entity) => property.IsShadowProperty()
        ? shadow(property.Name, entity)
        : property.GetGetter().GetClrValue(entity);

    private sealed record Column(IProperty Property, string StoreType, Func<object?, object?>? ToProvider);
}
