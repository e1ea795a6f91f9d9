using CreditRegistry.Application.Companies;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Web;

/// <summary>What the pages say. The rules' own words come with the rules.</summary>
public static class Texts
{
    public static readonly LocalText SiteName = new("CreditRegistry", "企业信用登记平台");
    public static readonly LocalText SkipToContent = new("Skip to main content", "跳到主要内容");
    public static readonly LocalText OtherLanguage = new("中文", "English");
    public static readonly LocalText Footer = new("Of this register", "关于本平台");
    public static readonly LocalText ApiPages = new("API for programs", "开放接口");
    public static readonly LocalText RuleSets = new("Rule sets (JSON)", "规则集（JSON）");
    public static readonly LocalText Grounds = new("Grounds of listing (JSON)", "列入事由（JSON）");
    public static readonly LocalText Measures = new("Measures (JSON)", "管理措施（JSON）");
    public static readonly LocalText DatesAreChinas = new("Dates are those of China (UTC+8).", "日期均为北京时间。");

    public static readonly LocalText Headline = new("Look up a company’s compliance records", "查询企业信用记录");
    public static readonly LocalText Lead = new(
        "This is the public register of companies’ compliance records: what an authority decided, the law behind it, "
        + "what follows from it, and when it can be repaired or ends by itself. Anyone may search it, without an account.",
        "本平台向社会公示企业信用记录：作出决定的机关、法律依据、相应的管理措施，以及何时可以申请修复或者到期停止公示。任何人均可免费查询，无需注册。");
    public static readonly LocalText SearchLabel = new("Registration ID or company name", "统一社会信用代码或企业名称");
    public static readonly LocalText SearchHint = new(
        "The 18 characters of the business licence (Unified Social Credit Code), or two or more characters of a name.",
        "营业执照上的18位统一社会信用代码，或者企业名称中的两个以上字符。");
    public static readonly LocalText Search = new("Search", "查询");
    public static readonly LocalText WhatYouFind = new("What you find here", "可以查到什么");
    public static readonly LocalText FindStanding = new(
        "A company’s standing today: the highest tier among its published records, or that it has none.",
        "企业当前的信用状况：公示中的记录的最高等级，或者没有公示中的记录。");
    public static readonly LocalText FindRecords = new(
        "Each published record, with its ground, legal basis, deciding organ and the measures in force.",
        "每条公示记录的列入事由、法律依据、决定机关和现行管理措施。");
    public static readonly LocalText FindEnd = new(
        "The day from which repair may be applied for, and the day on which the record lapses by itself.",
        "可以申请信用修复的起始日期，以及到期自动停止公示的日期。");
    public static readonly LocalText FindNot = new(
        "Not what has left publication: a repaired, lapsed or annulled record is no longer shown.",
        "不再显示已经停止公示的内容：已修复、已到期或者已撤销的记录不予展示。");
    public static readonly LocalText TiersTitle = new("The four tiers", "四个等级");
    public static readonly LocalText TiersUnder = new("As the rule set “{0}” has them", "依据：{0}");
    public static readonly LocalText TierColumn = new("Tier", "等级");
    public static readonly LocalText MeaningColumn = new("What it means", "含义");
    public static readonly LocalText LawColumn = new("Legal basis", "法律依据");

