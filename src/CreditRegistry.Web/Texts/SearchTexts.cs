using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>The search box and what it finds.</summary>
public static class SearchTexts
{
    public static readonly LocalText SearchLabel = new("Registration ID or company name", "统一社会信用代码或企业名称");
    public static readonly LocalText SearchHint = new(
        "The 18 characters of the business licence (Unified Social Credit Code), or two or more characters of a name.",
        "营业执照上的18位统一社会信用代码，或者企业名称中的两个以上字符。");
    public static readonly LocalText Search = new("Search", "查询");
    public static readonly LocalText QuickHint = new("ID or company name", "代码或企业名称");
    public static readonly LocalText ResultsTitle = new("Search the register", "查询企业");
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
    public static readonly LocalText BestFirst = new("Companies found, best match first", "查询结果（按匹配程度排序）");
    public static readonly LocalText FoundAs = new("Found as", "匹配名称：");
    public static readonly LocalText SearchSo = new("Search so", "按此查询");
    public static readonly LocalText OrByFilter = new(
        "Or list companies by standing, region or status.", "也可以按信用状况、地区或登记状态列出企业。");
    public static readonly LocalText Filters = new("Filter", "筛选");
    public static readonly LocalText Any = new("Any", "不限");
    public static readonly LocalText Apply = new("Apply", "应用");
    public static readonly LocalText Suggestions = new("Suggestions", "建议");
}
