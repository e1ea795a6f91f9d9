namespace CreditRegistry.Domain.Tests;

public class LocalTextTests
{
    private static readonly DateOnly Day = new(2026, 9, 1);

    [Fact]
    public void ADayInAText_IsWrittenForPrograms_UnlessAPageWritesIt()
    {
        var text = LocalText.About(Day, "Apply from {0}.", "自{0}起可申请。");

        Assert.Equal(("Apply from 2026-09-01.", "自2026-09-01起可申请。"), (text.En, text.Zh));
        var written = text.Write(day => $"{day.Day}/{day.Month}");
        Assert.Equal(("Apply from 1/9.", "自1/9起可申请。"), (written.En, written.Zh));
        Assert.NotEqual(text, LocalText.About(Day.AddDays(1), "Apply from {0}.", "自{0}起可申请。"));
    }

    [Fact]
    public void ATextWithoutADay_IsTheSameHoweverDaysAreWritten()
    {
        var text = new LocalText("Apply.", "可申请{0}。");

        Assert.Same(text, text.Write(_ => "never"));
    }
}
