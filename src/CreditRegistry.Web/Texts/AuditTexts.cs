using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>What auditors read.</summary>
public static class AuditTexts
{
    public static readonly LocalText Title = new("Audit", "审计");
    public static readonly LocalText Lead = new(
        "Everything that happened, in the order in which it was written. Nothing here can be changed or removed.",
        "按写入顺序列出全部操作，任何内容均不可修改或删除。");
    public static readonly LocalText Subject = new("What it happened to", "对象");
    public static readonly LocalText SubjectHint = new(
        "The reference of an application, objection or claim, or the number of a record, organ or account.",
        "修复申请、异议或者企业账户申请的编号，或者记录、机关、账户的编号。");
    public static readonly LocalText SubjectUnknown = new(
        "There is no case of that reference, and it is no number of anything", "没有该编号的案件，也不是有效的对象编号");
    public static readonly LocalText Actor = new("Who did it (e-mail or number)", "操作账户（邮箱或编号）");
    public static readonly LocalText ActorUnknown = new("There is no such account", "没有该账户");
    public static readonly LocalText Company = new("Company’s registration ID", "统一社会信用代码");
    public static readonly LocalText Kind = new("What happened", "事项");
    public static readonly LocalText From = new("From", "自");
    public static readonly LocalText To = new("To, that day included", "至（含当日）");
    public static readonly LocalText DayUnreadable = new("Write the day as year-month-day", "请按“年-月-日”填写日期");
    public static readonly LocalText None = new("Nothing fits.", "没有符合条件的记录。");
    public static readonly LocalText ThisSubject = new("All about this", "查看该对象的全部记录");
    public static readonly LocalText ThisActor = new("All by this account", "查看该账户的全部操作");
    public static readonly LocalText Itself = new("the account itself", "账户本人");
    public static readonly LocalText OfOrgan = new("{0} of {1} ({2})", "{1}（{2}）的{0}");
    public static readonly LocalText Record = new("Record", "公示记录");
    public static readonly LocalText RecordOf = new("Record of decision {0}", "公示记录（决定书文号：{0}）");
    public static readonly LocalText Application = new("Application {0}", "修复申请 {0}");
    public static readonly LocalText Claim = new("Claim {0}", "企业账户申请 {0}");
    public static readonly LocalText Account = new("Account {0}", "账户 {0}");
    public static readonly LocalText Draft = new("A draft: only its company sees it.", "草稿，仅企业可见。");
    public static readonly LocalText NotShown = new("Not shown to the public.", "不对外公示。");
    public static readonly LocalText Place = new("No. {0}", "第{0}条");
    public static readonly LocalText Export = new("Download all of it:", "下载全部：");
    public static readonly LocalText Details = new("Details", "详细内容");
}
