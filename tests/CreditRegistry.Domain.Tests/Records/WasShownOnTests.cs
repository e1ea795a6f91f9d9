using CreditRegistry.Domain.Records;

namespace CreditRegistry.Domain.Tests.Records;

/// <summary>What a register that learns of the past late says about a day in it.</summary>
public sealed class WasShownOnTests
{
    private static readonly DateOnly From = new(2023, 6, 1);
    private static readonly DateOnly Last = new(2026, 6, 1);
    private static readonly DateOnly Left = new(2024, 2, 3);

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
    public void Annulled_Never()
    {
        var record = A.Record(publishedOn: From);
        Assert.Null(record.Annul(Left, "撤销。"));

        Assert.Equal([false, false], Days(record, From, Left.AddDays(-1)));
    }

    private static IEnumerable<bool> Days(CreditRecord record, params DateOnly[] days) => days.Select(record.WasShownOn);
}
