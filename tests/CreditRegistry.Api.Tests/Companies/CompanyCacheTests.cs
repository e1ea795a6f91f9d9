using System.Globalization;
using System.Text;
using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Ledger;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Api.Tests.Companies;

/// <summary>What is kept in memory, and until when: on a ledger that no sequencer and no worker moves.</summary>
public sealed class CompanyCacheTests(RegistryCluster cluster) : IAsyncLifetime
{
    private readonly StoppedClock _clock = new();
    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;
    private Sequencer _sequencer = null!;
    private LedgerTail _tail = null!;
    private CompanyCache _cache = null!;
    private int _serial;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await cluster.NewDatabaseAsync();
        _source = NpgsqlDataSource.Create(_database.Connection);
        _sequencer = new Sequencer(_source);
        _tail = new LedgerTail(_source, _sequencer, _clock);
        _cache = new CompanyCache(_tail, _clock, megabytes: 8);
    }

    public async ValueTask DisposeAsync()
    {
        _tail.Dispose();
        await _source.DisposeAsync();
    }

    [Fact]
    public async Task Find_BeforeTheFirstLook_FindsNothing()
    {
        var company = await RegisterAsync();
        Keep(company);

        Assert.Null(_cache.Find(company.RegistrationId, atLeast: null));
        await LookAsync();
        Keep(company);
        Assert.NotNull(_cache.Find(company.RegistrationId, atLeast: null));
    }

    [Theory]
    [InlineData(999, true)]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task Find_AfterTheLastLook_UsesTheLeaseAndNoMore(int milliseconds, bool isFound)
    {
        var company = await KeptAsync();

        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(isFound, (_cache.Find(company.RegistrationId, atLeast: null) is not null));
    }

    [Fact]
    public async Task Find_WhilePrimaryCannotBeAsked_ReadsThrough_AndIsRightAgainAfterwards()
    {
        var company = await KeptAsync();
        var name = new NpgsqlConnectionStringBuilder(_database.Connection).Database;
        await OwnerAsync(
            $"""
            alter database {name} allow_connections false;
            select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'
            """,
            database: "postgres");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => _tail.LookAsync(Ct));
        Assert.NotNull(_cache.Find(company.RegistrationId, atLeast: null)); // the lease of the last look runs on
        _clock.Advance(LedgerTail.Lease + TimeSpan.FromMilliseconds(1));
        Assert.Null(_cache.Find(company.RegistrationId, atLeast: null));

        await OwnerAsync($"alter database {name} allow_connections true", database: "postgres");
        await RenameAsync(company);
        await LookAsync();
        Assert.Null(_cache.Find(company.RegistrationId, atLeast: null)); // it changed while nobody looked
    }

    [Fact]
    public async Task Look_ForgetsWhatChanged_BeforeItHasAPosition()
    {
        var (changed, other) = (await KeptAsync(), await KeptAsync());

        await RenameAsync(changed);
        Assert.NotNull(_cache.Find(changed.RegistrationId, atLeast: null)); // nobody looked yet
        await LookAsync();

        Assert.Null(_cache.Find(changed.RegistrationId, atLeast: null));
        Assert.NotNull(_cache.Find(other.RegistrationId, atLeast: null));
    }

    [Fact]
    public async Task Keep_OfWhatChangedWhileItWasRead_KeepsNothing()
    {
        var company = await RegisterAsync();
        await LookAsync();
        var begun = _cache.BeginReading();

        await RenameAsync(company);
        await LookAsync();
        _cache.Keep(company.RegistrationId, AnswerOf(company), begun);

        Assert.Null(_cache.Find(company.RegistrationId, atLeast: null));
    }

    [Fact]
    public async Task Look_AtAnOrgan_ForgetsAll()
    {
        var company = await KeptAsync();

        await SaveAsync(db => db.Organs.Add(Organ.Register(
            Guid.CreateVersion7(_clock.GetUtcNow()), "ANY", new LocalText("Any", "任意"), Given.FourTier, new DateOnly(2024, 1, 1))));
        await LookAsync();

        Assert.Null(_cache.Find(company.RegistrationId, atLeast: null));
    }

    [Fact]
    public async Task Find_AtLeast_IsUsedUpToThePositionSeen()
    {
        var company = await KeptAsync();
        await _tail.CatchUpAsync(Ct);
        Keep(company);
        var seen = _tail.Position!.Value;

        Assert.NotNull(_cache.Find(company.RegistrationId, seen with { Position = seen.Position - 1 }));
        Assert.NotNull(_cache.Find(company.RegistrationId, seen));
        Assert.Null(_cache.Find(company.RegistrationId, seen with { Position = seen.Position + 1 }));
        Assert.Null(_cache.Find(company.RegistrationId, seen with { Epoch = seen.Epoch + 1, Position = 0 })); // another life of the database
    }

    [Fact]
    public async Task Look_AfterAPromotionThatLostRows_ForgetsAll_AndFollowsTheNewOnes()
    {
        await KeptAsync();
        await _tail.CatchUpAsync(Ct);
        var company = await KeptAsync();
        await _tail.CatchUpAsync(Ct);
        Keep(company);

        // The promoted copy lacks the last row, and gives its number to another.
        await OwnerAsync(
            """
            alter table ledger disable trigger all;
            update ledger set position = null where position = (select max(position) from ledger);
            alter table ledger enable trigger all;
            alter table log_tiles disable trigger all;
            delete from log_tiles;
            alter table log_tiles enable trigger all
            """);
        Assert.False((await _tail.LookAsync(Ct)).IsWhole);

        Assert.Null(_cache.Find(company.RegistrationId, atLeast: null));
        await LookAsync();
        Keep(company);
        await RenameAsync(company);
        await _sequencer.PlaceAsync(Ct);
        await LookAsync();
        Assert.Null(_cache.Find(company.RegistrationId, atLeast: null));
    }

    [Fact]
    public async Task Find_FromTheInstantOnWhichADateChangesIt_FindsNothing()
    {
        var company = await RegisterAsync();
        await LookAsync();
        var until = _clock.GetUtcNow() + TimeSpan.FromMilliseconds(500);
        _cache.Keep(company.RegistrationId, AnswerOf(company, until), _cache.BeginReading());

        _clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.NotNull(_cache.Find(company.RegistrationId, atLeast: null));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(_cache.Find(company.RegistrationId, atLeast: null));
    }

    [Fact]
    public async Task Keep_OfManyAnswers_StaysWithinItsMemory_AndKeepsWhatIsAskedFor()
    {
        await LookAsync();
        var small = new CompanyCache(_tail, _clock, megabytes: 1);
        await LookAsync();
        string[] ids = [.. Enumerable.Range(0, 5_000).Select(i => MadeUpCompanies.At(i).RegistrationId.Value)];
        foreach (var id in ids)
        {
            small.Keep(id, new CompanyAnswer(Guid.CreateVersion7(_clock.GetUtcNow()), new byte[1_000], "\"1\"", Until: null), small.BeginReading());
            small.Find(ids[0], atLeast: null);
        }

        var kept = ids.Count(id => small.Find(id, atLeast: null) is not null);
        Assert.InRange(kept, 200, 1024 * 1024 / 1_000);
        Assert.NotNull(small.Find(ids[0], atLeast: null));
        Assert.NotNull(small.Find(ids[^1], atLeast: null));
    }

    [Fact]
    public async Task CatchUp_ReturnsWhenAllThatWasCommittedIsPlaced()
    {
        await LookAsync();
        for (var i = 0; i < 3; i++)
        {
            await RegisterAsync();
        }

        var position = await _tail.CatchUpAsync(Ct);

        await using var db = Db();
        Assert.Equal(3, position.Position);
        Assert.Equal(0, (await db.Ledger.CountAsync(l => l.Position == null, Ct)));
        Assert.True(_tail.HasSeen(position));
    }

    private async Task LookAsync()
    {
        while (!(await _tail.LookAsync(Ct)).IsWhole)
        {
            // the first look only finds the end
        }
    }

    private async Task<Company> KeptAsync()
    {
        var company = await RegisterAsync();
        await _tail.CatchUpAsync(Ct);
        Keep(company);
        Assert.NotNull(_cache.Find(company.RegistrationId, atLeast: null));
        return company;
    }

    private void Keep(Company company) => _cache.Keep(company.RegistrationId, AnswerOf(company), _cache.BeginReading());

    private static CompanyAnswer AnswerOf(Company company, DateTimeOffset? until = null) =>
        new(company.Id, Encoding.UTF8.GetBytes(company.Name), "\"tag\"", until);

    private async Task<Company> RegisterAsync()
    {
        var madeUp = MadeUpCompanies.At(7_000_000 + Interlocked.Increment(ref _serial));
        var company = Company.Register(
            Guid.CreateVersion7(_clock.GetUtcNow()),
            madeUp.RegistrationId.Value,
            new CompanyParticulars(madeUp.Name, null, madeUp.CompanyType, madeUp.Status, madeUp.RegisteredOn, madeUp.RegionCode));
        await SaveAsync(db => db.Companies.Add(company));
        return company;
    }

    private Task RenameAsync(Company company) => SaveAsync(db =>
    {
        db.Companies.Attach(company);
        company.Change(company.Particulars with { Name = string.Create(CultureInfo.InvariantCulture, $"{company.Name}{++_serial}") });
    });

    private async Task SaveAsync(Action<RegistryDbContext> change)
    {
        await using var db = Db();
        change(db);
        await db.SaveAsync(Actor.Registry, role: null, DateTimeOffset.UnixEpoch, Ct);
    }

    private RegistryDbContext Db() => DatabaseServers.Context(_source);

    private async Task OwnerAsync(string sql, string? database = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(_database.OwnerConnection) { Pooling = false };
        settings.Database = database ?? settings.Database;
        await using var owner = NpgsqlDataSource.Create(settings);
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    /// <summary>Its stopwatch stands still too.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        private static readonly DateTimeOffset Start = new(2026, 7, 1, 15, 59, 59, TimeSpan.Zero);
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override DateTimeOffset GetUtcNow() => Start.AddTicks(_ticks - 1);

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
