using System.Diagnostics;
using System.Globalization;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Persistence.Ledger;
using CreditRegistry.TestKit;
using Npgsql;

namespace CreditRegistry.Api.Tests.Feed;

/// <summary>A follower misses nothing, whoever writes, however slowly, and whatever becomes of the sequencer.</summary>
public sealed class WritersTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private const int Writers = 16;
    private const int Transactions = 25;

    private static int _serial = 5_000_000;

    [Fact]
    public async Task Reader_ThatKeepsItsLastPosition_SeesEachCommittedFactOnceAndInOrder()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(host.Database.Connection);
        var start = await host.HeadAsync();
        using var written = CancellationTokenSource.CreateLinkedTokenSource(ct);

        // The server's own sequencer competes with these three; all of them are cut off again and again.
        var sequencers = Enumerable.Range(0, 3).Select(_ => SequenceAsync(written.Token)).ToArray();
        var killer = KillAsync(written.Token);
        var reader = FollowAsync(start, written.Token);
        var facts = (await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => WriteAsync(source, new Random(i), ct))))
            .SelectMany(f => f).ToList();
        await written.CancelAsync();
        await Task.WhenAll(sequencers);
        var killed = await killer;
        var seen = await reader;

        Assert.InRange(facts.Count, Writers * Transactions / 3, int.MaxValue);
        Assert.InRange(killed, 5, int.MaxValue);
        Assert.Equal(facts.Count, seen.Count);
        Assert.Equal(seen.Count, seen.Select(s => s.Position).Distinct().Count());
        Assert.Equal(seen.Select(s => s.Position).Order(), seen.Select(s => s.Position));

        // The ledger says which version of which company each position tells of.
        await using var command = source.CreateCommand(
            "select position, subject, (details ->> 'version')::integer from ledger where position > @start and kind like 'company.%' order by position");
        command.Parameters.AddWithValue("start", Number(start));
        var told = new List<(Guid Company, int Version)>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        var positions = seen.Select(s => s.Position).ToHashSet();
        while (await rows.ReadAsync(ct))
        {
            Assert.Contains(rows.GetInt64(0), positions);
            told.Add((rows.GetGuid(1), rows.GetInt32(2)));
        }

        Assert.Equal(facts.Order(), told.Order());
        Assert.All(told.GroupBy(t => t.Company), versions =>
            Assert.Equal(Enumerable.Range(1, versions.Count()), versions.Select(v => v.Version)));
    }

    [Fact]
    public async Task SlowWriter_Always_HoldsBackNeitherOtherWritersNorTheirPlaces()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(host.Database.Connection);
        await using var slow = await source.OpenConnectionAsync(ct);
        await TimeAsync(source, ct);
        var (times, timesBeside) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var i = 0; i < 40; i++) // in turns: whatever else the machine does, it does to both
        {
            times.Add(await TimeAsync(source, ct));
            await using var meanwhile = await slow.BeginTransactionAsync(ct);
            await RegisterAsync(slow, ct);
            timesBeside.Add(await TimeAsync(source, ct));
        }

        await using var transaction = await slow.BeginTransactionAsync(ct);
        await RegisterAsync(slow, ct);
        var (alone, beside) = (Median(times), Median(timesBeside));
        var head = await host.HeadBeyondAsync(await QuickAsync(source, ct));

        Assert.True(
            beside < 5 * alone + TimeSpan.FromMilliseconds(20),
            $"A commit takes {alone.TotalMilliseconds} ms, and {beside.TotalMilliseconds} ms beside a slow writer.");
        await transaction.CommitAsync(ct);
        Assert.Equal(["company.registered"], (await host.ChangesAsync(head)).Items.Kinds()); // the slow one's, though it was first
    }

    [Theory]
    [InlineData(Sequencer.BatchSize - 1)]
    [InlineData(Sequencer.BatchSize)]
    [InlineData(Sequencer.BatchSize + 1)]
    public async Task Batch_AtItsBoundary_PlacesEveryRowInOrder(int rows)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(host.Database.Connection);
        await host.PlacedAsync();
        var before = await NumberAsync(source, "select coalesce(max(position), 0) from ledger", ct);
        await NumberAsync(
            source,
            $"""
            with written as (
                insert into ledger (at, role, kind, subject, details, secret, commitment)
                select now(), 'registry', 'test', gen_random_uuid(), '{"{}"}', '', sha256(gen_random_uuid()::text::bytea) from generate_series(1, {rows}) returning 1)
            select count(*) from written
            """,
            ct);

        await host.PlacedAsync();

        Assert.Equal(before + rows, await NumberAsync(source, "select coalesce(max(position), 0) from ledger", ct));
        Assert.Equal(rows, await NumberAsync(
            source,
            $"select count(*) from (select id - coalesce(lag(id) over (order by position), 0) as step from ledger where position > {before}) s where step > 0",
            ct));
    }

    private static async Task<TimeSpan> TimeAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await QuickAsync(source, ct);
        return watch.Elapsed;
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    /// <summary>One private fact, committed; its ledger id.</summary>
    private static Task<long> QuickAsync(NpgsqlDataSource source, CancellationToken ct) => NumberAsync(
        source,
        "insert into ledger (at, role, kind, subject, details, secret, commitment) values (now(), 'registry', 'test', gen_random_uuid(), '{}', '', sha256(gen_random_uuid()::text::bytea)) returning id",
        ct);

    private static async Task<long> NumberAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static long Number(string position) => long.Parse(position.Split('.')[1], CultureInfo.InvariantCulture);

    /// <summary>Registers companies and changes them; some slowly, some in vain. What it committed.</summary>
    private async Task<List<(Guid Company, int Version)>> WriteAsync(NpgsqlDataSource source, Random dice, CancellationToken ct)
    {
        var committed = new List<(Guid Company, int Version)>();
        var own = new List<Guid>();
        for (var i = 0; i < Transactions; i++)
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var facts = new List<(Guid Company, int Version)>();
            for (var j = dice.Next(1, 4); j > 0; j--)
            {
                facts.Add(own.Count > 0 && dice.Next(2) > 0
                    ? await ChangeAsync(connection, own[dice.Next(own.Count)], ct)
                    : (await RegisterAsync(connection, ct), 1));
            }

            await Task.Delay(dice.Next(10) == 0 ? 400 : dice.Next(0, 20), ct);
            if (dice.Next(5) > 0)
            {
                await transaction.CommitAsync(ct);
                committed.AddRange(facts);
                own = [.. own.Concat(facts.Select(f => f.Company)).Distinct()];
            }
        }

        return committed;
    }

    private async Task<Guid> RegisterAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(host.Clock.GetUtcNow());
        var madeUp = MadeUpCompanies.At(Interlocked.Increment(ref _serial));
        await using var command = new NpgsqlCommand(
            """
            insert into companies (id, version, registration_id, name, former_names, search_text, name_grams, status, changed_at)
            values (@id, 1, @registrationId, @name, '[]', lower(@name), '{}', 'registered', now());
            insert into ledger (at, role, kind, subject, company_id, details, secret, commitment)
            values (now(), 'registry', 'company.registered', @id, @id, '{"version": 1}', '', sha256(gen_random_uuid()::text::bytea))
            """,
            connection);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("registrationId", madeUp.RegistrationId.Value);
        command.Parameters.AddWithValue("name", madeUp.Name);
        await command.ExecuteNonQueryAsync(ct);
        return id;
    }

    private static async Task<(Guid Company, int Version)> ChangeAsync(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            with changed as (
                update companies set version = version + 1, company_type = 'Type ' || (version + 1) where id = @id returning version)
            insert into ledger (at, role, kind, subject, company_id, details, secret, commitment)
            select now(), 'registry', 'company.changed', @id, @id, jsonb_build_object('version', version), '', sha256(gen_random_uuid()::text::bytea) from changed
            returning (details ->> 'version')::integer
            """,
            connection);
        command.Parameters.AddWithValue("id", id);
        return (id, (int)(await command.ExecuteScalarAsync(ct))!);
    }

    private async Task SequenceAsync(CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(host.Database.Connection) { ApplicationName = "victim" }.ConnectionString);
        var sequencer = new Sequencer(source);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await sequencer.PlaceAsync(CancellationToken.None);
            }
            catch (NpgsqlException)
            {
                // cut off; the next one goes on
            }
        }
    }

    /// <summary>Cuts off whoever is placing, at any moment, and says how often it was in the middle of it.</summary>
    private async Task<int> KillAsync(CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(host.Database.OwnerConnection);
        var killed = 0;
        var dice = new Random(7);
        while (!stop.IsCancellationRequested)
        {
            killed += (int)await NumberAsync(
                source,
                """
                select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity
                where application_name = 'victim' and state <> 'idle' and datname = current_database()
                """,
                CancellationToken.None);
            await Task.Delay(dice.Next(5, 40), CancellationToken.None);
        }

        return killed;
    }

    private async Task<List<(long Position, string RegistrationId)>> FollowAsync(string after, CancellationToken stop)
    {
        var seen = new List<(long Position, string RegistrationId)>();
        using var client = host.Anyone();
        while (true)
        {
            var last = stop.IsCancellationRequested;
            if (last)
            {
                await host.PlacedAsync();
            }

            string head;
            do
            {
                var page = await client.ReadAsync($"{Changes.Path}?limit=50&after={after}");
                seen.AddRange(page["items"]!.AsArray().Select(i => (Number(i!.Text("position")), i!.Text("registrationId"))));
                (after, head) = (page.Text("next"), page.Text("head"));
            }
            while (after != head);

            if (last)
            {
                return seen;
            }
        }
    }
}
