using CreditRegistry.Domain.Companies;
using FsCheck;
using FsCheck.Fluent;

namespace CreditRegistry.Domain.Tests.Companies;

public class LookAlikeTests
{
    private const string Digits = "01528";
    private const string Letters = "OISZB";

    [Fact]
    public void Suggestion_LettersTypedForDigits_IsTheIdThatWasMeant()
    {
        var tried = 0;
        foreach (var id in MadeUp.Ids(2000))
        {
            for (var i = 1; i < 18; i++)
            {
                if (Digits.IndexOf(id[i]) is >= 0 and var kind && !(kind == 4 && i == 16))
                {
                    tried++;
                    var typed = MadeUp.With(id, i + 1, Letters[kind]);
                    Assert.Equal(id, RegistrationIds.Check(typed).Suggestion?.Value);
                }
            }
        }

        Assert.True(tried > 1000);
    }

    [Fact]
    public void Suggestion_TheSameLetterTypedThroughout_IsTheIdThatWasMeant()
    {
        var id = MadeUp.Ids(1000).First(id => id.Count(c => c == '0') > 3 && !id.Contains('O', StringComparison.Ordinal));

        var verdict = RegistrationIds.Check(id.Replace('0', 'O'));

        Assert.Equal(RegistrationIdReason.Character, verdict.Reason);
        Assert.Equal(id, verdict.Suggestion?.Value);
    }

    [Fact]
    public void Suggestion_DigitTypedForB_IsTheIdThatWasMeant()
    {
        var id = MadeUp.Ids(1000).First(id => id[10..16].Contains('B', StringComparison.Ordinal));

        var verdict = RegistrationIds.Check(MadeUp.With(id, id.IndexOf('B', StringComparison.Ordinal) + 1, '8'));

        Assert.Equal(RegistrationIdReason.CheckCharacter, verdict.Reason);
        Assert.Equal(id, verdict.Suggestion?.Value);
    }

    [Fact]
    public void Suggestion_MistakeThatIsNoLookAlike_IsNone()
    {
        var id = MadeUp.Ids(1000).First(id => id[8..].IndexOfAny(['8', 'B']) < 0);

        Assert.Null(RegistrationIds.Check(id[..17] + (id[17] == 'A' ? 'C' : 'A')).Suggestion);
        Assert.Null(RegistrationIds.Check(MadeUp.With(id, 9, 'V')).Suggestion);
    }

    [Fact]
    public void Suggestion_RepairThatFailsTheOrganisationCheck_IsNotOffered()
    {
        var id = MadeUp.Ids(1000).First(id => id[10] == '0');
        var failing = MadeUp.WithLastCheck(id[..16] + (id[16] == '7' ? '6' : '7'));
        Assert.True(RegistrationIds.Check(failing).IsValid);

        var verdict = RegistrationIds.Check(MadeUp.With(failing, 11, 'O'));

        Assert.Equal(RegistrationIdReason.Character, verdict.Reason);
        Assert.Null(verdict.Suggestion);
    }

    /// <summary>Tries every combination of up to two replacements, so it would see a second candidate if there were one.</summary>
    [Fact]
    public void Suggestion_AnyTextRichInLookAlikes_IsOneOfAtMostOneCandidate()
    {
        var body = Gen.Elements("0O1I5S2Z8BY9XA".ToCharArray()).ArrayOf(16).Select(tail => "91" + new string(tail));

        Prop.ForAll(body.ToArbitrary(), typed =>
        {
            var verdict = RegistrationIds.Check(typed);
            if (verdict.IsValid)
            {
                return verdict.Suggestion is null;
            }

            var forced = new string([.. typed.Select((c, i) => c == 'B' && i >= 8 ? c : Replace(c, Letters, Digits))]);
            var candidates = Enumerable.Range(8, 10)
                .Where(i => forced[i] is '8' or 'B')
                .Select(i => MadeUp.With(forced, i + 1, forced[i] == '8' ? 'B' : '8'))
                .Append(forced)
                .Where(candidate => RegistrationIds.Check(candidate) is { IsValid: true, Warnings: [] })
                .ToList();
            var mayBeAPerson = verdict.Segments is null;
            return candidates.Count <= 1
                && verdict.Suggestion?.Value == (mayBeAPerson ? null : candidates.SingleOrDefault());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    private static char Replace(char c, string from, string to) => from.IndexOf(c) is >= 0 and var i ? to[i] : c;
}