    public static readonly LocalText ResultsTitle = new("Search", "查询");
    public static readonly LocalText TypeSomething = new("Type a registration ID or a part of a name", "请输入统一社会信用代码或企业名称");
    public static readonly LocalText TooShort = new("Type two or more characters of the name", "请输入企业名称中的两个以上字符");
    public static readonly LocalText TooShortHelp = new(
        "Spaces and punctuation do not count.", "空格和标点符号不计。");
    public static readonly LocalText TooLong = new("That is too long for a name or an ID", "输入内容过长");
    public static readonly LocalText TooLongHelp = new(
        "A registration ID has 18 characters; of a name, a distinctive part is enough.",
        "统一社会信用代码为18位；企业名称输入其中有区别性的部分即可。");
    public static readonly LocalText WrongId = new("This registration ID is not right", "该统一社会信用代码有误");
    public static readonly LocalText AtPosition = new("Character {0} is marked.", "第{0}位已标出。");
    public static readonly LocalText CodeTyped = new("What was typed", "所输入的代码");
    public static readonly LocalText Expected = new(
        "If the other 17 characters are right, the last one would be {0}.", "如果其余17位无误，最后一位应为{0}。");
    public static readonly LocalText DidYouMean = new("Did you mean", "您要查的是否为");
    public static readonly LocalText NotRegistered = new("No company of this ID is in the register", "本平台没有该代码对应的企业");
    public static readonly LocalText NotRegisteredHelp = new(
        "The ID is well formed. Compare it with the business licence once more, or search by the company’s name.",
        "该代码格式无误。请再次与营业执照核对，或者按企业名称查询。");
    public static readonly LocalText NothingFound = new("No company’s name contains that", "没有找到名称中含有该内容的企业");
    public static readonly LocalText TryFewer = new(
        "Type fewer characters: a distinctive part of the name is enough.", "减少字数：输入名称中有区别性的部分即可。");
    public static readonly LocalText TryOther = new(
        "Try the Chinese, English or a former name, without the legal form such as “Co., Ltd.”.",
        "尝试中文名称、英文名称或者曾用名，不必输入“有限公司”等组织形式。");
    public static readonly LocalText TryId = new(
        "Use the registration ID of the business licence; it names exactly one company.",
        "使用营业执照上的统一社会信用代码，可唯一确定一家企业。");
    public static readonly LocalText OneFound = new("1 company found", "找到1家企业");
    public static readonly LocalText SeveralFound = new("{0} companies found", "找到{0}家企业");
    public static readonly LocalText MoreFound = new(
        "More than {0} companies found. These match best; type more of the name to see fewer.",
        "找到{0}家以上企业，以下为最匹配的结果。输入更多字符可以缩小范围。");

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
    public static readonly LocalText NoRecords = new("Nothing is published about this company today.", "该企业目前没有公示中的记录。");
    public static readonly LocalText NewestOnly = new("The newest {0} are shown; all are in", "以下为最近{0}条；全部记录见");
    public static readonly LocalText AllRecords = new("the list of records (JSON)", "记录列表（JSON）");
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

    public static readonly LocalText NotFoundTitle = new("There is no such page", "页面不存在");
    public static readonly LocalText NotFoundHelp = new(
        "Check the address, or begin with a search.", "请检查网址，或者从查询开始。");
    public static readonly LocalText RefusedTitle = new("This request cannot be answered", "无法处理该请求");
    public static readonly LocalText RefusedHelp = new(
        "Go back and try again, or begin with a search.", "请返回重试，或者从查询开始。");
    public static readonly LocalText FailedTitle = new("Something went wrong here", "系统出现故障");
    public static readonly LocalText FailedHelp = new(
        "It is our fault, not yours. Try again in a minute. If you report it, give this number:",
        "这是系统的问题，与您的操作无关。请稍后重试。如需反馈，请提供以下编号：");
    public static readonly LocalText BackToStart = new("Start page", "返回首页");

    public static LocalText Of(Standing standing) => standing switch
    {
        Standing.Clear => new("No published record", "无公示记录"),
        Standing.Untrustworthy => new("Untrustworthy", "失信"),
        Standing.SeriouslyUntrustworthy => new("Seriously untrustworthy", "严重失信"),
        Standing.Abnormal => new("Abnormal", "经营异常"),
        Standing.SeriouslyIllegal => new("Seriously illegal and dishonest", "严重违法失信"),
    };

    public static LocalText Of(CompanyStatus status) => status switch
    {
        CompanyStatus.Registered => new("Registered", "存续"),
        CompanyStatus.Revoked => new("Licence revoked", "吊销"),
        CompanyStatus.Deregistered => new("Deregistered", "注销"),
    };
}
