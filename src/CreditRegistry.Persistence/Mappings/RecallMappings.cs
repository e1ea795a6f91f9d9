using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Watching;
using CreditRegistry.Persistence.Accounts;
using CreditRegistry.Persistence.Recalls;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

internal sealed class RecallMappings :
    IEntityTypeConfiguration<ExportHold>,
    IEntityTypeConfiguration<ScreeningHold>,
    IEntityTypeConfiguration<RecordHold>,
    IEntityTypeConfiguration<Recall>,
    IEntityTypeConfiguration<RecallDay>,
    IEntityTypeConfiguration<NamedConsumer>
{
    public void Configure(EntityTypeBuilder<ExportHold> builder)
    {
        builder.ToTable("export_holds");
        builder.HasKey(h => h.AccountId);
        builder.HasOne<Account>().WithMany().HasForeignKey(h => h.AccountId);
        builder.HasIndex(h => h.At).HasDatabaseName("ix_export_holds_at");
    }

    public void Configure(EntityTypeBuilder<ScreeningHold> builder)
    {
        builder.ToTable("screening_holds");
        builder.HasKey(h => new { h.CompanyId, h.AccountId });
        builder.HasOne<Account>().WithMany().HasForeignKey(h => h.AccountId);
        builder.HasIndex(h => h.At).HasDatabaseName("ix_screening_holds_at");
    }

    public void Configure(EntityTypeBuilder<RecordHold> builder)
    {
        builder.ToTable("record_holds");
        builder.HasKey(h => new { h.RecordId, h.AccountId });
        builder.HasOne<Account>().WithMany().HasForeignKey(h => h.AccountId);
        builder.HasIndex(h => h.At).HasDatabaseName("ix_record_holds_at");
    }

    public void Configure(EntityTypeBuilder<Recall> builder)
    {
        var reasons = string.Join(", ", Enum.GetValues<RecallReason>().Select(reason => $"'{EnumText.Name(reason)}'"));
        builder.ToTable("recalls", t =>
        {
            t.HasCheckConstraint(
                "ck_recalls_state", "state in ('repaired', 'lapsed', 'annulled', 'escalated', 'deregistered', 'withdrawn')");
            t.HasCheckConstraint("ck_recalls_because", $"cardinality(because) > 0 and because <@ array[{reasons}]");
            t.HasCheckConstraint("ck_recalls_company", "company_id is null or acknowledged_at is null");
        });
        builder.HasKey(r => new { r.RecordId, r.AccountId });
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId);
        builder.HasIndex(r => new { r.AccountId, r.Position, r.RecordId }, "ix_recalls_account");
        builder.HasIndex(r => new { r.AccountId, r.Position, r.RecordId }, "ix_recalls_open").HasFilter("acknowledged_at is null");
        builder.HasIndex(r => r.RecalledAt).HasDatabaseName("ix_recalls_recalled_at");
    }

    public void Configure(EntityTypeBuilder<RecallDay> builder)
    {
        builder.ToTable("recall_days");
        builder.HasKey(d => new { d.AccountId, d.Day });
    }

    public void Configure(EntityTypeBuilder<NamedConsumer> builder)
    {
        builder.ToTable(
            "named_consumers", t => t.HasCheckConstraint("ck_named_consumers_one", "(company_id is null) <> (organ_id is null)"));
        builder.HasKey(c => c.AccountId);
        builder.HasOne<Account>().WithOne().HasForeignKey<NamedConsumer>(c => c.AccountId);
        builder.HasOne<Company>().WithMany().HasForeignKey(c => c.CompanyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organ>().WithMany().HasForeignKey(c => c.OrganId).OnDelete(DeleteBehavior.Restrict);
    }
}
