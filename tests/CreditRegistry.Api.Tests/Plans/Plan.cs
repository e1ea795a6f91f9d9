using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CreditRegistry.Api.Tests.Plans;

/// <summary>How the database ran one statement, and what of it would not stay fast as the register grows.</summary>
internal sealed partial class Plan
{
    /// <summary>A table of so many rows may not be read from end to end.</summary>
    public const int BigTable = 10_000;

    /// <summary>What a page of any list may sort.</summary>
    private const int MostSorted = 5_000;

    /// <summary>A page of the feed looks at so many positions.</summary>
    private const int MostRemoved = 10_000;

    /// <summary>One batch of an import or a screening, and a little more.</summary>
    private const int MostRead = 25_000;

    private Plan(string statement, IReadOnlyList<string> faults) => (Statement, Faults) = (statement, faults);

    public string Statement { get; }

    public IReadOnlyList<string> Faults { get; }

    /// <param name="json">As auto_explain writes it.</param>
    public static Plan Parse(string json, IReadOnlySet<string> bigTables)
    {
        var node = JsonNode.Parse(json)!;
        var statement = node["Query Text"]!.GetValue<string>();
        var faults = new List<string>();
        if (Offset().IsMatch(statement))
        {
            faults.Add("skips rows by an offset");
        }

        Check(node["Plan"]!, bigTables, faults);
        return new Plan(statement, faults);
    }

    public override string ToString() => $"{string.Join("; ", Faults)}\n{Statement}\n";

    private static void Check(JsonNode node, IReadOnlySet<string> bigTables, List<string> faults)
    {
        var kind = node["Node Type"]!.GetValue<string>();
        var table = node["Relation Name"]?.GetValue<string>();
        var index = node["Index Name"]?.GetValue<string>();
        var children = node["Plans"]?.AsArray().Select(child => child!).ToList() ?? [];
        var removed = Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Index Recheck")
            + Number(node, "Rows Removed by Join Filter");
        if (kind is "Seq Scan" && bigTables.Contains(table!) && Loops(node) > 0)
        {
            faults.Add($"reads all of {table}");
        }

        if (kind is "Sort" or "Incremental Sort" && children.Max(Rows) is > MostSorted and var sorted)
        {
            faults.Add($"sorts {sorted} rows");
        }

        if (removed * Loops(node) is > MostRemoved and var dropped)
        {
            faults.Add($"{kind} on {table ?? index} reads {dropped} rows only to drop them");
        }

        if (kind.Contains("Scan", StringComparison.Ordinal) && (table ?? index) is { } source && Rows(node) is > MostRead and var read)
        {
            faults.Add($"{kind} reads {read} rows of {source}");
        }

        children.ForEach(child => Check(child, bigTables, faults));
    }

    private static double Rows(JsonNode node) => Number(node, "Actual Rows") * Loops(node);

    private static double Loops(JsonNode node) => Number(node, "Actual Loops");

    private static double Number(JsonNode node, string name) => node[name]?.GetValue<double>() ?? 0;

    /// <remarks>"offset 0" skips nothing: it keeps a subquery whole.</remarks>
    [GeneratedRegex(@"\boffset\s+(?!0\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Offset();
}
