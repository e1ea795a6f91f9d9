using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Application.Rules;

/// <summary>Reads the rule sets and calendars from the folder that ships beside the program.</summary>
public static class RuleFolder
{
    public static string Default => Path.Combine(AppContext.BaseDirectory, "rules");

    /// <exception cref="InvalidRulesException">A file is broken; every fault is named with its row and reason.</exception>
    public static RuleBook Read(string folder)
    {
        var reading = RuleBook.Load(Files(folder), Files(Path.Combine(folder, "calendars")));
        return reading.Value ?? throw new InvalidRulesException(reading.Faults);
    }

    private static IEnumerable<RuleFile> Files(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.json")
                .Order(StringComparer.Ordinal)
                .Select(path => new RuleFile(Path.GetFileName(path), File.ReadAllText(path)))
            : throw new InvalidRulesException([new RuleSetFault(folder, "", "The folder of rules is missing.")]);
}

/// <summary>The rules cannot be used, so the program does not start.</summary>
public sealed class InvalidRulesException(IReadOnlyList<RuleSetFault> faults) : Exception(
    "The rules cannot be used:\n" + string.Join('\n', faults.Select(f => $"  {f.File} {f.Row}: {f.Reason}")))
{
    public IReadOnlyList<RuleSetFault> Faults { get; } = faults;
}
