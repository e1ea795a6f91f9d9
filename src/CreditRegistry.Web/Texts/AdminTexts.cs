using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;

namespace CreditRegistry.Web.Texts;

/// <summary>What an administrator reads.</summary>
public static class AdminTexts
{
    public static readonly LocalText Title = new("Administration", "系统管理");
    public static readonly LocalText Accounts = new("Accounts", "账户");
    public static readonly LocalText OrgansTitle = new("Organs", "机关");
    public static readonly LocalText SearchEmail = new("E-mail begins with", "电子邮箱（按开头查询）");
    public static readonly LocalText NoAccounts = new("No account’s e-mail begins so.", "没有符合条件的账户。");
    public static readonly LocalText CompanyCount = new("companies: {0} ·", "关联企业{0}家 ·");
    public static readonly LocalText InvitedOn = new("invited on {0}", "{0}邀请");
    public static readonly LocalText InvitedAt = new("Invited on", "邀请时间");
    public static readonly LocalText Key = new("Account number", "账户编号");
    public static readonly LocalText Active = new("Active", "正常");
    public static readonly LocalText LockedUntil = new("until {0}", "至{0}");

    public static readonly LocalText Invite = new("Invite an account", "邀请账户");
    public static readonly LocalText InviteLead = new(
        "The account has no password yet. The next page shows a token, once: hand it to the holder by another way than e-mail.",
        "新账户没有密码。邀请后将显示一次性口令，请以电子邮件以外的方式交给本人，由本人设置密码。");
    public static readonly LocalText EmailMissing = new("Type one e-mail address, such as name@organ.example", "请填写一个电子邮箱，例如name@organ.example");
    public static readonly LocalText Invited = new("The account is open.", "账户已开通。");
    public static readonly LocalText OpenExisting = new("Open the account that has this e-mail", "查看使用该邮箱的账户");
    public static readonly LocalText PasswordToken = new("One-time token for a password", "设置密码的一次性口令");
    public static readonly LocalText ProgramToken = new("New token of a program", "新签发的程序令牌");
    public static readonly LocalText TellHolder = new(
        "With it, the holder chooses a password at", "请本人凭此口令在以下网址设置密码：");

    public static readonly LocalText Access = new("Access", "登录管理");
    public static readonly LocalText AccessHelp = new(
        "Each takes effect with the account’s next request, and stands in the ledger with your account.",
        "以上操作自该账户下一次访问起生效，并连同您的账户一并记入台账。");
    public static readonly LocalText Enable = new("Open it again", "启用账户");
    public static readonly LocalText EnableDone = new("The account is open again.", "账户已启用。");
    public static readonly LocalText Disable = new("Disable the account", "停用账户");
    public static readonly LocalText DisableDone = new("The account is disabled.", "账户已停用。");
    public static readonly LocalText DisableTitle = new("Disable this account?", "确定停用该账户？");
    public static readonly LocalText BackToAccount = new("Back to the account", "返回账户");
    public static readonly LocalText DisableEnds = new("What ends at once", "立即终止的事项");
    public static readonly LocalText DisableSessions = new(
        "Every session: the account is signed out everywhere, and cannot sign in again.",
        "所有登录状态：该账户在所有设备上退出登录，且不能再次登录。");
    public static readonly LocalText DisableTokens = new(
        "Tokens of its programs ({0}): they are refused. Opened again, the account has them back until their last day; revoke those that must never work again.",
        "程序令牌（{0}个）：立即失效。重新启用账户后，未到期的令牌恢复有效；不应再使用的令牌请予撤销。");
    public static readonly LocalText DisableOneTimeToken = new(
        "A one-time token for a password that was handed over and not used yet.", "已交付但尚未使用的设置密码一次性口令。");
    public static readonly LocalText DisableWatchLists = new(
        "Sending for its watch lists. The lists stay.", "关注名单的推送。名单本身予以保留。");
    public static readonly LocalText DisableStays = new("What does not end", "不受影响的事项");
    public static readonly LocalText DisableCases = new(
        "Cases assigned to the account stay assigned to it, and their deadlines run on. Tell the organ: another officer or a supervisor assigns them anew.",
        "已分派给该账户的案件仍在其名下，期限照常计算。请告知所属机关，由其他经办人员或者督办人员重新分派。");
    public static readonly LocalText DisableDeeds = new(
        "What it did stands, and the ledger keeps it. Its roles and bindings are kept too.",
        "该账户已办理的事项继续有效，台账予以保留；其角色与关联也予以保留。");
    public static readonly LocalText DisableReopen = new(
        "An administrator can open the account again; its holder then signs in with the same password.",
        "系统管理员可以重新启用该账户，届时本人使用原密码登录。");
    public static readonly LocalText DisableOwn = new(
        "This is your own account: you are signed out, and only another administrator can open it again.",
        "这是您自己的账户：停用后您将退出登录，只能由其他系统管理员重新启用。");
    public static readonly LocalText DisableYes = new("Yes, disable it", "确定停用");
    public static readonly LocalText EndSessions = new("End its sessions", "强制退出登录");
    public static readonly LocalText SessionsDone = new("Every session of the account is ended.", "该账户已在所有设备上退出登录。");
    public static readonly LocalText RemoveSecondFactor = new("Remove the second factor", "解除双重验证");
    public static readonly LocalText SecondFactorDone = new("The second factor is removed.", "双重验证已解除。");
    public static readonly LocalText NewPasswordToken = new("New token for a password", "重置密码");
    public static readonly LocalText PasswordDone = new("The token is made. The old password works until it is used.", "口令已生成，使用前原密码仍然有效。");

