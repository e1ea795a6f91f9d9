using System.Diagnostics;
using CreditRegistry.Persistence.Ledger;
using CreditRegistry.TestKit;
using Npgsql;

namespace CreditRegistry.Api.Tests.Ledger;

public sealed class SequencerTests(RegistryCluster cluster)
{
    private const int Writers = 16;
    private const int Transactions = 40;

    [Fact]
    public async Task Positions_ManyWritersTwoSequencersOneReader_AreConsecutiveAndNoneIsMissed()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create((await cluster.NewDatabaseAsync()).Connection);
        using var written = CancellationTokenSource.CreateLinkedTokenSource(ct);

        var sequencers = new[] { PlaceAsync(source, written.Token), PlaceAsync(source, written.Token) };
        var reader = FollowAsync(source, written.Token);
        var committed = (await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => WriteAsync(source, new Random(i), ct)))).Sum();
        await written.CancelAsync();
        await Task.WhenAll(sequencers);
        var seen = await reader;

        Assert.InRange(committed, Writers * Transactions / 2, int.MaxValue);
        Assert.Equal(committed, seen.Count);
        Assert.Equal(Enumerable.Range(1, committed).Select(i => (long)i), seen);
        Assert.Equal(committed, await ScalarAsync(source, "select count(*) from ledger where position is not null", ct));
        Assert.Equal(0, await ScalarAsync(source, "select count(*) from ledger where position is null", ct));
    }

    [Fact]
    public async Task Place_NothingToPlace_IsZero()
    {
        await using var source = NpgsqlDataSource.Create((await cluster.NewDatabaseAsync()).Connection);

        Assert.Equal(0, await new Sequencer(source).PlaceAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Server_Idle_PlacesARowSoon()
    {
        await using var host = new RegistryHost(cluster);
        await host.InitializeAsync();
        var ct = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(host.Database.Connection);
        while (await ScalarAsync(source, "select count(*) from ledger where position is null", ct) > 0)
        {
            await Task.Delay(20, ct);
        }

        // Now and then the machine itself stands still: the quickest of several counts.
        const int soon = 2_000; // 200 ms on a machine that does nothing else
        var quickest = long.MaxValue;
        for (var i = 0; i < 10 && quickest > soon; i++)
        {
            await host.CompanyAsync();
            var watch = Stopwatch.StartNew();
            while (await ScalarAsync(source, "select count(*) from ledger where position is null", ct) > 0)
            {
                await Task.Delay(10, ct);
            }

            quickest = Math.Min(quickest, watch.ElapsedMilliseconds);
        }

        Assert.InRange(quickest, 0, soon);
    }

    private static async Task PlaceAsync(NpgsqlDataSource source, CancellationToken stop)
    {
        var sequencer = new Sequencer(source);
        while (!stop.IsCancellationRequested)
        {
            await sequencer.PlaceAsync(CancellationToken.None);
        }

        while (await sequencer.PlaceAsync(CancellationToken.None) > 0)
        {
        }
    }

    /// <summary>Reads on from the last position it saw, as a follower of the feed does.</summary>
    private static async Task<List<long>> FollowAsync(NpgsqlDataSource source, CancellationToken stop)
    {
        var seen = new List<long>();
        while (!stop.IsCancellationRequested
            || await ScalarAsync(source, "select count(*) from ledger where position is null", CancellationToken.None) > 0
            || await ScalarAsync(source, "select max(position) from ledger", CancellationToken.None) > seen.Count)
        {
            await using var command = source.CreateCommand("select position from ledger where position > @after order by position");
            command.Parameters.AddWithValue("after", seen.LastOrDefault());
            await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
            while (await reader.ReadAsync(CancellationToken.None))
            {
                seen.Add(reader.GetInt64(0));
            }
        }

        return seen;
    }

    private static async Task<int> WriteAsync(NpgsqlDataSource source, Random dice, CancellationToken ct)
    {
        var committed = 0;
        for (var i = 0; i < Transactions; i++)
        {
            var rows = dice.Next(1, 4);
            await using var connection = await source.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var command = new NpgsqlCommand(
                """
                insert into ledger (at, role, kind, subject, details, secret, commitment)
                select now(), 'registry', 'test', gen_random_uuid(), '{}', '', sha256(gen_random_uuid()::text::bytea) from generate_series(1, @rows)
                """,
                connection);
            command.Parameters.AddWithValue("rows", rows);
            await command.ExecuteNonQueryAsync(ct);
            await Task.Delay(dice.Next(0, 30), ct);
            if (dice.Next(5) > 0)
            {
                await transaction.CommitAsync(ct);
                committed += rows;
            }
        }

        return committed;
    }

    private static async Task<long> ScalarAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(ct) is long number ? number : 0;
    }
}
