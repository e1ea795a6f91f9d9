using System.Collections.Frozen;

namespace CreditRegistry.Domain.Companies;

/// <summary>The types of companies that business registers write, in English.</summary>
public static class CompanyTypes
{
    private static readonly FrozenDictionary<string, string> English = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["有限责任公司"] = "Limited liability company",
        ["有限责任公司(国有独资)"] = "Limited liability company (wholly state-owned)",
        ["有限责任公司(国有控股)"] = "Limited liability company (state-controlled)",
        ["有限责任公司(外商投资)"] = "Limited liability company (foreign-invested)",
        ["有限责任公司(中外合资)"] = "Limited liability company (Sino-foreign joint venture)",
        ["有限责任公司(法人独资)"] = "Limited liability company (owned by one legal person)",
        ["有限责任公司(自然人独资)"] = "Limited liability company (owned by one natural person)",
        ["有限责任公司(自然人投资或控股)"] = "Limited liability company (invested in or controlled by natural persons)",
        ["股份有限公司"] = "Joint stock limited company",
        ["股份有限公司(上市)"] = "Joint stock limited company (listed)",
        ["股份有限公司(非上市)"] = "Joint stock limited company (unlisted)",
        ["普通合伙"] = "General partnership",
        ["特殊普通合伙"] = "Special general partnership",
        ["有限合伙"] = "Limited partnership",
        ["农民专业合作社"] = "Farmers’ cooperative",
        ["个人独资企业"] = "Sole proprietorship enterprise",
        ["全民所有制"] = "Enterprise owned by the whole people",
        ["集体所有制"] = "Collectively owned enterprise",
        ["股份合作制"] = "Joint stock cooperative enterprise",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The usual English term; null where there is none.</summary>
    /// <param name="companyType">Chinese, with brackets of either width.</param>
    public static string? EnglishOf(string companyType) =>
        English.GetValueOrDefault(companyType.Replace('（', '(').Replace('）', ')'));
}
