using System.Diagnostics;
using CreditRegistry.Benchmarks.Data;
using CreditRegistry.Persistence.Ledger;
using Npgsql;

namespace CreditRegistry.Benchmarks.Feed;

/// <summary>Committed changes getting their positions, also while somebody holds an old snapshot.</summary>
internal static class SequencerBenchmark
{
    private const int Rows = 200_000;
    private const int Goal = 4_000;

    /// <remarks>On a register of its own: what it writes to the ledger stays there.</remarks>
    public static async Task RunAsync(BenchDatabase database, Report report)
    {
        await using var own = await BenchDatabase.OpenAsync(Math.Min(100_000, database.Companies), "sequencer");
        await using var source = NpgsqlDataSource.Create(own.Program);
        await PlaceAsync(own, source);
        Add("changes placed", await PlaceAsync(own, source));

        // As beside a long export: nothing that is deleted or updated meanwhile can be cleaned away.
        await using var old = await source.OpenConnectionAsync();
        await using var transaction = await old.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using (var look = new NpgsqlCommand("select count(*) from epochs", old))
        {
            await look.ExecuteScalarAsync();
        }

        await PlaceAsync(own, source);
        Add($"changes placed, {Rows:N0} others under an old snapshot", await PlaceAsync(own, source));
        var idle = new List<double>();
        for (var i = 0; i < 50; i++)
        {
            var watch = Stopwatch.StartNew();
            await new Sequencer(source).PlaceAsync(CancellationToken.None);
            idle.Add(watch.Elapsed.TotalSeconds);
        }

        report.Add(new Measurement(
            $"a look for changes that finds none, {2 * Rows:N0} under an old snapshot", "looks", Side.OfCalls(idle), Baseline: null, "", Reached: true));

        void Add(string what, TimeSpan took)
        {
            var side = Side.OfTotal(Rows, took);
            report.Add(new Measurement(what, "changes", side, Baseline: null, $"≥ {Goal:N0}", side.PerSecond >= Goal));
        }
    }

    private static async Task<TimeSpan> PlaceAsync(BenchDatabase own, NpgsqlDataSource source)
    {
        await own.ExecuteAsync(
            $"""
            insert into ledger (at, role, kind, subject, company_id, details, secret, commitment)
            select now(), 'registry', 'company.changed', gen_random_uuid(), gen_random_uuid(), '{"{\"version\": 2}"}', '',
                sha256(gen_random_uuid()::text::bytea)
            from generate_series(1, {Rows})
            """);
        var sequencer = new Sequencer(source);
        var watch = Stopwatch.StartNew();
        while (await sequencer.PlaceAsync(CancellationToken.None) > 0)
        {
        }

        return watch.Elapsed;
    }
}
