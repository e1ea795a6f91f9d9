using System.Net;
using System.Net.Http.Json;
using CreditRegistry.Api.Tests.Records;
using CreditRegistry.Application.TimePassing;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Watching;

/// <summary>What was told, who holds what and what was answered is kept for as long as is said, and no longer.</summary>
public sealed class ForgettingTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task AnswerToACreatingRequest_IsKeptForADay()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/records")
        {
            Content = JsonContent.Create(Drafts.Record(host, company)),
            Headers = { { "Idempotency-Key", "once" } },
        };
        await (await organ.Agency.Client.SendAsync(request, TestContext.Current.CancellationToken)).BodyAsync(HttpStatusCode.Created);

        host.Clock.Advance(IdempotentAnswer.KeptFor - TimeSpan.FromSeconds(1));
        Assert.Equal(1, await KeptAsync());
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, await KeptAsync());

        async Task<int> KeptAsync()
        {
            await host.Services.GetRequiredService<PassTime>().ForgetAnswersAsync(TestContext.Current.CancellationToken);
            return await host.QueryAsync(db => db.Set<IdempotentAnswer>().CountAsync());
        }
    }

    [Fact]
    public async Task Events_AreKeptForNinetyDays_AndWhoWasToldFor1200()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var client = (await host.SignInAsync([Role.Auditor])).Client;
        var list = await client.WatchAsync([company.RegistrationId], ["listed"]);
        var (first, second) = (await ListedAsync(), await ListedAsync());
        await host.MatchAsync();

        await AfterAsync(90);
        Assert.Equal(["record.listed", "record.listed"], (await client.EventsAsync(list)).Types());
        await AfterAsync(1);
        Assert.Empty(await client.EventsAsync(list));

        await AfterAsync(1_200 - 91);
        await host.RepairAsync(first);
        await host.MatchAsync();
        Assert.Equal([$"{first.Id}"], (await client.RecallsAsync()).Select(r => r.Text("recordId")));
        await AfterAsync(1);
        await host.RepairAsync(second);
        await host.MatchAsync();
        Assert.Equal([$"{first.Id}"], (await client.RecallsAsync()).Select(r => r.Text("recordId")));

        await AfterAsync(1_200 - 1);
        Assert.Single(await client.RecallsAsync());
        await AfterAsync(1);
        Assert.Empty(await client.RecallsAsync());

        // Of the last tier: none of these ends by itself.
        Task<CreditRecord> ListedAsync() => host.RecordAsync(organ, company, RecordTier.SeriouslyIllegal);

        async Task AfterAsync(int days)
        {
            host.Clock.AdvanceDays(days);
            await host.MatchAsync();
        }
    }
}
