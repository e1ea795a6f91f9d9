using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Tests.Time;

public sealed class PastInstantTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 17, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, null)]
    [InlineData(1, "INSTANT_IN_FUTURE")]
    public void Instant_UpToNow_IsTaken(int ticks, string? code)
    {
        foreach (var question in Enum.GetValues<PastQuestion>())
        {
            var at = Now.AddTicks(ticks);
            var outcome = question is PastQuestion.AsOf ? PastInstant.Of(at, null, Now) : PastInstant.Of(null, at, Now);

            Assert.Equal(code, outcome.Error?.Code);
            if (code is null)
            {
                Assert.Equal((question, at, TimeSpan.Zero), (outcome.Value!.Question, outcome.Value.At, outcome.Value.At.Offset));
            }
            else
            {
                Assert.Equal([question is PastQuestion.AsOf ? "asOf" : "shownAt"], ((InvalidError)outcome.Error!).Errors.Keys);
            }
        }
    }

    [Fact]
    public void Both_AreRefused() => Assert.Equal("INSTANT_AMBIGUOUS", PastInstant.Of(Now, Now, Now).Error?.Code);

    [Fact]
    public void None_IsNow() => Assert.Equal((null, null), (PastInstant.Of(null, null, Now).Value, PastInstant.Of(null, null, Now).Error));

    [Theory]
    [InlineData("2026-06-30T15:59:59Z", "2026-06-30")]
    [InlineData("2026-06-30T16:00:00Z", "2026-07-01")]
    [InlineData("2026-07-01T00:00:00+08:00", "2026-07-01")]
    public void Day_IsThatOfShanghai(string at, string day) =>
        Assert.Equal(Days.Of(day), PastInstant.Of(DateTimeOffset.Parse(at, null), null, Now).Value!.Day);
}
