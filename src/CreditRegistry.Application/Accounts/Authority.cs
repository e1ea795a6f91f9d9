using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

/// <summary>What an account may do and for whom, as an administrator writes it.</summary>
/// <param name="Roles">
/// None for an account that only uses the register's data: watch lists, recalls, screenings and exports in its name.
/// </param>
/// <param name="Organs">Codes of the organs an agency or officer works for.</param>
/// <param name="Companies">Registration IDs of the companies an applicant acts for.</param>
public sealed record Authority(
    IReadOnlyCollection<Role> Roles, IReadOnlyCollection<string> Organs, IReadOnlyCollection<string> Companies)
{
    public const int MaxBindings = 1000;
}

/// <summary>An authority that was checked, with the keys that its names stand for.</summary>
internal sealed record Bindings(HashSet<Role> Roles, HashSet<Guid> Organs, HashSet<Guid> Companies)
{
    public static async Task<Outcome<Bindings>> ResolveAsync(RegistryDbContext db, Authority authority, CancellationToken ct)
    {
        if (Check(authority) is { } refusal)
        {
            return refusal;
        }

        var organs = await db.Organs.Where(o => authority.Organs.Contains(o.Code))
            .Select(o => new { o.Code, o.Id }).ToDictionaryAsync(o => o.Code, o => o.Id, ct);
        if (Unknown("organs", authority.Organs, organs) is { } unknownOrgans)
        {
            return unknownOrgans;
        }

        var companies = await db.Companies.Where(c => authority.Companies.Contains(c.RegistrationId))
            .Select(c => new { c.RegistrationId, c.Id }).ToDictionaryAsync(c => c.RegistrationId, c => c.Id, ct);
        if (Unknown("companies", authority.Companies, companies) is { } unknownCompanies)
        {
            return unknownCompanies;
        }

        return new Bindings([.. authority.Roles], [.. organs.Values], [.. companies.Values]);
    }

    /// <summary>Makes the account's rows say this.</summary>
    /// <returns>What changed, as details for the ledger; empty when nothing did.</returns>
    public (string, object)[] Apply(Account account)
    {
        var details = new List<(string, object)>();
        Replace("roles", account.Roles, Roles, r => r.Role, role => new AccountRole(account.Id, role), details);
        Replace("organs", account.Organs, Organs, o => o.OrganId, id => new AccountOrgan(account.Id, id), details);
        Replace("companies", account.Companies, Companies, c => c.CompanyId, id => new AccountCompany(account.Id, id), details);
        return [.. details];
    }

    private static void Replace<TRow, TKey>(
        string what,
        List<TRow> rows,
        HashSet<TKey> wanted,
        Func<TRow, TKey> key,
        Func<TKey, TRow> make,
        List<(string, object)> details)
    {
        var added = wanted.Except(rows.Select(key)).ToList();
        var removed = rows.Select(key).Except(wanted).ToList();
        rows.RemoveAll(row => removed.Contains(key(row)));
        rows.AddRange(added.Select(make));
        if (added.Count > 0)
        {
            details.Add(($"{what}Added", added));
        }

        if (removed.Count > 0)
        {
            details.Add(($"{what}Removed", removed));
        }
    }

    private static RegistryError? Check(Authority authority) => authority switch
    {
        _ when Domain.Accounts.Roles.CheckTogether(authority.Roles) is { } exclusive => exclusive,
        { Organs.Count: > 0 } when !authority.Roles.Any(r => r is Role.Agency or Role.Officer) => InvalidError.Of(
            "BINDING_WITHOUT_ROLE", "organs", "Only an agency or an officer works for organs. Add the role, or leave organs out."),
        { Organs.Count: 0 } when authority.Roles.Any(r => r is Role.Agency or Role.Officer) => InvalidError.Of(
            "ORGAN_MISSING", "organs", "An agency or an officer works for at least one organ. Name it."),
        { Companies.Count: > 0 } when !authority.Roles.Contains(Role.Applicant) => InvalidError.Of(
            "BINDING_WITHOUT_ROLE", "companies", "Only an applicant acts for companies. Add the role, or leave companies out."),
        _ => null,
    };

    private static InvalidError? Unknown(string field, IReadOnlyCollection<string> names, Dictionary<string, Guid> found) =>
        names.FirstOrDefault(name => !found.ContainsKey(name)) is null
            ? null
            : InvalidError.Of(
                "BINDING_UNKNOWN", field, "Not every name is in the register. Check them one by one, then send them again.");
}
