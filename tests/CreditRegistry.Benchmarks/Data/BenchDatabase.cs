using System.Diagnostics;
using CreditRegistry.Application.Rules;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using CreditRegistry.Persistence.Embedded;
using CreditRegistry.Persistence.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CreditRegistry.Benchmarks.Data;

/// <summary>
/// A register of made-up companies in an embedded PostgreSQL, 5% of them with a record. Made once for each size, kept in
/// <c>REGISTRY_BENCH_DIR</c> (or <c>.registry/bench</c>) and used again.
/// </summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    public const string OrganCode = "MSA-BENCH";

    private const int Batch = 20_000;
    private const int Writers = 2;
    private const string Ready = "ready";

    private static readonly DateTimeOffset MadeAt = new(2026, 6, 1, 1, 0, 0, TimeSpan.Zero);

    private static readonly DateOnly Today = LegalDates.DateOf(MadeAt);

    private readonly EmbeddedPostgres _postgres;

    private readonly bool _ownsServer;

    private BenchDatabase(EmbeddedPostgres postgres, string name, long companies, bool ownsServer = true)
    {
        _ownsServer = ownsServer;
        (_postgres, Name, Companies) = (postgres, name, companies);
        Owner = new NpgsqlConnectionStringBuilder(postgres.OwnerConnectionString(name)) { CommandTimeout = 0 }.ConnectionString;
    }

    /// <summary>Where all of them are kept.</summary>
    private static string Folder => Environment.GetEnvironmentVariable("REGISTRY_BENCH_DIR") is { Length: > 0 } named
        ? named
        : Path.Combine(new EmbeddedPostgresOptions().DataDirectory, "bench");

    public string Name { get; }

    /// <summary>The folder of the keys that sign for a registry on it.</summary>
    public string SigningKeys => Path.Combine(Folder, "signing-keys", Name);

    public long Companies { get; }

    /// <summary>Connects as the database's owner.</summary>
    public string Owner { get; }

    /// <summary>Connects as the program does.</summary>
    public string Program => _postgres.ConnectionString(Name);

    /// <summary>What making it took; null when it was there.</summary>
    public TimeSpan? MadeIn { get; private set; }

    /// <summary>Opens the register of that many companies, and makes it first when it is missing.</summary>
    public static async Task<BenchDatabase> OpenAsync(long companies, string purpose = "register")
    {
        var postgres = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                DataDirectory = Folder,
                Settings = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["shared_buffers"] = $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1048576 / 4}MB", // a quarter, as PostgreSQL's manual has it
                    ["maintenance_work_mem"] = "1GB",
                    ["max_wal_size"] = "8GB",
                },
            },
            NullLogger.Instance);
        var database = new BenchDatabase(postgres, $"{purpose}_{companies}", companies);
        try
        {
            await database.MakeAsync();
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>An empty register of that name beside this one, made anew.</summary>
    public async Task<BenchDatabase> ScratchAsync(string purpose)
    {
        var scratch = new BenchDatabase(_postgres, purpose, 0, ownsServer: false);
        await _postgres.DropDatabaseAsync(scratch.Name);
        await _postgres.CreateDatabaseIfMissingAsync(scratch.Name);
        await DatabaseSetup.PrepareAsync(scratch.Owner, scratch.Program, CancellationToken.None);
        return scratch;
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Owner);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>An organ that publishes by the rules of the benchmark's records.</summary>
    public async Task<Guid> RegisterOrganAsync(string code)
    {
        await using var db = new RegistryDbContext(new DbContextOptionsBuilder<RegistryDbContext>().UseNpgsql(Owner).Options);
        var organ = Organ.Register(
            Guid.CreateVersion7(MadeAt), code, new LocalText("Benchmark Bureau", "测试局"), ManyRecords.RuleSet, new DateOnly(2024, 1, 1));
        db.Organs.Add(organ);
        await db.SaveAsync(Actor.Registry, role: null, MadeAt, CancellationToken.None);
        return organ.Id;
    }

    /// <summary>Stops the server; a register beside it is dropped.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await (_ownsServer ? _postgres.DisposeAsync() : new ValueTask(_postgres.DropDatabaseAsync(Name)));
    }

    private async Task MakeAsync()
    {
        await _postgres.CreateDatabaseIfMissingAsync(Name);
        if (await ScalarAsync<string>($"select coalesce(shobj_description(oid, 'pg_database'), '') from pg_database where datname = '{Name}'") == Ready)
        {
            await DatabaseSetup.PrepareAsync(Owner, Program, CancellationToken.None);
            return;
        }

        // Half made, or not at all.
        await _postgres.DropDatabaseAsync(Name);
        await _postgres.CreateDatabaseIfMissingAsync(Name);
        await DatabaseSetup.PrepareAsync(Owner, Program, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var indexes = await DropIndexesAsync();

        // Rows get their place in the ledger as they are written: the sequencer's work is measured elsewhere.
        await ExecuteAsync(
            "create sequence bench_position; alter table ledger alter position set default nextval('bench_position')");
        Say($"writing {Companies:N0} companies and {Companies / 20:N0} records");
        var organ = await RegisterOrganAsync(OrganCode);
        var rules = RuleFolder.Read(RuleFolder.Default).Get(ManyRecords.RuleSet);
        var next = -1L;
        var batches = (Companies + Batch - 1) / Batch;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var batch = Interlocked.Increment(ref next); batch < batches; batch = Interlocked.Increment(ref next))
            {
                await WriteAsync(batch * Batch, Math.Min(Companies, (batch + 1) * Batch), organ, rules);
            }
        })));
        await ExecuteAsync("alter table ledger alter position drop default; drop sequence bench_position");
        Say($"{indexes.Count} indexes", watch);
        await MakeIndexesAsync(indexes);
        Say("vacuum", watch);
        await ExecuteAsync("vacuum (analyze, parallel 2)");
        await ExecuteAsync($"comment on database {Name} is '{Ready}'");
        MadeIn = watch.Elapsed;
        Say("ready", watch);
    }

    private async Task WriteAsync(long from, long to, Guid organ, RuleSet rules)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var companies = Enumerable.Range(0, (int)(to - from)).Select(i => ManyCompanies.At(from + i, MadeAt)).ToList();
        await new CompanyBatchWriter(connection, MadeAt).InsertAsync(companies, CancellationToken.None);
        var records = companies.Index()
            .Where(c => ManyRecords.Has(from + c.Index))
            .Select(c => ManyRecords.Of(from + c.Index, c.Item, organ, rules, MadeAt, Today))
            .ToList();
        await using var db = new RegistryDbContext(new DbContextOptionsBuilder<RegistryDbContext>().UseNpgsql(connection).Options);
        await new RecordBatchWriter(db, Actor.Registry, role: null, MadeAt).InsertAsync(records, CancellationToken.None);
        await transaction.CommitAsync();
    }

    private async Task<List<string>> DropIndexesAsync()
    {
        var definitions = new List<string>();
        var names = new List<string>();
        await using var source = NpgsqlDataSource.Create(Owner);
        await using (var command = source.CreateCommand(
            """
            select indexname, indexdef from pg_indexes
            where tablename in ('companies', 'records', 'record_versions', 'ledger')
                and indexname not in (select conname from pg_constraint)
                and indexname <> 'ix_records_company' -- the trigger that lists companies reads by it
            """))
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                names.Add(reader.GetString(0));
                definitions.Add(reader.GetString(1));
            }
        }

        await ExecuteAsync($"drop index {string.Join(", ", names)}");
        return definitions;
    }

    private async Task MakeIndexesAsync(List<string> definitions)
    {
        // The slowest, a GIN, is begun first; the other core does the rest.
        var waiting = new Queue<string>(definitions.OrderBy(d => d.Contains(" gin ", StringComparison.Ordinal) ? 0 : 1));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                string definition;
                lock (waiting)
                {
                    if (!waiting.TryDequeue(out definition!))
                    {
                        return;
                    }
                }

                await ExecuteAsync($"set max_parallel_maintenance_workers = 0; {definition}");
            }
        })));
    }

    private static void Say(string what, Stopwatch? watch = null) =>
        Console.Error.WriteLine(watch is null ? $"  {what}" : $"  {what} ({watch.Elapsed.TotalSeconds:0} s)");
}
