using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Tests.RuleSets;

namespace CreditRegistry.Domain.Tests.Records;

/// <summary>What a register that learns of the past late says about a day in it.</summary>
public sealed class WasShownOnTests
{
    private static readonly DateOnly From = new(2023, 6, 1);
    private static readonly DateOnly Last = new(2026, 6, 1);
    private static readonly DateOnly Left = new(2024, 2, 3);
    private static readonly DateOnly Back = new(2024, 9, 10);

    [Fact]
    public void Published_FromItsFirstToItsLastDay()
    {
        var record = A.Record(publishedOn: From);

        Assert.Equal([false, true, true, false], Days(record, From.AddDays(-1), From, Last, Last.AddDays(1)));
    }

    [Fact]
    public void StoredWhenItWasOver_AsIfItHadBeenShown()
    {
        var record = A.Record(publishedOn: From, today: Last.AddDays(1));

        Assert.Equal(RecordState.Lapsed, record.State);
        Assert.Equal([false, true, true, false], Days(record, From.AddDays(-1), From, Last, Last.AddDays(1)));
    }

    [Fact]
    public void Repaired_UntilTheDayBeforeItLeft()
    {
        var record = A.Record(publishedOn: From);
        Assert.Null(record.Repair(Left, A.Id()));

        Assert.Equal([true, true, false], Days(record, From, Left.AddDays(-1), Left));
    }

    [Fact]
    public void Shielded_UntilTheDayBeforeTheOrder()
    {
        var record = A.Record(publishedOn: From);
        Assert.Null(record.Shield(Left, "法院裁定。"));

        Assert.Equal([true, false], Days(record, Left.AddDays(-1), Left));
    }

    [Fact]
    public void ShieldedForATime_AgainFromTheDayOnWhichTheOrderEnded()
    {
        var record = A.Record(publishedOn: From).Do(r => r.Shield(Left, "法院裁定。")).Do(r => r.Unshield(Left.AddDays(30), "程序终结。"));

        Assert.Equal([true, false, false, true], Days(record, Left.AddDays(-1), Left, Left.AddDays(29), Left.AddDays(30)));
    }

    [Fact]
    public void LeftWhileShielded_NotOnTheDaysOfTheOrder()
    {
        var record = A.Record(publishedOn: From).Do(r => r.Shield(Left, "法院裁定。")).Do(r => r.Repair(Left.AddDays(30), A.Id()));

        Assert.Equal([true, false, false, false], Days(record, Left.AddDays(-1), Left, Left.AddDays(29), Left.AddDays(30)));
    }

    [Fact]
    public void RepairedByAGrantThatWasRevoked_NotInBetween()
    {
        var record = Restored();

        Assert.Equal([true, false, false, true], Days(record, Left.AddDays(-1), Left, Back.AddDays(-1), Back));
    }

    [Fact]
    public void AsOf_BeforeItWasRestored_HasItsFirstPeriodAndNoBar()
    {
        var (before, after) = (As(Restored(), Left.AddDays(-1)), As(Restored(), Back));

        Assert.Equal((Last, null, null), (before.LapsesOn, before.BarredUntil, before.RestoredOn));
        Assert.Equal((Back.AddYears(3), Back.AddYears(3), Back), (after.LapsesOn, after.BarredUntil, after.RestoredOn));
        Assert.Equal((RecordState.Repaired, Left), (As(Restored(), Left).State, As(Restored(), Left).LeftOn));
    }

    [Fact]
    public void AsOf_Correction_CountsFromTheBeginning()
    {
        var record = A.Record(publishedOn: From).Do(r => r.Correct(Shipped.FourTier, A.Correction("U02", From), Left, "更正。"));

        Assert.Equal("U02", As(record, From).Ground);
    }

    [Fact]
    public void AsOf_CorrectedToHaveEndedBefore_EndedThen()
    {
        var record = A.Record(Shipped.Cn, publishedOn: From)
            .Do(r => r.Correct(Shipped.Cn, A.Correction("U01", From.AddDays(-300)), From.AddDays(100), "更正。"));

        Assert.Equal((RecordState.Lapsed, From.AddDays(100)), (record.State, record.LeftOn));
        Assert.Equal(record.LapsesOn!.Value.AddDays(1), As(record, From.AddDays(99)).LeftOnAsOf(From.AddDays(99)));
        Assert.Equal([true, false], Days(record, record.LapsesOn.Value, record.LapsesOn.Value.AddDays(1)));
    }

    [Fact]
    public void AsOf_LeavesOutWhatCameLater()
    {
        var record = A.Record(tier: RecordTier.Abnormal, publishedOn: From).Do(r => r.ShowNotice(Left));
        record.MarkRepairPending(true);

        Assert.Equal((null, Left), (As(record, Left.AddDays(-1)).NoticeShownOn, As(record, Left).NoticeShownOn));
        Assert.False(As(record, Left).RepairPending);
        Assert.True(record.RepairPending); // the record itself stays as it is
    }

    [Fact]
    public void Annulled_Never()
    {
        var record = A.Record(publishedOn: From);
        Assert.Null(record.Annul(Left, "撤销。"));

        Assert.Equal([false, false], Days(record, From, Left.AddDays(-1)));
    }

    private static CreditRecord Restored() => A.Record(publishedOn: From)
        .Do(r => r.Repair(Left, A.Id())).Do(r => r.Restore(Shipped.FourTier, Back));

    private static CreditRecord As(CreditRecord record, DateOnly day) => record.AsOf(A.Set(record.RuleSetId), day);

    private static IEnumerable<bool> Days(CreditRecord record, params DateOnly[] days) =>
        days.Select(day => record.WasShownOn(A.Set(record.RuleSetId), day));
}
