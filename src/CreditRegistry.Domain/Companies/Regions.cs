using System.Collections.Frozen;

namespace CreditRegistry.Domain.Companies;

/// <summary>A province-level division of GB/T 2260, or the national registry.</summary>
/// <param name="Code">6 digits, the last four 0.</param>
/// <param name="ShortName">As open data writes it: 浙江.</param>
/// <param name="FullName">浙江省.</param>
/// <param name="EnglishName">Without its rank: Zhejiang.</param>
public sealed record Region(string Code, string ShortName, string FullName, string EnglishName);

/// <summary>The closed list of <see cref="Region"/>s.</summary>
public static class Regions
{
    public static IReadOnlyList<Region> All { get; } =
    [
        new("100000", "全国", "国家市场监督管理总局", "National registry"),
        new("110000", "北京", "北京市", "Beijing"),
        new("120000", "天津", "天津市", "Tianjin"),
        new("130000", "河北", "河北省", "Hebei"),
        new("140000", "山西", "山西省", "Shanxi"),
        new("150000", "内蒙古", "内蒙古自治区", "Inner Mongolia"),
        new("210000", "辽宁", "辽宁省", "Liaoning"),
        new("220000", "吉林", "吉林省", "Jilin"),
        new("230000", "黑龙江", "黑龙江省", "Heilongjiang"),
        new("310000", "上海", "上海市", "Shanghai"),
        new("320000", "江苏", "江苏省", "Jiangsu"),
        new("330000", "浙江", "浙江省", "Zhejiang"),
        new("340000", "安徽", "安徽省", "Anhui"),
        new("350000", "福建", "福建省", "Fujian"),
        new("360000", "江西", "江西省", "Jiangxi"),
        new("370000", "山东", "山东省", "Shandong"),
        new("410000", "河南", "河南省", "Henan"),
        new("420000", "湖北", "湖北省", "Hubei"),
        new("430000", "湖南", "湖南省", "Hunan"),
        new("440000", "广东", "广东省", "Guangdong"),
        new("450000", "广西", "广西壮族自治区", "Guangxi"),
        new("460000", "海南", "海南省", "Hainan"),
        new("500000", "重庆", "重庆市", "Chongqing"),
        new("510000", "四川", "四川省", "Sichuan"),
        new("520000", "贵州", "贵州省", "Guizhou"),
        new("530000", "云南", "云南省", "Yunnan"),
        new("540000", "西藏", "西藏自治区", "Xizang (Tibet)"),
        new("610000", "陕西", "陕西省", "Shaanxi"),
        new("620000", "甘肃", "甘肃省", "Gansu"),
        new("630000", "青海", "青海省", "Qinghai"),
        new("640000", "宁夏", "宁夏回族自治区", "Ningxia"),
        new("650000", "新疆", "新疆维吾尔自治区", "Xinjiang"),
        new("710000", "台湾", "台湾省", "Taiwan"),
        new("810000", "香港", "香港特别行政区", "Hong Kong"),
        new("820000", "澳门", "澳门特别行政区", "Macao"),
    ];

    private static readonly FrozenDictionary<string, Region> ByCode =
        All.ToFrozenDictionary(region => region.Code, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Region> ByName = All
        .SelectMany(region => new[] { (Name: region.ShortName, region), (Name: region.FullName, region) })
        .ToFrozenDictionary(pair => pair.Name, pair => pair.region, StringComparer.Ordinal);

    /// <summary>By 6-digit province code; null when there is none.</summary>
    public static Region? WithCode(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>By Chinese short or full name, spaces around it ignored; null when there is none.</summary>
    public static Region? Named(string name) => ByName.GetValueOrDefault(name.Trim());
}
