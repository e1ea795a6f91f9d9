using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Admin;

/// <summary>A page whose form says what an account may do and for whom.</summary>
public abstract class AuthorityPage : SitePage
{
    private static readonly char[] Separators = ['\n', '\r', ',', ';', ' ', '\t', '，', '；', '、'];

    [BindProperty]
    public List<Role> Roles { get; set; } = [];

    /// <summary>Codes of organs, one a line.</summary>
    [BindProperty]
    public string? Organs { get; set; }

    /// <summary>Registration IDs, one a line.</summary>
    [BindProperty]
    public string? Companies { get; set; }

    /// <summary>The account that is in the way, or null.</summary>
    public Guid? Existing { get; private set; }

    public Checkboxes RoleBoxes => new(
        nameof(Roles),
        SignInTexts.Roles,
        AdminTexts.RolesHint,
        Enum.GetValues<Role>().Select(role =>
            new Checkbox(role.ToString(), RoleTexts.Of(role), AdminTexts.What(role), Roles.Contains(role))));

    protected Authority Authority => new(
        [.. Roles.Distinct()],
        Lines(Organs),
        [.. Lines(Companies).Select(RegistrationIds.Normalize)]);

    protected void Fill(AccountDetails account)
    {
        Roles = [.. account.Roles];
        Organs = string.Join('\n', account.Organs.Select(o => o.Code));
        Companies = string.Join('\n', account.Companies);
    }

    protected void CheckAuthority()
    {
        Roles.RemoveAll(role => !Enum.IsDefined(role));
        foreach (var (field, names) in new[] { (nameof(Organs), Lines(Organs)), (nameof(Companies), Lines(Companies)) })
        {
            if (names.Count > Authority.MaxBindings)
            {
                ModelState.AddModelError(field, In[AdminTexts.BindingsMany, Authority.MaxBindings, names.Count]);
            }
        }

        var wrong = Lines(Companies).FirstOrDefault(id => !RegistrationIds.Check(id).IsValid);
        if (wrong is not null)
        {
            ModelState.AddModelError(nameof(Companies), In[AdminTexts.CompanyWrong, wrong]);
        }
    }

    /// <summary>A refusal of the use case, at the field that it is about.</summary>
    protected void ComplainOf(RegistryError refusal)
    {
        Existing = (refusal as ConflictError)?.ExistingId;
        var field = refusal is InvalidError { Errors.Keys: var keys }
            ? keys.FirstOrDefault() switch
            {
                "roles" => nameof(Roles),
                "organs" => nameof(Organs),
                "companies" => nameof(Companies),
                _ => "",
            }
            : refusal.Code is "ACCOUNT_EXISTS" ? "Email" : "";
        Complain(field, AdminTexts.WhyRefused(refusal.Code, field));
    }

    private static List<string> Lines(string? text) =>
    [
        .. (text ?? "").Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal),
    ];
}
