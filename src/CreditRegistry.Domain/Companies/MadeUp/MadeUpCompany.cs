namespace CreditRegistry.Domain.Companies.MadeUp;

/// <summary>
/// A company that does not exist, for demo, tests and benchmarks: no adverse record is ever invented about a real one.
/// </summary>
/// <param name="Name">Chinese, with an invented place.</param>
/// <param name="CompanyType">Chinese, as business registers write it.</param>
/// <param name="RegisteredOn">1992-01-01 to 2025-12-31, cooperatives from 2007-07-01.</param>
/// <param name="RegionCode">Province-level code of <see cref="Regions"/>; the same as in the ID.</param>
public sealed record MadeUpCompany(
    RegistrationId RegistrationId,
    string Name,
    string EnglishName,
    string CompanyType,
    DateOnly RegisteredOn,
    string RegionCode,
    CompanyStatus Status);
