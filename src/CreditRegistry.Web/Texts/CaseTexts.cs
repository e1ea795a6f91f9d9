using CreditRegistry.Domain;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Desk;

namespace CreditRegistry.Web.Texts;

/// <summary>A case on the desk, and what officers do with it.</summary>
public static class CaseTexts
{
    /// <summary>The way out where nobody else may act.</summary>
    internal const string WhereNobody = "Where there is none, an administrator can invite another officer of the organ.";

    /// <summary>The same in Chinese.</summary>
    internal const string WhereNobodyZh = "没有其他经办人员的，请由系统管理员为本机关增加经办人员。";

    public static readonly LocalText TheRecord = new("The record", "所涉记录");
    public static readonly LocalText TheApplication = new("The application", "修复申请");
    public static readonly LocalText Company = new("Company", "企业");
    public static readonly LocalText OtherRecords = new("Other published records of this company", "该企业其他公示记录");
    public static readonly LocalText OtherCases = new("Other applications to this organ", "该企业向本机关提出的其他申请");
    public static readonly LocalText NoOthers = new("None.", "无。");
    public static readonly LocalText RecordNotShown = new(
        "The record left publication; only its organ and auditors still read it.", "该记录已停止公示，仅本机关和审计人员可以查看。");
    public static readonly LocalText Statement = new("What the company says", "企业陈述");
    public static readonly LocalText Contact = new("Contact", "联系人");
    public static readonly LocalText Assignee = new("Officer", "经办人员");
    public static readonly LocalText Organ = new("Organ", "办理机关");
    public static readonly LocalText Documents = new("Documents", "申请材料");
    public static readonly LocalText Present = new("there", "已提交");
    public static readonly LocalText Missing = new("missing", "缺少");
    public static readonly LocalText Beyond = new("Beyond what the rules ask for", "规则要求之外的材料");
    public static readonly LocalText ShowDocument = new("Show here", "在线查看");
    public static readonly LocalText Drawing = new("Being drawn …", "正在加载……");
    public static readonly LocalText DrawingFailed = new(
        "It cannot be drawn here. Download it instead.", "无法在线查看，请下载后查看。");
    public static readonly LocalText DrawingLarge = new(
        "The picture is too large to be drawn here. Download it instead.", "图片尺寸过大，请下载后查看。");
    public static readonly LocalText DocumentPage = new("Page {0} of {1}", "第{0}页，共{1}页");
    public static readonly LocalText PageBefore = new("Previous page", "上一页");
    public static readonly LocalText PageAfter = new("Next page", "下一页");
    public static readonly LocalText Added = new("added {0}", "{0}提交");
    public static readonly LocalText AskedAgain = new("The supplement request asked for", "补正通知要求");
    public static readonly LocalText Answered = new("answered", "已补正");
    public static readonly LocalText Open = new("not answered", "未补正");
    public static readonly LocalText Deadlines = new("Deadlines", "办理期限");
    public static readonly LocalText Arithmetic = new("{0} (not counted) + {1} = {2}", "{0}（当日不计）＋{1}＝{2}");
    public static readonly LocalText ArithmeticOpen = new("{0} (not counted) + {1}; the clock stands still", "{0}（当日不计）＋{1}；计时中止");
    public static readonly LocalText DaysOff = new(
        "{0} days off in between are not counted.", "期间{0}个非工作日不计入。");
    public static readonly LocalText DaysOffOn = new("Not counted as days off: {0}.", "非工作日不计入：{0}。");
    public static readonly LocalText DaysOver = new("{0} days overdue", "已超期{0}天");
    public static readonly LocalText DaysLeft = new("{0} days left", "剩余{0}天");
    public static readonly LocalText StandsStill = new("stands still", "计时中止");
    public static readonly LocalText Stop = new("Stood still from {0} to {1}: {2}.", "{0}至{1}计时中止：{2}。");
    public static readonly LocalText OpenStop = new("today", "今日");
    public static readonly LocalText WasExtended = new("Extended once.", "已延长一次。");
    public static readonly LocalText MetOn = new("met on {0}", "已于{0}完成");
    public static readonly LocalText EndedOn = new("ended on {0}", "已于{0}终止");
    public static readonly LocalText ProvisionalWhy = new(
        "Provisional: it touches a year whose calendar is not out yet.", "暂定：涉及工作日历尚未公布的年份。");
    public static readonly LocalText History = new("Everything that happened", "办理记录");
    public static readonly LocalText Proposed = new("Proposed: {0}", "拟处理意见：{0}");
    public static readonly LocalText ProposedBy = new("{0} on {1}. Another officer must confirm.", "{0}于{1}提出，须由另一名经办人员确认。");
    public static readonly LocalText Decided = new("Decision", "决定");
    public static readonly LocalText Departed = new("It departs from what was proposed.", "与原拟处理意见不同。");
    public static readonly LocalText WhatToDo = new("What can be done now", "可办理事项");
    public static readonly LocalText CompanyMust = new("It is the company’s turn:", "待企业办理：");
    public static readonly LocalText NothingToDo = new("Nothing is to be done with this case.", "该案件无待办事项。");
    public static readonly LocalText ReadOnly = new("You read this case; its organ’s officers decide it.", "您可查阅本案，由所属机关经办人员办理。");
    public static readonly LocalText Take = new("Assign to me", "由我办理");
    public static readonly LocalText NotPossible = new("Not possible now:", "暂不可办理：");

