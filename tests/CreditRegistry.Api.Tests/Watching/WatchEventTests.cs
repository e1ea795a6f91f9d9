using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Application.Watching;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence.Watching;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreditRegistry.Api.Tests.Watching;

[Collection(WatchCollection.Name)]
public sealed class WatchEventTests(WatchHost watch)
{
    private readonly RegistryHost _host = watch.Host;

    [Fact]
    public async Task Events_OfARecordsLife_AreToldInOrderOnce()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var (organ, company, other) = (await _host.OrganAsync(), await _host.CompanyAsync(), await _host.CompanyAsync());
        var list = await client.WatchAsync([company.RegistrationId]);
        var record = await _host.RecordAsync(organ, company);
        await _host.RecordAsync(organ, other);
        await _host.MatchAsync();

        var told = await client.EventsAsync(list);
        Assert.Equal(["record.listed", "company.tierUp"], told.Types());
        Assert.All(told, e => Assert.Equal(
            (company.RegistrationId, $"{record.Id}", $"/api/v1/records/{record.Id}"),
            (e.Text("registrationId"), e.Text("recordId"), e["links"]!.Text("record"))));

        var graver = await _host.RecordAsync(organ, company, RecordTier.SeriouslyUntrustworthy);
        await _host.RecordAsync(organ, company);
        await _host.MatchAsync();
        await _host.MatchAsync();
        var page = await client.ReadAsync($"{list.PathOf()}/events?after={told[^1].Text("position")}&limit=2");
        Assert.Equal(["record.listed", "record.listed"], page["items"]!.AsArray().Select(i => i!.Text("type")));
        var rest = await client.ReadAsync($"{list.PathOf()}/events?after={page.Text("next")}");
        Assert.Equal(["company.tierUp"], rest["items"]!.AsArray().Select(i => i!.Text("type")));
        Assert.Equal(rest.Text("head"), rest.Text("next"));

        await _host.RepairAsync(graver);
        await _host.MatchAsync();
        var left = await client.EventsAsync(list, rest.Text("next"));
        Assert.Equal(["record.repaired", "company.tierDown", "record.recalled"], left.Types());
        Assert.Equal((company.RegistrationId, $"{graver.Id}"), (left[0].Text("registrationId"), left[0].Text("recordId")));
        Assert.Equal(company.RegistrationId, left[1].Text("registrationId"));
        Assert.Null(left[1]["recordId"]);
        Assert.Equal(($"{graver.Id}", null), (left[2].Text("recordId"), left[2]["registrationId"]));

