using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>What stands around every page, and the pages in place of one that is not there.</summary>
public static class SiteTexts
{
    public static readonly LocalText SiteName = new("CreditRegistry", "企业信用登记平台");
    public static readonly LocalText SkipToContent = new("Skip to main content", "跳到主要内容");
    public static readonly LocalText OtherLanguage = new("中文", "English");
    public static readonly LocalText Footer = new("Of this register", "关于本平台");
    public static readonly LocalText ApiPages = new("API for programs", "开放接口");
    public static readonly LocalText DatesAreChinas = new("Dates are those of China (UTC+8).", "日期均为北京时间。");
    public static readonly LocalText Menu = new("Menu", "菜单");
    public static readonly LocalText SignIn = new("Sign in", "登录");
    public static readonly LocalText SignOut = new("Sign out", "退出登录");
    public static readonly LocalText SignedInAs = new("Signed in as", "当前账户");
    public static readonly LocalText NavSearch = new("Search", "查询");
    public static readonly LocalText NavChanges = new("Changes", "最新变动");
    public static readonly LocalText NavCheckList = new("Check a list", "批量核验");
    public static readonly LocalText NavStatistics = new("Statistics", "统计");
    public static readonly LocalText NavRules = new("Rules", "规则");
    public static readonly LocalText Status = new("Status of this service", "运行状态");
    public static readonly LocalText Downloads = new("Downloads", "数据下载");
    public static readonly LocalText Important = new("Important", "重要提示");
    public static readonly LocalText Done = new("Done", "已完成");
    public static readonly LocalText Printed = new("Read on {0}, China’s time, at {1}", "查询时间：{0}（北京时间），网址：{1}");
    public static readonly LocalText Pages = new("Pages", "翻页");
    public static readonly LocalText NextPage = new("Next page", "下一页");
    public static readonly LocalText FirstPage = new("First page", "第一页");

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

    public static readonly LocalText ForbiddenTitle = new("Your account may not see this page", "您的账户无权查看此页");
    public static readonly LocalText ForbiddenHelp = new(
        "It is for accounts with another role. Sign in with another account, or ask an administrator.",
        "该页面仅供其他角色使用。请换用其他账户登录，或者联系管理员。");
    public static readonly LocalText TooManyTitle = new("Too many requests", "请求过于频繁");
    public static readonly LocalText TooManyHelp = new(
        "Wait, then try again. Minutes to wait: {0}.", "请在{0}分钟后重试。");
    public static readonly LocalText StaleFormTitle = new("This form cannot be taken as it came", "无法受理该表单");
    public static readonly LocalText StaleFormHelp = new(
        "It was open for too long, or someone signed in or out meanwhile, or the browser keeps no cookies. "
        + "Go back, load the page again, and send it once more.",
        "页面打开时间过长，期间登录状态发生变化，或者浏览器禁用了Cookie。请返回并刷新页面后重新提交。");
    public static readonly LocalText TooLargeTitle = new("That is too large", "提交的内容过大");
    public static readonly LocalText TooLargeHelp = new(
        "Go back and send less at once.", "请返回，减少单次提交的内容。");
}
