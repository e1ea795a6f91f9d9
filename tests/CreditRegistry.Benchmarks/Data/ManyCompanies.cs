using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;

namespace CreditRegistry.Benchmarks.Data;

/// <summary>Made-up companies in any number: the same index is the same company for ever.</summary>
internal static class ManyCompanies
{
    public static Company At(long index, DateTimeOffset at)
    {
        var madeUp = MadeUpCompanies.At(index);
        return Company.Register(
            Guid.CreateVersion7(at),
            madeUp.RegistrationId.Value,
            new CompanyParticulars(
                ManyNames.At(index), null, madeUp.CompanyType, madeUp.Status, madeUp.RegisteredOn, madeUp.RegionCode));
    }

    public static string IdAt(long index) => MadeUpCompanies.At(index).RegistrationId.Value;
}
