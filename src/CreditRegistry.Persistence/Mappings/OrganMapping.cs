using CreditRegistry.Domain.Organs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

internal sealed class OrganMapping : IEntityTypeConfiguration<Organ>
{
    public void Configure(EntityTypeBuilder<Organ> builder)
    {
        builder.ToTable("organs");
        builder.IsChronicled();
        builder.Property<List<RuleSetAdoption>>("_adoptions").HasColumnName("adoptions").IsJson();
        builder.Ignore(o => o.Adoptions);
        builder.HasIndex(o => o.Code).IsUnique().HasDatabaseName("ux_organs_code");
    }
}
