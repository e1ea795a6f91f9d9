using CreditRegistry.Domain.Ledger;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CreditRegistry.Persistence.Mappings;

internal static class ChronicledMapping
{
    /// <summary>What every entity with a version has: a key of our own making, and the token that tells two writers apart.</summary>
    public static void IsChronicled<T>(this EntityTypeBuilder<T> builder)
        where T : Chronicled
    {
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Version).IsConcurrencyToken();
        builder.Ignore(e => e.Facts);
    }
}
