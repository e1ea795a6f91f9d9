using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CreditRegistry.Benchmarks.Data;
using CreditRegistry.Benchmarks.Load;
using CreditRegistry.Domain.Companies;
using Npgsql;

namespace CreditRegistry.Benchmarks.Search;

/// <summary>
/// Searches by a part of a name over HTTP, one after the other, each class also with a standing, and suggestions; against
/// ILIKE with a trigram index over the same names.
/// </summary>
internal static class SearchBenchmark
{
    private const int Searches = 300;
    private const int BaselineSearches = 15;
    private const int RecallParts = 10;
    private const double Goal = 50;
    private const double SuggestGoal = 30;
    private const double Longest = 500;

    private static readonly string[] Common = ["有限公司", "公司", "有限", "科技有限公司", "股份有限公司", "责任", "工程有限公司", "专业合作社"];

    public static async Task RunAsync(BenchDatabase database, Report report)
    {
        await MakeBaselineAsync(database);
        var dice = new Random(20261122);
        (string What, string[] Parts)[] classes =
        [
            ("2 characters", Parts(database, dice, 2)),
            ("4 characters", Parts(database, dice, 4)),
            ("whole name", Parts(database, dice, int.MaxValue)),
            ("common fragment", [.. Enumerable.Range(0, Searches).Select(i => Common[i % Common.Length])]),
            ("no hit", [.. Parts(database, dice, 4).Select(part => string.Concat(part.Reverse()))]),
        ];

        await using var registry = await ServerProcess.RegistryAsync(database);
        using var client = new HttpClient { BaseAddress = new Uri(registry.Url) };
        foreach (var (what, parts) in classes)
        {
            foreach (var standing in (string?[])[null, "untrustworthy", "seriouslyIllegal", "clear"])
            {
                var paths = Array.ConvertAll(parts, part =>
                    $"/api/v1/companies?name={Uri.EscapeDataString(part)}{(standing is null ? "" : $"&standing={standing}")}");
                await AskAsync(client, paths.Take(Searches / 3));
                var ours = await AskAsync(client, paths);
                var baseline = standing is null ? await AskBaselineAsync(database, parts.Take(BaselineSearches)) : null;
                Add(report, $"search, {what}{(standing is null ? "" : $", {standing}")}", ours, baseline, Goal);
            }
        }

        foreach (var (what, length) in ((string, int)[])[("1 character", 1), ("3 characters", 3), ("6 characters", 6)])
        {
            var paths = Array.ConvertAll(Beginnings(database, dice, length), part =>
                $"/api/v1/companies/suggest?q={Uri.EscapeDataString(part)}");
            await AskAsync(client, paths.Take(Searches / 3));
            Add(report, $"suggest, {what}", await AskAsync(client, paths), null, SuggestGoal);
        }

        await CheckRecallAsync(database, client, classes[1].Parts);
    }

    private static void Add(Report report, string what, List<double> seconds, Side? baseline, double goal)
    {
        var side = Side.OfCalls(seconds);
        var slowest = seconds.Max() * 1000;
        report.Add(new Measurement(
            what, "searches", side, baseline, string.Create(CultureInfo.InvariantCulture, $"p95 ≤ {goal} ms, none over {Longest}"),
            side.P95 <= goal && slowest <= Longest, string.Create(CultureInfo.InvariantCulture, $"slowest {slowest:0} ms")));
    }

    private static string[] Parts(BenchDatabase database, Random dice, int length) =>
        [.. Names(database, dice, 2).Select(name =>
        {
            var taken = Math.Min(length, name.Length);
            return name.Substring(dice.Next(name.Length - taken + 1), taken);
        })];

    private static string[] Beginnings(BenchDatabase database, Random dice, int length) =>
        [.. Names(database, dice, length).Select(name => name[..length])];

    private static IEnumerable<string> Names(BenchDatabase database, Random dice, int shortest) =>
        Enumerable.Repeat(0, int.MaxValue)
            .Select(_ => CompanyName.Fold(ManyNames.At(dice.NextInt64(database.Companies))))
            .Where(name => name.Length >= shortest)
            .Take(Searches);

    private static async Task<List<double>> AskAsync(HttpClient client, IEnumerable<string> paths)
    {
        var seconds = new List<double>();
        foreach (var path in paths)
        {
            var start = Stopwatch.GetTimestamp();
            (await client.GetAsync(new Uri(path, UriKind.Relative))).EnsureSuccessStatusCode();
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return seconds;
    }

    /// <summary>The same names in a table of their own, so that nothing else pays for the index.</summary>
    private static Task MakeBaselineAsync(BenchDatabase database) => database.ExecuteAsync(
        """
        create extension if not exists pg_trgm;
        do $$ begin
            if to_regclass('bench_names') is null then
                create table bench_names as select registration_id, name from companies;
                create index ix_bench_names on bench_names using gin (name gin_trgm_ops);
                analyze bench_names;
            end if;
        end $$
        """);

    private static async Task<Side> AskBaselineAsync(BenchDatabase database, IEnumerable<string> parts)
    {
        await using var source = NpgsqlDataSource.Create(database.Owner);
        var seconds = new List<double>();
        foreach (var part in parts)
        {
            await using var command = source.CreateCommand("select registration_id, name from bench_names where name ilike $1 limit 21");
            command.Parameters.AddWithValue($"%{part}%");
            await command.ExecuteNonQueryAsync(); // warm
            var start = Stopwatch.GetTimestamp();
            await command.ExecuteNonQueryAsync();
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return Side.OfCalls(seconds);
    }

    /// <summary>All pages together, against a look at every name.</summary>
    private static async Task CheckRecallAsync(BenchDatabase database, HttpClient client, IEnumerable<string> parts)
    {
        var compared = 0L;
        foreach (var part in parts.Distinct(StringComparer.Ordinal).Take(RecallParts))
        {
            var expected = await database.ScalarAsync<string[]>(
                $"select coalesce(array_agg(registration_id order by registration_id), array[]::text[]) from (select registration_id from companies where position('{part}' in search_text) > 0 limit 20001) found");
            if (expected.Length > 20_000)
            {
                continue;
            }

            var (found, next) = (new List<string>(), (string?)null);
            do
            {
                await using var body = await client.GetStreamAsync(new Uri(
                    $"/api/v1/companies?name={Uri.EscapeDataString(part)}&limit=200{(next is null ? "" : $"&cursor={next}")}", UriKind.Relative));
                using var page = await JsonDocument.ParseAsync(body);
                found.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("registrationId").GetString()!));
                next = page.RootElement.GetProperty("next").GetString();
            }
            while (next is not null);

            compared += expected.Length;
            if (!expected.SequenceEqual(found.Order(StringComparer.Ordinal)))
            {
                throw new InvalidOperationException($"A search found {found.Count} companies where there are {expected.Length}.");
            }
        }

        Console.Error.WriteLine($"recall: {compared:N0} companies of {RecallParts} parts, all found");
    }
}
