using System.Net;
using CreditRegistry.TestKit;
using Npgsql;

namespace CreditRegistry.Api.Tests.Feed;

/// <summary>What a follower learns when the database begins another life.</summary>
public sealed class EpochTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task Epochs_AfterAPromotionThatLostChanges_SendReadersBackToWhatIsShared()
    {
        await host.CompanyAsync();
        var kept = await host.HeadAsync();
        Assert.StartsWith("1.", kept, StringComparison.Ordinal);
        await host.CompanyAsync();
        var lost = await host.HeadAsync();

        // As after a promotion: this database says that it took over at the kept position, from another life.
        await OwnerAsync("insert into epochs select 2, system_identifier, timeline + 1, database, @position, now() from epochs", kept);
        using var client = host.Anyone();
        while (!(await host.HeadAsync()).StartsWith("3.", StringComparison.Ordinal))
        {
            await host.PlaceLedgerAsync(); // finds that the newest epoch is not its own, and begins one
        }

        var rewound = await (await client.AskAsync($"{Changes.Path}?after={lost}")).BodyAsync(HttpStatusCode.Conflict);
        Assert.Equal(("FEED_REWOUND", $"3.{Number(kept)}"), (rewound.Text("code"), rewound.Text("resumeFrom")));
        Assert.Equal("FEED_REWOUND", await (await client.AskAsync($"{Changes.Path}/stream?after={lost}"))
            .ProblemAsync(HttpStatusCode.Conflict));

        var (fromKept, next) = await host.ChangesAsync(kept);
        var (fromResume, _) = await host.ChangesAsync(rewound.Text("resumeFrom"));
        Assert.Equal(["company.registered"], fromKept.Kinds());
        Assert.Equal(fromKept.Select(i => i.ToJsonString()), fromResume.Select(i => i.ToJsonString()));
        Assert.StartsWith("3.", next, StringComparison.Ordinal);
        Assert.StartsWith("3.", fromKept[0].Text("position"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update epochs set from_position = 7")]
    [InlineData("delete from epochs")]
    [InlineData("truncate epochs")]
    public async Task Epochs_ByTheProgram_AreNeverChanged(string sql)
    {
        await host.HeadAsync();
        await using var source = NpgsqlDataSource.Create(host.Database.Connection);
        await using var command = source.CreateCommand(sql);

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private static long Number(string position) => long.Parse(position.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);

    private async Task OwnerAsync(string sql, string position)
    {
        await using var source = NpgsqlDataSource.Create(host.Database.OwnerConnection);
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue("position", Number(position));
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
