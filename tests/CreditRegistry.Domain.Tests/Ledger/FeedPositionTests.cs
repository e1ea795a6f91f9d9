using CreditRegistry.Domain.Ledger;

namespace CreditRegistry.Domain.Tests.Ledger;

public sealed class FeedPositionTests
{
    [Theory]
    [InlineData("1.0", 1, 0)]
    [InlineData("1.48213", 1, 48213)]
    [InlineData("2147483647.9223372036854775807", int.MaxValue, long.MaxValue)]
    public void Reads_what_it_writes(string text, int epoch, long position)
    {
        Assert.True(FeedPosition.TryParse(text, out var read));
        Assert.Equal(new FeedPosition(epoch, position), read);
        Assert.Equal(text, read.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("0.1")]
    [InlineData("1.1.1")]
    [InlineData("-1.1")]
    [InlineData("1.-1")]
    [InlineData("+1.1")]
    [InlineData("01.1")]
    [InlineData("1.01")]
    [InlineData(" 1.1")]
    [InlineData("1,1")]
    [InlineData("１.1")]
    [InlineData("2147483648.1")]
    [InlineData("1.9223372036854775808")]
    public void Refuses_what_it_never_wrote(string? text)
    {
        Assert.False(FeedPosition.TryParse(text, out _));
        Assert.Throws<FormatException>(() => FeedPosition.Parse(text!));
    }
}
