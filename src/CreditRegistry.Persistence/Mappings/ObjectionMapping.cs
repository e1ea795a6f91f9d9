using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

public sealed class ObjectionMapping : IEntityTypeConfiguration<Objection>
{
    /// <summary>One objection under way for a record; beside it there may be a draft.</summary>
    public const string OneUnderWayPerRecord = "ux_objections_one_under_way_per_record";

    public const string OneDraftPerRecord = "ux_objections_one_draft_per_record";

    /// <summary>What the indexes of the queue hold: a statement that does not say so cannot use them.</summary>
    public const string UnderWay = "state in ('submitted', 'accepted', 'proposed', 'underReview')";

    private const string QueueDay = "QueueDay";
    private const string Draft = "state = 'draft'";
    private const string Open = "state in ('draft', 'submitted', 'accepted', 'proposed', 'underReview')";

    private static readonly string[] ByState = [nameof(Objection.State), QueueDay, nameof(Objection.Id)];

    public void Configure(EntityTypeBuilder<Objection> builder)
    {
        builder.ToTable("objections", t =>
        {
            t.HasCheckConstraint("ck_objections_statement", $"length(statement) <= {Objection.StatementMaxLength}");
            t.HasCheckConstraint(
                "ck_objections_application", "(ground = 'repairRefused') = (application_id is not null)");
            t.HasCheckConstraint("ck_objections_ended_on", $"(ended_on is null) = ({Open})");
        });
        builder.HasEnumCheck<Objection, ObjectionState>("objections", "state");
        builder.HasEnumCheck<Objection, ObjectionGround>("objections", "ground");
        builder.HasEnumCheck<Objection, ObjectionClosure>("objections", "closed_because");
        builder.HasEnumCheck<Objection, RecordTier>("objections", "tier");
        builder.IsChronicled();
        // The queue's order: the due day, and of an objection without one a day after all others.
        builder.Property<DateOnly>(QueueDay).HasComputedColumnSql("coalesce(due_on, 'infinity')", stored: true);
        builder.Property(o => o.Rejection).IsJson();
        builder.Property(o => o.Finding).IsJson();
        builder.Property(o => o.Decision).IsJson();
        builder.Property(o => o.Review).IsJson();
        builder.Property(o => o.Extension).IsJson();
        builder.Property(o => o.Documents).IsJson();
        builder.Property(o => o.Deadlines).IsJson();
        builder.HasOne<CreditRecord>().WithMany().HasForeignKey(o => o.RecordId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<RepairApplication>().WithMany().HasForeignKey(o => o.ApplicationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Company>().WithMany().HasForeignKey(o => o.CompanyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organ>().WithMany().HasForeignKey(o => o.OrganId).OnDelete(DeleteBehavior.Restrict);

        builder.HasIndex(o => o.Reference).IsUnique().HasDatabaseName("ux_objections_reference");
        builder.HasIndex(o => o.RecordId, OneUnderWayPerRecord).IsUnique().HasFilter(UnderWay);
        builder.HasIndex(o => o.RecordId, OneDraftPerRecord).IsUnique().HasFilter(Draft);
        builder.HasIndex(o => new { o.RecordId, o.FiledOn }).HasDatabaseName("ix_objections_record");
        builder.HasIndex(o => new { o.CompanyId, o.Id }).HasDatabaseName("ix_objections_company");

        // The queue is read state by state, for each organ or for all of them.
        builder.HasIndex([nameof(Objection.OrganId), .. ByState], "ix_objections_queue").HasFilter(UnderWay);
        builder.HasIndex(ByState, "ix_objections_queue_of_all").HasFilter(UnderWay);
        builder.HasIndex(o => new { o.DueOn, o.Id })
            .HasFilter(Draft)
            .HasDatabaseName("ix_objections_to_close");
        builder.HasIndex(o => new { o.DueOn, o.Id }, "ix_objections_to_alert")
            .HasFilter($"overdue_since is null and {UnderWay}");
        builder.HasIndex(o => o.Id)
            .HasFilter($$"""deadlines @> '[{"provisional": true}]' and {{Open}}""")
            .HasDatabaseName("ix_objections_provisional");
    }
}
