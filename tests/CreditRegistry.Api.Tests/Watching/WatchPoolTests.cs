using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Persistence;
using CreditRegistry.TestKit;
using Npgsql;

namespace CreditRegistry.Api.Tests.Watching;

public sealed class WatchPoolTests(RegistryCluster cluster)
{
    private const int Connections = 5;

    [Fact]
    public async Task Companies_PutByAsManyAsThereAreConnections_NeedNoSecondOne()
    {
        await using var host = new RegistryHost(cluster);
        var database = await cluster.NewDatabaseAsync();
        var few = new NpgsqlConnectionStringBuilder(database.Connection) { MaxPoolSize = Connections, Timeout = 20 };
        await host.StartAsync(database, adjust: null, "--ConnectionStrings:Registry", few.ConnectionString);
        var company = await host.CompanyAsync();
        var client = (await host.SignInAsync([Role.Auditor])).Client;
        var lists = new List<JsonNode>();
        for (var i = 0; i < Connections; i++)
        {
            lists.Add(await client.WatchAsync([]));
        }

        await using var source = NpgsqlDataSource.Create(database.OwnerConnection);
        await using var matching = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await RunAsync($"select pg_advisory_lock({AdvisoryLocks.WatchedStandings})");
        var puts = lists.ConvertAll(list => client.PutAsync(list, "/companies", JsonContent.Create(new[] { company.RegistrationId })));
        await using (var waiting = source.CreateCommand(
            "select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())"))
        {
            while (await waiting.ExecuteScalarAsync(TestContext.Current.CancellationToken) is not (long)Connections && !puts.TrueForAll(p => p.IsCompleted))
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }

        await RunAsync($"select pg_advisory_unlock({AdvisoryLocks.WatchedStandings})");

        foreach (var answer in await Task.WhenAll(puts))
        {
            Assert.Equal(1, (await answer.BodyAsync(HttpStatusCode.OK))["added"]!.GetValue<int>());
        }

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, matching);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}
