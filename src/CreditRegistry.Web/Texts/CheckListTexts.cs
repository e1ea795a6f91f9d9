using CreditRegistry.Application.Screening;
using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>Checking a whole list of companies.</summary>
public static class CheckListTexts
{
    public static readonly LocalText Title = new("Check a list of companies", "批量核验企业");
    public static readonly LocalText Lead = new(
        "See at once where each company of your list stands today. The list is not kept; if you are signed in, companies shown as listed are noted, so that you are told when that no longer holds.",
        "一次查看名单中每家企业今天的信用状况。本平台不保存名单；登录后核验的，仅记录结果显示为有失信记录的企业，以便相关记录移出时通知您。");
    public static readonly LocalText Ids = new("Registration IDs", "统一社会信用代码");
    public static readonly LocalText IdsHint = new(
        "One a line, 10,000 at most. Registration numbers and organisation codes from before 2015 work too.",
        "每行一个，最多10,000个；也可使用2015年以前的注册号或组织机构代码。");
    public static readonly LocalText File = new("Or a file", "或者上传文件");
    public static readonly LocalText FileHint = new(
        "A text file with one ID a line, or a CSV table whose header names the column, such as registration_id. 2 MB at most. "
        + "If you choose one, the box above does not count.",
        "每行一个代码的文本文件，或者表头含有“统一社会信用代码”的CSV表格，不超过2 MB。如上传文件，则以文件为准。");
    public static readonly LocalText Check = new("Check", "核验");
    public static readonly LocalText Download = new("Download verdicts as CSV", "下载核验结果（CSV）");
    public static readonly LocalText Larger = new(
        "Longer lists go through the API, as CSV or NDJSON of any length.", "更长的名单可通过开放接口以CSV或NDJSON提交，长度不限。");
    public static readonly LocalText Empty = new("Paste registration IDs, or choose a file", "请粘贴代码或者选择文件");
    public static readonly LocalText TooMany = new(
        "That is more than 10,000. Send a part of the list, or use the API", "超过10,000个，请分批提交或者使用开放接口");
    public static readonly LocalText FileLarge = new(
        "The file is larger than 2 MB. Keep only the column with the IDs, or use the API",
        "文件超过2 MB，请仅保留代码一列，或者使用开放接口");
    public static readonly LocalText TooOften = new(
        "You checked very many companies within a minute. Wait a minute, then check again",
        "一分钟内核验的企业过多，请一分钟后再试");
    public static readonly LocalText Verdicts = new("{0} checked", "已核验{0}个");
    public static readonly LocalText AsOf = new("As of {0}, China’s time.", "核验时间：{0}（北京时间）。");
    public static readonly LocalText Line = new("Line", "行号");
    public static readonly LocalText Verdict = new("Verdict", "结果");
    public static readonly LocalText NextEnd = new("First record ends on", "最早到期日");
    public static readonly LocalText OldKey = new("found by an old number", "按旧号码查得");
    public static readonly LocalText RestInFile = new(
        "{0} of {1} are shown, those that are not clear first. The CSV file has them all.",
        "显示{1}个中的{0}个（有记录或者有误的在前），全部结果见CSV文件。");

    public static LocalText Of(ScreeningVerdict verdict) => verdict switch
    {
        ScreeningVerdict.Clear => new("without a published record", "无公示记录"),
        ScreeningVerdict.Listed => new("with published records", "有公示记录"),
        ScreeningVerdict.NotFound => new("not in the register", "未收录"),
        ScreeningVerdict.Invalid => new("not valid", "代码有误"),
        ScreeningVerdict.Alias => new("found by an old number", "按旧号码查得"),
    };
}
