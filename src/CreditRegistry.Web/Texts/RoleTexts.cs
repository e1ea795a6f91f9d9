using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Web.Languages;

namespace CreditRegistry.Web.Texts;

/// <summary>Names of roles.</summary>
public static class RoleTexts
{
    public static readonly LocalText None = new("No role: watch lists, screening, exports and recalls only", "无（仅关注名单、批量核验、数据导出和撤回通知）");

    /// <summary>All roles of an account, in the reader's language.</summary>
    public static string Of(IReadOnlyList<Role> roles, Language language) => roles.Count is 0
        ? language[None]
        : string.Join(language.Pick(", ", "、"), roles.Select(role => language[Of(role)]));

    public static LocalText Of(Role role) => role switch
    {
        Role.Applicant => new("Applicant", "申请企业"),
        Role.Agency => new("Supplying organ", "信息提供机关"),
        Role.Officer => new("Compliance officer", "审核人员"),
        Role.Supervisor => new("Supervisor", "督办人员"),
        Role.Auditor => new("Auditor", "审计人员"),
        Role.Administrator => new("Administrator", "系统管理员"),
    };
}