    public static readonly LocalText Authority = new("Roles and bindings", "角色与关联");
    public static readonly LocalText SaveAuthority = new("Save roles and bindings", "保存角色与关联");
    public static readonly LocalText AuthorityDone = new("Roles and bindings are saved.", "角色与关联已保存。");
    public static readonly LocalText RolesHint = new(
        "Choose none for an account that only uses watch lists, screening, exports and recalls. "
        + "A compliance officer can be neither supplying organ nor administrator.",
        "仅使用关注名单、批量核验、数据导出和撤回通知的账户，不必选择角色。审核人员不能兼任信息提供机关或者系统管理员。");
    public static readonly LocalText OrganCodes = new("Organs, by code", "所属机关代码");
    public static readonly LocalText OrganCodesHint = new(
        "One a line, for a supplying organ or an officer.", "每行一个，适用于信息提供机关和审核人员。");
    public static readonly LocalText CompanyIds = new("Companies, by registration ID", "关联企业的统一社会信用代码");
    public static readonly LocalText CompanyIdsHint = new("One a line, for an applicant.", "每行一个，适用于申请企业。");
    public static readonly LocalText BindingsMany = new("At most {0}; these are {1}", "最多{0}个，目前为{1}个");
    public static readonly LocalText CompanyWrong = new("{0} is no registration ID of a company", "{0}不是有效的统一社会信用代码");

    public static readonly LocalText Tokens = new("Tokens of programs", "程序令牌");
    public static readonly LocalText TokensLead = new(
        "With one, a program uses the API for this account, without a password. It ends on its last day, when it is revoked, or with the account.",
        "程序凭令牌以本账户身份调用开放接口，无需密码。令牌到期、被撤销或者账户停用后失效。");
    public static readonly LocalText NoTokens = new("The account has none.", "该账户没有令牌。");
    public static readonly LocalText IssuedAndEnds = new("Issued on {0}, last day {1}", "{0}签发，有效期至{1}");
    public static readonly LocalText Revoke = new("Revoke", "撤销");
    public static readonly LocalText TokenRevoked = new("The token is revoked.", "令牌已撤销。");
    public static readonly LocalText TokenName = new("Name of the program", "程序名称");
    public static readonly LocalText TokenNameHint = new("Such as “nightly import”.", "例如“每日自动报送”。");
    public static readonly LocalText TokenNameMissing = new(
        "Name the program in one line of at most {0} characters", "请填写程序名称，不超过{0}个字符");
    public static readonly LocalText LastDay = new("Last day", "有效期至");
    public static readonly LocalText LastDayHint = new("At most a year from today.", "最长一年。");
    public static readonly LocalText LastDayWrong = new(
        "Choose a day from today on, at most {0} days ahead", "请选择今日起{0}日以内的日期");
    public static readonly LocalText IssueToken = new("Issue a token", "签发令牌");
    public static readonly LocalText TokenIssued = new("The token is issued.", "令牌已签发。");

    public static readonly LocalText NewOrgan = new("Register an organ", "登记机关");
    public static readonly LocalText OrganRegistered = new("The organ is registered.", "机关已登记。");
    public static readonly LocalText Code = new("Code", "机关代码");
    public static readonly LocalText CodeHint = new(
        "Capital letters, digits and hyphens, such as MSA-LANAN. It never changes.", "由大写字母、数字和连字符组成，例如MSA-LANAN。登记后不能更改。");
    public static readonly LocalText NameEn = new("English name", "英文名称");
    public static readonly LocalText NameZh = new("Chinese name", "中文名称");
    public static readonly LocalText RuleSet = new("Rule set", "规则集");
    public static readonly LocalText RuleSetMissing = new("Choose a rule set", "请选择规则集");
    public static readonly LocalText From = new("From", "采用日期");
    public static readonly LocalText FromDay = new("from {0}", "自{0}起");
    public static readonly LocalText FollowsFrom = new("{0}, from {1}", "{0}，自{1}起采用");
    public static readonly LocalText Adopt = new("Adopt a rule set", "采用新的规则集");
    public static readonly LocalText AdoptHelp = new(
        "New records follow it from that day on; those already published keep theirs for life. An adoption is not taken back.",
        "自采用之日起，新公示的记录适用该规则集；此前公示的记录仍适用原规则集。采用后不能撤回。");
    public static readonly LocalText Adopted = new("The adoption is entered.", "已登记采用。");

