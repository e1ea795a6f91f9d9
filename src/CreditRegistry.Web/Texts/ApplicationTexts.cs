using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Web.Texts;

/// <summary>An application as its company follows it.</summary>
public static class ApplicationTexts
{
    public static readonly LocalText Title = new("Application {0}", "信用修复申请 {0}");
    public static readonly LocalText DraftTitle = new("Your application", "填写修复申请");
    public static readonly LocalText BackToAccount = new("Your account", "返回我的账户");
    public static readonly LocalText BackToApplication = new("The application", "返回申请");
    public static readonly LocalText Reference = new("Reference number", "申请编号");
    public static readonly LocalText Company = new("Company", "企业");
    public static readonly LocalText Record = new("Record", "申请修复的记录");
    public static readonly LocalText Organ = new("Decided by", "办理机关");
    public static readonly LocalText StandsAt = new("Where it stands", "办理进度");
    public static readonly LocalText WhoActs = new("Who must act", "待办方");
    public static readonly LocalText You = new("You, the company", "申请企业（您）");
    public static readonly LocalText Officers = new("The officers of {0}", "{0}的审核人员");
    public static readonly LocalText ByWhen = new("By", "截止日期");
    public static readonly LocalText Provisional = new(
        "provisional: the calendar of a year that it touches is not out yet", "暂定：所涉年度的节假日安排尚未公布");
    public static readonly LocalText ClockStands = new("the clock stands still for now", "期限暂停计算");
    public static readonly LocalText Overdue = new(
        "This day has passed. The officers still owe you an answer; the delay is counted in public.",
        "已超过期限。办理机关仍须作出答复，逾期情况计入公开统计。");
    public static readonly LocalText WhyThatDay = new("Why this day", "期限如何计算");
    public static readonly LocalText Nobody = new("Nobody: the application has ended.", "无，申请已办结。");

    public static readonly LocalText Deadlines = new("Deadlines and how they are counted", "期限及计算方式");
    public static readonly LocalText StartDay = new(
        "The clock starts on {0}; that day itself is not counted.", "自{0}起算，当日不计入。");
    public static readonly LocalText Length = new("It runs for {0}.", "期限为{0}。");
    public static readonly LocalText WorkingDays = new(
        "Only working days count: weekends and public holidays do not, moved workdays do.", "按工作日计算，双休日和法定节假日不计入，调休工作日计入。");
    public static readonly LocalText RollsOver = new(
        "Every day counts; a last day that is no working day moves to the next one.",
        "按自然日计算，最后一日为非工作日的，顺延至下一个工作日。");
    public static readonly LocalText DaysOff = new("No working days in between: {0}.", "期间的非工作日：{0}。");
    public static readonly LocalText RolledFrom = new(
        "It would end on {0}, which is no working day.", "按期应于{0}届满，该日为非工作日。");
    public static readonly LocalText Stopped = new("Not counted: {0} to {1}.", "扣除{0}至{1}的时间。");
    public static readonly LocalText StoppedOpen = new("Not counted: from {0} on, until the clock goes on.", "自{0}起暂停计算。");
    public static readonly LocalText Extended = new(
        "The officers extended it once, by {0}, and said why.", "审核人员说明理由后延长一次，延长{0}。");
    public static readonly LocalText LastDay = new("The last day is {0}.", "最后一日为{0}。");
    public static readonly LocalText MetOn = new("Met on {0}.", "已于{0}完成。");
    public static readonly LocalText EndedOn = new("Ended on {0}, because {1}.", "因{1}，于{0}终止。");
    public static readonly LocalText BecauseSupplement = new(
        "a supplement was asked for; it starts anew with the answer", "要求补正材料（补正后重新计算）");
    public static readonly LocalText BecauseEnded = new("the application ended", "申请已办结");

    public static readonly LocalText Asked = new("What you are asked for", "需要补正的内容");
    public static readonly LocalText AskedOnce = new(
        "The officers may ask only once. Add a new document for each item, then send everything together.",
        "办理机关只能一次性告知补正内容。请逐项补充材料，然后一并提交。");
    public static readonly LocalText ClosedUnlessSent = new(
        "Send it by {0}; otherwise the application is closed.", "请于{0}前提交，逾期未提交的终止办理。");
    public static readonly LocalText ReasonGiven = new("The officers’ reason", "告知理由");
    public static readonly LocalText AskedFor = new("What the supplement request asked for", "补正通知的内容");

    public static readonly LocalText Decision = new("The decision", "处理决定");
    public static readonly LocalText DecidedOn = new("Decided on", "决定日期");
    public static readonly LocalText Reason = new("Reason", "理由");
    public static readonly LocalText ReasonText = new("In the officers’ words", "说明");
    public static readonly LocalText Contest = new("How to contest it", "救济途径");
    public static readonly LocalText Revocation = new("The grant was revoked", "撤销修复决定");
    public static readonly LocalText Linked = new("Records that depend on it", "关联记录");

