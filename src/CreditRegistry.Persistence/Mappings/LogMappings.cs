using CreditRegistry.Persistence.Proof;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

internal sealed class LogTileMapping : IEntityTypeConfiguration<LogTile>
{
    public void Configure(EntityTypeBuilder<LogTile> builder)
    {
        builder.ToTable("log_tiles", t => t.HasCheckConstraint(
            "ck_log_tiles_hashes", "length(hashes) between 32 and 8192 and length(hashes) % 32 = 0"));
        builder.HasKey(t => new { t.Level, t.Index });
    }
}

internal sealed class SignedHeadMapping : IEntityTypeConfiguration<SignedHead>
{
    public void Configure(EntityTypeBuilder<SignedHead> builder)
    {
        builder.ToTable("log_heads", t => t.HasCheckConstraint("ck_log_heads_root", "length(root) = 32"));
        builder.HasKey(h => new { h.Size, h.Epoch });
    }
}

internal sealed class SigningKeyMapping : IEntityTypeConfiguration<SigningKeyEntry>
{
    public void Configure(EntityTypeBuilder<SigningKeyEntry> builder)
    {
        builder.ToTable("signing_keys");
        builder.HasKey(k => k.Kid);
    }
}
