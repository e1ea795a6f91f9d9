using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Persistence.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.HasMany(a => a.Roles).WithOne().HasForeignKey(r => r.AccountId);
        builder.HasMany(a => a.Companies).WithOne().HasForeignKey(c => c.AccountId);
        builder.HasMany(a => a.Organs).WithOne().HasForeignKey(o => o.AccountId);
        builder.HasIndex(a => a.NormalizedUserName).IsUnique().HasDatabaseName("ux_accounts_user_name");
        builder.HasIndex(a => a.NormalizedEmail).IsUnique().HasDatabaseName("ux_accounts_email");
    }
}

internal sealed class AccountBindingMapping :
    IEntityTypeConfiguration<AccountRole>,
    IEntityTypeConfiguration<AccountCompany>,
    IEntityTypeConfiguration<AccountOrgan>,
    IEntityTypeConfiguration<DeclaredInterest>,
    IEntityTypeConfiguration<AccountNotice>
{
    public void Configure(EntityTypeBuilder<AccountRole> builder)
    {
        builder.ToTable("account_roles");
        builder.HasKey(r => new { r.AccountId, r.Role });
        builder.HasEnumCheck<AccountRole, Role>("account_roles", "role");
    }

    public void Configure(EntityTypeBuilder<AccountCompany> builder)
    {
        builder.ToTable("account_companies");
        builder.HasKey(c => new { c.AccountId, c.CompanyId });
        builder.HasOne<Company>().WithMany().HasForeignKey(c => c.CompanyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.CompanyId).HasDatabaseName("ix_account_companies_company_id");
    }

    public void Configure(EntityTypeBuilder<AccountOrgan> builder)
    {
        builder.ToTable("account_organs");
        builder.HasKey(o => new { o.AccountId, o.OrganId });
        builder.HasOne<Organ>().WithMany().HasForeignKey(o => o.OrganId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<DeclaredInterest> builder)
    {
        builder.ToTable("declared_interests");
        builder.HasKey(i => new { i.AccountId, i.CompanyId });
        builder.HasOne<Account>().WithMany().HasForeignKey(i => i.AccountId);
    }

    public void Configure(EntityTypeBuilder<AccountNotice> builder)
    {
        builder.ToTable("account_notices");
        builder.HasKey(n => n.Id);
        builder.HasOne<Account>().WithMany().HasForeignKey(n => n.AccountId);
        builder.HasIndex(n => new { n.AccountId, n.Id }).HasDatabaseName("ix_account_notices_account");
    }
}

internal sealed class IdentityMapping :
    IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
    IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
    IEntityTypeConfiguration<IdentityUserToken<Guid>>,
    IEntityTypeConfiguration<KeyRingEntry>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder)
    {
        builder.ToTable("account_claims");
        builder.HasIndex(c => c.UserId).HasDatabaseName("ix_account_claims_user_id");
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder)
    {
        builder.ToTable("account_logins");
        builder.HasIndex(l => l.UserId).HasDatabaseName("ix_account_logins_user_id");
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder) => builder.ToTable("account_tokens");

    public void Configure(EntityTypeBuilder<KeyRingEntry> builder)
    {
        builder.ToTable("key_ring");
        builder.HasKey(k => k.Name);
    }
}
