using CreditRegistry.Persistence;

namespace CreditRegistry.Application.Ingestion;

/// <summary>What became of a row.</summary>
public enum RowVerdict
{
    /// <summary>New to the register.</summary>
    Accepted = 1,

    /// <summary>The register knew it all.</summary>
    Unchanged,

    /// <summary>The company was known; something about it is new. A record is never updated by an import.</summary>
    Updated,

    /// <summary>An earlier row of the same file has the same company; the first one counts.</summary>
    Repeated,

    Refused,
}

/// <param name="Line">The physical line of the file on which the row starts.</param>
/// <param name="Faults">The refusal, or the warnings of a row that was taken.</param>
/// <param name="Changed">What is new, for an updated row.</param>
/// <param name="RecordId">The record that the row became, or the one that stands in its place; null for companies.</param>
public sealed record RowResult(
    long Line, RowVerdict Verdict, IReadOnlyList<RowFault> Faults, string? Changed = null, Guid? RecordId = null);

/// <summary>What became of a file, in numbers.</summary>
public sealed class ImportSummary
{
    /// <summary>So many of <see cref="FirstProblems"/>.</summary>
    public const int MostProblems = 50;

    private readonly List<RowResult> _problems = [];
    private readonly Dictionary<RowVerdict, long> _verdicts = [];
    private readonly SortedDictionary<string, long> _refusals = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _warnings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _personal = new(StringComparer.Ordinal);

    public long Rows { get; private set; }

    /// <summary>Refused rows by reason code.</summary>
    public IReadOnlyDictionary<string, long> Refusals => _refusals;

    /// <summary>What was left out of rows that were taken, by code.</summary>
    public IReadOnlyDictionary<string, long> Warnings => _warnings;

    /// <summary>Values about people that were dropped unread, by column.</summary>
    public IReadOnlyDictionary<string, long> PersonalValuesDropped => _personal;

    /// <summary>Columns that the import does not know.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; internal set; } = [];

    /// <summary>Records that left publication because their company was deregistered.</summary>
    public long RecordsTakenDown { get; internal set; }

    /// <summary>The first rows that were refused, or taken without something.</summary>
    public IReadOnlyList<RowResult> FirstProblems => _problems;

    /// <summary>Why the file could not be read to its end; null when it was.</summary>
    public string? Failure { get; internal set; }

    public long this[RowVerdict verdict] => _verdicts.GetValueOrDefault(verdict);

    /// <summary>The numbers in one line.</summary>
    public override string ToString() => string.Join("; ", Enum.GetValues<RowVerdict>()
        .Select(verdict => $"{EnumText.Name(verdict)} {this[verdict]}")
        .Concat(_refusals.Select(r => $"{r.Key} {r.Value}"))
        .Concat(_warnings.Select(w => $"{w.Key} {w.Value}"))
        .Concat(_personal.Select(p => $"about people, dropped: {p.Key} {p.Value}"))
        .Concat(IgnoredColumns.Select(column => $"ignored: {column}")));

    internal void Count(RowResult result)
    {
        Rows++;
        _verdicts[result.Verdict] = this[result.Verdict] + 1;
        if (result.Faults.Count > 0 && _problems.Count < MostProblems)
        {
            _problems.Add(result);
        }

        if (result.Verdict is RowVerdict.Repeated)
        {
            return;
        }

        var codes = result.Verdict is RowVerdict.Refused ? _refusals : _warnings;
        foreach (var fault in result.Faults)
        {
            codes[fault.Code] = codes.GetValueOrDefault(fault.Code) + 1;
        }
    }

    internal void CountPersonal(string column, long values) =>
        _personal[column] = _personal.GetValueOrDefault(column) + values;
}
