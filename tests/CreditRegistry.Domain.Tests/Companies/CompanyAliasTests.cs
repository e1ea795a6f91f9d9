using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Domain.Tests.Companies;

public class CompanyAliasTests
{
    [Fact]
    public void TryParse_OrganisationCode_WithOrWithoutHyphen()
    {
        Assert.All(MadeUp.Ids(500), id =>
        {
            var code = id[8..17];

            Assert.True(CompanyAlias.TryParse(code, out var plain));
            Assert.True(CompanyAlias.TryParse($" {code[..8].ToLowerInvariant()}-{code[8..]}", out var hyphened));

            Assert.Equal((CompanyAliasKind.OrganisationCode, code, true), (plain.Kind, plain.Value, plain.CheckHolds));
            Assert.Equal(plain, hyphened);
        });
    }

    [Fact]
    public void TryParse_OrganisationCodeWithAWrongCheck_IsNoAlias()
    {
        var code = MadeUp.Id()[8..17];

        foreach (var wrong in "0123456789X".Where(c => c != code[8]))
        {
            Assert.False(CompanyAlias.TryParse(code[..8] + wrong, out _));
        }
    }

    [Fact]
    public void TryParse_RegistrationNumber_SaysWhetherItsCheckHolds()
    {
        const string first14 = "33010000000123";
        var check = CheckCharacters.OfRegistrationNumber(first14);

        for (var c = '0'; c <= '9'; c++)
        {
            Assert.True(CompanyAlias.TryParse(first14 + c, out var alias));
            Assert.Equal((CompanyAliasKind.RegistrationNumber, c == check), (alias.Kind, alias.CheckHolds));
        }
    }

    [Fact]
    public void TryParse_FifteenDigitsThatMayBeAPersonsOldNumber_NeedTheirCheck()
    {
        const string first14 = "33010190022800";
        var check = CheckCharacters.OfRegistrationNumber(first14);

        for (var c = '0'; c <= '9'; c++)
        {
            Assert.Equal(c == check, CompanyAlias.TryParse(first14 + c, out _));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("33010000000123A")]
    [InlineData("3301000000012")]
    [InlineData("é23456789")]
    public void TryParse_AnythingElse_IsNoAlias(string? text) => Assert.False(CompanyAlias.TryParse(text, out _));

    [Fact]
    public void TryParse_RegistrationId_IsNoAlias() => Assert.False(CompanyAlias.TryParse(MadeUp.Id(), out _));
}
