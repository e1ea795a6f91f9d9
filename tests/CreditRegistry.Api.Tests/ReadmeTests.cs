using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CreditRegistry.Api.Tests;

public sealed partial class ReadmeTests
{
    [Fact]
    public void ErrorCodes_OfTheWholeProgram_AreListed()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "README.md"));
        var codes = Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Where(path => !path.Contains("Ingestion", StringComparison.Ordinal)) // verdicts of rows, not errors
            .SelectMany(path => ErrorCode().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups["code"].Value)
            .Distinct()
            .ToList();

        Assert.InRange(codes.Count, 60, 500); // a rule that matches nothing proves nothing
        Assert.All(codes, code => Assert.Contains($"`{code}`", readme, StringComparison.Ordinal));
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));

    /// <summary>A refusal that is made, a breach, a code of the HTTP conventions, or the code of a tombstone.</summary>
    [GeneratedRegex(
        """(?:(?:NotFound|Conflict|Refused|Forbidden|Rewound|Unauthenticated|Stale|Invalid)Error(?:\.Of)?\(\s*|RuleBreach\(\s*|breaches\.Add\(new\(|yield return new\(|public const string \w+ = |Error \w+ = new\(\s*|=> new\(\s*|=> \()"(?<code>[A-Z][A-Z0-9]*_[A-Z0-9_]+)"[,;]""",
        RegexOptions.ExplicitCapture,
        60_000)]
    private static partial Regex ErrorCode();
}
