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
    public static readonly LocalText RepairableFrom = new("Repair may be applied for from", "可以申请修复的起始日期");
    public static readonly LocalText NotRepairable = new("not by a fixed day; see the rules", "无固定日期，以规则为准");
    public static readonly LocalText LapsesOn = new("Lapses by itself after", "到期自动停止公示");
    public static readonly LocalText NeverLapses = new("never", "不自动停止");
    public static readonly LocalText MeasuresInForce = new("Measures in force ({0})", "现行管理措施（{0}项）");
    public static readonly LocalText Binding = new("binding on public bodies", "公共机构应当执行");
    public static readonly LocalText Reference = new("for reference by market participants", "供市场主体参考");
    public static readonly LocalText RecordId = new("Record number", "记录编号");
}
