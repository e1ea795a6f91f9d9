using System.Diagnostics;
using CreditRegistry.TestKit;

namespace CreditRegistry.Web.Tests;

/// <summary>Runs alone: what runs beside it would be measured too.</summary>
[CollectionDefinition(nameof(AnswerTimeTests), DisableParallelization = true)]
[Collection(nameof(AnswerTimeTests))]
public sealed class AnswerTimeTests(Site site)
{
    private const int MostRequests = 200;
    private const double MostMilliseconds = 50;

    [Theory]
    [InlineData("/")]
    [InlineData("/companies/{listed}")]
    [InlineData("/search?q=云杉")]
    [InlineData("/records/{record}/repair")]
    [InlineData("/statistics")]
    [InlineData("/changes")]
    [InlineData("/check-list")]
    public async Task APage_IsAnsweredQuickly(string page)
    {
        using var browser = site.Host.Anyone();
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        var best = double.MaxValue;
        for (var i = 0; i < MostRequests && best > MostMilliseconds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await browser.AskAsync(site.PathOf(page));
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds); // the slower ones tell of the machine
            answer.EnsureSuccessStatusCode();
        }

        Assert.InRange(best, 0, MostMilliseconds);
    }
}
