using CreditRegistry.Domain;
using CreditRegistry.Domain.Claims;

namespace CreditRegistry.Web.Texts;

/// <summary>A company without an account asks for one, and an officer looks at it.</summary>
public static class ClaimTexts
{
    public static readonly LocalText Title = new("Get an account for your company", "申请企业账户");
    public static readonly LocalText Lead = new(
        "With an account your company applies for repair and follows its applications. Searching needs none.",
        "开通账户后，企业可以在线申请信用修复并查看办理进度。查询无需账户。");
    public static readonly LocalText WhoDecides = new(
        "The organ that recorded your company compares the certificate with the register, and gives your contact a code "
        + "to choose a password with.",
        "由对该企业作出记录的机关核对营业执照，核对无误后向联系人提供设置密码所需的一次性验证码。");
    public static readonly LocalText IdHint = new(
        "The 18 characters of the business licence (Unified Social Credit Code).", "营业执照上的18位统一社会信用代码。");
    public static readonly LocalText Certificate = new("Business registration certificate", "营业执照");
    public static readonly LocalText CertificateHint = new(
        "A scan or a photograph, all of it readable: PDF, PNG or JPEG, at most 10 MB.",
        "扫描件或者照片，内容完整清晰。PDF、PNG或者JPEG格式，不超过10 MB。");
    public static readonly LocalText ContactName = new("Name of the contact", "联系人姓名或者部门");
    public static readonly LocalText ContactEmail = new("E-mail of the contact", "联系人电子邮箱");
    public static readonly LocalText ContactEmailHint = new(
        "The account signs in with it. It is never public.", "作为账户的登录名，不对外公开。");
    public static readonly LocalText Send = new("Send", "提交申请");
    public static readonly LocalText HaveAccount = new("You have an account already?", "已有账户？");
    public static readonly LocalText NoAccount = new("Your company has no account yet?", "企业尚未开通账户？");
    public static readonly LocalText OfThisCompany = new("This is my company: get an account", "我是该企业：申请企业账户");

    public static readonly LocalText IdMissing = new(
        "Type the registration ID of the company", "请输入企业的统一社会信用代码");
    public static readonly LocalText OldNumber = new(
        "This is an old number. Type the 18 characters of the current licence", "这是旧号码，请输入现行营业执照上的18位统一社会信用代码");
    public static readonly LocalText NotRegistered = new(
        "No company of this ID is in the register. Compare it with the licence", "本平台没有该代码对应的企业，请与营业执照核对");
    public static readonly LocalText StruckOff = new(
        "The company was struck off. Its records have left publication, so there is nothing to repair",
        "该企业已注销，相关记录已停止公示，无需申请修复");
    public static readonly LocalText OpenAlready = new(
        "A claim of this company with this e-mail is open already. Wait for its outcome, which the contact is told",
        "该企业已使用此邮箱提交申请，正在核对。请等待结果，办理机关将与联系人联系");

    public static readonly LocalText FiledTitle = new("Claim {0}", "企业账户申请 {0}");
    public static readonly LocalText Reference = new("Reference number", "申请编号");
    public static readonly LocalText FiledOn = new("Sent on", "提交日期");
    public static readonly LocalText DecidedOn = new("Decided on", "办结日期");
    public static readonly LocalText KeepAddress = new(
        "Keep the address of this page, as a bookmark for instance: here alone you see what becomes of the claim.",
        "请保存本页网址（例如加入收藏），办理结果只能在本页查看。");
    public static readonly LocalText Waits = new(
        "{0} compares the certificate with the register, in the order in which claims came. The law sets no period for it.",
        "由{0}按提交顺序核对，法律未规定办理期限。");
    public static readonly LocalText Administrators = new("The administrators of the register", "平台管理员");
    public static readonly LocalText TheOfficers = new("The officers of {0}", "{0}的审核人员");
    public static readonly LocalText ConfirmedNext = new(
        "Whoever decided it writes to your contact, or calls, and hands over a one-time code. With it you choose a password; "
        + "the code ends three days after it was made. If the contact had an account already, that one acts for the company now.",
        "办理人员会联系您登记的联系人，并提供一次性验证码，凭验证码设置密码，验证码三日内有效。联系人已有账户的，可直接登录办理。");
    public static readonly LocalText ChoosePassword = new("Choose a password", "设置密码");
    public static readonly LocalText RefusedBecause = new("Why", "理由");
    public static readonly LocalText RefusedNext = new(
        "Put right what the reason names, then claim the company again. Nothing else follows from the refusal.",
        "请按理由改正后重新提交。本次未通过不产生其他后果。");
    public static readonly LocalText Again = new("Claim the company again", "重新申请");

