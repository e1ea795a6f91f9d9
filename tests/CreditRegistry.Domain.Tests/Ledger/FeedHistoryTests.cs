using CreditRegistry.Domain.Ledger;

namespace CreditRegistry.Domain.Tests.Ledger;

public sealed class FeedHistoryTests
{
    /// <summary>Epoch 2 took over at 100, epoch 3 at 80 (so of what 2 placed nothing is left), epoch 4 at 150; 200 is the last.</summary>
    private static readonly FeedHistory History = new([0, 100, 80, 150], 200, IsBehind: false);

    [Theory]
    [InlineData("4.0")]
    [InlineData("4.200")]
    [InlineData("3.150")]
    [InlineData("2.80")]
    [InlineData("1.80")]
    [InlineData("1.0")]
    public void Check_WhatSurvived_IsGood(string position) => Assert.Null(History.Check(FeedPosition.Parse(position)));

    [Theory]
    [InlineData("3.151", "4.150")]
    [InlineData("3.9223372036854775807", "4.150")]
    [InlineData("2.81", "4.80")]
    [InlineData("2.120", "4.80")]
    [InlineData("1.81", "4.80")]
    [InlineData("1.100", "4.80")]
    public void Check_WhatWasLost_SaysWhereToResume(string position, string resumeFrom)
    {
        var error = Assert.IsType<RewoundError>(History.Check(FeedPosition.Parse(position)));

        Assert.Equal(("FEED_REWOUND", resumeFrom), (error.Code, error.ResumeFrom.ToString()));
        Assert.Null(History.Check(error.ResumeFrom));
    }

    [Theory]
    [InlineData("4.201")]
    [InlineData("5.0")]
    [InlineData("2147483647.9223372036854775807")]
    public void Check_WhatWasNeverGivenOut_IsUnknown(string position)
    {
        Assert.Equal("POSITION_UNKNOWN", History.Check(FeedPosition.Parse(position))?.Code);
        Assert.Null((History with { IsBehind = true }).Check(FeedPosition.Parse(position)));
    }

    [Fact]
    public void Head_BeforeTheFirstChange_IsTheBeginning() =>
        Assert.Equal("1.0", new FeedHistory([], 0, IsBehind: false).Head.ToString());
}
