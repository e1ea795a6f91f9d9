using CreditRegistry.Domain;
using CreditRegistry.Domain.Repairs;

namespace CreditRegistry.Web.Texts;

/// <summary>The register in figures, and how the service is.</summary>
public static class StatisticsTexts
{
    public static readonly LocalText Title = new("Statistics", "统计");
    public static readonly LocalText NotYet = new("Nothing has been counted yet. Look again in a minute.", "尚未生成统计数据，请稍后再看。");
    public static readonly LocalText AsOf = new("As of {0}, China’s time.", "统计截至{0}（北京时间）。");
    public static readonly LocalText AsJson = new("The figures as JSON", "统计数据（JSON）");
    public static readonly LocalText Decided = new("applications decided", "件申请已作出决定");
    public static readonly LocalText NineInTen = new("days for nine in ten decisions", "天内作出九成决定");
    public static readonly LocalText ObjectionsUpheld = new("objections upheld", "件异议成立");
    public static readonly LocalText ObjectionsDismissed = new("objections dismissed", "件异议不成立");
    public static readonly LocalText ObjectionsOverdue = new("objections overdue", "件异议逾期未办结");
    public static readonly LocalText Overdue = new("overdue today", "件逾期未办结");
    public static readonly LocalText ByTier = new("Published records by tier", "各等级公示记录");
    public static readonly LocalText ByMonth = new("Published records by month of publication, last two years", "近两年按公示月份统计的公示记录");
    public static readonly LocalText ByGround = new("Published records by ground", "按列入事由统计的公示记录");
    public static readonly LocalText ByRegion = new("Published records by region", "按登记地区统计的公示记录");
    public static readonly LocalText Outcomes = new("What became of repair applications", "修复申请办理结果");
    public static readonly LocalText ByOrgan = new("Days to a decision, by organ", "各机关作出决定所用天数");
    public static readonly LocalText Organ = new("Organ", "机关");
    public static readonly LocalText MedianDays = new("Median", "中位数（天）");
    public static readonly LocalText NinetiethPercentileDays = new("Nine in ten", "九成不超过（天）");
    public static readonly LocalText OrganDecided = new("Decisions", "决定数");
    public static readonly LocalText Tier = new("Tier", "等级");
    public static readonly LocalText Month = new("Month", "月份");
    public static readonly LocalText Outcome = new("Outcome", "结果");
    public static readonly LocalText Count = new("Number", "数量");
    public static readonly LocalText Unknown = new("unknown", "不详");

    public static readonly LocalText StatusTitle = new("Status of this service", "运行状态");
    public static readonly LocalText AllWell = new("Everything works.", "一切正常。");
    public static readonly LocalText NotWell = new("Something does not work. We are told by ourselves.", "部分功能异常，系统已自动告警。");
    public static readonly LocalText Database = new("Database", "数据库");
    public static readonly LocalText Works = new("works", "正常");
    public static readonly LocalText Degraded = new("slow or partly down", "性能下降或者部分异常");
    public static readonly LocalText Down = new("down", "异常");
    public static readonly LocalText Version = new("Version", "版本");
    public static readonly LocalText Clock = new("Date and time here", "平台时间");
    public static readonly LocalText CountedUpTo = new("Figures counted up to", "统计数据截至");
    public static readonly LocalText LastChange = new("Last public change", "最近一次公开变动");
    public static readonly LocalText ForPrograms = new("The same for programs", "程序接口");

    public static LocalText Of(RepairState outcome) => outcome switch
    {
        RepairState.Draft => new("Draft", "草稿"),
        RepairState.Submitted => new("Submitted", "已提交"),
        RepairState.SupplementRequested => new("Supplement requested", "待补正"),
        RepairState.Accepted => new("Accepted", "已受理"),
        RepairState.Recommended => new("Recommended", "已提出意见"),
        RepairState.Granted => new("Granted", "准予修复"),
        RepairState.Refused => new("Refused", "不予修复"),
        RepairState.NotAccepted => new("Not accepted", "不予受理"),
        RepairState.Revoked => new("Revoked", "撤销修复"),
        RepairState.Withdrawn => new("Withdrawn", "已撤回"),
        RepairState.Closed => new("Closed", "已终止"),
    };
}
