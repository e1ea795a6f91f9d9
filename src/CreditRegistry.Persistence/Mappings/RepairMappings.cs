using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Persistence.Repairs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

public sealed class RepairApplicationMapping : IEntityTypeConfiguration<RepairApplication>
{
    /// <summary>One open application for a record, a draft included.</summary>
    public const string OneOpenPerRecord = "ux_repair_applications_one_open_per_record";

    /// <summary>What the indexes of the queue hold: a statement that does not say so cannot use them.</summary>
    public const string UnderWay = "state in ('submitted', 'supplementRequested', 'accepted', 'recommended')";

    private const string QueueDay = "QueueDay";
    private const string Open = "state in ('draft', 'submitted', 'supplementRequested', 'accepted', 'recommended')";
    private const string Unassigned = $"assignee is null and {UnderWay}";

    private static readonly string[] ByState = [nameof(RepairApplication.State), QueueDay, nameof(RepairApplication.Id)];

    public void Configure(EntityTypeBuilder<RepairApplication> builder)
    {
        builder.ToTable("repair_applications");
        builder.HasEnumCheck<RepairApplication, RepairState>("repair_applications", "state");
        builder.HasEnumCheck<RepairApplication, RepairClosure>("repair_applications", "closed_because");
        builder.HasEnumCheck<RepairApplication, RecordTier>("repair_applications", "tier");
        builder.IsChronicled();
        // The queue's order: the due day, and of a case without one a day after all others.
        builder.Property<DateOnly>(QueueDay).HasComputedColumnSql("coalesce(due_on, 'infinity')", stored: true);
        builder.Property(a => a.Supplement).IsJson();
        builder.Property(a => a.Proposal).IsJson();
        builder.Property(a => a.Decision).IsJson();
        builder.Property(a => a.Revocation).IsJson();
        builder.Property(a => a.Extension).IsJson();
        builder.Property(a => a.Documents).IsJson();
        builder.Property(a => a.Deadlines).IsJson();
        builder.HasOne<CreditRecord>().WithMany().HasForeignKey(a => a.RecordId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Company>().WithMany().HasForeignKey(a => a.CompanyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organ>().WithMany().HasForeignKey(a => a.OrganId).OnDelete(DeleteBehavior.Restrict);

        builder.HasIndex(a => a.Reference).IsUnique().HasDatabaseName("ux_repair_applications_reference");
        builder.HasIndex(a => a.RecordId).IsUnique().HasFilter(Open).HasDatabaseName(OneOpenPerRecord);
        builder.HasIndex(a => new { a.RecordId, a.FiledOn }).HasDatabaseName("ix_repair_applications_record");
        builder.HasIndex(a => new { a.CompanyId, a.Id }).HasDatabaseName("ix_repair_applications_company");

        // The queue is read state by state, for each organ or for all of them.
        builder.HasIndex([nameof(RepairApplication.OrganId), .. ByState], "ix_repair_applications_queue").HasFilter(UnderWay);
        builder.HasIndex(ByState, "ix_repair_applications_queue_of_all").HasFilter(UnderWay);
        builder.HasIndex([nameof(RepairApplication.OrganId), .. ByState], "ix_repair_applications_unassigned").HasFilter(Unassigned);
        builder.HasIndex(ByState, "ix_repair_applications_unassigned_of_all").HasFilter(Unassigned);
        builder.HasIndex([nameof(RepairApplication.Assignee), .. ByState], "ix_repair_applications_assignee").HasFilter(UnderWay);
        builder.HasIndex(a => new { a.DueOn, a.Id })
            .HasFilter("state in ('draft', 'supplementRequested')")
            .HasDatabaseName("ix_repair_applications_to_close");
        builder.HasIndex(a => a.Id)
            .HasFilter($$"""deadlines @> '[{"provisional": true}]' and {{Open}}""")
            .HasDatabaseName("ix_repair_applications_provisional");
    }
}

internal sealed class CaseContactMapping : IEntityTypeConfiguration<CaseContact>
{
    public void Configure(EntityTypeBuilder<CaseContact> builder)
    {
        builder.ToTable("case_contacts");
        builder.HasKey(c => c.ApplicationId);
        builder.HasOne<RepairApplication>().WithOne().HasForeignKey<CaseContact>(c => c.ApplicationId);
    }
}

internal sealed class DocumentChunkMapping : IEntityTypeConfiguration<DocumentChunk>
{
    public void Configure(EntityTypeBuilder<DocumentChunk> builder)
    {
        builder.ToTable("document_chunks", t => t.HasCheckConstraint(
            "ck_document_chunks_of_one_case", "(application_id is null) <> (objection_id is null)"));
        builder.HasKey(c => new { c.DocumentId, c.Ordinal });
        builder.HasOne<RepairApplication>().WithMany().HasForeignKey(c => c.ApplicationId);
        builder.HasOne<Objection>().WithMany().HasForeignKey(c => c.ObjectionId);
        builder.HasIndex(c => c.ApplicationId).HasFilter("application_id is not null")
            .HasDatabaseName("ix_document_chunks_application_id");
        builder.HasIndex(c => c.ObjectionId).HasFilter("objection_id is not null")
            .HasDatabaseName("ix_document_chunks_objection_id");
    }
}
