namespace CreditRegistry.Domain.RuleSets;

/// <summary>What is wrong with a rule file.</summary>
/// <param name="File">The file as it was named to the reader.</param>
/// <param name="Row">JSON path of the row, such as <c>$.grounds[3].tiers</c>; <c>$</c> for the whole file.</param>
/// <param name="Reason">A sentence for whoever maintains the file.</param>
public sealed record RuleSetFault(string File, string Row, string Reason)
{
    public override string ToString() => $"{File} {Row}: {Reason}";
}

/// <summary>
/// What was read, or everything that is wrong with it: <see cref="Value"/> is null exactly when there are faults.
/// </summary>
public sealed record Reading<T>(T? Value, IReadOnlyList<RuleSetFault> Faults)
    where T : class;
