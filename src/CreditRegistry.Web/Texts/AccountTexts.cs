using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>What an applicant finds after signing in.</summary>
public static class AccountTexts
{
    public static readonly LocalText Applications = new("My applications", "我的申请");
    public static readonly LocalText NoApplications = new("You have made no application yet.", "尚无申请。");
    public static readonly LocalText Older = new("Older applications", "更早的申请");
    public static readonly LocalText ActBy = new("You must act by {0}.", "请于{0}前办理。");
    public static readonly LocalText OfficersBy = new("The officers must act by {0}.", "办理机关应于{0}前办理。");
    public static readonly LocalText Companies = new("My companies", "我的企业");
    public static readonly LocalText NoCompanies = new(
        "Your account acts for no company yet.", "您的账户尚未关联企业。");
    public static readonly LocalText MoreCompanies = new("More companies", "更多企业");
    public static readonly LocalText NothingToRepair = new(
        "Nothing is published about it, so there is nothing to repair.", "没有公示中的记录，无需申请修复。");
    public static readonly LocalText CanToday = new("Can be repaired today.", "今天可以申请修复。");
    public static readonly LocalText CanFrom = new("Can be repaired from {0} on.", "自{0}起可以申请修复。");
    public static readonly LocalText CanNever = new("Cannot be repaired; it is last shown on {0}.", "不得申请修复，公示至{0}。");
    public static readonly LocalText CanNeverEver = new("Cannot be repaired.", "不得申请修复。");
    public static readonly LocalText UnderWay = new("An application is under way.", "修复申请办理中。");
    public static readonly LocalText Apply = new("Apply for repair", "申请修复");
    public static readonly LocalText Why = new("Why not yet?", "为什么还不能申请？");
    public static readonly LocalText WhyNever = new("Why?", "为什么？");
    public static readonly LocalText OpenIt = new("Go on", "继续办理");
    public static readonly LocalText MoreRecords = new("All records of the company", "查看该企业全部记录");
    public static readonly LocalText Notices = new("Notices", "通知");
    public static readonly LocalText AllNotices = new("All notices", "全部通知");
    public static readonly LocalText NoticesLead = new(
        "What you were told, newest first. Each leads to its case or record, where what was decided, and why, can be read again.",
        "向您发送的通知，最新的在前。点击可打开相应案件或者记录，查看处理决定和理由。");
    public static readonly LocalText NoNotices = new("Nothing was sent to you yet.", "尚无通知。");
    public static readonly LocalText Details = new("Account", "账户信息");
}
