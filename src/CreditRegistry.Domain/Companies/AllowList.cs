using System.Collections.Frozen;

namespace CreditRegistry.Domain.Companies;

/// <summary>
/// Registration IDs of companies known to be live although character 18 fails. Each has its reason.
/// </summary>
public static class AllowList
{
    /// <summary>The recorded reason by normalised ID.</summary>
    public static IReadOnlyDictionary<string, LocalText> Reasons => ReasonsById;

    private static readonly FrozenDictionary<string, LocalText> ReasonsById = new Dictionary<string, LocalText>(StringComparer.Ordinal)
    {
        ["91350203M0001QKT19"] = XiamenPilot('F'),
        ["91350203M0001FUE2P"] = XiamenPilot('J'),
        ["91350211M00013FA1N"] = XiamenPilot('3'),
        ["91350203M0001QAY9B"] = XiamenPilot('9'),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static LocalText XiamenPilot(char byTheStandard) => new(
        "Issued in the Xiamen pilot before GB 32100-2015 took effect and still in use; "
        + $"by the standard the last character would be {byTheStandard}. The organisation code passes its check.",
        $"厦门试点期间（GB 32100-2015 实施前）赋码，企业仍在使用；按标准末位应为{byTheStandard}，主体标识码校验通过。");
}
