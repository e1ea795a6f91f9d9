using CreditRegistry.Persistence.Statistics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

internal sealed class StatisticCountMapping : IEntityTypeConfiguration<StatisticCount>
{
    public void Configure(EntityTypeBuilder<StatisticCount> builder)
    {
        builder.ToTable("statistic_counts");
        builder.HasKey(c => new { c.Kind, c.Key });
    }
}

internal sealed class StatisticRecordMapping : IEntityTypeConfiguration<StatisticRecord>
{
    public void Configure(EntityTypeBuilder<StatisticRecord> builder)
    {
        builder.ToTable("statistic_records");
        builder.HasKey(r => r.RecordId);
        builder.Property(r => r.RecordId).ValueGeneratedNever();
    }
}

internal sealed class StatisticProgressMapping : IEntityTypeConfiguration<StatisticProgress>
{
    public void Configure(EntityTypeBuilder<StatisticProgress> builder)
    {
        builder.ToTable("statistic_progress", t => t.HasCheckConstraint("ck_statistic_progress_one", "id"));
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
    }
}