    public static readonly LocalText Assign = new("Assign", "分派");
    public static readonly LocalText AssignTo = new("To whom?", "分派给");
    public static readonly LocalText BackToQueue = new("Nobody: back to the queue", "退回待分派");
    public static readonly LocalText ReasonCode = new("Finding and ground", "处理意见及理由类别");
    public static readonly LocalText ReasonCodeOnly = new("Ground", "理由类别");
    public static readonly LocalText Reason = new("Reason", "具体理由");
    public static readonly LocalText ReasonForCompany = new(
        "The company reads this word for word.", "企业将看到此处全文。");
    public static readonly LocalText ReasonInside = new("Only officers and auditors read this.", "仅经办人员和审计人员可见。");
    public static readonly LocalText RecuseHelp = new(
        "You declare an interest in this company. From now on you are barred from all of its cases; this cannot be taken back.",
        "声明与该企业存在利害关系。此后您不得办理该企业的任何案件，且不能撤销。");
    public static readonly LocalText Choose = new("Choose …", "请选择……");
    public static readonly LocalText Linked = new("Other records of the same decision that the grant takes along", "一并修复的同一决定项下其他记录");
    public static readonly LocalText AskFor = new("What is missing or wrong, document by document", "逐项填写所缺或有误的材料");
    public static readonly LocalText AskForHelp = new(
        "One request only is allowed: list everything. Leave empty what is in order.", "补正通知仅限一次，请一次性列明。无误的材料留空。");
    public static readonly LocalText OtherKinds = new("Ask for another kind of document", "要求其他种类材料");
    public static readonly LocalText ToPreview = new("See the letter first", "预览通知书");
    public static readonly LocalText Change = new("Change it", "返回修改");
    public static readonly LocalText Send = new("Confirm and send", "确认并送达");
    public static readonly LocalText Confirm = new("Confirm", "确认");
    public static readonly LocalText Propose = new("Propose", "提出意见");
    public static readonly LocalText LetterNow = new("The company will read this", "企业将收到以下内容");
    public static readonly LocalText LetterLater = new(
        "The company will read this if another officer confirms it. Now only officers see it.",
        "经另一名经办人员确认后，企业将收到以下内容。目前仅经办人员可见。");
    public static readonly LocalText NoLetter = new("The company reads nothing of this.", "企业不会看到该事项。");

    public static readonly LocalText LetterTo = new("To {0}", "致{0}：");
    public static readonly LocalText LetterAccepted = new(
        "Your application {0} is accepted. A decision is due by {1}.", "你单位的信用修复申请（{0}）已受理，将于{1}前作出决定。");
    public static readonly LocalText LetterSupplement = new(
        "Your application {0} needs to be supplemented. Send what is listed by {1}; otherwise the application is closed.",
        "你单位的信用修复申请（{0}）需要补正。请于{1}前按下列内容补充材料，逾期未补正的，申请将予结案。");
    public static readonly LocalText LetterNotAccepted = new(
        "Your application {0} is not accepted.", "你单位的信用修复申请（{0}）不予受理。");
    public static readonly LocalText LetterGranted = new(
        "Your application {0} is granted. The record leaves publication at once.",
        "你单位的信用修复申请（{0}）准予修复，有关记录即时停止公示。");
    public static readonly LocalText LetterRefused = new(
        "Your application {0} is refused. The record stays published.", "你单位的信用修复申请（{0}）不予修复，有关记录继续公示。");
    public static readonly LocalText LetterRevoked = new(
        "The repair granted under {0} is revoked. The record returns to publication, and repair is barred for {1}.",
        "对申请{0}所作的信用修复予以撤销，有关记录恢复公示，{1}内不得再次申请修复。");
    public static readonly LocalText LetterExtended = new(
        "The deadline for the decision on your application {0} is extended once, by {1}.",
        "对你单位申请{0}的办理期限延长一次，延长{1}。");
    public static readonly LocalText LetterGround = new("Ground: {0}", "理由类别：{0}");
    public static readonly LocalText LetterReason = new("Reason", "具体理由");

