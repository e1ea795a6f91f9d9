using System.Diagnostics;
using CreditRegistry.Benchmarks.Data;
using CreditRegistry.Domain.Proof;
using CreditRegistry.Persistence.Ledger;
using CreditRegistry.Persistence.Proof;
using Npgsql;

namespace CreditRegistry.Benchmarks.Feed;

/// <summary>A log of many leaves: how fast it grows, and what a proof takes.</summary>
internal static class LogBenchmark
{
    private const int Rows = 100_000;
    private const int Goal = 4_000;
    private const int Proofs = 2_000;
    private const double MostMilliseconds = 5;

    /// <remarks>On a register of its own, of few companies: what it writes to the ledger stays there.</remarks>
    public static async Task RunAsync(long leaves)
    {
        await using var own = await BenchDatabase.OpenAsync(1_000, $"log_{leaves}");
        var report = new Report("log");
        Report.Head();
        await using var source = NpgsqlDataSource.Create(own.Owner);
        var tree = new LogTree(source);
        for (var missing = leaves - await tree.SizeAsync(default); missing > 0; missing = leaves - await tree.SizeAsync(default))
        {
            await PlaceAsync(own, source, Math.Min(missing, 500_000));
        }

        var placed = Side.OfTotal(Rows, await PlaceAsync(own, source, Rows));
        report.Add(new Measurement("changes placed and added to the tree", "changes", placed, Baseline: null, $"≥ {Goal:N0}", placed.PerSecond >= Goal));

        var size = await tree.SizeAsync(default);
        var baseline = await TimesAsync(size, async (position, _) =>
        {
            await using var command = source.CreateCommand("select commitment from ledger where position = $1");
            command.Parameters.Add(new() { Value = position });
            await command.ExecuteScalarAsync();
        });
        await AddAsync("inclusion proofs", (position, of) => tree.HashesAsync(MerkleTree.Inclusion(position - 1, of), default));
        await AddAsync("consistency proofs", (position, of) => tree.HashesAsync(MerkleTree.Consistency(position, of), default));
        await report.WriteAsync(own, leaves);

        async Task AddAsync(string what, Func<long, long, Task> prove)
        {
            var times = await TimesAsync(size, prove);
            var p95 = times.Order().ElementAt(times.Count * 95 / 100) * 1000;
            report.Add(new Measurement(
                $"{what} of {size:N0} leaves", "proofs", Side.OfCalls(times), Side.OfCalls(baseline), $"p95 ≤ {MostMilliseconds} ms", p95 <= MostMilliseconds));
        }
    }

    private static async Task<List<double>> TimesAsync(long size, Func<long, long, Task> call)
    {
        var dice = new Random(1);
        var times = new List<double>(Proofs);
        for (var i = 0; i < Proofs + 50; i++)
        {
            var position = 1 + dice.NextInt64(size);
            var watch = Stopwatch.StartNew();
            await call(position, size);
            if (i >= 50)
            {
                times.Add(watch.Elapsed.TotalSeconds);
            }
        }

        return times;
    }

    private static async Task<TimeSpan> PlaceAsync(BenchDatabase own, NpgsqlDataSource source, long rows)
    {
        await own.ExecuteAsync(
            $"""
            insert into ledger (at, role, kind, subject, company_id, details, secret, commitment)
            select now(), 'registry', 'company.changed', gen_random_uuid(), gen_random_uuid(), '{"{\"version\": 2}"}', sha256(n::text::bytea),
                sha256(gen_random_uuid()::text::bytea)
            from generate_series(1, {rows}) n
            """);
        var sequencer = new Sequencer(source);
        var watch = Stopwatch.StartNew();
        while (await sequencer.PlaceAsync(CancellationToken.None) > 0)
        {
        }

        return watch.Elapsed;
    }
}
