using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Persistence.Tests;

public sealed class MigrationTests
{
    [Fact]
    public void EveryChangeOfTheModel_HasItsMigration()
    {
        using var db = new RegistryDbContext(
            new DbContextOptionsBuilder<RegistryDbContext>().UseNpgsql("Host=never-connected").Options);

        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges(), "The model changed. Run ./dev migration NAME.");
    }
}
