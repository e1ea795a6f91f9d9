namespace CreditRegistry.Domain.RuleSets;

/// <summary>Reads a rule set from its data file; what comes out has passed <see cref="RuleSetChecks"/>.</summary>
public static class RuleSetReader
{
    /// <param name="fileName">Names the file in faults.</param>
    public static Reading<RuleSet> Read(string json, string fileName)
    {
        var reading = StrictJson.Read<RuleSet>(json, fileName);
        if (reading.Value is not { } set)
        {
            return reading;
        }

        var faults = RuleSetChecks.Of(set).Select(fault => new RuleSetFault(fileName, fault.Row, fault.Reason)).ToList();
        return faults.Count > 0 ? new(null, faults) : reading;
    }
}
