using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>The officers' queue and what all pages of the desk share.</summary>
public static class DeskTexts
{
    public static readonly LocalText ForSecondOfficer = new(
        "Cases that await the decision of a second officer", "待另一名经办人员决定的案件");
    public static readonly LocalText Title = new("Cases", "案件");
    public static readonly LocalText Mine = new("Mine", "我的案件");
    public static readonly LocalText Unassigned = new("Unassigned", "待分派");
    public static readonly LocalText All = new("All", "全部");
    public static readonly LocalText Overdue = new("overdue", "已超期");
    public static readonly LocalText OverdueCount = new("{0} overdue", "{0}件超期");
    public static readonly LocalText NoneOverdue = new("None overdue", "无超期案件");
    public static readonly LocalText OrMore = new("{0} or more", "{0}以上");
    public static readonly LocalText Views = new("Whose cases", "案件范围");
    public static readonly LocalText Empty = new("No case here.", "没有符合条件的案件。");
    public static readonly LocalText EmptyMine = new(
        "No case is assigned to you. Take one from those that nobody has.", "您名下没有案件，可从待分派案件中领取。");
    public static readonly LocalText Tier = new("Tier", "等级");
    public static readonly LocalText State = new("State", "状态");
    public static readonly LocalText Organ = new("Organ’s code", "机关代码");
    public static readonly LocalText RuleSet = new("Rules", "规则集");
    public static readonly LocalText DueOnly = new("Deadline", "期限");
    public static readonly LocalText NotOverdue = new("not overdue", "未超期");
    public static readonly LocalText SaveHint = new(
        "It is kept in this browser. The address of this page holds the filter too: it can be bookmarked or sent to a colleague.",
        "视图保存在本浏览器中。本页网址同样包含筛选条件，可收藏或发送给同事。");
    public static readonly LocalText SavedViews = new("Saved views", "已存视图");
    public static readonly LocalText ViewName = new("Save this view as", "将当前筛选存为视图");
    public static readonly LocalText SaveView = new("Save the view", "保存视图");
    public static readonly LocalText ViewSaved = new("The view is saved.", "视图已保存。");
    public static readonly LocalText ViewForgotten = new("The view is removed.", "视图已删除。");
    public static readonly LocalText ForgetView = new("Remove the view", "删除视图");
    public static readonly LocalText ViewNameWrong = new(
        "Give the view a name of at most 20 characters", "请填写视图名称，不超过20个字符");
    public static readonly LocalText OfOfficer = new("Cases of {0}.", "{0}的案件。");
    public static readonly LocalText ClearFilters = new("Without filter", "清除筛选");
    public static readonly LocalText DueOn = new("due {0}", "期限{0}");
    public static readonly LocalText Provisional = new("provisional", "暂定");
    public static readonly LocalText WaitsForCompany = new("waits for the company", "等待企业补正");
    public static readonly LocalText Nobody = new("nobody yet", "未分派");
    public static readonly LocalText You = new("you", "本人");
    public static readonly LocalText Choose = new("Choose {0}", "选择{0}");
    public static readonly LocalText AssignTo = new("Assign the chosen cases to", "将所选案件分派给");
    public static readonly LocalText AssignChosen = new("Assign", "分派");
    public static readonly LocalText ChooseSome = new("Choose at least one case", "请至少选择一件案件");
    public static readonly LocalText ChooseWhom = new("Choose an officer", "请选择经办人员");
    public static readonly LocalText Assigned = new("{0} assigned.", "已分派{0}件。");
    public static readonly LocalText NotAssigned = new("{0} not assigned", "{0}件未能分派");

    public static readonly LocalText Keys = new("Keyboard shortcuts", "键盘快捷键");
    public static readonly LocalText KeysClose = new("Close", "关闭");
    public static readonly LocalText KeysOn = new("Shortcuts are on", "快捷键已启用");
    public static readonly LocalText KeyNext = new("Next case", "下一件");
    public static readonly LocalText KeyPrevious = new("Previous case", "上一件");
    public static readonly LocalText KeyOpen = new("Open the case", "打开案件");
    public static readonly LocalText KeyChoose = new("Choose the case", "选择案件");
    public static readonly LocalText KeyForm = new("Into the form", "进入表单");
    public static readonly LocalText KeyMain = new("The page’s main button", "按下主要按钮");
    public static readonly LocalText KeyHelp = new("This list", "显示本列表");
    public static readonly LocalText KeyQueue = new("Back to the cases", "返回案件列表");
}
