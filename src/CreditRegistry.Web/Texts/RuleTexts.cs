using CreditRegistry.Domain;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Web.Texts;

/// <summary>The rules, around what they say themselves.</summary>
public static class RuleTexts
{
    public static readonly LocalText Title = new("Rules", "规则");
    public static readonly LocalText Lead = new(
        "A record follows, as long as it lasts, the rule set that its organ had adopted on the day of its publication.",
        "每条记录始终适用公示之日有关机关所采用的规则集。");
    public static readonly LocalText From = new("May be adopted from {0} on.", "自{0}起可以采用。");
    public static readonly LocalText FromTo = new("May be adopted from {0} to {1}.", "{0}至{1}可以采用。");
    public static readonly LocalText GroundsOf = new("{0} grounds of listing", "列入事由（{0}项）");
    public static readonly LocalText MeasuresOf = new("{0} measures", "管理措施（{0}项）");
    public static readonly LocalText AsJson = new("The rules as JSON", "规则数据（JSON）");
    public static readonly LocalText Calendars = new("Calendars of working days", "工作日历");
    public static readonly LocalText CalendarsHelp = new(
        "Deadlines that touch another year are provisional.", "涉及其他年份的期限为暂定期限。");
    public static readonly LocalText Prerequisite = new(
        "Only for a company that has a published record of the tier “{0}”.", "仅适用于有“{0}”等级公示记录的企业。");
    public static readonly LocalText ByEscalationOnly = new(
        "No organ publishes in this tier: its records come from another tier.", "该等级的记录由其他等级升级产生，机关不直接公示。");
    public static readonly LocalText Escalates = new(
        "A record that nobody puts right becomes “{0}” after {1} and a notice shown for {2}.",
        "逾期未纠正的，满{1}并经公告{2}后，升级为“{0}”。");
    public static readonly LocalText Periods = new("Periods", "期限");
    public static readonly LocalText Class = new("Class of breach", "失信程度");
    public static readonly LocalText RunsFrom = new("Runs from", "起算日");
    public static readonly LocalText RepairableAfter = new("Repair after", "最短公示期");
    public static readonly LocalText LapsesAfter = new("Lapses after", "最长公示期");
    public static readonly LocalText OnRequestOnly = new("shown only where the organ asks for it", "机关要求时方予公示");
    public static readonly LocalText AtOnce = new("at once", "即可申请");
    public static readonly LocalText None = new("none", "无");
    public static readonly LocalText Deadlines = new("Deadlines of a repair application", "修复申请的办理期限");
    public static readonly LocalText Deadline = new("Deadline", "期限");
    public static readonly LocalText Tier = new("Tier", "等级");
    public static readonly LocalText EveryTier = new("every tier", "各等级");
    public static readonly LocalText OtherTiers = new("every other tier", "其他各等级");
    public static readonly LocalText Length = new("Length", "时长");
    public static readonly LocalText Revocation = new("A false promise", "承诺不实");
    public static readonly LocalText RevocationHelp = new(
        "A repair that rested on a false promise is taken back, and no other is possible for {0}.",
        "以不实承诺取得的修复将被撤销，{0}内不得再次申请。");
    public static readonly LocalText Objections = new("Objections", "异议处理");
    public static readonly LocalText ObjectionsHelp = new(
        "A company contests a record, or a refused repair, before the organ that supplied it. The record stays published with a mark; the clock of a repair decision stops meanwhile, and an objection filed in time holds up escalation. It contests on one of these grounds:",
        "企业可以就公示信息或者不予修复的决定向信息提供单位提出异议。办理期间信息继续公示并作异议标注，信用修复的办理期限暂停计算；在期限届满前提出异议的，暂缓升级。异议事由包括：");
    public static readonly LocalText Remedies = new("How to contest a decision", "救济途径");
    public static readonly LocalText GroundsTitle = new("Grounds of listing", "列入事由");
    public static readonly LocalText MeasuresTitle = new("Measures", "管理措施");
    public static readonly LocalText MeasuresLead = new(
        "What the law ties to a published record. It ends with the record.", "法律规定的与公示记录相应的管理措施，随记录停止公示而终止。");
    public static readonly LocalText CanOnlyLapse = new("Cannot be repaired; it lapses by itself.", "不得修复，期满自动停止公示。");
    public static readonly LocalText OwnPeriod = new("Lapses after {0}.", "公示期为{0}。");

    public static LocalText Of(RecordClass degree) => degree switch
    {
        RecordClass.Minor => new("minor", "轻微"),
        RecordClass.General => new("general", "一般"),
        RecordClass.Serious => new("serious", "严重"),
    };

    public static LocalText Of(PeriodAnchor anchor) => anchor switch
    {
        PeriodAnchor.Publication => new("publication", "公示之日"),
        PeriodAnchor.Decision => new("decision", "决定之日"),
    };

    public static LocalText Of(DeadlineKind kind) => kind switch
    {
        DeadlineKind.Acceptance => new("Acceptance", "受理"),
        DeadlineKind.Supplement => new("Supplement", "补正"),
        DeadlineKind.Decision => new("Decision", "决定"),
        DeadlineKind.Extension => new("Extension", "延期"),
        DeadlineKind.Draft => new("Draft", "草稿"),
        DeadlineKind.Filing => new("Filing", "提出异议"),
        DeadlineKind.Mark => new("Mark on the record", "异议标注"),
        DeadlineKind.Forwarding => new("Forwarding to the organ", "转送信息提供单位"),
        DeadlineKind.Execution => new("Carrying out", "更正或者撤销"),
        DeadlineKind.Review => new("Asking for a review", "申请复核"),
        DeadlineKind.ReviewDecision => new("Decision on the review", "复核决定"),
    };

    public static LocalText Of(DeadlineAnchor anchor) => anchor switch
    {
        DeadlineAnchor.Submission => new("submission", "提交之日"),
        DeadlineAnchor.Acceptance => new("acceptance", "受理之日"),
        DeadlineAnchor.SupplementRequest => new("supplement request", "通知补正之日"),
        DeadlineAnchor.DueDay => new("the day it was due", "原定期限届满之日"),
        DeadlineAnchor.LastChange => new("last change", "最后修改之日"),
        DeadlineAnchor.Publication => new("publication", "公示之日"),
        DeadlineAnchor.Decision => new("decision", "作出决定之日"),
        DeadlineAnchor.ReviewRequest => new("request for a review", "申请复核之日"),
    };
}
