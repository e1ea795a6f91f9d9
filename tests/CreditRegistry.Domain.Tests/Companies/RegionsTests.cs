using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Domain.Tests.Companies;

public class RegionsTests
{
    [Fact]
    public void All_ThirtyFourProvincesAndTheNationalRegistry_AreFoundByCodeAndNames()
    {
        Assert.Equal(35, Regions.All.Count);
        Assert.All(Regions.All, region =>
        {
            Assert.Matches("^[1-8][0-9]0000$", region.Code);
            Assert.Same(region, Regions.WithCode(region.Code));
            Assert.Same(region, Regions.Named(region.ShortName));
            Assert.Same(region, Regions.Named($" {region.FullName} "));
        });
    }

    [Fact]
    public void All_CodesAndEnglishNames_AreDistinct()
    {
        Assert.Distinct(Regions.All.Select(region => region.Code), StringComparer.Ordinal);
        Assert.Distinct(Regions.All.Select(region => region.EnglishName), StringComparer.Ordinal);
    }

    [Fact]
    public void WithCodeAndNamed_Unknown_AreNull()
    {
        Assert.Null(Regions.WithCode("330108"));
        Assert.Null(Regions.Named("澜桉"));
    }
}
