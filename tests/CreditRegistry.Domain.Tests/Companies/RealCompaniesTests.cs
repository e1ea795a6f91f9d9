using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;

namespace CreditRegistry.Domain.Tests.Companies;

public class RealCompaniesTests
{
    [Fact]
    public void Check_EveryRealRow_AnswersAsCounted()
    {
        var verdicts = RealCompanies.ReadOrSkip().Select(row => RegistrationIds.Check(row.RegistrationId)).ToList();

        Assert.Equal(
            [("", 98_528), ("CHECK_CHARACTER", 29), ("LENGTH", 1425), ("NOT_A_COMPANY", 28)],
            verdicts.CountBy(verdict => verdict.Reason?.Code ?? "", StringComparer.Ordinal)
                .Select(count => (count.Key, count.Value))
                .OrderBy(count => count.Key, StringComparer.Ordinal));
        Assert.Equal(4, verdicts.Count(verdict => verdict.Warnings.Count > 0));
        Assert.Equal(100_010, verdicts.Count);
    }

    [Fact]
    public void MadeUpCompanies_ShareNothingWithRealOnes()
    {
        var places = MadeUpPlaces();
        var rows = RealCompanies.ReadOrSkip().ToList();

        Assert.NotEmpty(rows);
        Assert.DoesNotContain(
            rows, row => RegistrationIds.Normalize(row.RegistrationId) is { Length: 18 } id && id[8..10] == "YY");
        Assert.DoesNotContain(rows, row => places.Any(place => row.Name.Contains(place, StringComparison.Ordinal)));
    }

    [Fact]
    public void CompanyAlias_RealRegistrationNumbers_AllPassTheirCheck()
    {
        var numbers = RealCompanies.ReadOrSkip()
            .Select(row => row.RegistrationId)
            .Where(key => key.Length == 15 && key.All(char.IsAsciiDigit))
            .ToList();

        Assert.NotEmpty(numbers);
        Assert.All(numbers, number => Assert.True(CompanyAlias.TryParse(number, out var alias) && alias.CheckHolds));
    }

    private static List<string> MadeUpPlaces()
    {
        var names = Enumerable.Range(0, 10_000).Select(i => MadeUpCompanies.At(i).Name);
        var places = names.Select(name => name[..2]).Distinct(StringComparer.Ordinal).ToList();
        Assert.Equal(36, places.Count);
        return places;
    }
}
