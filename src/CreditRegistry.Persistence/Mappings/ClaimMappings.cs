using CreditRegistry.Domain.Claims;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Persistence.Accounts;
using CreditRegistry.Persistence.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

internal sealed class CompanyClaimMapping : IEntityTypeConfiguration<CompanyClaim>
{
    private const string OneOpenPerContact = "ux_company_claims_one_open_per_contact";

    private const string Open = "state = 'open'";

    public void Configure(EntityTypeBuilder<CompanyClaim> builder)
    {
        builder.ToTable("company_claims");
        builder.HasEnumCheck<CompanyClaim, ClaimState>("company_claims", "state");
        builder.IsChronicled();
        builder.Property(c => c.Certificate).IsJson();
        builder.HasOne<Company>().WithMany().HasForeignKey(c => c.CompanyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organ>().WithMany().HasForeignKey(c => c.OrganId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Restrict);

        builder.HasIndex(c => c.Reference).IsUnique().HasDatabaseName("ux_company_claims_reference");
        builder.HasIndex(c => new { c.CompanyId, c.NormalizedContactEmail })
            .IsUnique().HasFilter(Open).HasDatabaseName(OneOpenPerContact);
        builder.HasIndex(c => new { c.OrganId, c.Id }).HasFilter(Open).HasDatabaseName("ix_company_claims_open");
        builder.HasIndex(c => c.Id).HasFilter(Open).HasDatabaseName("ix_company_claims_open_of_all");
    }
}

internal sealed class CertificateChunkMapping : IEntityTypeConfiguration<CertificateChunk>
{
    public void Configure(EntityTypeBuilder<CertificateChunk> builder)
    {
        builder.ToTable("certificate_chunks");
        builder.HasKey(c => new { c.ClaimId, c.Ordinal });
        builder.HasOne<CompanyClaim>().WithMany().HasForeignKey(c => c.ClaimId);
    }
}
