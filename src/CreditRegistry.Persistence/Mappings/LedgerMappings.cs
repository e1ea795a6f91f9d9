using CreditRegistry.Persistence.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

internal sealed class LedgerEntryMapping : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger", t => t.HasCheckConstraint("ck_ledger_commitment", "length(commitment) = 32"));
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).UseIdentityAlwaysColumn();
        builder.Property(e => e.Details).HasColumnType("jsonb");
        builder.HasOne(e => e.Text).WithOne().HasForeignKey<LedgerText>(t => t.LedgerId);
        builder.HasIndex(e => e.Position).IsUnique().HasDatabaseName("ux_ledger_position");
        builder.HasIndex(e => e.Id).HasFilter("position is null").HasDatabaseName("ix_ledger_to_place");
        builder.HasIndex(e => new { e.Subject, e.Id }).HasDatabaseName("ix_ledger_subject");
        builder.HasIndex(e => new { e.CompanyId, e.Id }).HasDatabaseName("ix_ledger_company");
        builder.HasIndex(e => new { e.Kind, e.Id }).HasDatabaseName("ix_ledger_kind");
        builder.HasIndex(e => new { e.Actor, e.Id }).HasFilter("actor is not null").HasDatabaseName("ix_ledger_actor");
    }
}

internal sealed class LedgerTextMapping : IEntityTypeConfiguration<LedgerText>
{
    public void Configure(EntityTypeBuilder<LedgerText> builder)
    {
        builder.ToTable("ledger_texts");
        builder.HasKey(t => t.LedgerId);
        builder.Property(t => t.LedgerId).ValueGeneratedNever();
    }
}

internal sealed class EpochMapping : IEntityTypeConfiguration<Epoch>
{
    public void Configure(EntityTypeBuilder<Epoch> builder)
    {
        builder.ToTable("epochs", t => t.HasCheckConstraint("ck_epochs_epoch", "epoch > 0"));
        builder.HasKey(e => e.Number);
        builder.Property(e => e.Number).HasColumnName("epoch").ValueGeneratedNever();
    }
}
