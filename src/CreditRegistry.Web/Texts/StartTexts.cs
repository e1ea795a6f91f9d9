using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>The start page.</summary>
public static class StartTexts
{
    public static readonly LocalText Headline = new("Look up a company’s compliance records", "查询企业信用记录");
    public static readonly LocalText Lead = new(
        "This is the public register of companies’ compliance records: what an authority decided, the law behind it, "
        + "what follows from it, and when it can be repaired or ends by itself. Anyone may search it, without an account.",
        "本平台向社会公示企业信用记录：作出决定的机关、法律依据、相应的管理措施，以及何时可以申请修复或者到期停止公示。任何人均可免费查询，无需注册。");
    public static readonly LocalText WhatYouFind = new("What you find here", "可以查到什么");
    public static readonly LocalText FindStanding = new(
        "A company’s standing today: the highest tier among its published records, or that it has none.",
        "企业当前的信用状况：公示中的记录的最高等级，或者没有公示中的记录。");
    public static readonly LocalText FindRecords = new(
        "Each published record, with its ground, legal basis, deciding organ and the measures in force.",
        "每条公示记录的列入事由、法律依据、决定机关和现行管理措施。");
    public static readonly LocalText FindEnd = new(
        "The day from which repair may be applied for, and the day on which the record lapses by itself.",
        "可以申请信用修复的起始日期，以及到期自动停止公示的日期。");
    public static readonly LocalText FindNot = new(
        "Not what has left publication: a repaired, lapsed or annulled record is no longer shown.",
        "不再显示已经停止公示的内容：已修复、已到期或者已撤销的记录不予展示。");
    public static readonly LocalText TiersTitle = new("The four tiers", "四个等级");
    public static readonly LocalText RuleSets = new(
        "There are {0} sets of rules. A record follows, for life, the one that its organ had adopted when it was published, "
        + "and names it. Tiers have the same names in each; grounds, periods and documents differ.",
        "现行规则共{0}套。每条记录始终适用作出决定的机关在公示当日所采用的规则，并在记录中注明。各套规则的等级名称相同，列入事由、期限和所需材料有所不同。");
    public static readonly LocalText TiersUnder = new("What the tiers mean by “{0}”:", "各等级含义，依据：{0}");
    public static readonly LocalText Today = new("The register today", "平台今日数据");
    public static readonly LocalText Companies = new("companies", "家企业");
    public static readonly LocalText Records = new("published records", "条公示记录");
    public static readonly LocalText Repaired = new("records repaired", "条记录已修复");
    public static readonly LocalText MedianDays = new("days to a decision (median)", "天作出决定（中位数）");
    public static readonly LocalText AllStatistics = new("All statistics", "全部统计数据");
    public static readonly LocalText Latest = new("Latest changes", "最新变动");
    public static readonly LocalText AllChanges = new("All changes", "全部变动");
    public static readonly LocalText More = new("More", "更多");
    public static readonly LocalText CheckList = new("Check a whole list of companies", "批量核验企业");
    public static readonly LocalText Rules = new("The rules, with the law behind each", "规则及其法律依据");
    public static readonly LocalText Downloads = new("Download the whole public register", "下载全部公示数据");
    public static readonly LocalText Api = new("API for programs", "开放接口");
}
