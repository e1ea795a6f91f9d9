using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Domain.Tests.RuleSets;

/// <summary>The rule files as they lie beside the program.</summary>
internal static class Shipped
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "rules");

    public static RuleBook Book { get; } = Load();

    public static RuleSet FourTier => Book.Get("four-tier-2024");

    public static RuleSet Cn => Book.Get("cn-2026");

    public static string Json(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static IEnumerable<RuleFile> RuleSets => Files(Folder);

    public static IEnumerable<RuleFile> Calendars => Files(Path.Combine(Folder, "calendars"));

    private static IEnumerable<RuleFile> Files(string folder) =>
        Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(path => new RuleFile(Path.GetFileName(path), File.ReadAllText(path)));

    private static RuleBook Load()
    {
        var reading = RuleBook.Load(RuleSets, Calendars);
        Assert.Empty(reading.Faults);
        return reading.Value!;
    }
}