        // What was told of it before tells no more than its id.
        var before = await client.EventsAsync(list, told[^1].Text("position"));
        var gone = before.Where(e => e["left"] is not null).ToList();
        Assert.Equal(["record.listed", "company.tierUp"], gone.Types());
        Assert.All(gone, e =>
        {
            Assert.Equal(["position", "type", "at", "recordId", "left", "links"], e.AsObject().Select(p => p.Key));
            Assert.Equal(["record"], e["links"]!.AsObject().Select(p => p.Key));
        });
    }

    [Fact]
    public async Task Events_OfRulesNotChosen_AreNotTold()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var lists = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var rule in (string[])["listed", "tierDown", "recalled"])
        {
            lists[rule] = await client.WatchAsync([company.RegistrationId], [rule]);
        }

        var record = await _host.RecordAsync(organ, company);
        await _host.MatchAsync();
        await _host.AnnulAsync(record);
        await _host.MatchAsync();

        Assert.Equal(["record.listed"], (await client.EventsAsync(lists["listed"])).Types());
        Assert.Equal(["company.tierDown"], (await client.EventsAsync(lists["tierDown"])).Types());
        Assert.Equal(["record.recalled"], (await client.EventsAsync(lists["recalled"])).Types());
    }

    [Fact]
    public async Task Corrections_AndAnnulments_AreToldOfWhatIsShown()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var list = await client.WatchAsync([company.RegistrationId], ["corrected", "annulled"]);
        var shown = await _host.RecordAsync(organ, company);
        var hidden = await _host.RecordAsync(organ, company);
        await _host.ChangeAsync(hidden.Id, r => Assert.Null(r.Shield(_host.Clock.Today, "Court order.")));
        foreach (var record in (CreditRecord[])[shown, hidden])
        {
            var corrected = await organ.Agency.Client.SendAsync(
                $"/api/v1/records/{record.Id}/corrections", new { summary = "As it is now.", reason = "It was wrong before." }, "*");
            corrected.EnsureSuccessStatusCode();
        }

        await _host.MatchAsync();
        var told = Assert.Single(await client.EventsAsync(list));
        Assert.Equal(("record.corrected", $"{shown.Id}", company.RegistrationId), (told.Text("type"), told.Text("recordId"), told.Text("registrationId")));

        await _host.AnnulAsync(hidden);
        await _host.AnnulAsync(shown);
        await _host.MatchAsync();
        var events = await client.EventsAsync(list);
        Assert.Equal(["record.corrected", "record.annulled"], events.Types());
        Assert.Null(events[0]["registrationId"]);
        Assert.Equal(($"{shown.Id}", company.RegistrationId), (events[1].Text("recordId"), events[1].Text("registrationId")));
        Assert.Equal([$"{shown.Id}"], (await client.RecallsAsync()).Select(r => r.Text("recordId")));
    }

    [Fact]
    public async Task Events_OfACompanyThatComesLater_AreTold()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var organ = await _host.OrganAsync();
        var madeUp = MadeUpCompanies.At(7_654_321);
        var list = await client.WatchAsync([madeUp.RegistrationId.Value], ["listed", "tierUp"]);
        var company = Company.Register(
            Guid.CreateVersion7(_host.Clock.GetUtcNow()), madeUp.RegistrationId.Value,
            new(madeUp.Name, null, null, CompanyStatus.Registered, null, null));
        await _host.AddAsync(db => db.Companies.Add(company));
        await _host.RecordAsync(organ, new TestCompany(company.Id, company.RegistrationId, company.Name, null!));
        await _host.MatchAsync();

        Assert.Equal(["record.listed", "company.tierUp"], (await client.EventsAsync(list)).Types());
    }

    [Fact]
    public async Task Events_OfACompanyListedBefore_BeginWithItsNextChange()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var record = await _host.RecordAsync(organ, company);
        await _host.MatchAsync();
        var list = await client.WatchAsync([company.RegistrationId]);
        await _host.MatchAsync();
        Assert.Empty(await client.EventsAsync(list));

        await _host.RepairAsync(record);
        await _host.MatchAsync();

        Assert.Equal(["record.repaired", "company.tierDown"], (await client.EventsAsync(list)).Types());
        Assert.Empty(await client.RecallsAsync()); // it was never shown the record
    }

    [Fact]
    public async Task Events_OfDates_AreToldOnTheirDay()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var today = _host.Clock.Today;
        var soon = await _host.RecordAsync(organ, company, publishedOn: today.AddMonths(-3).AddDays(10));
        var later = await _host.RecordAsync(organ, company, publishedOn: today.AddMonths(-3).AddDays(20));
        var ending = await _host.RecordAsync(organ, company, publishedOn: today.AddYears(-3));
        await _host.MatchAsync();
        string[] rules = ["aboutToBecomeRepairable", "lapsed"];
        var (usual, early) = (await client.WatchAsync([company.RegistrationId], rules), await client.WatchAsync([company.RegistrationId], rules, daysBefore: 40));

        _host.Clock.AdvanceDays(1);
        await _host.PassTimeAsync();
        await _host.MatchAsync();
        await _host.MatchAsync();
        var told = await client.EventsAsync(usual);
        Assert.Equal(["record.aboutToBecomeRepairable", "record.lapsed"], told.Types().Order(StringComparer.Ordinal));
        var repairable = told.Single(e => e.Text("type") is "record.aboutToBecomeRepairable");
        Assert.Equal(($"{soon.Id}", $"{soon.RepairableFrom:yyyy-MM-dd}"), (repairable.Text("recordId"), repairable.Text("on")));
        Assert.Equal($"{ending.Id}", told.Single(e => e.Text("type") is "record.lapsed").Text("recordId"));
        Assert.Equal(
            new[] { $"{soon.Id}", $"{later.Id}", $"{ending.Id}" }.Order(StringComparer.Ordinal),
            (await client.EventsAsync(early)).Select(e => e.Text("recordId")).Order(StringComparer.Ordinal));

        _host.Clock.GoTo(later.RepairableFrom!.Value.AddDays(-15));
        await _host.MatchAsync();
        Assert.Equal(2, (await client.EventsAsync(usual)).Count);
        _host.Clock.AdvanceDays(1);
        await _host.MatchAsync();
        Assert.Equal($"{later.Id}", (await client.EventsAsync(usual))[^1].Text("recordId"));
        Assert.Equal(3, (await client.EventsAsync(early)).Count);
    }

    [Fact]
    public async Task Events_OfAMark_AreThoseOfObjectionsOnly()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var record = await _host.RecordAsync(organ, company);
        var list = await client.WatchAsync([company.RegistrationId], ["objection"]);
        await _host.ChangeAsync(record.Id, r => r.MarkRepairPending(true));
        await _host.MatchAsync();
        Assert.Empty(await client.EventsAsync(list));

        await _host.QueryAsync(db => db.Database.ExecuteSqlAsync(
            $$"""
            insert into ledger (at, role, kind, subject, company_id, details, secret, commitment)
            values ({{_host.Clock.GetUtcNow()}}, 'applicant', 'record.marked', {{record.Id}}, {{company.Id}}, '{"version": 9, "objection": true}', '', sha256(gen_random_uuid()::text::bytea))
            """));
        await _host.MatchAsync();

        Assert.Equal(["record.objection"], (await client.EventsAsync(list)).Types());
    }

    [Fact]
    public async Task Events_AskedAgainWithTheTag_AreNotSentAgain()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var list = await client.WatchAsync([]);
        await _host.MatchAsync();
        var first = await client.AskAsync($"{list.PathOf()}/events");
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{list.PathOf()}/events");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("?limit=0", "QUERY_PARAMETER_INVALID")]
    [InlineData("?limit=1001", "QUERY_PARAMETER_INVALID")]
    [InlineData("?after=1", "POSITION_INVALID")]
    [InlineData("?after=1.999999999", "POSITION_UNKNOWN")]
    public async Task Events_AskedWrongly_SayWhatIsWrong(string query, string code)
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var list = await client.WatchAsync([]);

        Assert.Equal(code, await (await client.AskAsync($"{list.PathOf()}/events{query}")).ProblemAsync(HttpStatusCode.BadRequest));
        await client.ReadAsync($"{list.PathOf()}/events?limit=1000");
        await client.ReadAsync($"{list.PathOf()}/events?limit=1");
    }

    [Fact]
    public async Task Matching_BrokenOffBeforeItsCommit_TellsEachThingOnce()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var (organ, company) = (await _host.OrganAsync(), await _host.CompanyAsync());
        var list = await client.WatchAsync([company.RegistrationId], ["listed"]);
        await _host.MatchAsync();
        await _host.RecordAsync(organ, company);
        await _host.Services.GetRequiredService<LedgerTail>().CatchUpAsync(TestContext.Current.CancellationToken);

        // The last statement of the matching fails, as when the server is killed there.
        await OwnerAsync("alter table watch_progress add constraint ck_broken check (position < 0) not valid");
        try
        {
            await Assert.ThrowsAsync<PostgresException>(AdvanceAsync);
            Assert.Empty(await client.EventsAsync(list));
        }
        finally
        {
            await OwnerAsync("alter table watch_progress drop constraint ck_broken");
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(AdvanceAsync)));
        await _host.MatchAsync();
        Assert.Equal(["record.listed"], (await client.EventsAsync(list)).Types());
    }

    private Task<bool> AdvanceAsync() => _host.Services.GetRequiredService<WatchMatcher>().AdvanceAsync(
        _host.Clock.GetUtcNow(), _host.Clock.Today, _host.Services.GetRequiredService<WatchSettings>().Retention, CancellationToken.None);

    private async Task OwnerAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_host.Database.OwnerConnection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