    private static readonly LocalText Refused = new("This cannot be done now.", "目前无法办理。");

    private static readonly Dictionary<string, LocalText> Refusals = new(StringComparer.Ordinal)
    {
        ["ROLES_EXCLUSIVE"] = new(
            "An officer can be neither supplying organ nor administrator. Give that role to another account",
            "审核人员不能兼任信息提供机关或者系统管理员，请另设账户"),
        ["ORGAN_MISSING"] = new("A supplying organ or an officer works for at least one organ", "信息提供机关和审核人员至少应关联一个机关"),
        ["BINDING_UNKNOWN organs"] = new(
            "Not every code is of a registered organ. Compare them with the list of organs", "有代码未对应已登记的机关，请与机关列表核对"),
        ["BINDING_UNKNOWN companies"] = new(
            "Not every company is in the register. Look them up one by one", "有企业未在本平台登记，请逐一查询核对"),
        ["BINDING_WITHOUT_ROLE organs"] = new(
            "Only a supplying organ or an officer works for organs. Add the role, or empty this field",
            "仅信息提供机关和审核人员可以关联机关，请选择相应角色或者清空此项"),
        ["BINDING_WITHOUT_ROLE companies"] = new(
            "Only an applicant acts for companies. Add the role, or empty this field", "仅申请企业可以关联企业，请选择相应角色或者清空此项"),
        ["ACCOUNT_EXISTS"] = new("An account has this e-mail already", "该邮箱已有账户"),
        ["ACCOUNT_DISABLED"] = new("The account is disabled. Open it again first.", "账户已停用，请先启用。"),
        ["OWN_ROLES"] = new(
            "You cannot change your own roles. Ask another administrator.", "不能更改自己的角色，请由其他系统管理员办理。"),
        ["LAST_ADMINISTRATOR"] = new(
            "This is the last administrator. Invite another one first.", "这是最后一个系统管理员，请先邀请其他系统管理员。"),
        ["PROGRAM_TOKEN_ROLE"] = new(
            "No program decides cases or administers. Invite an account without those roles for it.",
            "程序不得代替审核人员或者系统管理员。请为程序另设不含上述角色的账户。"),
        ["PROGRAM_TOKENS_FULL"] = new(
            "The account has as many tokens as it may. Revoke one that is no longer used.", "该账户的令牌已达上限，请先撤销不再使用的令牌。"),
        ["ORGAN_CODE"] = new("Use 1 to 40 capital letters, digits and hyphens", "请使用1至40个大写字母、数字或者连字符"),
        ["ORGAN_NAME"] = new("Give both names, at most 200 characters each", "请填写中英文名称，各不超过200个字符"),
        ["ORGAN_EXISTS"] = new("An organ of that code is registered", "该代码的机关已登记"),
        ["RULE_SET_NOT_IN_FORCE"] = new("The rule set cannot be adopted on that day. See when it may be, under Rules", "该日期不能采用此规则集，请在“规则”中查看可采用的时间"),
        ["ADOPTION_NOT_LATER"] = new(
            "Choose today or later, and a day after the organ’s last adoption", "请选择今日或者以后的日期，且晚于最近一次采用日期"),
    };

    /// <summary>What is remarkable about an account; null when nothing is.</summary>
    public static LocalText? StateOf(AccountDetails account) =>
        account.DisabledAt is not null ? new("Disabled", "已停用")
        : account.LockedOutUntil is not null ? new("Locked", "已锁定")
        : !account.HasPassword ? new("Invited", "未激活")
        : null;

    public static LocalText What(Role role) => role switch
    {
        Role.Applicant => new("Applies for repair for its companies.", "代表关联企业申请信用修复。"),
        Role.Agency => new("Publishes, corrects and annuls records of its organs.", "公示、更正、撤销所属机关的记录。"),
        Role.Officer => new("Decides repair applications of its organs.", "审核所属机关的信用修复申请。"),
        Role.Supervisor => new("Watches deadlines, reads every case, decides none.", "督办期限，可查看全部案件，不作决定。"),
        Role.Auditor => new("Reads everything that happened.", "查看全部操作记录。"),
        Role.Administrator => new("Manages accounts, organs and the rule sets they adopt.", "管理账户、机关及其采用的规则集。"),
    };

    /// <param name="code">Of the refusal.</param>
    /// <param name="field">The field that it is about, where the code has words for several.</param>
    public static LocalText WhyRefused(string code, string field = "") =>
        Refusals.GetValueOrDefault($"{code} {field.ToLowerInvariant()}") ?? Refusals.GetValueOrDefault(code, Refused);
}
