using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;

namespace CreditRegistry.Domain.Tests.Companies;

public class MadeUpCompaniesTests
{
    private const string Pinned =
        "91220000YYDB05T542 珩珀朗远广告传媒股份有限公司 | Hengpo Langyuan Advertising Joint Stock Co., Ltd. | 股份有限公司 | "
        + "1997-05-23 | 220000 | Revoked";

    [Fact]
    public void At_AnyIndex_HasAValidIdWithYYAndItsRegion()
    {
        foreach (var index in Enumerable.Range(0, 20_000).Select(i => i * 44_001L))
        {
            var company = MadeUpCompanies.At(index);
            var verdict = RegistrationIds.Check(company.RegistrationId.Value);

            Assert.True(verdict.IsValid);
            Assert.Empty(verdict.Warnings);
            Assert.StartsWith("YY", verdict.Segments!.OrganisationCode, StringComparison.Ordinal);
            Assert.Equal(company.RegionCode, verdict.Segments.Region);
            Assert.NotNull(Regions.WithCode(company.RegionCode));
            Assert.InRange(company.RegisteredOn, new DateOnly(1992, 1, 1), new DateOnly(2025, 12, 31));
            Assert.Equal(company.CompanyType == "农民专业合作社", verdict.Segments.Category == "3");
        }
    }

    [Fact]
    public void At_AMillionNeighbours_HaveDistinctOrganisationCodes()
    {
        var codes = new HashSet<string>(1_000_000, StringComparer.Ordinal);

        for (var i = 0; i < 1_000_000; i++)
        {
            Assert.True(codes.Add(MadeUpCompanies.At(i).RegistrationId.Value[8..16]));
        }
    }

    /// <summary>With a stride that shares no factor with 31^6, index to code is one to one over the whole range.</summary>
    [Fact]
    public void At_NeighboursAcrossTheRange_StepByOneStride()
    {
        Assert.Equal(MadeUpCompanies.Count, (long)Math.Pow(31, 6));
        var stride = Serial(1) - Serial(0);

        Assert.NotEqual(0, stride % 31);
        foreach (var index in Enumerable.Range(0, 1000).Select(i => i * 887_502L))
        {
            Assert.Equal((Serial(index) + stride) % MadeUpCompanies.Count, Serial(index + 1));
        }

        static long Serial(long index) => MadeUpCompanies.At(index).RegistrationId.Value[10..16]
            .Aggregate(0L, (sum, c) => (sum * 31) + CheckCharacters.Alphabet.IndexOf(c, StringComparison.Ordinal));
    }

    [Fact]
    public void At_TheSameIndex_IsTheSameCompanyForEver()
    {
        var company = MadeUpCompanies.At(46);

        Assert.Equal(company, MadeUpCompanies.At(46));
        Assert.Equal(
            Pinned,
            $"{company.RegistrationId} {company.Name} | {company.EnglishName} | {company.CompanyType} | "
            + $"{company.RegisteredOn:yyyy-MM-dd} | {company.RegionCode} | {company.Status}");
    }

    [Fact]
    public void At_ManyIndexes_VaryInEveryField()
    {
        var companies = Enumerable.Range(0, 5000).Select(i => MadeUpCompanies.At(i)).ToList();

        Assert.True(companies.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count() > 4500);
        Assert.True(companies.Select(c => c.EnglishName).Distinct(StringComparer.Ordinal).Count() > 4500);
        Assert.Equal(31, companies.Select(c => c.RegionCode).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Enum.GetValues<CompanyStatus>(), companies.Select(c => c.Status).Distinct().Order());
        Assert.Equal(6, companies.Select(c => c.CompanyType).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void At_OutsideTheRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MadeUpCompanies.At(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MadeUpCompanies.At(MadeUpCompanies.Count));
        Assert.NotNull(MadeUpCompanies.At(MadeUpCompanies.Count - 1));
    }
}
