using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using FsCheck;
using FsCheck.Fluent;

namespace CreditRegistry.Domain.Tests.Companies;

public class CompanyNameTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(5000);

    [Theory]
    [InlineData("澜桉（中国）有限公司", "澜桉中国有限公司")]
    [InlineData("澜桉(中国) 有限公司", "澜桉中国有限公司")]
    [InlineData("ＡＢＣ　１２３", "abc123")]
    [InlineData("Lan'an Food Co., Ltd.", "lananfoodcoltd")]
    [InlineData("《栖珀》·〔一〕、—【二】", "栖珀一二")]
    [InlineData("《》 ()", "")]
    [InlineData("〇珀\uE000𠮷", "〇珀\uE000𠮷")]
    public void Fold_Name_KeepsLettersAndDigitsOnly(string name, string expected) =>
        Assert.Equal(expected, CompanyName.Fold(name));

    [Fact]
    public void Fold_Twice_IsOnce() =>
        Prop.ForAll(NormalizeTests.DirtyText, text => CompanyName.Fold(CompanyName.Fold(text)) == CompanyName.Fold(text))
            .Check(Often);

    [Fact]
    public void Fold_OfJoinedTexts_IsTheJoinOfTheFolded() =>
        Prop.ForAll(
            NormalizeTests.DirtyText,
            NormalizeTests.DirtyText,
            (a, b) => CompanyName.Fold(a + b) == CompanyName.Fold(a) + CompanyName.Fold(b)).Check(Often);

    [Fact]
    public void Fold_CaseAndWidth_DoNotMatter() =>
        Prop.ForAll(NormalizeTests.DirtyText, text =>
        {
            var wide = new string([.. text.Select(c => c is >= '!' and <= '~' ? (char)(c + 0xFEE0) : c)]);
            var lower = new string([.. text.Select(char.ToLowerInvariant)]); // letters of two characters stay as they are
            return CompanyName.Fold(wide) == CompanyName.Fold(text) && CompanyName.Fold(lower) == CompanyName.Fold(text);
        }).Check(Often);

    [Fact]
    public void Fold_PartOfAName_IsFoundInTheFoldedName()
    {
        for (var i = 0; i < 1000; i++)
        {
            var name = MadeUpCompanies.At(i).Name;
            Assert.Contains(CompanyName.Fold(name[2..8]), CompanyName.Fold(name), StringComparison.Ordinal);
        }
    }
}
