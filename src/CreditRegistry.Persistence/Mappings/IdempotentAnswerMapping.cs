using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

/// <remarks>Rows older than a day are dead weight: delete them by the index on answered_at.</remarks>
public sealed class IdempotentAnswerMapping : IEntityTypeConfiguration<IdempotentAnswer>
{
    public void Configure(EntityTypeBuilder<IdempotentAnswer> builder)
    {
        builder.ToTable("idempotent_answers");
        builder.HasKey(a => new { a.AccountKey, a.Route, a.Key }).HasName("pk_idempotent_answers");
        builder.Property(a => a.AccountKey).HasColumnName("account_key");
        builder.Property(a => a.Route).HasColumnName("route");
        builder.Property(a => a.Key).HasColumnName("key");
        builder.Property(a => a.RequestHash).HasColumnName("request_hash");
        builder.Property(a => a.AnsweredAt).HasColumnName("answered_at");
        builder.Property(a => a.Status).HasColumnName("status");
        builder.Property(a => a.Location).HasColumnName("location");
        builder.Property(a => a.ETag).HasColumnName("etag");
        builder.Property(a => a.ContentType).HasColumnName("content_type");
        builder.Property(a => a.Body).HasColumnName("body");
        builder.HasIndex(a => a.AnsweredAt).HasDatabaseName("ix_idempotent_answers_answered_at");
    }
}