    public static readonly LocalText Stale = new("A colleague changed this case meanwhile", "案件已由他人更新");
    public static readonly LocalText StaleHelp = new(
        "What you typed is kept. Read what changed, then go on if it still holds.",
        "您填写的内容已保留。请查看以下变动，确认后再继续。");
    public static readonly LocalText NowSo = new("Now the case stands so: {0}.", "案件当前状态：{0}。");

    public static readonly LocalText ReasonMissing = new("Write a reason", "请填写具体理由");
    public static readonly LocalText ReasonTooLong = new("The reason is longer than {0} characters", "具体理由超过{0}个字符");
    public static readonly LocalText GroundMissing = new("Choose a ground", "请选择理由类别");
    public static readonly LocalText NothingAsked = new("Say of at least one document what is missing or wrong", "请至少填写一项所缺或有误的材料");
    public static readonly LocalText WhatTooLong = new("A line is longer than {0} characters", "有一项超过{0}个字符");
    public static readonly LocalText AssigneeMissing = new("Choose an officer", "请选择经办人员");
    public static readonly LocalText ManyAsked = new("At most {0} things can be asked for at once", "一次最多列明{0}项");

    public static readonly LocalText Stake = new(
        "You have a stake in this case (as the company’s account, its filer, the record’s author, or by your own declaration). "
        + $"Another officer must act. {WhereNobody}",
        $"您与本案存在利害关系（企业账户、申请提交人、记录录入人或者本人声明），须由其他经办人员办理。{WhereNobodyZh}");
    public static readonly LocalText FourEyes = new(
        $"You proposed it; another officer must confirm. {WhereNobody}", $"该意见由您提出，须由另一名经办人员确认。{WhereNobodyZh}");
    public static readonly LocalText OtherAssignee = new(
        "{0} works on this case. Take it over first.", "本案由{0}办理，请先变更经办人员。");
    public static readonly LocalText ProposalOpen = new(
        "Something is proposed and not yet confirmed or dismissed.", "有拟处理意见尚未确认。");
    public static readonly LocalText SupplementOnce = new(
        "A supplement was requested before; the rules allow one.", "已通知补正一次，规则仅允许一次。");
    public static readonly LocalText ExtendedOnce = new("It was extended before; the rules allow one.", "已延长一次，规则仅允许一次。");
    public static readonly LocalText ExtensionLate = new(
        "The due date has come; an extension is made before it.", "期限已届满，延长须在届满之前作出。");
    public static readonly LocalText WrongState = new("The case’s state does not allow it.", "案件当前状态不允许该操作。");
    public static readonly LocalText OtherRefusal = new(
        "The registry refused this. Load the case again.", "系统未受理该操作，请重新打开案件。");

    private static readonly Dictionary<string, LocalText> Refusals = new(StringComparer.Ordinal)
    {
        ["REPAIR_STAKE"] = Stake,
        ["REPAIR_OTHER_ORGAN"] = ReadOnly,
        ["REPAIR_FOUR_EYES"] = FourEyes,
        ["REPAIR_OTHER_ASSIGNEE"] = new(
            "Another officer works on this case. Take it over first.", "本案由其他经办人员办理，请先变更经办人员。"),
        ["REPAIR_PROPOSAL_OPEN"] = ProposalOpen,
        ["REPAIR_SUPPLEMENT_ONCE"] = SupplementOnce,
        ["REPAIR_EXTENDED_ONCE"] = ExtendedOnce,
        ["REPAIR_EXTENSION_LATE"] = ExtensionLate,
        ["REPAIR_STATE"] = WrongState,
        ["REPAIR_NO_PROPOSAL"] = new("Nothing is proposed that could be dismissed.", "没有可以不采纳的拟处理意见。"),
        ["REASON_CODE_UNKNOWN"] = GroundMissing,
        ["ASSIGNEE_UNKNOWN"] = new(
            $"Only an officer of the case’s organ, with no stake in it, can be assigned. {WhereNobody}",
            $"仅可分派给本案所属机关且无利害关系的经办人员。{WhereNobodyZh}"),
        ["LINKED_RECORDS_UNFIT"] = new(
            "A record chosen to go along does not fit any more.", "所选一并修复的记录已不符合条件。"),
        ["VERSION_STALE"] = new("A colleague changed it meanwhile.", "案件已由他人更新。"),
        ["APPLICATION_NOT_FOUND"] = new("It is not among your cases.", "不在您可办理的案件范围内。"),
    };

