using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>Whether a record can be repaired.</summary>
public static class RepairTexts
{
    public static readonly LocalText Title = new("Can this record be repaired?", "该记录可以申请信用修复吗？");
    public static readonly LocalText OnDay = new("On which day?", "拟申请日期");
    public static readonly LocalText OnDayHint = new("Today, unless you choose another day.", "默认为今天，也可选择其他日期。");
    public static readonly LocalText Check = new("Check", "查询");
    public static readonly LocalText DayUnreadable = new("Type a date such as 2026-12-31", "请输入日期，格式如2026-12-31");
    public static readonly LocalText Yes = new("Yes. On {0} it can be applied for.", "可以。{0}可以申请修复。");
    public static readonly LocalText NotYet = new("Not yet on {0}. From {1} on.", "{0}尚不可以。自{1}起可以申请。");
    public static readonly LocalText No = new("No, not on {0}.", "{0}不可以申请修复。");
    public static readonly LocalText LapsesAnyway = new(
        "Without an application the record is shown for the last time on {0}.", "如不申请修复，该记录最后公示日期为{0}。");
    public static readonly LocalText NeverLapses = new(
        "Without an application the record does not end by itself.", "如不申请修复，该记录不会自动停止公示。");
    public static readonly LocalText Start = new("Start an application", "开始申请");
    public static readonly LocalText UnderWay = new(
        "An application for the repair of this record is under way.", "该记录的信用修复申请正在办理中。");
    public static readonly LocalText GoOn = new("Go to the application", "查看申请");
    public static readonly LocalText Documents = new("Documents that an application needs", "申请所需材料");
    public static readonly LocalText AnyOf = new("Any one of:", "下列任意一项：");
    public static readonly LocalText ByRules = new("Answered by the rules:", "依据规则：");
}
