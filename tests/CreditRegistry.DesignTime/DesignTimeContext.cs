using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CreditRegistry.DesignTime;

/// <summary>Gives `dotnet ef` a context; it reads the model and never connects.</summary>
public sealed class DesignTimeContext : IDesignTimeDbContextFactory<RegistryDbContext>
{
    public RegistryDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<RegistryDbContext>().UseNpgsql("Host=nowhere").Options);

    private static void Main()
    {
        // dotnet ef needs an executable to start from.
    }
}
