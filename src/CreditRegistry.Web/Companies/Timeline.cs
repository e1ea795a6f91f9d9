using CreditRegistry.Application.Records;

namespace CreditRegistry.Web.Companies;

/// <summary>A company's records on a line of days: where each begins and ends, as shares of the whole width.</summary>
/// <param name="Today">Where today is.</param>
/// <param name="Years">The first days of years, and where they are.</param>
public sealed record Timeline(IReadOnlyList<TimelineRow> Rows, double Today, IReadOnlyList<(int Year, double At)> Years)
{
    private const int MarginDays = 45;
    private const int OpenEndDays = 540;
    private const int MostYears = 9;

    public static Timeline Of(IReadOnlyList<RecordView> records, DateOnly today)
    {
        var first = records.Select(r => r.PublishedOn).Append(today).Min().AddDays(-MarginDays);
        var ends = records.Select(r => r.LapsesOn ?? Later(r.RepairableFrom ?? today, today).AddDays(OpenEndDays));
        var last = ends.Append(today).Max().AddDays(MarginDays);
        var days = (double)(last.DayNumber - first.DayNumber);
        var rows = records.OrderBy(r => r.PublishedOn).ThenBy(r => r.Id).Select(record =>
        {
            var end = record.LapsesOn is { } lapses ? At(lapses.AddDays(1)) : 1;
            return new TimelineRow(
                record,
                At(record.PublishedOn),
                end,
                record.RepairableFrom is { } from && At(from) < end ? Math.Max(At(from), At(record.PublishedOn)) : null);
        });
        var years = Enumerable.Range(first.Year + 1, Math.Max(0, last.Year - first.Year));
        var step = (years.Count() + MostYears - 1) / MostYears;
        return new Timeline(
            [.. rows],
            At(today),
            [.. years.Where((_, i) => i % Math.Max(1, step) is 0).Select(year => (year, At(new DateOnly(year, 1, 1))))]);

        double At(DateOnly day) => (day.DayNumber - first.DayNumber) / days;
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}

/// <summary>One record's bar.</summary>
/// <param name="RepairFrom">Where repair opens; null when it never does.</param>
public sealed record TimelineRow(RecordView Record, double Start, double End, double? RepairFrom);
