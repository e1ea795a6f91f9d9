using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace CreditRegistry.Persistence;

/// <summary>Columns are snake_case; keys, foreign keys and indexes without a name of their own get one from their columns.</summary>
internal sealed partial class SnakeCaseConvention : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(
        IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
        {
            foreach (var property in entity.GetDeclaredProperties())
            {
                property.Builder.HasColumnName(Snake(property.Name));
            }

            foreach (var key in entity.GetDeclaredKeys())
            {
                key.Builder.HasName($"pk_{entity.GetTableName()}");
            }

            foreach (var foreign in entity.GetDeclaredForeignKeys())
            {
                foreign.Builder.HasConstraintName($"fk_{entity.GetTableName()}_{Snake(foreign.Properties[0].Name)}");
            }
        }
    }

    private static string Snake(string name) => WordStart().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
