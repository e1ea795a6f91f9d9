using CreditRegistry.Domain;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Web.Texts;

/// <summary>A company or a record as it stood on an earlier day.</summary>
public static class PastTexts
{
    public static readonly LocalText AnotherDay = new("As it stood on another day", "查看历史日期的情况");
    public static readonly LocalText Day = new("Day", "日期");
    public static readonly LocalText DayHint = new(
        "Up to today. The end of that day in Beijing time counts.", "不晚于今日，以北京时间当日终了时为准。");
    public static readonly LocalText Question = new("What do you want to know?", "查询内容");
    public static readonly LocalText Show = new("Show that day", "查看当日情况");
    public static readonly LocalText DayUnreadable = new("Enter a day, such as 2026-03-31.", "请填写日期，例如2026-03-31。");
    public static readonly LocalText DayInFuture = new("Choose today or an earlier day.", "请选择今日或更早的日期。");
    public static readonly LocalText NotYet = new(
        "This company was not in the register yet on {0}. Choose a later day.", "该企业在{0}尚未收录于本平台，请选择更晚的日期。");
    public static readonly LocalText NotThere = new(
        "This record was not published on {0}. Choose another day.", "该记录在{0}未公示，请选择其他日期。");
    public static readonly LocalText Today = new("Show today", "返回当前情况");
    public static readonly LocalText Records = new("Records published then", "当日公示的记录");
    public static readonly LocalText NoRecords = new("No record in this answer", "本查询结果中无记录");

    public static LocalText Of(PastQuestion question) => question switch
    {
        PastQuestion.AsOf => new("What was in force then, as it is known today", "当日依法有效的情况（以现有信息为准）"),
        PastQuestion.ShownAt => new("What this register showed then", "本平台当日公示的情况"),
    };

    /// <summary>With the day.</summary>
    public static LocalText BannerOf(PastQuestion question) => question switch
    {
        PastQuestion.AsOf => new("What was in force on {0}, as it is known today", "{0}依法有效的情况（以现有信息为准）"),
        PastQuestion.ShownAt => new("What this register showed on {0}", "本平台{0}公示的情况"),
    };
}
