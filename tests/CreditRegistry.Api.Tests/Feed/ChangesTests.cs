using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence.Ledger;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Feed;

/// <summary>What the feed tells, to whom holds a copy and to whom starts from nothing.</summary>
public sealed class ChangesTests(RegistryHost host, RegistryCluster cluster) : IClassFixture<RegistryHost>
{
    private static readonly string[] OfTombstone = ["position", "at", "kind", "recordId", "tombstone"];

    [Fact]
    public async Task Company_Registered_IsToldWithWhatIsRegistered()
    {
        var start = await host.HeadAsync();
        var company = await host.CompanyAsync();

        var entry = Assert.Single((await host.ChangesAsync(start)).Items);

        Assert.Equal(["position", "at", "kind", "registrationId", "company"], entry.Members());
        Assert.Equal(
            ("company.registered", company.RegistrationId, company.Name),
            (entry.Text("kind"), entry.Text("registrationId"), entry["company"]!.Text("name")));
        Assert.Equal(
            ["registrationId", "name", "englishName", "formerNames", "companyType", "status", "registeredOn", "regionCode"],
            entry["company"]!.Members());
    }

    [Fact]
    public async Task Record_Published_IsToldAsItIsShown()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var start = await host.HeadAsync();
        var record = await host.RecordAsync(organ, company);

        var entry = Assert.Single((await host.ChangesAsync(start)).Items);

