using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Domain.Tests.Companies;

public class RegistrationIdsCheckTests
{
    [Fact]
    public void Check_MadeUpId_IsValidWithoutWarnings()
    {
        Assert.All(MadeUp.Ids(2000), id =>
        {
            var verdict = RegistrationIds.Check(id);

            Assert.True(verdict.IsValid);
            Assert.Equal(id, verdict.Id!.Value);
            Assert.Empty(verdict.Warnings);
            Assert.Null(verdict.Reason);
            Assert.Null(verdict.Message);
            Assert.Null(verdict.Position);
        });
    }

    [Fact]
    public void Check_AnySingleSubstitution_IsRefused()
    {
        foreach (var id in MadeUp.Ids(300))
        {
            for (var position = 1; position <= 18; position++)
            {
                foreach (var c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".Where(c => c != id[position - 1]))
                {
                    Assert.False(RegistrationIds.Check(MadeUp.With(id, position, c)).IsValid);
                }
            }
        }
    }

    [Fact]
    public void Check_AnySwapOfDifferentNeighbours_IsRefused()
    {
        foreach (var id in MadeUp.Ids(3000))
        {
            for (var i = 0; i < 17; i++)
            {
                if (id[i] != id[i + 1])
                {
                    var swapped = id[..i] + id[i + 1] + id[i] + id[(i + 2)..];
                    Assert.False(RegistrationIds.Check(swapped).IsValid);
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(19)]
    public void Check_NotEighteenCharacters_IsRefusedForLength(int length)
    {
        var verdict = RegistrationIds.Check((MadeUp.Id() + "0")[..length]);

        AssertRefused(RegistrationIdReason.Length, null, verdict);
        Assert.Null(verdict.Segments);
    }

    [Theory]
    [InlineData('V', 1)]
    [InlineData('V', 9)]
    [InlineData('O', 3)]
    [InlineData('é', 12)]
    [InlineData('司', 18)]
    [InlineData('\n', 5)]
    public void Check_CharacterOutsideTheAlphabet_IsRefusedAtItsPosition(char c, int position)
    {
        var verdict = RegistrationIds.Check(MadeUp.With(MadeUp.Id(), position, c));

        AssertRefused(RegistrationIdReason.Character, position, verdict);
    }

    [Theory]
    [InlineData("91", null)]
    [InlineData("93", null)]
    [InlineData("92", "SOLE_TRADER")]
    [InlineData("99", "NOT_A_COMPANY")]
    [InlineData("9A", "NOT_A_COMPANY")]
    public void Check_ConsistentCodeOfACategory_IsJudgedByTheCategory(string prefix, string? reason)
    {
        var verdict = RegistrationIds.Check(MadeUp.WithChecks(prefix + MadeUp.Id()[2..16]));

        Assert.Equal(reason, verdict.Reason?.Code);
        Assert.Equal(reason is null ? null : 2, verdict.Position);
    }

    [Theory]
    [InlineData("11")]
    [InlineData("52")]
    [InlineData("A1")]
    [InlineData("Y1")]
    [InlineData("81")]
    public void Check_ConsistentCodeOfAnotherAuthority_IsNotACompanyAtPositionOne(string prefix)
    {
        var verdict = RegistrationIds.Check(MadeUp.WithChecks(prefix + MadeUp.Id()[2..16]));

        AssertRefused(RegistrationIdReason.NotACompany, 1, verdict);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Check_LetterAtAPosition_IsRefusedForRegionOnlyAtThreeToEight(int position, bool isRegion)
    {
        var verdict = RegistrationIds.Check(MadeUp.WithChecks(MadeUp.With(MadeUp.Id(), position, 'A')[..16]));

        Assert.Equal(isRegion, verdict.Reason == RegistrationIdReason.Region);
        Assert.Equal(isRegion ? position : null, verdict.Position);
    }

    [Fact]
    public void Check_WrongLastCharacter_SaysWhatItWouldBe()
    {
        var id = MadeUp.Id();

        foreach (var wrong in CheckCharacters.Alphabet.Where(c => c != id[17]))
        {
            var verdict = RegistrationIds.Check(id[..17] + wrong);

            AssertRefused(RegistrationIdReason.CheckCharacter, 18, verdict);
            Assert.Equal(id[17], verdict.Expected);
        }
    }

    [Fact]
    public void Check_OnlyTheOrganisationCheckFails_IsValidWithAWarning()
    {
        var id = MadeUp.Id();
        var wrong = MadeUp.WithLastCheck(id[..16] + (id[16] == '7' ? '6' : '7'));

        var verdict = RegistrationIds.Check(wrong);

        Assert.Equal(wrong, verdict.Id?.Value);
        Assert.Equal("ORGANISATION_CODE_CHECK", Assert.Single(verdict.Warnings).Code);
    }

    [Fact]
    public void Check_AllowListedIds_AreValidWithTheirRecordedReason()
    {
        Assert.Equal(4, AllowList.Reasons.Count);
        Assert.All(AllowList.Reasons, entry =>
        {
            var verdict = RegistrationIds.Check(entry.Key);

            Assert.Equal(entry.Key, verdict.Id?.Value);
            Assert.NotEqual(entry.Key[17], CheckCharacters.OfRegistrationId(entry.Key));
            var warning = Assert.Single(verdict.Warnings);
            Assert.Equal(("ALLOW_LISTED", entry.Value), (warning.Code, warning.Message));
            Assert.Contains(
                $"would be {CheckCharacters.OfRegistrationId(entry.Key)}", entry.Value.En, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Check_AllowListedIdWithAnotherLastCharacter_IsRefusedUnlessItIsTheStandardOne()
    {
        Assert.All(AllowList.Reasons.Keys, listed =>
        {
            var standard = CheckCharacters.OfRegistrationId(listed);
            foreach (var c in CheckCharacters.Alphabet.Where(c => c != listed[17]))
            {
                Assert.Equal(c == standard, RegistrationIds.Check(listed[..17] + c).IsValid);
            }
        });
    }

    [Fact]
    public void Segments_EighteenCharacters_AreTheFiveParts()
    {
        var id = MadeUp.Id();

        var expected = new RegistrationIdSegments(id[..1], id[1..2], id[2..8], id[8..17], id[17..]);
        Assert.Equal(expected, RegistrationIds.Check(id).Segments);

        var refused = RegistrationIds.Check(MadeUp.With(id, 9, 'V'));
        Assert.Equal(expected with { OrganisationCode = "V" + id[9..17] }, refused.Segments);
    }

    [Fact]
    public void Messages_ForEveryReason_ExistInBothLanguagesAndCodesAreDistinct()
    {
        Assert.Equal(
            "LENGTH CHARACTER REGION CHECK_CHARACTER NOT_A_COMPANY SOLE_TRADER",
            string.Join(' ', RegistrationIdReason.All.Select(reason => reason.Code)));
        Assert.All(RegistrationIdReason.All, reason =>
        {
            Assert.EndsWith(".", reason.Message.En, StringComparison.Ordinal);
            Assert.EndsWith("。", reason.Message.Zh, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void ToString_OfAVerdict_NeverQuotesTheInput()
    {
        Assert.Equal("valid", RegistrationIds.Check(MadeUp.Id()).ToString());
        Assert.Equal("CHARACTER", RegistrationIds.Check(MadeUp.With(MadeUp.Id(), 9, 'V')).ToString());
    }

    internal static void AssertRefused(RegistrationIdReason reason, int? position, RegistrationIdVerdict verdict)
    {
        Assert.False(verdict.IsValid);
        Assert.Equal(reason, verdict.Reason);
        Assert.Same(reason.Message, verdict.Message);
        Assert.Equal(position, verdict.Position);
        Assert.Empty(verdict.Warnings);
        Assert.Equal(reason == RegistrationIdReason.CheckCharacter, verdict.Expected is not null);
    }
}
