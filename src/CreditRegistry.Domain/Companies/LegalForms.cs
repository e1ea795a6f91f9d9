namespace CreditRegistry.Domain.Companies;

/// <summary>How names end by law, folded: the part of a name that people most often leave out or get wrong.</summary>
public static class LegalForms
{
    // The longer before those that they end with.
    private static readonly string[] Endings =
    [
        "集团股份有限公司", "集团有限责任公司", "集团有限公司", "股份有限公司", "有限责任公司", "有限公司", "股份公司", "集团公司", "总公司", "公司",
        "普通合伙", "有限合伙", "特殊普通合伙", "农民专业合作社", "专业合作社", "合作社", "个人独资企业",
        "companylimited", "coltd", "limited", "ltd", "inc", "llc", "gmbh",
    ];

    /// <summary>The name without its legal form; null when it has none, or fewer than two characters are left.</summary>
    public static string? Without(string folded) =>
        Endings.FirstOrDefault(ending => folded.EndsWith(ending, StringComparison.Ordinal)) is { } form
        && folded.Length >= form.Length + 2
            ? folded[..^form.Length]
            : null;
}