    public static readonly LocalText Documents = new("Documents", "申请材料");
    public static readonly LocalText NoDocuments = new("No documents were added.", "尚未添加材料。");
    public static readonly LocalText History = new("History", "办理过程");
    public static readonly LocalText What = new("What", "事项");
    public static readonly LocalText Who = new("By whom", "办理人");
    public static readonly LocalText When = new("When", "时间");

    public static readonly LocalText TheCompany = new("the company", "申请企业");
    public static readonly LocalText AnOfficer = new("an officer", "审核人员");
    public static readonly LocalText TheRegistry = new("the registry", "登记系统");

    public static readonly LocalText MovedOn = new(
        "Nothing was changed: the application is further on by now. Look where it stands.",
        "申请状态已发生变化，本次操作未生效，请查看最新进度。");
    public static readonly LocalText ChangedMeanwhile = new(
        "The application changed since you opened this page. Look at what changed, then send again.",
        "您打开本页后，申请内容已发生变化。请查看变动后重新提交。");
    public static readonly LocalText Changes = new("What changed meanwhile", "期间的变动");
    public static readonly LocalText NowReads = new("It now reads", "目前的内容");
    public static readonly LocalText Kept = new("What you typed is still in the form.", "您填写的内容仍保留在表单中。");

    public static readonly LocalText Withdraw = new("Withdraw the application", "撤回申请");
    public static readonly LocalText WithdrawTitle = new("Withdraw this application?", "确定撤回申请？");
    public static readonly LocalText WithdrawLead = new(
        "Nobody examines it any further. It costs nothing, and you can apply again while the record may be repaired.",
        "撤回后停止办理，不产生任何费用；在可申请修复的期间内可以再次申请。");
    public static readonly LocalText WithdrawCannotUndo = new("This cannot be undone.", "撤回后不能恢复。");
    public static readonly LocalText WithdrawYes = new("Yes, withdraw it", "确定撤回");
    public static readonly LocalText WithdrawNo = new("No, keep it", "不撤回");
    public static readonly LocalText Withdrawn = new("The application is withdrawn.", "申请已撤回。");

    private static readonly Dictionary<string, LocalText> Kinds = new(StringComparer.Ordinal)
    {
        [LedgerKinds.RepairDrafted] = new("Application started", "开始填写申请"),
        [LedgerKinds.RepairDraftChanged] = new("Statement or contact changed", "修改说明或者联系人"),
        [LedgerKinds.RepairDocumentAdded] = new("Document added", "添加材料"),
        [LedgerKinds.RepairDocumentRemoved] = new("Document removed", "删除材料"),
        [LedgerKinds.RepairSubmitted] = new("Submitted", "提交申请"),
        [LedgerKinds.RepairSupplementRequested] = new("Supplement asked for", "告知补正"),
        [LedgerKinds.RepairAccepted] = new("Accepted for examination", "受理"),
        [LedgerKinds.RepairNotAccepted] = new("Not accepted", "不予受理"),
        [LedgerKinds.RepairGranted] = new("Granted", "准予修复"),
        [LedgerKinds.RepairRefused] = new("Refused", "不予修复"),
        [LedgerKinds.RepairExtended] = new("Time for the decision extended", "延长办理期限"),
        [LedgerKinds.RepairRevoked] = new("Grant revoked", "撤销修复决定"),
        [LedgerKinds.RepairWithdrawn] = new("Withdrawn", "撤回申请"),
        [LedgerKinds.RepairClosed] = new("Closed", "终止办理"),
        [LedgerKinds.RepairRecordCorrected] = new("The record was corrected", "记录更正"),
        [LedgerKinds.RepairDeadlinesRecomputed] = new("Deadlines counted anew by a new calendar", "按新公布的节假日安排重新计算期限"),
        [LedgerKinds.RepairClockStopped] = new("The clock stands still while the record is contested", "信息异议办理期间暂停计算期限"),
        [LedgerKinds.RepairClockResumed] = new("The clock goes on", "恢复计算期限"),
        [LedgerKinds.RepairReopened] = new("Examined anew: your objection was upheld", "异议成立，申请重新办理"),
        [LedgerKinds.ClaimConfirmed] = new("One more account acts for the company", "企业新增关联账户"),
        [LedgerKinds.RecordNoticeShown] = new("A record will escalate unless it is put right", "记录逾期未纠正将升级"),
    };

