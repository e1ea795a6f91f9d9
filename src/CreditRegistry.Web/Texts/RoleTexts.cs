using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;

namespace CreditRegistry.Web.Texts;

/// <summary>Names of roles.</summary>
public static class RoleTexts
{
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
