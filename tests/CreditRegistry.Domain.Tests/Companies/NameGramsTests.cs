using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;

namespace CreditRegistry.Domain.Tests.Companies;

public class NameGramsTests
{
    [Fact]
    public void OfPart_AnyPartOfAnyName_IsAmongTheKeysOfTheName()
    {
        const string Letters = "甲乙丙ａＢc1２x·）𠮷é";
        var dice = new Random(20261122);
        for (var i = 0; i < 20_000; i++)
        {
            var name = CompanyName.Fold(new string([.. Enumerable.Range(0, dice.Next(2, 12)).Select(_ => Letters[dice.Next(Letters.Length)])]));
            if (name.Length < 2)
            {
                continue;
            }

            var start = dice.Next(name.Length - 1);
            var part = name.Substring(start, dice.Next(2, name.Length - start + 1));
            var keys = NameGrams.Of($"前面的\n{name}\nother", CompanyStatus.Registered, "330000");

            if (NameGrams.IsTwoLatin(part))
            {
                Assert.NotEmpty(NameGrams.AroundTwoLatin(part).Intersect(keys));
            }
            else
            {
                Assert.NotEmpty(NameGrams.OfPart(part));
                Assert.Empty(NameGrams.OfPart(part).Except(keys));
            }
        }
    }

    [Fact]
    public void Of_TwoNames_HasNoKeyAcrossThem() =>
        Assert.Empty(NameGrams.OfPart("乙丙").Intersect(NameGrams.Of("甲乙\n丙丁", CompanyStatus.Registered, null)));

    [Fact]
    public void Of_StatusAndRegion_AreKeysOfTheirOwn()
    {
        var keys = NameGrams.Of("甲乙", CompanyStatus.Revoked, "440000");

        Assert.Contains(NameGrams.OfRegion("440000"), keys);
        Assert.Contains(NameGrams.OfStatus(CompanyStatus.Revoked), keys);
        Assert.DoesNotContain(NameGrams.OfStatus(CompanyStatus.Registered), keys);
        Assert.Equal(3, keys.Length);
    }

    [Fact]
    public void NearIds_OfEverySlip_HaveTheIdThatWasMeant()
    {
        const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var dice = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var id = MadeUpCompanies.At(i * 1009).RegistrationId.Value;
            var at = dice.Next(id.Length - 1);
            var other = Alphabet[dice.Next(Alphabet.Length)];
            string[] slips =
            [
                id.Remove(at, 1),
                id.Insert(at, $"{other}"),
                $"{id[..at]}{other}{id[(at + 1)..]}",
                $"{id[..at]}{id[at + 1]}{id[at]}{id[(at + 2)..]}".ToLowerInvariant(),
            ];
            foreach (var slip in slips.Where(slip => RegistrationIds.Normalize(slip) != id))
            {
                var near = NearRegistrationIds.Of(slip);
                Assert.Contains(id, near);
                Assert.InRange(near.Count, 1, 60);
                Assert.All(near, one => Assert.True(RegistrationIds.Check(one).IsValid));
            }
        }
    }

    [Theory]
    [InlineData("510101199001011235")]
    [InlineData("9133020056700585")]
    [InlineData("91330212567005857P00")]
    [InlineData("宁波某某有限公司不是编号的一段文字")]
    [InlineData("")]
    public void NearIds_OfWhatIsNoCompanysId_AreNone(string text) => Assert.Empty(NearRegistrationIds.Of(text));

    [Theory]
    [InlineData("甲乙有限责任公司", "甲乙")]
    [InlineData("甲乙集团股份有限公司", "甲乙")]
    [InlineData("甲乙专业合作社", "甲乙")]
    [InlineData("abtradingcoltd", "abtrading")]
    [InlineData("甲有限公司", null)]
    [InlineData("有限公司", null)]
    [InlineData("甲乙丙", null)]
    public void LegalForm_IsLeftOut(string folded, string? expected) => Assert.Equal(expected, LegalForms.Without(folded));
}