    public static readonly LocalText DeskTitle = new("Claims", "企业账户申请");
    public static readonly LocalText DeskLead = new(
        "Companies that ask for an account. Those of your organ, or for administrators all of them; the oldest first.",
        "申请开通账户的企业，按提交时间排列。审核人员可见本机关的申请，管理员可见全部申请。");
    public static readonly LocalText DeskEmpty = new("No claim waits.", "没有待核对的申请。");
    public static readonly LocalText DeskOne = new("Claim of {0}", "{0}的账户申请");
    public static readonly LocalText BackToDesk = new("All claims", "返回申请列表");
    public static readonly LocalText Company = new("Company", "企业");
    public static readonly LocalText Status = new("Business registration", "登记状态");
    public static readonly LocalText Contact = new("Contact", "联系人");
    public static readonly LocalText ContactErased = new("erased", "已删除");
    public static readonly LocalText DecidedBy = new("Decided by", "核对机关");
    public static readonly LocalText Accounts = new("Accounts that act for it already", "已关联的账户数");
    public static readonly LocalText AccountsWarning = new(
        "This company has an account. Find out why it wants another: a colleague who left, or a stranger?",
        "该企业已有账户，请核实再次申请的原因，防止他人冒用。");
    public static readonly LocalText Others = new("Other open claims of it", "该企业的其他申请");
    public static readonly LocalText ToCompare = new("What to compare", "核对要点");
    public static readonly LocalText CompareName = new(
        "Name and registration ID on the certificate are those of the company above.", "营业执照上的名称和统一社会信用代码与上述企业一致。");
    public static readonly LocalText CompareWhole = new(
        "The certificate is whole, readable and not altered.", "营业执照完整、清晰，无涂改。");
    public static readonly LocalText CompareContact = new(
        "The contact belongs to the company: call a number that you know, not one from the claim.",
        "联系人属于该企业：请通过已知的电话核实，不要使用申请中提供的方式。");
    public static readonly LocalText ConfirmTitle = new("Confirm the claim", "核对通过");
    public static readonly LocalText Compared = new("I compared all of this, and it fits.", "已逐项核对，全部一致。");
    public static readonly LocalText ComparedMissing = new(
        "Compare first, then tick the box", "请核对后勾选");
    public static readonly LocalText Confirm = new("Confirm", "确认通过");
    public static readonly LocalText RefuseTitle = new("Refuse the claim", "不予通过");
    public static readonly LocalText Reason = new("Why? The claimant reads this.", "理由（申请人可见）");
    public static readonly LocalText ReasonMissing = new("Write why you refuse the claim", "请填写不予通过的理由");
    public static readonly LocalText ReasonLong = new("Write at most 2,000 characters", "最多填写2000字");
    public static readonly LocalText Refuse = new("Refuse", "不予通过");
    public static readonly LocalText RefusedDone = new("The claim was refused.", "该申请未予通过。");
    public static readonly LocalText ChangedMeanwhile = new(
        "A colleague decided this claim meanwhile. Nothing was changed by you", "该申请已由其他人员办结，本次操作未生效");
    public static readonly LocalText Stake = new(
        "You have a stake in this company, so another officer or an administrator must decide",
        "您与该企业存在利害关系，应由其他经办人员或者系统管理员办理");
    public static readonly LocalText EmailTaken = new(
        "The e-mail belongs to an account that cannot act for companies. Refuse the claim and ask for another e-mail",
        "该邮箱属于其他类型的账户，不能关联企业。请不予通过，并请申请人更换邮箱");
    public static readonly LocalText ContactGone = new(
        "The contact was erased. Refuse the claim; the company can claim itself again", "联系人信息已删除，请不予通过，由企业重新申请");

    public static readonly LocalText HandoverTitle = new("The claim is confirmed", "申请已通过");
    public static readonly LocalText HandoverBound = new(
        "{0} had an account already. It acts for the company from now on; tell the contact so.",
        "{0}已有账户，现已关联该企业，请告知联系人。");
    public static readonly LocalText HandoverToken = new("One-time code", "一次性验证码");
    public static readonly LocalText HandoverOnce = new(
        "It is shown this once. Hand it over to the contact by another way than the e-mail, by telephone for instance.",
        "仅显示一次。请通过电子邮件以外的方式（例如电话）告知联系人。");
    public static readonly LocalText HandoverUntil = new("It works once, until", "仅可使用一次，有效期至");
    public static readonly LocalText HandoverWhere = new("Where the contact chooses a password", "联系人设置密码的网址");
    public static readonly LocalText HandoverLost = new(
        "If it gets lost, an administrator makes another.", "验证码遗失的，由管理员重新生成。");

    public static LocalText Of(ClaimState state) => state switch
    {
        ClaimState.Open => new("Being looked at", "核对中"),
        ClaimState.Confirmed => new("Confirmed", "已通过"),
        ClaimState.Refused => new("Refused", "未通过"),
    };

    /// <summary>The same in a sentence.</summary>
    public static LocalText Line(ClaimState state) => state switch
    {
        ClaimState.Open => new("Your claim has arrived. Nobody has decided it yet.", "申请已收到，正在核对。"),
        ClaimState.Confirmed => new("Your claim was confirmed.", "核对无误，账户已开通。"),
        ClaimState.Refused => new("Your claim was refused.", "核对未通过。"),
    };
}
