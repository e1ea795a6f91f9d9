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
    public static readonly LocalText TiersUnder = new("As the rule set “{0}” has them", "依据：{0}");
    public static readonly LocalText TierColumn = new("Tier", "等级");
    public static readonly LocalText MeaningColumn = new("What it means", "含义");
    public static readonly LocalText LawColumn = new("Legal basis", "法律依据");
}
