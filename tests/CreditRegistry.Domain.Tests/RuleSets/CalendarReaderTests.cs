using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Domain.Tests.RuleSets;

public class CalendarReaderTests
{
    private const string File = "calendars/2026.json";

    public static TheoryData<string, string?, string, string> Faults => new()
    {
        { "source.zh", "\"\"", "$.source.zh", "empty" },
        { "daysOff[0].name", null, "$.daysOff[0]", "'name'" },
        { "holidays", "[]", "$.holidays", "could not be mapped" },
        { "daysOff[0].date", "\"2026-02-29\"", "$.daysOff[0].date", "could not be converted" },
        { "daysOff[0].date", "\"2025-12-31\"", "$.daysOff[0].date", "2025-12-31 is not in 2026" },
        { "workDays[0]", "\"2027-01-02\"", "$.workDays[0]", "2027-01-02 is not in 2026" },
        { "workDays[0]", "\"2026-01-05\"", "$.workDays[0]", "2026-01-05 is a Monday" },
        { "daysOff[1].date", "\"2026-01-01\"", "$.daysOff[1].date", "already listed at $.daysOff[0].date" },
        { "workDays[1]", "\"2026-01-04\"", "$.workDays[1]", "already listed at $.workDays[0]" },
        { "workDays[0]", "\"2026-02-15\"", "$.workDays[0]", "already listed at $.daysOff[3].date" },
        { "daysOff", "[]", "$.daysOff", "without days off" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_FileBrokenInOnePlace_NamesTheRowAndTheReason(string place, string? value, string row, string reason)
    {
        var reading = CalendarReader.Read(BrokenJson.With(Shipped.Json(File), place, value), File);

        Assert.Null(reading.Value);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal((File, row), (fault.File, fault.Row));
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
    }
}
