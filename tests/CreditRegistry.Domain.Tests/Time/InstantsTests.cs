using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Tests.Time;

public sealed class InstantsTests
{
    [Theory]
    [InlineData("2026-01-31T08:00:00Z", 0)]
    [InlineData("2026-01-31T16:00:00+08:00", 0)]
    [InlineData("2026-01-31T08:00:00.0000001Z", 1)]
    public void AnInstant_IsReadWithItsOffset(string text, long ticks)
    {
        Assert.True(Instants.TryParse(text, out var instant));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.Zero).AddTicks(ticks), instant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31T08:00:00")]
    [InlineData("2026-01-31 08:00:00Z")]
    [InlineData("2026-02-29T08:00:00Z")]
    [InlineData("2026-01-31T24:00:01Z")]
    [InlineData("2026-01-31T08:00:00.00000001Z")]
    [InlineData("2026-01-31T08:00:00+0800")]
    [InlineData("2026-01-31T08:00:00Z\n")]
    public void AnythingElse_IsNone(string text) => Assert.False(Instants.TryParse(text, out _));
}
