using CreditRegistry.Application.Ledger;
using CreditRegistry.Application.Watching;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence.Watching;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreditRegistry.Api.Tests.Watching;

/// <summary>However much there is to match or to forget, it is done in parts.</summary>
public sealed class MatchingSizeTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task Matching_OfMoreThanTheDatabaseTakesAtOnce_GoesOnInSmallerParts()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var client = (await host.SignInAsync([Role.Auditor])).Client;
        var list = await client.WatchAsync([], ["recalled"]);
        var records = new List<CreditRecord>();
        for (var i = 0; i < 8; i++)
        {
            records.Add(await host.RecordAsync(organ, company));
        }

        await host.MatchAsync();
        await RecallTests.TakeAsync(client, "records.csv.gz");
        foreach (var record in records)
        {
            await host.RepairAsync(record);
        }

        await host.Services.GetRequiredService<LedgerTail>().CatchUpAsync(TestContext.Current.CancellationToken);

        // Three at once would take too long.
        await OwnerAsync(
            """
            create function too_many() returns trigger language plpgsql as
                $$ begin if (select count(*) from made) > 2 then raise exception 'too many'; end if; return null; end $$;
            create trigger too_many after insert on recalls referencing new table as made for each statement execute function too_many()
            """);
        var (failed, more) = (0, true);
        while (more && failed < 20)
        {
            try
            {
                more = await AdvanceAsync();
            }
            catch (PostgresException)
            {
                failed++;
            }
        }

        await OwnerAsync("drop trigger too_many on recalls; drop function too_many");
        Assert.False(more);
        Assert.InRange(failed, 2, 19);
        var expected = records.Select(r => $"{r.Id}").ToList();
        Assert.Equal(expected, (await client.RecallsAsync()).Select(r => r.Text("recordId")));
        Assert.Equal(expected, (await client.EventsAsync(list)).Select(e => e.Text("recordId")));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public async Task Forgetting_GoesInParts(int more, int left)
    {
        var client = (await host.SignInAsync([Role.Auditor])).Client;
        var id = Guid.Parse((await client.WatchAsync([], ["listed"])).Text("id"));
        var count = WatchMatcher.ForgottenAtOnce + more;
        await host.MatchAsync();
        await host.QueryAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            insert into watch_deliveries (list_id, message_id, type, attempt, at, status, duration_ms)
            select {id}, 'evt_1.' || n, 'record.listed', 1, {host.Clock.GetUtcNow()}, 204, 5 from generate_series(1, {count}) n
            """));

        host.Clock.AdvanceDays(91);
        Assert.True(await AdvanceAsync());
        Assert.Equal(left, await LeftAsync());
        await host.MatchAsync();
        Assert.Equal(0, await LeftAsync());

        Task<int> LeftAsync() => host.QueryAsync(db => db.Set<WatchDelivery>().CountAsync(d => d.ListId == id));
    }

    private Task<bool> AdvanceAsync() => host.Services.GetRequiredService<WatchMatcher>().AdvanceAsync(
        host.Clock.GetUtcNow(), host.Clock.Today, host.Services.GetRequiredService<WatchSettings>().Retention, TestContext.Current.CancellationToken);

    private async Task OwnerAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(host.Database.OwnerConnection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