    /// <param name="code">Of the registry's refusal.</param>
    public static LocalText WhyRefused(string code) => Refusals.GetValueOrDefault(code, OtherRefusal);

    public static LocalText Of(RepairState state) => state switch
    {
        RepairState.Draft => new("Draft", "草稿"),
        RepairState.Submitted => new("Submitted", "待受理"),
        RepairState.SupplementRequested => new("Supplement requested", "待补正"),
        RepairState.Accepted => new("Accepted", "办理中"),
        RepairState.Recommended => new("Awaits decision", "待决定"),
        RepairState.Granted => new("Granted", "准予修复"),
        RepairState.Refused => new("Refused", "不予修复"),
        RepairState.NotAccepted => new("Not accepted", "不予受理"),
        RepairState.Revoked => new("Grant revoked", "修复已撤销"),
        RepairState.Withdrawn => new("Withdrawn", "已撤回"),
        RepairState.Closed => new("Closed", "已结案"),
    };

    public static LocalText Of(ReasonUse use) => use switch
    {
        ReasonUse.Grant => new("Grant", "准予修复"),
        ReasonUse.Refuse => new("Refuse", "不予修复"),
        ReasonUse.NonAcceptance => new("Do not accept", "不予受理"),
        ReasonUse.Revocation => new("Revoke", "撤销修复"),
        ReasonUse.Uphold => new("Uphold", "异议成立"),
        ReasonUse.Dismissal => new("Dismiss", "异议不成立"),
        ReasonUse.Rejection => new("Do not accept", "不予受理"),
    };

    public static LocalText Of(ProposalKind kind) => kind switch
    {
        ProposalKind.Grant => new("grant", "准予修复"),
        ProposalKind.Refuse => new("refuse", "不予修复"),
        ProposalKind.NonAcceptance => new("not accept", "不予受理"),
        ProposalKind.Revocation => new("revoke the grant", "撤销修复"),
    };

    /// <summary>What a page or a button for it is called.</summary>
    public static LocalText Of(CaseAct act) => act switch
    {
        CaseAct.Assign => Assign,
        CaseAct.Recuse => new("Stand aside (declare an interest)", "回避"),
        CaseAct.Supplement => new("Request a supplement", "通知补正"),
        CaseAct.Accept => new("Accept", "受理"),
        CaseAct.NonAcceptance => new("Propose not to accept", "拟不予受理"),
        CaseAct.ConfirmNonAcceptance => new("Confirm non-acceptance", "确认不予受理"),
        CaseAct.Recommend => new("Recommend a decision", "提出处理意见"),
        CaseAct.Decide => new("Decide", "作出决定"),
        CaseAct.Extend => new("Extend the decision deadline", "延长办理期限"),
        CaseAct.Revoke => new("Propose to revoke the grant", "拟撤销修复"),
        CaseAct.ConfirmRevocation => new("Confirm the revocation", "确认撤销修复"),
        CaseAct.Dismiss => new("Dismiss the proposal", "不采纳拟处理意见"),
    };

    /// <summary>What is said once it is done.</summary>
    public static LocalText Done(CaseAct act) => act switch
    {
        CaseAct.Assign => new("The case is assigned.", "已分派。"),
        CaseAct.Recuse => new("You stood aside. You are barred from this company’s cases.", "已回避，您不再办理该企业的案件。"),
        CaseAct.Supplement => new("The supplement request is sent.", "补正通知已送达。"),
        CaseAct.Accept => new("The application is accepted.", "申请已受理。"),
        CaseAct.NonAcceptance => new("Non-acceptance is proposed. Another officer must confirm.", "已提出不予受理意见，待另一名经办人员确认。"),
        CaseAct.ConfirmNonAcceptance => new("The application is not accepted.", "已不予受理。"),
        CaseAct.Recommend => new("Your recommendation is noted. Another officer decides.", "处理意见已提交，待另一名经办人员决定。"),
        CaseAct.Decide => new("The case is decided.", "已作出决定。"),
        CaseAct.Extend => new("The deadline is extended.", "办理期限已延长。"),
        CaseAct.Revoke => new("The revocation is proposed. Another officer must confirm.", "已提出撤销意见，待另一名经办人员确认。"),
        CaseAct.ConfirmRevocation => new("The grant is revoked.", "修复已撤销。"),
        CaseAct.Dismiss => new("The proposal is dismissed.", "未采纳拟处理意见。"),
    };
}
