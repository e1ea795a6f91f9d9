using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Domain.Tests.Companies;

/// <summary>Numbers here are made up and fail their own check digit (ISO 7064 mod 11-2) on purpose.</summary>
public class PersonNumberTests
{
    public static TheoryData<string> Prefixes =>
        ["110101", "350203", "650102", "910840", "911840", "913250", "921410", "931392", "937410"];

    [Theory]
    [MemberData(nameof(Prefixes))]
    public void Check_MayBeAPersonsNumber_IsNotACompanyAndNothingIsGivenBack(string prefix)
    {
        foreach (var number in FailingNumbers(prefix + "19900228"))
        {
            var verdict = RegistrationIds.Check(number);

            RegistrationIdsCheckTests.AssertRefused(RegistrationIdReason.NotACompany, null, verdict);
            Assert.Null(verdict.Suggestion);
            Assert.Null(verdict.Segments);
        }
    }

    [Theory]
    [InlineData("19000101", true)]
    [InlineData("20991231", true)]
    [InlineData("18991231", false)]
    [InlineData("21000101", false)]
    [InlineData("19990001", false)]
    [InlineData("19991301", false)]
    [InlineData("19990100", false)]
    [InlineData("19990431", false)]
    [InlineData("20000229", true)]
    [InlineData("20010229", false)]
    public void Check_DigitsAfterACompanysPrefix_AreAPersonsOnlyWithAPlausibleDate(string date, bool guarded)
    {
        var verdict = RegistrationIds.Check(FailingNumbers("911840" + date).First());

        Assert.Equal(guarded, verdict.Reason == RegistrationIdReason.NotACompany);
        Assert.Equal(guarded, verdict.Segments is null);
    }

    [Fact]
    public void Check_PlausibleDateInAConsistentId_IsACompany()
    {
        var id = MadeUp.WithChecks("9133011990022812");

        Assert.True(id[16] != 'X');
        Assert.True(RegistrationIds.Check(id).IsValid);
        Assert.NotNull(RegistrationIds.Check(id).Segments);
    }

    [Fact]
    public void Check_PlausibleDateAndOnlyTheOrganisationCheckHolds_KeepsItsReasonButGivesNothingBack()
    {
        var id = MadeUp.WithChecks("9133011990022812");
        var verdict = RegistrationIds.Check(id[..17] + (id[17] == '1' ? '2' : '1'));

        Assert.Equal(RegistrationIdReason.CheckCharacter, verdict.Reason);
        Assert.Null(verdict.Suggestion);
        Assert.Null(verdict.Segments);
    }

    [Theory]
    [InlineData("11010119900228OO1X")]
    [InlineData("9118401990O2280011")]
    [InlineData("110101199013450011")]
    public void Check_PersonsNumberMistyped_GivesNothingBack(string typed)
    {
        var verdict = RegistrationIds.Check(typed);

        Assert.False(verdict.IsValid);
        Assert.Null(verdict.Suggestion);
        Assert.Null(verdict.Segments);
    }

    [Fact]
    public void Check_PersonsNumberEndingInX_IsGuardedToo() =>
        Assert.Null(RegistrationIds.Check("91184019900228001X").Segments);

    /// <summary>The numbers that begin so and fail the organisation check.</summary>
    private static IEnumerable<string> FailingNumbers(string first14) =>
        from number in Enumerable.Range(0, 1000)
        let first17 = $"{first14}{number:D3}"
        where CheckCharacters.OfOrganisationCode(first17.AsSpan(8, 8)) != first17[16]
        select first17 + (char)('0' + (number % 10));
}
