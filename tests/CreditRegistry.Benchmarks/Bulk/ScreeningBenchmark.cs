using System.Globalization;
using CreditRegistry.Benchmarks.Data;
using CreditRegistry.Benchmarks.Load;

namespace CreditRegistry.Benchmarks.Bulk;

/// <summary>A list of registration IDs streamed through the API, against a temporary table and one hash join in psql.</summary>
internal static class ScreeningBenchmark
{
    private const int Lines = 1_000_000;
    private const double MostMegabytes = 300;

    public static async Task RunAsync(BenchDatabase database, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("registry-bench-screening-");
        try
        {
            var list = Path.Combine(folder.FullName, "list.csv");
            var answer = Path.Combine(folder.FullName, "answer.csv");
            await File.WriteAllLinesAsync(list, Ids(database).Prepend("registration_id"));

            await BaselineAsync(database, list, answer);
            var baseline = await BaselineAsync(database, list, answer);

            await using var registry = await ServerProcess.RegistryAsync(
                database, ("Registry__RateLimit__ScreenedLines", "1000000000"));
            var idle = registry.Memory;
            using var done = new CancellationTokenSource();
            var watching = Tool.MostAsync(() => registry.Memory, done.Token);
            await ScreenAsync(registry, list, answer);
            var ours = await ScreenAsync(registry, list, answer);
            await done.CancelAsync();
            var most = await watching;

            var last = File.ReadLines(answer).Last();
            var whole = last.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{Lines},,end,"), StringComparison.Ordinal);
            report.Add(new Measurement(
                $"screening of {Lines.ToString("N0", CultureInfo.InvariantCulture)} IDs, streamed", "lines",
                Side.OfTotal(Lines, ours), Side.OfTotal(Lines, baseline), "≥ 0.5 ×, ≤ 300 MB over idle",
                whole && ours <= 2 * baseline && most - idle <= MostMegabytes,
                string.Create(CultureInfo.InvariantCulture, $"memory {idle:0} → {most:0} MB{(whole ? "" : ", answer not whole")}")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>In no order of the table: 97 of a hundred known, two unknown, one wrong.</summary>
    private static IEnumerable<string> Ids(BenchDatabase database)
    {
        const long stride = 7_368_787;
        for (var i = 1L; i <= Lines; i++)
        {
            var id = ManyCompanies.IdAt(i % 100 < 2 ? database.Companies + i : i * stride % database.Companies);
            yield return i % 100 == 2 ? id[..17] + (id[17] == '0' ? '1' : '0') : id;
        }
    }

    private static async Task<TimeSpan> ScreenAsync(ServerProcess registry, string list, string answer) => (await Tool.RunAsync(
        "curl",
        ["-sS", "--fail", "-X", "POST", "-H", "Content-Type: text/csv", "-T", list, "-o", answer, registry.Url + "/api/v1/screenings"])).Time;

    private static Task<TimeSpan> BaselineAsync(BenchDatabase database, string list, string answer) => Tool.PsqlAsync(
        database.Owner,
        $"""
        create temp table asked (registration_id text);
        \copy asked from '{list}' csv header
        analyze asked;
        \copy (select a.registration_id, c.id is not null, r.tier, r.lapses_on from asked a left join companies c using (registration_id) left join records r on r.company_id = c.id and r.state = 'published' and r.shielded_since is null and r.published_on <= current_date and (r.lapses_on is null or r.lapses_on >= current_date)) to '{answer}' csv header
        """);
}