        Assert.Equal(["position", "at", "kind", "registrationId", "recordId", "record"], entry.Members());
        Assert.Equal(("record.published", company.RegistrationId), (entry.Text("kind"), entry.Text("registrationId")));
        var shown = await host.Anyone().ReadAsync($"/api/v1/records/{record.Id}");
        Assert.True(JsonNode.DeepEquals(shown, entry["record"]));
    }

    [Theory]
    [InlineData("annulment", "annulled")]
    [InlineData("lapse", "lapsed")]
    [InlineData("repair", "repaired")]
    [InlineData("escalation", "escalated")]
    public async Task Record_ThatLeft_IsATombstoneInAllItsEntries(string how, string state)
    {
        var scene = await host.SceneAsync(
            how is "escalation" ? RecordTier.Abnormal : RecordTier.Untrustworthy,
            publishedOn: how is "lapse" or "escalation" ? host.Clock.Today.AddYears(-3) : null);
        var start = await BeforeAsync(scene);
        await LeaveAsync(how, scene);

        var (items, _) = await host.ChangesAsync(start);

        var own = items.Where(i => i["recordId"]?.GetValue<Guid>() == scene.Record.Id).ToList();
        Assert.Equal("record.published", own[0].Text("kind"));
        Assert.Equal("record.left", own[^1].Text("kind"));
        Assert.All(own, entry =>
        {
            Assert.Equal(OfTombstone, entry.Members());
            Assert.Equal(state, entry["tombstone"]!.Text("state"));
            Assert.Equal(
                how is "escalation" ? ["state", "leftOn", "replacedBy"] : ["state", "leftOn"], entry["tombstone"]!.Members());
        });
        var gone = await (await host.Anyone().AskAsync($"/api/v1/records/{scene.Record.Id}")).BodyAsync(HttpStatusCode.Gone);
        Assert.Equal(gone.Text("leftOn"), own[^1]["tombstone"]!.Text("leftOn"));
        Assert.Equal(gone["replacedBy"]?.ToString(), own[^1]["tombstone"]!["replacedBy"]?.ToString());
        if (how is "escalation")
        {
            var graver = Assert.Single(items, i => i["record"] is not null);
            Assert.Equal($"{gone["replacedBy"]}", graver.Text("recordId"));
        }
        else
        {
            Assert.DoesNotContain(scene.Company.RegistrationId, string.Concat(items), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Record_Shielded_IsWithdrawnForCopiesAndElseNeverWas()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var start = await host.HeadAsync();
        var record = await host.RecordAsync(organ, company);
        var (_, held) = await host.ChangesAsync(start);
        await ActAsync(organ, record, "shielding", "Order 7.");
        await ActAsync(organ, record, "corrections", "A slip.");

        var (fromHeld, shielded) = await host.ChangesAsync(held);
        var (fromStart, _) = await host.ChangesAsync(start);

        var left = Assert.Single(fromHeld);
        Assert.Equal(OfTombstone, left.Members());
        Assert.Equal(
            $$"""{"state":"withdrawn","leftOn":"{{host.Clock.Today:yyyy-MM-dd}}"}""", left["tombstone"]!.ToJsonString());
        Assert.Equal([left.ToJsonString()], fromStart.Select(i => i.ToJsonString()));
        await (await host.Anyone().AskAsync($"/api/v1/records/{record.Id}")).ProblemAsync(HttpStatusCode.NotFound);

        await ActAsync(organ, record, "shielding-end", "It ended.");

        var back = Assert.Single((await host.ChangesAsync(shielded)).Items);
        Assert.Equal("record.changed", back.Text("kind"));
        Assert.Equal($"{record.Id}", back["record"]!.Text("id"));
        var whole = (await host.ChangesAsync(start)).Items;
        Assert.Equal(["record.published", "record.changed", "record.changed"], whole.Kinds());
        Assert.DoesNotContain("hield", string.Concat(whole), StringComparison.Ordinal);
        Assert.DoesNotContain("withdrawn", string.Concat(whole), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_ShieldedAndThenAnnulled_IsAnOrdinaryTombstone()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var start = await host.HeadAsync();
        var record = await host.RecordAsync(organ, company);
        await ActAsync(organ, record, "shielding", "Order 7.");
        await ActAsync(organ, record, "annulment", "Withdrawn.");

        var (items, _) = await host.ChangesAsync(start);

        Assert.Equal(["record.published", "record.left"], items.Kinds());
        Assert.All(items, i => Assert.Equal("annulled", i["tombstone"]!.Text("state")));
    }

    [Theory]
    [InlineData("annulment")]
    [InlineData("corrections")]
    [InlineData("nothing")]
    public async Task Record_NeverShown_HasNoEntryWhateverHappensToIt(string verb)
    {
        var (organ, company) = (await host.OrganAsync(Given.Cn), await host.CompanyAsync());
        var old = await host.OrganAsync();
        var start = await host.HeadAsync();
        var minor = await host.RecordAsync(organ, company, RecordTier.Untrustworthy, ruleSet: Given.Cn, penalties: new Penalty("WARNING", null, null));
        var over = await host.RecordAsync(old, company, publishedOn: host.Clock.Today.AddYears(-10));
        Assert.Equal((RecordState.Unpublished, RecordState.Lapsed), (minor.State, over.State));
        if (verb is not "nothing")
        {
            await ActAsync(organ, minor, verb, "A slip.");
        }

        var (items, next) = await host.ChangesAsync(start);

        Assert.Empty(items);
        Assert.NotEqual(start, next); // the reader moves on all the same
    }

    [Fact]
    public async Task Record_PastItsLastDay_HasNoContentThoughNoWorkerRan()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var start = await host.HeadAsync();
        var record = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddYears(-3).AddDays(1));
        Assert.True(record.LapsesOn > host.Clock.Today);

        host.Clock.GoTo(record.LapsesOn!.Value);
        Assert.NotNull(Assert.Single((await host.ChangesAsync(start)).Items)["record"]);
        host.Clock.AdvanceDays(1);
        var entry = Assert.Single((await host.ChangesAsync(start)).Items);

        Assert.Equal(OfTombstone, entry.Members());
        Assert.Equal(("record.published", "lapsed"), (entry.Text("kind"), entry["tombstone"]!.Text("state")));
    }

    [Fact]
    public async Task Record_RepairedAndRestored_IsShownAgain()
    {
        var scene = await host.SceneAsync();
        var (_, start) = await host.ChangesAsync();
        await host.RevokedAsync(scene);

        var (items, _) = await host.ChangesAsync(start);

        Assert.Equal("record.changed", items[^1].Text("kind"));
        Assert.Contains("record.left", items.Kinds());
        Assert.All(items, i => Assert.NotNull(i["record"]));
    }

    [Fact]
    public async Task Case_FromDraftToRefusal_ShowsNothingButTheMark()
    {
        var scene = await host.SceneAsync();
        var (_, start) = await host.ChangesAsync();
        var recommended = await host.RecommendedAsync(scene, Cases.Refusal);
        await scene.Organ.OfficerB.DoAsync(recommended, "decision", Cases.Refusal);

        var (items, next) = await host.ChangesAsync(start);

        Assert.Equal(["record.changed", "record.changed"], items.Kinds()); // the mark came and went
        Assert.True(Number(next) - Number(start) > 5);
        Assert.DoesNotContain(items, i => i.ToJsonString().Contains("repair.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_OfOne_GoesOnToTheSameEnd()
    {
        var start = await host.HeadAsync();
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        await host.RecordAsync(organ, company);
        await host.RecordAsync(organ, company);

        var (whole, end) = await host.ChangesAsync(start);
        var (single, sameEnd) = await host.ChangesAsync(start, limit: 1);

        Assert.Equal(["company.registered", "record.published", "record.published"], whole.Kinds());
        Assert.Equal(whole.Select(i => i.ToJsonString()), single.Select(i => i.ToJsonString()));
        Assert.Equal(end, sameEnd);
        Assert.Equal(whole.Select(i => Number(i.Text("position"))).Order(), whole.Select(i => Number(i.Text("position"))));
    }

    [Theory]
    [InlineData("rubbish", "POSITION_INVALID")]
    [InlineData("1", "POSITION_INVALID")]
    [InlineData("-1.5", "POSITION_INVALID")]
    [InlineData("1.-5", "POSITION_INVALID")]
    [InlineData("1.99999999999999999999999", "POSITION_INVALID")]
    [InlineData("1.%27%3B--", "POSITION_INVALID")]
    [InlineData("", "QUERY_PARAMETER_INVALID")]
    [InlineData("1.9223372036854775807", "POSITION_UNKNOWN")]
    [InlineData("99.1", "POSITION_UNKNOWN")]
    public async Task After_ThatIsNoPosition_IsRefusedWithTheWayOut(string after, string code)
    {
        await host.HeadAsync();
        using var client = host.Anyone();

        foreach (var path in (string[])[Changes.Path, $"{Changes.Path}/stream"])
        {
            var problem = await (await client.AskAsync($"{path}?after={after}")).BodyAsync(HttpStatusCode.BadRequest);

            Assert.Equal(code, problem.Text("code"));
            Assert.NotEmpty(problem["errors"]!["after"]!.AsArray());
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("-1")]
    [InlineData("many")]
    public async Task Limit_BeyondItsRange_IsRefused(string limit)
    {
        var answer = await host.Anyone().AskAsync($"{Changes.Path}?limit={limit}");

        Assert.Equal("QUERY_PARAMETER_INVALID", await answer.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Stretch_WithoutPublicFacts_NeitherBlocksNorHidesWhatFollows()
    {
        await using var fresh = new RegistryHost(cluster);
        await fresh.InitializeAsync();
        await fresh.CompanyAsync();
        var start = await fresh.HeadAsync();
        await using (var source = Npgsql.NpgsqlDataSource.Create(fresh.Database.Connection))
        await using (var command = source.CreateCommand(
            $"""
            insert into ledger (at, role, kind, subject, details, secret, commitment)
            select now(), 'registry', 'account.signedIn', gen_random_uuid(), '{"{}"}', '', sha256(gen_random_uuid()::text::bytea)
            from generate_series(1, {2 * Sequencer.BatchSize + 1})
            """))
        {
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await fresh.PlacedAsync();
        await fresh.CompanyAsync();
        await fresh.PlacedAsync();
        using var client = fresh.Anyone();
        var first = await client.ReadAsync($"{Changes.Path}?after={start}");

        Assert.Empty(first["items"]!.AsArray());
        Assert.Equal(Number(start) + Application.Feed.ReadChanges.Window, Number(first.Text("next")));
        Assert.NotEqual(first.Text("head"), first.Text("next"));
        Assert.Equal(["company.registered"], (await fresh.ChangesAsync(start)).Items.Kinds());
    }

    private static long Number(string position) => long.Parse(position.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string> BeforeAsync(Scene scene)
    {
        var (items, _) = await host.ChangesAsync();
        var published = items.First(i => i["recordId"]?.GetValue<Guid>() == scene.Record.Id).Text("position");
        return $"1.{Number(published) - 1}";
    }

    private async Task LeaveAsync(string how, Scene scene)
    {
        switch (how)
        {
            case "annulment":
                await ActAsync(scene.Organ, scene.Record, "annulment", "Withdrawn.");
                break;
            case "repair":
                await host.GrantedAsync(scene);
                break;
            case "lapse":
                host.Clock.GoTo(scene.Record.LapsesOn!.Value);
                host.Clock.AdvanceDays(1);
                await host.PassTimeAsync();
                break;
            default:
                await host.PassTimeAsync();
                host.Clock.AdvanceDays(70);
                await host.PassTimeAsync();
                break;
        }
    }

    private static async Task ActAsync(TestOrgan organ, CreditRecord record, string verb, string reason) =>
        await (await organ.Agency.Client.SendAsync(
            $"/api/v1/records/{record.Id}/{verb}",
            verb is "corrections" ? new { reason, summary = "Other words." } : new { reason },
            "*")).BodyAsync(HttpStatusCode.OK);
}
