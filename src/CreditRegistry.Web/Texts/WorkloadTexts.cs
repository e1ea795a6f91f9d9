using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>What supervisors look at.</summary>
public static class WorkloadTexts
{
    public static readonly LocalText Title = new("Workload", "办理督办");
    public static readonly LocalText NoOrgan = new("There is no organ whose cases you watch.", "您没有督办的机关。");
    public static readonly LocalText Period = new("Decisions of", "决定时间范围");
    public static readonly LocalText LastDays = new("the last {0} days", "最近{0}天");
    public static readonly LocalText Open = new("open cases", "件在办案件");
    public static readonly LocalText OpenHead = new("Open", "在办");
    public static readonly LocalText OverdueHead = new("Overdue", "超期");
    public static readonly LocalText DueSoon = new("Due within {0} days", "{0}天内到期");
    public static readonly LocalText WithCompany = new("Waits for the company", "待企业补正");
    public static readonly LocalText ByOfficer = new("Open cases by officer", "在办案件（按经办人员）");
    public static readonly LocalText NoOpen = new("No case is open.", "没有在办案件。");
    public static readonly LocalText Reassign = new("See and reassign", "查看及改派");
    public static readonly LocalText AssignThem = new("See and assign", "查看及分派");
    public static readonly LocalText Cut = new(
        "There are more open cases than are counted here: of each state, the {0} most urgent.",
        "在办案件较多，此处每种状态仅统计期限最近的{0}件。");
    public static readonly LocalText Ageing = new("How long open cases have waited", "在办案件时长");
    public static readonly LocalText AgeingHelp = new("Days since the application was filed.", "自提交申请之日起的天数。");
    public static readonly LocalText Days = new("{0} to {1} days", "{0}至{1}天");
    public static readonly LocalText OlderThan = new("more than {0} days", "超过{0}天");
    public static readonly LocalText Times = new("Time to a decision", "办理用时");
    public static readonly LocalText TimesHelp = new(
        "From the filing to the decision, in days, of cases decided in the last {0} days; by who decided.",
        "最近{0}天内作出决定的案件，自提交申请至作出决定的天数，按作出决定的人员统计。");
    public static readonly LocalText NoTimes = new("No case was decided in the last {0} days.", "最近{0}天内没有作出决定的案件。");
    public static readonly LocalText Decided = new("Decided", "已决定");
    public static readonly LocalText Median = new("Median", "中位数");
    public static readonly LocalText Ninetieth = new("90th percentile", "第90百分位");
    public static readonly LocalText InDays = new("{0} days", "{0}天");
    public static readonly LocalText AllOfficers = new("All officers", "全部人员");
    public static readonly LocalText AllTiers = new("all tiers", "全部等级");
}
