using System.Globalization;
using CreditRegistry.Application.Ingestion;

namespace CreditRegistry.Cli.Imports;

/// <summary>The summary of an import as people read it.</summary>
internal static class ImportSummaryText
{
    public static void Write(TextWriter output, ImportSummary summary, string report, TimeSpan elapsed)
    {
        Line($"{summary.Rows:N0} rows in {elapsed.TotalSeconds:N1} s");
        foreach (var verdict in Enum.GetValues<RowVerdict>())
        {
            Line($"  {verdict.ToString().ToLowerInvariant(),-10} {summary[verdict],12:N0}");
        }

        Counts("Refused because of", summary.Refusals);
        Counts("Taken with a warning", summary.Warnings);
        Counts("Values about people dropped, by column", summary.PersonalValuesDropped);
        if (summary.RecordsTakenDown > 0)
        {
            Line($"{summary.RecordsTakenDown:N0} records left publication, because their companies were deregistered.");
        }

        if (summary.IgnoredColumns.Count > 0)
        {
            Line($"Columns ignored: {string.Join(", ", summary.IgnoredColumns)}");
        }

        Line($"Report: {report}");

        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

        void Counts(string title, IReadOnlyDictionary<string, long> counts)
        {
            if (counts.Count > 0)
            {
                Line($"{title}:");
            }

            foreach (var (name, count) in counts.OrderByDescending(c => c.Value))
            {
                Line($"  {name,-32} {count,12:N0}");
            }
        }
    }
}
