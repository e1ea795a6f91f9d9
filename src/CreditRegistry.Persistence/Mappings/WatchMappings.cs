using CreditRegistry.Domain.Watching;
using CreditRegistry.Persistence.Accounts;
using CreditRegistry.Persistence.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

internal sealed class WatchMappings :
    IEntityTypeConfiguration<WatchList>,
    IEntityTypeConfiguration<WatchedCompany>,
    IEntityTypeConfiguration<WatchEvent>,
    IEntityTypeConfiguration<WatchDelivery>,
    IEntityTypeConfiguration<WatchProgress>,
    IEntityTypeConfiguration<WatchEpoch>
{
    private static readonly string Rules = string.Join(", ", Enum.GetValues<WatchRule>().Select(rule => $"'{EnumText.Name(rule)}'"));

    public void Configure(EntityTypeBuilder<WatchList> builder)
    {
        builder.ToTable("watch_lists", t =>
        {
            t.HasCheckConstraint("ck_watch_lists_rules", $"cardinality(rules) > 0 and rules <@ array[{Rules}]");
            t.HasCheckConstraint("ck_watch_lists_days_before", $"days_before between 1 and {WatchLimits.MaxDaysBefore}");
            t.HasCheckConstraint("ck_watch_lists_webhook", "(url is null) = (state is null) and (url is null) = (secret is null)");
            t.HasCheckConstraint("ck_watch_lists_due", "due_at is null or state = 'active'");
            t.HasCheckConstraint("ck_watch_lists_delivered", "delivered <= last_event");
        });
        builder.HasEnumCheck<WatchList, WebhookState>("watch_lists", "state");
        builder.Property(l => l.State).HasConversion<EnumTextConverter<WebhookState>>();
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId);
        builder.HasIndex(l => new { l.AccountId, l.Id }).HasDatabaseName("ix_watch_lists_account");
        builder.HasIndex(l => l.DueAt).HasFilter("due_at is not null").HasDatabaseName("ix_watch_lists_due");
        builder.HasIndex(l => l.DaysBefore)
            .HasFilter("'aboutToBecomeRepairable' = any(rules)")
            .HasDatabaseName("ix_watch_lists_days_before");
    }

    public void Configure(EntityTypeBuilder<WatchedCompany> builder)
    {
        builder.ToTable("watch_companies", t => t.HasCheckConstraint("ck_watch_companies_standing", "standing between 0 and 4"));
        builder.HasKey(c => new { c.ListId, c.RegistrationId });
        builder.Property(c => c.RegistrationId).UseCollation("C"); // as the companies' own: another is found by no index
        builder.HasOne<WatchList>().WithMany().HasForeignKey(c => c.ListId);
        builder.HasIndex(c => c.RegistrationId).HasDatabaseName("ix_watch_companies_registration_id");
    }

    public void Configure(EntityTypeBuilder<WatchEvent> builder)
    {
        builder.ToTable("watch_events", t => t.HasCheckConstraint("ck_watch_events_rule", $"rule in ({Rules})"));
        builder.HasKey(e => e.Number);
        builder.Property(e => e.Number).UseIdentityAlwaysColumn();
        builder.Property(e => e.RegistrationId).UseCollation("C");
        builder.HasOne<WatchList>().WithMany().HasForeignKey(e => e.ListId);
        builder.HasIndex(e => new { e.ListId, e.Number }).HasDatabaseName("ix_watch_events_list");
        builder.HasIndex(e => new { e.ListId, e.RecordId, e.Day })
            .HasFilter("rule = 'aboutToBecomeRepairable'")
            .HasDatabaseName("ix_watch_events_repairable");
        builder.HasIndex(e => e.At).HasDatabaseName("ix_watch_events_at");
    }

    public void Configure(EntityTypeBuilder<WatchDelivery> builder)
    {
        builder.ToTable("watch_deliveries");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).UseIdentityAlwaysColumn();
        builder.HasOne<WatchList>().WithMany().HasForeignKey(d => d.ListId);
        builder.HasIndex(d => new { d.ListId, d.Id }).HasDatabaseName("ix_watch_deliveries_list");
        builder.HasIndex(d => d.At).HasDatabaseName("ix_watch_deliveries_at");
    }

    public void Configure(EntityTypeBuilder<WatchProgress> builder)
    {
        builder.ToTable("watch_progress", t => t.HasCheckConstraint("ck_watch_progress_one", "id"));
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<WatchEpoch> builder)
    {
        builder.ToTable("watch_epochs");
        builder.HasKey(e => e.Number);
        builder.Property(e => e.Number).HasColumnName("epoch").ValueGeneratedNever();
    }
}
