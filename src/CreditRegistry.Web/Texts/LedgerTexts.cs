using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;

namespace CreditRegistry.Web.Texts;

/// <summary>What can happen, in the words of the closed list.</summary>
public static class LedgerTexts
{
    private static readonly LocalText ByRegistry = new("the registry", "系统");

    public static readonly LocalText ByAnyone = new("someone without an account", "未登录用户");

    private static readonly Dictionary<string, LocalText> Kinds = new(StringComparer.Ordinal)
    {
        [LedgerKinds.CompanyRegistered] = new("Company registered", "企业登记"),
        [LedgerKinds.CompanyChanged] = new("Company changed", "企业信息变更"),
        [LedgerKinds.OrganRegistered] = new("Organ registered", "机关登记"),
        [LedgerKinds.RuleSetAdopted] = new("Rule set adopted", "采用规则集"),
        [LedgerKinds.RecordPublished] = new("Record published", "公示记录"),
        [LedgerKinds.RecordStored] = new("Record stored, not shown", "记录入库（不公示）"),
        [LedgerKinds.RecordCorrected] = new("Record corrected", "更正记录"),
        [LedgerKinds.RecordAnnulled] = new("Record annulled", "撤销记录"),
        [LedgerKinds.RecordLapsed] = new("Record reached the end of its period", "公示期届满"),
        [LedgerKinds.RecordEscalated] = new("Record escalated", "记录升级"),
        [LedgerKinds.RecordDeregistered] = new("Record ended with its company", "因企业注销停止公示"),
        [LedgerKinds.RecordRepaired] = new("Record repaired", "完成信用修复"),
        [LedgerKinds.RecordRestored] = new("Record returned after a revocation", "撤销修复后恢复公示"),
        [LedgerKinds.RecordNoticeShown] = new("Notice of escalation shown", "公告拟升级"),
        [LedgerKinds.RecordMarked] = new("Mark on the record changed", "记录标注变更"),
        [LedgerKinds.RecordShielded] = new("Record hidden by a court’s order", "依法院裁定屏蔽"),
        [LedgerKinds.RecordUnshielded] = new("Record shown again", "恢复显示"),
        [LedgerKinds.RepairDrafted] = new("Application begun", "开始填写申请"),
        [LedgerKinds.RepairDraftChanged] = new("Statement or contact changed", "修改说明或者联系人"),
        [LedgerKinds.RepairDocumentAdded] = new("Document added", "添加材料"),
        [LedgerKinds.RepairDocumentRemoved] = new("Document removed", "删除材料"),
        [LedgerKinds.RepairSubmitted] = new("Submitted", "提交申请"),
        [LedgerKinds.RepairAssigned] = new("Assigned", "分派经办人员"),
        [LedgerKinds.RepairRecused] = new("Officer stood aside", "经办人员回避"),
        [LedgerKinds.RepairSupplementRequested] = new("Supplement requested", "通知补正"),
        [LedgerKinds.RepairAccepted] = new("Accepted", "受理"),
        [LedgerKinds.RepairNonAcceptanceProposed] = new("Non-acceptance proposed", "拟不予受理"),
        [LedgerKinds.RepairNotAccepted] = new("Not accepted", "不予受理"),
        [LedgerKinds.RepairRecommended] = new("Decision recommended", "提出处理意见"),
        [LedgerKinds.RepairGranted] = new("Granted", "准予修复"),
        [LedgerKinds.RepairRefused] = new("Refused", "不予修复"),
        [LedgerKinds.RepairExtended] = new("Decision deadline extended", "延长办理期限"),
        [LedgerKinds.RepairRevocationProposed] = new("Revocation proposed", "拟撤销修复"),
        [LedgerKinds.RepairRevoked] = new("Grant revoked", "撤销修复"),
        [LedgerKinds.RepairProposalDismissed] = new("Proposal dismissed", "不采纳拟处理意见"),
        [LedgerKinds.RepairWithdrawn] = new("Withdrawn by the company", "企业撤回申请"),
        [LedgerKinds.RepairClosed] = new("Closed without a decision", "未作决定结案"),
        [LedgerKinds.RepairRecordCorrected] = new("The record was corrected", "所涉记录已更正"),
        [LedgerKinds.RepairDeadlinesRecomputed] = new("Deadlines computed again", "重新计算期限"),
        [LedgerKinds.RepairClockStopped] = new("Clock of the decision stopped by an objection", "因异议暂停计算办理期限"),
        [LedgerKinds.RepairClockResumed] = new("Clock of the decision goes on", "恢复计算办理期限"),
        [LedgerKinds.RepairReopened] = new("Examined anew after an objection", "异议成立，申请重新办理"),
        [LedgerKinds.ObjectionDrafted] = new("Objection begun", "开始填写异议"),
        [LedgerKinds.ObjectionDraftChanged] = new("Text of the objection changed", "修改异议内容"),
        [LedgerKinds.ObjectionDocumentAdded] = new("Evidence added", "添加证据材料"),
        [LedgerKinds.ObjectionDocumentRemoved] = new("Evidence removed", "删除证据材料"),
        [LedgerKinds.ObjectionForwarded] = new("Objection filed and forwarded", "提交异议并转送"),
        [LedgerKinds.ObjectionAccepted] = new("Objection accepted", "受理异议"),
        [LedgerKinds.ObjectionRejectionProposed] = new("Rejection of the objection proposed", "拟不予受理异议"),
        [LedgerKinds.ObjectionRejected] = new("Objection not accepted", "不予受理异议"),
        [LedgerKinds.ObjectionFound] = new("Finding on the objection", "提出核查意见"),
        [LedgerKinds.ObjectionExtended] = new("Deadline of the objection extended", "延长异议办理期限"),
        [LedgerKinds.ObjectionUpheld] = new("Objection upheld", "异议成立"),
        [LedgerKinds.ObjectionDismissed] = new("Objection dismissed", "异议不成立"),
        [LedgerKinds.ObjectionReviewRequested] = new("Review of the objection asked for", "申请复核"),
        [LedgerKinds.ObjectionReviewWithdrawn] = new("Review withdrawn by the company", "企业撤回复核申请"),
        [LedgerKinds.ObjectionWithdrawn] = new("Objection withdrawn by the company", "企业撤回异议"),
        [LedgerKinds.ObjectionClosed] = new("Objection closed without a decision", "异议终止办理"),
        [LedgerKinds.ObjectionOverdue] = new("Objection overdue", "异议逾期未办结"),
        [LedgerKinds.ObjectionRecordCorrected] = new("The contested record was corrected", "所涉信息已更正"),
        [LedgerKinds.ObjectionDeadlinesRecomputed] = new("Deadlines of the objection computed again", "重新计算异议办理期限"),
        [LedgerKinds.ClaimFiled] = new("Company claimed", "申请企业账户"),
        [LedgerKinds.ClaimConfirmed] = new("Claim confirmed", "企业账户申请通过"),
        [LedgerKinds.ClaimRefused] = new("Claim refused", "企业账户申请未通过"),
        [LedgerKinds.AccountInvited] = new("Account invited", "邀请账户"),
        [LedgerKinds.AccountChanged] = new("Account changed", "账户变更"),
        [LedgerKinds.AccountSignedIn] = new("Signed in", "登录"),
        [LedgerKinds.SigningKeyAdded] = new("Signing key added", "启用新的签名密钥"),
        [LedgerKinds.AccountLockedOut] = new("Account locked out", "账户锁定"),
    };

    /// <summary>Every kind there is, for a choice.</summary>
    public static IReadOnlyDictionary<string, LocalText> All => Kinds;

    /// <summary>In what role somebody acted.</summary>
    /// <param name="role">As the ledger has it.</param>
    public static LocalText OfRole(string role) =>
        Enum.TryParse<Role>(role, ignoreCase: true, out var known) ? RoleTexts.Of(known)
        : role is Actor.AnyoneRole ? ByAnyone
        : ByRegistry;

    /// <param name="kind">One of <see cref="LedgerKinds"/>; another, such as a demo writes, speaks for itself.</param>
    public static LocalText OfKind(string kind) => Kinds.TryGetValue(kind, out var text) ? text : new(kind, kind);
}
