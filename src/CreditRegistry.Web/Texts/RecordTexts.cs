using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>A record.</summary>
public static class RecordTexts
{
    public static readonly LocalText Ground = new("Ground", "列入事由");
    public static readonly LocalText LegalBasis = new("Legal basis", "法律依据");
    public static readonly LocalText DecidedBy = new("Decided by", "决定机关");
    public static readonly LocalText DecisionNumber = new("Decision", "决定文书号");
    public static readonly LocalText DecisionOn = new("{0} of {1}", "{0}，作出日期：{1}");
    public static readonly LocalText Penalties = new("Penalties", "处罚内容");
    public static readonly LocalText Until = new("until {0}", "至{0}");
    public static readonly LocalText PublishedOn = new("Published on", "公示日期");
    public static readonly LocalText RepairableFrom = new("Repair possible from", "可申请修复起始日");
    public static readonly LocalText NotRepairable = new("cannot be repaired", "不得申请修复");
    public static readonly LocalText LapsesOn = new("Last shown on", "公示截止日");
    public static readonly LocalText NeverLapses = new("no end by itself", "不自动停止公示");
    public static readonly LocalText MeasuresInForce = new("{0} measures in force", "现行管理措施（{0}项）");
    public static readonly LocalText Binding = new("binding on public bodies", "公共机构应当执行");
    public static readonly LocalText Reference = new("for reference by market participants", "供市场主体参考");
    public static readonly LocalText RecordId = new("Record number", "记录编号");
    public static readonly LocalText CanIRepair = new("Can this be repaired?", "可以申请修复吗？");
    public static readonly LocalText Rules = new("Rules", "适用规则");
    public static readonly LocalText AsJson = new("This record as JSON", "本记录的JSON数据");
    public static readonly LocalText WhatLifts = new(
        "They end with the publication of this record: by a granted repair, or on the day after its last one.",
        "上述措施随本记录停止公示而终止：信用修复获准，或者公示期届满次日起。");
    public static readonly LocalText Left = new("This record is no longer published", "该记录已停止公示");
    public static readonly LocalText ReplacedBy = new("The record in its place", "查看替代该记录的记录");
    public static readonly LocalText NothingElse = new(
        "Nothing else is told of a record that left publication.", "对于已停止公示的记录，不再提供其他信息。");
    public static readonly LocalText SearchOn = new("Search the register", "查询其他企业");

    private static readonly Dictionary<string, LocalText> Ends = new(StringComparer.Ordinal)
    {
        ["RECORD_REPAIRED"] = new("It was repaired and left publication on {0}.", "该记录已完成信用修复，自{0}起停止公示。"),
        ["RECORD_LAPSED"] = new("It reached the end of its period and left publication on {0}.", "该记录公示期届满，自{0}起停止公示。"),
        ["RECORD_ANNULLED"] = new("It was annulled and left publication on {0}.", "该记录已被撤销，自{0}起停止公示。"),
        ["RECORD_ESCALATED"] = new("It was replaced by another record on {0}.", "该记录自{0}起由其他记录替代。"),
        ["RECORD_DEREGISTERED"] = new("It ended with the deregistration of its company on {0}.", "因企业注销，该记录自{0}起停止公示。"),
    };

    /// <param name="code">Of the refusal to show it.</param>
    public static LocalText WhyItLeft(string code) => Ends[code];
}
