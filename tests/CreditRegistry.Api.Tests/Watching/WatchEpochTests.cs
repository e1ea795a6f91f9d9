using System.Diagnostics;
using System.Net;
using System.Text;
using CreditRegistry.Api.Tests.Feed;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.TestKit;
using Npgsql;

namespace CreditRegistry.Api.Tests.Watching;

/// <summary>With the limits that are shipped, and when the database begins another life.</summary>
public sealed class WatchEpochTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task Events_AfterTheFeedWasRewound_GoOnAndSendReadersBack()
    {
        var client = (await host.SignInAsync([Role.Auditor])).Client;
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var list = await client.WatchAsync([company.RegistrationId], ["listed"]);
        await host.RecordAsync(organ, company);
        await host.MatchAsync();
        var kept = (await client.EventsAsync(list))[0].Text("position");
        Assert.StartsWith("1.", kept, StringComparison.Ordinal);

        // A life that gave out one more event was lost with it; this one begins its own epoch with its next row.
        await OwnerAsync("insert into epochs select 2, system_identifier, timeline + 1, database, (select max(position) from ledger), now() from epochs");
        await host.MatchAsync();
        await host.RecordAsync(organ, company);
        while (!(await host.HeadAsync()).StartsWith("3.", StringComparison.Ordinal))
        {
            await host.PlaceLedgerAsync();
        }

        await host.MatchAsync();
        var lost = $"1.{Number(kept) + 1}";
        var rewound = await (await client.AskAsync($"{list.PathOf()}/events?after={lost}")).BodyAsync(HttpStatusCode.Conflict);
        Assert.Equal(("FEED_REWOUND", $"3.{Number(kept)}"), (rewound.Text("code"), rewound.Text("resumeFrom")));
        Assert.Equal("FEED_REWOUND", await (await client.SendAsync($"{list.PathOf()}/replay", new { after = lost })).ProblemAsync(HttpStatusCode.Conflict));
        foreach (var from in (string[])[kept, rewound.Text("resumeFrom")])
        {
            var next = Assert.Single(await client.EventsAsync(list, from));
            Assert.Equal($"3.{Number(kept) + 1}", next.Text("position"));
        }
    }

    [Fact]
    public async Task Companies_AHundredThousandFromAFile_AreTakenInSecondsAndMatchedAtOnce()
    {
        var client = (await host.SignInAsync([Role.Auditor])).Client;
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var list = await client.WatchAsync([], ["listed"]);
        var file = new StringBuilder("registration_id\n").Append(company.RegistrationId).Append('\n');
        for (var i = 0; i < 99_999; i++)
        {
            file.Append(MadeUpCompanies.At(2_000_000 + i).RegistrationId.Value).Append('\n');
        }

        var clock = Stopwatch.StartNew();
        var report = await (await client.PutAsync(list, "/companies", Watching.Content(file.ToString(), "text/csv"))).BodyAsync(HttpStatusCode.OK);
        Assert.Equal(100_000, report["added"]!.GetValue<int>());
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 90);
        Assert.Equal("WATCH_COMPANIES_FULL", await (await client.PutAsync(list, $"/companies/{MadeUpCompanies.At(1).RegistrationId.Value}"))
            .ProblemAsync(HttpStatusCode.Conflict));

        await host.RecordAsync(organ, company);
        clock.Restart();
        await host.MatchAsync();
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 60);
        Assert.Equal(["record.listed"], (await client.EventsAsync(list)).Types());
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(list)).StatusCode);
    }

    private static long Number(string position) => long.Parse(position.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);

    private async Task OwnerAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(host.Database.OwnerConnection);
        await using var command = source.CreateCommand(sql);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
