using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

public sealed class RecordMapping : IEntityTypeConfiguration<CreditRecord>
{
    /// <summary>One live record for an organ, decision number, subject and ground.</summary>
    public const string OneByDecision = "ux_records_decision";

    public void Configure(EntityTypeBuilder<CreditRecord> builder)
    {
        builder.ToTable("records", t =>
        {
            t.HasCheckConstraint("ck_records_version", "version > 0");
            t.HasCheckConstraint("ck_records_decision", "(decision_number is null) = (decided_on is null)");
            t.HasCheckConstraint(
                "ck_records_left_on",
                "left_on is null or state in ('repaired', 'lapsed', 'annulled', 'escalated', 'deregistered')");
            t.HasCheckConstraint(
                "ck_records_contested", "contested_since is null and company_statement is null or contested_since is not null and state = 'published'");
            t.HasCheckConstraint("ck_records_escalated_to", "(state = 'escalated') <= (escalated_to_id is not null)");
        });
        builder.HasEnumCheck<CreditRecord, RecordState>("records", "state");
        builder.HasEnumCheck<CreditRecord, RecordTier>("records", "tier");
        builder.HasEnumCheck<CreditRecord, RecordClass>("records", "class");
        builder.IsChronicled();
        builder.Property<DateTimeOffset>(RegistryDbContext.ChangedAt);
        builder.Property<byte[]?>(RegistryDbContext.Proof);
        builder.Property(r => r.Penalties).IsJson();
        builder.Property(r => r.Interruptions).IsJson();
        builder.Ignore(r => r.Decision);
        builder.Ignore(r => r.Content);
        builder.Ignore(r => r.PeriodFacts);
        builder.HasOne<Company>().WithMany().HasForeignKey(r => r.CompanyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organ>().WithMany().HasForeignKey(r => r.OrganId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CreditRecord>().WithMany().HasForeignKey(r => r.EscalatedFromId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CreditRecord>().WithMany().HasForeignKey(r => r.EscalatedToId).OnDelete(DeleteBehavior.Restrict);

        builder.HasIndex(r => new { r.OrganId, r.DecisionNumber, r.CompanyId, r.Ground })
            .IsUnique()
            .HasFilter("state <> 'annulled' and decision_number is not null")
            .HasDatabaseName(OneByDecision);
        builder.HasIndex(r => new { r.CompanyId, r.PublishedOn, r.Id })
            .HasDatabaseName("ix_records_company");
        builder.HasIndex(r => r.CompanyId)
            .IncludeProperties(r => new { r.Tier, r.PublishedOn, r.LapsesOn })
            .HasFilter("state = 'published' and shielded_since is null")
            .HasDatabaseName("ix_records_shown_by_company");
        builder.HasIndex(r => new { r.PublishedOn, r.Id })
            .HasFilter("state = 'published'")
            .HasDatabaseName("ix_records_published");
        builder.HasIndex(r => new { r.Tier, r.PublishedOn, r.Id })
            .HasFilter("state = 'published'")
            .HasDatabaseName("ix_records_published_by_tier");
        builder.HasIndex(r => new { r.OrganId, r.PublishedOn, r.Id })
            .HasFilter("state = 'published'")
            .HasDatabaseName("ix_records_published_by_organ");
        builder.HasIndex(r => new { r.Ground, r.PublishedOn, r.Id })
            .HasFilter("state = 'published'")
            .HasDatabaseName("ix_records_published_by_ground");
        builder.HasIndex(r => r.LapsesOn)
            .HasFilter("state = 'published' and lapses_on is not null")
            .HasDatabaseName("ix_records_to_lapse");
        builder.HasIndex(r => r.RepairableFrom)
            .HasFilter("state = 'published' and shielded_since is null")
            .HasDatabaseName("ix_records_repairable_from");
        builder.HasIndex(r => new { r.RuleSetId, r.Tier, r.PublishedOn })
            .HasFilter("state = 'published' and lapses_on is null")
            .HasDatabaseName("ix_records_to_escalate");
    }
}

internal sealed class RecordVersionMapping : IEntityTypeConfiguration<RecordVersion>
{
    public void Configure(EntityTypeBuilder<RecordVersion> builder)
    {
        builder.ToTable("record_versions");
        builder.HasKey(v => new { v.RecordId, v.Version });
        builder.Property(v => v.Content).HasColumnType("jsonb");
        builder.HasOne<CreditRecord>().WithMany().HasForeignKey(v => v.RecordId).OnDelete(DeleteBehavior.Restrict);
    }
}
