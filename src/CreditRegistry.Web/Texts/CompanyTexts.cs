using CreditRegistry.Application.Companies;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Web.Texts;

/// <summary>A company’s page.</summary>
public static class CompanyTexts
{
    public static readonly LocalText RegistrationId = new("Registration ID", "统一社会信用代码");
    public static readonly LocalText EnglishName = new("English name", "英文名称");
    public static readonly LocalText FormerNames = new("Former names", "曾用名");
    public static readonly LocalText CompanyType = new("Type", "企业类型");
    public static readonly LocalText Status = new("Business registration", "登记状态");
    public static readonly LocalText RegisteredOn = new("Registered on", "成立日期");
    public static readonly LocalText Region = new("Region", "登记地区");
    public static readonly LocalText StandingLabel = new("Standing", "信用状况");
    public static readonly LocalText AsOf = new("Last changed on {0}.", "最近变更日期：{0}。");
    public static readonly LocalText AsJson = new("This company as JSON", "本企业的JSON数据");
    public static readonly LocalText PublishedRecords = new("Published records", "公示记录");
    public static readonly LocalText OneRecord = new("1 published record", "1条公示记录");
    public static readonly LocalText CountOfRecords = new("{0} published records", "{0}条公示记录");
    public static readonly LocalText Timeline = new("Timeline", "公示期时间轴");
    public static readonly LocalText TimelineAsText = new("The same dates as a table", "以表格查看上述日期");
    public static readonly LocalText Today = new("today", "今天");
    public static readonly LocalText KeyPublished = new("published", "公示期");
    public static readonly LocalText KeyRepair = new("repair may be applied for", "可申请修复");
    public static readonly LocalText Namesakes = new("Other companies have the same name", "另有同名企业");
    public static readonly LocalText NotMeant = new("This is not the company I meant", "这不是我要查的企业");
    public static readonly LocalText Share = new("Link to this page", "本页链接");
    public static readonly LocalText Copied = new("Link copied", "链接已复制");
    public static readonly LocalText Print = new("Print", "打印");
    public static readonly LocalText NotHere = new(
        "Records that left publication are not shown.", "已停止公示的记录不予显示。");
    public static readonly LocalText NoRecords = new("Nothing is published about this company today.", "该企业目前没有公示中的记录。");

    public static LocalText Of(Standing standing) => Standings.NameOf(standing);

    public static LocalText Of(CompanyStatus status) => Standings.NameOf(status);
}
