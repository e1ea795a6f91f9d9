using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;

namespace CreditRegistry.Domain.Tests.Companies;

public class CompanyTypesTests
{
    [Fact]
    public void EveryTypeOfAMadeUpCompany_HasAnEnglishName()
    {
        var types = Enumerable.Range(0, 500).Select(i => MadeUpCompanies.At(i).CompanyType).Distinct().ToList();

        Assert.True(types.Count > 5);
        Assert.All(types, type => Assert.NotNull(CompanyTypes.EnglishOf(type)));
    }

    [Theory]
    [InlineData("股份有限公司(上市)", "Joint stock limited company (listed)")]
    [InlineData("股份有限公司（上市）", "Joint stock limited company (listed)")]
    [InlineData("公司", null)]
    [InlineData("", null)]
    public void AType_IsKnownAsAWhole(string companyType, string? english) => Assert.Equal(english, CompanyTypes.EnglishOf(companyType));
}