    /// <summary>What happened, as a company reads it.</summary>
    /// <param name="kind">One of <see cref="LedgerKinds"/>; one that a company does not read has its own name.</param>
    public static LocalText OfKind(string kind) =>
        Kinds.GetValueOrDefault(kind)
        ?? (kind.StartsWith("objection.", StringComparison.Ordinal) ? LedgerTexts.OfKind(kind) : new("Another step", "其他事项"));

    /// <summary>Who did something.</summary>
    /// <param name="role">As <see cref="HistoryEntry.Role"/> says it.</param>
    public static LocalText OfRole(string role) => role switch
    {
        "applicant" => TheCompany,
        "registry" => TheRegistry,
        _ => AnOfficer,
    };

    public static LocalText Of(RepairState state) => state switch
    {
        RepairState.Draft => new("Draft", "填写中"),
        RepairState.Submitted => new("Submitted", "已提交"),
        RepairState.SupplementRequested => new("Waits for you", "待补正"),
        RepairState.Accepted => new("Being examined", "审核中"),
        RepairState.Recommended => new("About to be decided", "待决定"),
        RepairState.Granted => new("Granted", "准予修复"),
        RepairState.Refused => new("Refused", "不予修复"),
        RepairState.NotAccepted => new("Not accepted", "不予受理"),
        RepairState.Revoked => new("Grant revoked", "已撤销修复"),
        RepairState.Withdrawn => new("Withdrawn", "已撤回"),
        RepairState.Closed => new("Closed", "已终止"),
    };

    /// <summary>The same in a sentence.</summary>
    public static LocalText Line(RepairState state) => state switch
    {
        RepairState.Draft => new("You have not submitted it yet.", "尚未提交。"),
        RepairState.Submitted => new(
            "It was submitted. The officers check whether it is complete.", "申请已提交，正在审查材料是否齐全。"),
        RepairState.SupplementRequested => new(
            "Something is missing. Add what is asked for and send it.", "材料需要补正，请按要求补充后提交。"),
        RepairState.Accepted => new(
            "It is complete and accepted. The officers examine it.", "材料齐全，已经受理，正在核实。"),
        RepairState.Recommended => new(
            "It has been examined. A second officer decides.", "核实完毕，由另一名审核人员作出决定。"),
        RepairState.Granted => new(
            "It was granted. The record has left publication.", "准予修复，记录已停止公示。"),
        RepairState.Refused => new(
            "It was refused. The record stays published.", "不予修复，记录继续公示。"),
        RepairState.NotAccepted => new(
            "It was not accepted, so it is not examined. The record stays published.", "不予受理，记录继续公示。"),
        RepairState.Revoked => new(
            "The grant was revoked. The record is published again.", "修复决定已撤销，记录恢复公示。"),
        RepairState.Withdrawn => new("You withdrew it.", "申请已由企业撤回。"),
        RepairState.Closed => new("It was closed without a decision.", "申请已终止办理，未作出决定。"),
    };

    public static LocalText Of(RepairClosure because) => because switch
    {
        RepairClosure.SupplementUnanswered => new(
            "What was asked for did not come in time. You can apply again.", "逾期未补正材料。可以再次申请。"),
        RepairClosure.RecordLeftPublication => new(
            "The record left publication, so there is nothing to repair.", "记录已停止公示，无需修复。"),
        RepairClosure.DraftIdle => new(
            "Nothing was changed in the draft for too long. You can start again.", "申请长期未填写完成。可以重新申请。"),
        RepairClosure.ExaminedAnew => new(
            "Your objection was upheld and the refused application is examined anew, so the draft was closed. What you had prepared stays here.",
            "异议成立，原申请重新办理，本草稿随之关闭；已填写和上传的内容仍可在此查看。"),
    };

    public static LocalText Of(ProposalKind kind) => kind switch
    {
        ProposalKind.Grant => new("Granted", "准予修复"),
        ProposalKind.Refuse => new("Refused", "不予修复"),
        ProposalKind.NonAcceptance => new("Not accepted", "不予受理"),
        ProposalKind.Revocation => new("Grant revoked", "撤销修复决定"),
    };

    public static LocalText Of(DeadlineKind kind) => kind switch
    {
        DeadlineKind.Acceptance => new("The officers accept it or ask for what is missing", "审查受理或者告知补正"),
        DeadlineKind.Supplement => new("You add what was asked for", "企业补正材料"),
        DeadlineKind.Decision => new("The officers decide", "作出处理决定"),
        DeadlineKind.Extension => new("Extension", "延长期限"),
        DeadlineKind.Draft => new("The draft is kept", "申请草稿保留期"),
        DeadlineKind.Filing or DeadlineKind.Mark or DeadlineKind.Forwarding or DeadlineKind.Execution or DeadlineKind.Review
            or DeadlineKind.ReviewDecision => RuleTexts.Of(kind),
    };
}
