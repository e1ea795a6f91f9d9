using System.Runtime.CompilerServices;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Domain.Tests.RuleSets;

/// <summary>The page of rules that people read is made from the data. REGISTRY_WRITE_RULES=1 writes it anew.</summary>
public sealed class PublishedRulesTests
{
    [Fact]
    public void Page_IsWhatTheDataSays()
    {
        var page = RuleTables.Markdown(Shipped.Book);
        var path = PagePath();
        if (Environment.GetEnvironmentVariable("REGISTRY_WRITE_RULES") is "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path));
    }

    private static string PagePath([CallerFilePath] string here = "") => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(here)!, "../../../src/CreditRegistry.Domain/RuleSets/RULES.md"));
}
