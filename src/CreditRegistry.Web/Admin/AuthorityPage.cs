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
    private const string SecretKey = "secret";

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
        if (Roles.Count is 0)
        {
            Complain(nameof(Roles), AdminTexts.RolesMissing);
        }

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

    /// <summary>Hands a secret to the next page, which shows it once; between the two it is sealed in a cookie.</summary>
    protected void HandOver(LocalText what, string secret, string until) =>
        TempData[SecretKey] = new[] { what.En, what.Zh, secret, until };

    /// <summary>What the page before handed over; null when nothing, or when it was shown already.</summary>
    protected HandedOver? TakeOver() =>
        TempData[SecretKey] is string[] { Length: 4 } secret
            ? new HandedOver(new LocalText(secret[0], secret[1]), secret[2], secret[3])
            : null;

    private static List<string> Lines(string? text) =>
    [
        .. (text ?? "").Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal),
    ];
}

/// <summary>A secret that a page shows once.</summary>
/// <param name="Until">Until when it works, in words.</param>
public sealed record HandedOver(LocalText What, string Secret, string Until);
