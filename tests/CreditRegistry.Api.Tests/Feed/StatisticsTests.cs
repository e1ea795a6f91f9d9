using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Objections;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Statistics;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Feed;

/// <summary>The public figures, against a plain count of everything.</summary>
public sealed class StatisticsTests(RegistryHost host, RegistryCluster cluster) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task Figures_WhateverHappens_AreThoseOfAPlainCount()
    {
        await EqualsPlainCountAsync(); // of nothing

        var scenes = new List<Scene>();
        for (var i = 0; i < 6; i++)
        {
            scenes.Add(await host.SceneAsync(i % 2 == 0 ? RecordTier.Untrustworthy : RecordTier.SeriouslyUntrustworthy,
                publishedOn: host.Clock.Today.AddMonths(-13 - i)));
        }

        var cn = await host.OrganAsync(Given.Cn);
        var minor = await host.RecordAsync(cn, scenes[0].Company, RecordTier.Untrustworthy, ruleSet: Given.Cn, penalties: new Penalty("WARNING", null, null));
        Assert.Equal(RecordState.Unpublished, minor.State);
        await EqualsPlainCountAsync();

        var granted = await host.GrantedAsync(scenes[0]);
        var submitted = await host.SubmittedAsync(scenes[1]);
        await host.AcceptedAsync(scenes[2]);
        await host.DraftAsync(scenes[3].Company, scenes[3].Record); // a draft is nobody's business
        await EqualsPlainCountAsync();

        host.Clock.AdvanceDays(9);
        await scenes[1].Company.Applicant.DoAsync(submitted, "withdrawal");
        var refused = await host.RecommendedAsync(scenes[4], Cases.Refusal);
        host.Clock.AdvanceDays(3);
        await scenes[4].Organ.OfficerB.DoAsync(refused, "decision", Cases.Refusal);
        await ShieldAsync(scenes[3], "shielding");
        var reopen = new { outcome = "reopen", reasonCode = "REPAIR_WRONGLY_REFUSED", reason = "It has stopped." };
        await scenes[4].DecidedAsync(reopen, new { applicationId = Cases.IdOf(refused), ground = "repairRefused", reason = "It has stopped." });
        var dismissed = await scenes[5].DecidedAsync();
        await scenes[2].ObjectedAsync();
        await EqualsPlainCountAsync();
        await scenes[5].Company.Applicant.ContestAsync(dismissed, "review", new { reason = "Look again." });
        await EqualsPlainCountAsync();

        await ShieldAsync(scenes[3], "shielding-end");
        var proposed = await scenes[0].Organ.OfficerA.DoAsync(granted, "revocation", Cases.FalsePromise);
        await scenes[0].Organ.OfficerB.DoAsync(proposed, "revocation", Cases.FalsePromise);
        await MoveAsync(scenes[5].Company, "440000");
        host.Clock.AdvanceDays(120); // the accepted case is overdue
        await EqualsPlainCountAsync();

        // The last day of a record has passed, and no worker has written that down.
        host.Clock.GoTo(await host.QueryAsync(db => db.Records.Where(r => r.LapsesOn >= host.Clock.Today).MinAsync(r => r.LapsesOn!.Value)));
        await EqualsPlainCountAsync();
        host.Clock.AdvanceDays(1);
        await EqualsPlainCountAsync();
        await host.PassTimeAsync();
        var last = await EqualsPlainCountAsync();

        Assert.Equal(1, (int)last["repairs"]!["outcomes"]!["revoked"]!);
        Assert.Equal(0, (int)last["repairs"]!["outcomes"]!["granted"]!);
        Assert.Equal((2, 0, 3), ((int)last["repairs"]!["decided"]!, (int)last["repairs"]!["medianDays"]!, (int)last["repairs"]!["ninetiethPercentileDays"]!));
        Assert.Equal(1, (int)last["repairs"]!["overdue"]!);
        Assert.Equal(
            new[] { (scenes[0].Organ.Code, 1, 0, 0), (scenes[4].Organ.Code, 1, 3, 3) }.Order(),
            last["repairs"]!["byOrgan"]!.AsArray().Select(o => (
                o!["organ"]!.Text("code"), (int)o["decided"]!, (int)o["medianDays"]!, (int)o["ninetiethPercentileDays"]!)).Order());
    }

    [Fact]
    public async Task Figures_OfARegisterThatHasJustBegun_AreNotThereYet()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create((await cluster.NewDatabaseAsync()).Connection);

        Assert.Null(await StatisticsStore.ReadAsync(source, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Figures_OfMoreThanOneStretch_SayHowFarTheyHaveCome()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create((await cluster.NewDatabaseAsync()).Connection);
        var store = new StatisticsStore(source);
        var ct = TestContext.Current.CancellationToken;
        await using (var command = source.CreateCommand(
            $"""
            insert into ledger (at, role, kind, subject, details, secret, commitment)
            select timestamptz '2026-06-01 00:00:00Z' + n * interval '1 second', 'registry', 'company.registered', gen_random_uuid(), '{"{}"}', '', sha256(gen_random_uuid()::text::bytea)
            from generate_series(1, {StatisticsStore.Window + 1}) n
            """))
        {
            await command.ExecuteNonQueryAsync(ct);
        }

        var sequencer = new Persistence.Ledger.Sequencer(source);
        while (await sequencer.PlaceAsync(ct) > 0)
        {
        }

        var now = host.Clock.GetUtcNow();
        Assert.True(await store.AdvanceAsync(now, LegalDates.DateOf(now), ct));
        var half = await StatisticsStore.ReadAsync(source, ct);
        Assert.False(await store.AdvanceAsync(now, LegalDates.DateOf(now), ct));
        var whole = await StatisticsStore.ReadAsync(source, ct);

        Assert.Equal(
            (StatisticsStore.Window, new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(StatisticsStore.Window), StatisticsStore.Window),
            (half!.Position.Position, half.AsOf, half.Counts[("companies", "")]));
        Assert.Equal(
            (StatisticsStore.Window + 1, now, StatisticsStore.Window + 1),
            (whole!.Position.Position, whole.AsOf, whole.Counts[("companies", "")]));
    }

    [Fact]
    public async Task Figures_NameTheOrgansThatDecidedMost()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create((await cluster.NewDatabaseAsync()).Connection);
        var (ct, now) = (TestContext.Current.CancellationToken, host.Clock.GetUtcNow());
        await using (var db = DatabaseServers.Context(source))
        {
            db.Organs.AddRange(Enumerable.Range(1, StatisticsStore.MostOrgans + 1).Select(i => Organ.Register(
                Guid.CreateVersion7(now), $"O-{i:00}", new LocalText($"Organ {i}", $"机关{i}"), Given.FourTier, new DateOnly(2024, 1, 1))));
            await db.SaveAsync(Domain.Accounts.Actor.Registry, role: null, now, ct);
        }

        await using (var command = source.CreateCommand(
            """
            insert into statistic_progress (id, position, as_of) values (true, 0, now());
            insert into statistic_counts (kind, key, count)
            select c.* from generate_series(2, 22) n, to_char(n - 1, '"O-"FM00') code, lateral (values
                ('organ', code, n), ('decisionDays/' || code, '10', 1), ('decisionDays/' || code, '9', n - 1)) c
            """))
        {
            await command.ExecuteNonQueryAsync(ct);
        }

        var organs = (await StatisticsStore.ReadAsync(source, ct))!.Organs;

        Assert.Equal(Enumerable.Range(2, StatisticsStore.MostOrgans).Reverse().Select(i => $"O-{i:00}"), organs.Select(o => o.Code));
        Assert.Equal([(9, 21L), (10, 1L)], organs[0].Decided);
    }

    /// <summary>Counts on, asks, and compares with everything counted from the beginning.</summary>
    private async Task<JsonNode> EqualsPlainCountAsync()
    {
        var head = await host.HeadAsync();
        using var client = host.Anyone();
        JsonNode? told;
        var store = host.Services.GetRequiredService<StatisticsStore>();
        do
        {
            // The server's own worker may be at it.
            await store.AdvanceAsync(host.Clock.GetUtcNow(), host.Clock.Today, TestContext.Current.CancellationToken);
            var answer = await client.AskAsync("/api/v1/statistics");
            told = answer.StatusCode is HttpStatusCode.ServiceUnavailable ? null : await answer.BodyAsync(HttpStatusCode.OK);
        }
        while (told is null || told.Text("position") != head || told["asOf"]!.GetValue<DateTimeOffset>() != host.Clock.GetUtcNow());

        var today = host.Clock.Today;
        var (records, companies, cases) = await host.QueryAsync(async db => (
            await db.Records.AsNoTracking().ToListAsync(),
            await db.Companies.AsNoTracking().ToDictionaryAsync(c => c.Id),
            await db.RepairApplications.AsNoTracking().ToListAsync()));
        var shown = records.Where(r => r.IsShownOn(today)).ToList();
        var figures = told["records"]!;
        Assert.Equal((companies.Count, shown.Count), ((int)told["companies"]!, (int)figures["total"]!));
        Assert.Equal(
            Enum.GetValues<RecordTier>().Select(t => ($"{t}".ToUpperInvariant(), shown.Count(r => r.Tier == t))),
            figures["byTier"]!.AsObject().Select(t => (t.Key.ToUpperInvariant(), (int)t.Value!)));
        Assert.Equal(
            shown.GroupBy(r => companies[r.CompanyId].RegionCode).Select(g => (g.Key, g.Count())).Order(),
            figures["byRegion"]!.AsArray().Select(r => ((string?)r!["region"]?["code"], (int)r["count"]!)).Order());
        Assert.Equal(
            shown.GroupBy(r => $"{r.RuleSetId}/{r.Ground}").Select(g => (g.Key, g.Count())).Order(),
            figures["byGround"]!.AsArray().Select(g => ($"{g!.Text("ruleSet")}/{g!.Text("ground")}", (int)g!["count"]!)).Order());
        Assert.Equal(
            shown.GroupBy(r => $"{r.PublishedOn:yyyy-MM}").Select(g => (g.Key, g.Count())).OrderByDescending(m => m.Key, StringComparer.Ordinal),
            figures["byMonth"]!.AsArray().Select(m => (m!.Text("month"), (int)m!["count"]!)));
        Assert.All(told["repairs"]!["outcomes"]!.AsObject(), outcome => Assert.Equal(
            cases.Count(c => c.FiledOn is not null && $"{c.State}".Equals(outcome.Key, StringComparison.OrdinalIgnoreCase)),
            (int)outcome.Value!));
        Assert.Equal(6, told["repairs"]!["outcomes"]!.AsObject().Count);
        Assert.Equal(cases.Count(c => c.IsOverdueOn(today)), (int)told["repairs"]!["overdue"]!);
        var objections = await host.QueryAsync(db => db.Objections.AsNoTracking().Where(o => o.FiledOn != null).ToListAsync());
        Assert.Equal(
            ["upheld", "dismissed", "rejected", "withdrawn", "closed"], told["objections"]!["outcomes"]!.AsObject().Select(o => o.Key));
        Assert.All(told["objections"]!["outcomes"]!.AsObject(), outcome => Assert.Equal(
            objections.Count(o => $"{o.State}".Equals(outcome.Key, StringComparison.OrdinalIgnoreCase)), (int)outcome.Value!));
        Assert.Equal(objections.Count(o => o.IsOverdueOn(today)), (int)told["objections"]!["overdue"]!);
        return told;
    }

    private static async Task ShieldAsync(Scene scene, string verb) =>
        await (await scene.Organ.Agency.Client.SendAsync($"/api/v1/records/{scene.Record.Id}/{verb}", new { reason = "Order 7." }, "*"))
            .BodyAsync(HttpStatusCode.OK);

    private Task MoveAsync(TestCompany company, string region) => host.QueryAsync(async db =>
    {
        var found = await db.Companies.SingleAsync(c => c.Id == company.Id);
        found.Change(found.Particulars with { RegionCode = region });
        await db.SaveAsync(Domain.Accounts.Actor.Registry, role: null, host.Clock.GetUtcNow(), CancellationToken.None);
        return 0;
    });
}
