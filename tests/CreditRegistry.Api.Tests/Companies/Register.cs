using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Persistence.Companies;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Companies;

/// <summary>Companies with particulars that a test chooses.</summary>
internal static class Register
{
    private static int _serial = 2_000_000;

    public static Company Company(
        string name,
        string? english = null,
        string[]? formerNames = null,
        CompanyStatus status = CompanyStatus.Registered,
        string? region = null)
    {
        var madeUp = MadeUpCompanies.At(Interlocked.Increment(ref _serial));
        return Domain.Companies.Company.Register(
            Guid.CreateVersion7(DateTimeOffset.UnixEpoch),
            madeUp.RegistrationId.Value,
            new CompanyParticulars(name, english, "有限责任公司", status, new DateOnly(2020, 2, 29), region),
            formerNames);
    }

    /// <summary>Puts them into the register; the registration ID of the first.</summary>
    public static async Task<string> RegisterAsync(this RegistryHost host, params Company[] companies)
    {
        await host.AddAsync(db => db.Companies.AddRange(companies));
        return companies[0].RegistrationId;
    }

    public static Task AliasAsync(this RegistryHost host, string alias, CompanyAliasKind kind, string registrationId) =>
        host.QueryAsync(async db =>
        {
            var id = await db.Companies.Where(c => c.RegistrationId == registrationId).Select(c => c.Id).SingleAsync();
            db.CompanyAliases.Add(new CompanyAliasEntry(alias, Persistence.EnumText.Name(kind), id));
            return await db.SaveChangesAsync();
        });
}
