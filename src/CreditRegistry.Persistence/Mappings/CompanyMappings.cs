using CreditRegistry.Domain.Companies;
using CreditRegistry.Persistence.Companies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

internal sealed class CompanyMapping : IEntityTypeConfiguration<Company>
{
    public const string OneByRegistrationId = "ux_companies_registration_id";

    public void Configure(EntityTypeBuilder<Company> builder)
    {
        builder.ToTable("companies");
        builder.HasEnumCheck<Company, CompanyStatus>("companies", "status");
        builder.IsChronicled();
        builder.Property<DateTimeOffset>(RegistryDbContext.ChangedAt);
        builder.Property(c => c.FormerNames).IsJson();
        builder.Ignore(c => c.Particulars);
        builder.Property(c => c.NameGrams).HasColumnType("integer[]");
        builder.Property<bool>("HasSearchRest").HasComputedColumnSql("search_rest is not null", stored: true);

        // By bytes: quicker to compare, and in the order in which the program sorts, whatever the database's own is.
        builder.Property(c => c.RegistrationId).UseCollation("C");
        // A search walks this index in order of the IDs, a screening looks them up in it; neither touches the table.
        builder.HasIndex(c => c.RegistrationId)
            .IsUnique()
            .IncludeProperties(nameof(Company.SearchText), "HasSearchRest", nameof(Company.Status), nameof(Company.Id))
            .HasDatabaseName(OneByRegistrationId);
        builder.HasIndex(c => new { c.RegionCode, c.RegistrationId }).HasDatabaseName("ix_companies_region");
    }
}

internal sealed class CompanyVersionMapping : IEntityTypeConfiguration<CompanyVersion>
{
    public void Configure(EntityTypeBuilder<CompanyVersion> builder)
    {
        builder.ToTable("company_versions");
        builder.HasKey(v => new { v.CompanyId, v.Version });
        builder.Property(v => v.FormerNames).IsJson();
        builder.HasOne<Company>().WithMany().HasForeignKey(v => v.CompanyId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CompanyAliasMapping : IEntityTypeConfiguration<CompanyAliasEntry>
{
    public void Configure(EntityTypeBuilder<CompanyAliasEntry> builder)
    {
        builder.ToTable("company_aliases");
        builder.HasKey(a => a.Alias);
        builder.HasOne<Company>().WithMany().HasForeignKey(a => a.CompanyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.CompanyId).HasDatabaseName("ix_company_aliases_company_id");
    }
}
