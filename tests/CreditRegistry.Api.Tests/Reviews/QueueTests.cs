using System.Net;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Reviews;

public sealed class QueueTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private const string Queue = "/api/v1/review/queue";

    [Fact]
    public async Task Queue_ByEachFilter_ListsThoseCasesByDueDate()
    {
        var organ = await host.OrganAsync();
        var waiting = await host.SubmittedAsync(await host.SceneAsync(organ: organ));
        var accepted = await host.AcceptedAsync(await host.SceneAsync(
            RecordTier.SeriouslyUntrustworthy, publishedOn: host.Clock.Today.AddYears(-1), organ: organ));
        var supplement = await organ.OfficerB.DoAsync(
            await host.SubmittedAsync(await host.SceneAsync(ruleSet: Given.Cn, organ: organ)),
            "supplement-request",
            Cases.Supplement("RECTIFICATION_PROOF"));
        var drafted = await host.SceneAsync(organ: organ);
        await host.DraftAsync(drafted.Company, drafted.Record);
        await host.GrantedAsync(await host.SceneAsync(organ: organ));
        await host.SubmittedAsync(await host.SceneAsync());
        host.Clock.AdvanceDays(10);
        string[] all = [waiting.Text("id"), accepted.Text("id"), supplement.Text("id")];

        foreach (var (query, expected) in ((string, string[])[])[
            ("", all),
            ("?overdue=true", [all[0]]),
            ("?overdue=false", [all[1], all[2]]),
            ("?assignee=none", [all[0]]),
            ("?assignee=me", [all[1]]),
            ($"?assignee={organ.OfficerB.Key}", [all[2]]),
            ("?tier=seriouslyUntrustworthy", [all[1]]),
            ("?tier=untrustworthy", [all[0], all[2]]),
            ("?ruleSet=cn-2026", [all[2]]),
            ("?ruleSet=none", []),
            ("?state=submitted", [all[0]]),
            ("?state=accepted", [all[1]]),
            ("?state=supplementRequested", [all[2]]),
            ("?state=recommended", []),
            ($"?organ={organ.Code}", all),
            ("?organ=NOBODY", []),
            ("?state=accepted&assignee=me&overdue=false&tier=seriouslyUntrustworthy&ruleSet=four-tier-2024", [all[1]])])
        {
            var listed = await organ.OfficerA.Client.ReadAsync(Queue + query);
            Assert.True(expected.SequenceEqual(listed.Texts("items", "id")), $"{query}: {listed}");
        }

        var overdue = (await organ.OfficerA.Client.ReadAsync($"{Queue}?overdue=true"))["items"]![0]!;
        Assert.True(overdue["overdue"]!.GetValue<bool>());
        Assert.Equal("Legal department", overdue["inside"]!["contact"]!.Text("name"));
    }

    [Fact]
    public async Task Queue_PageByPage_ListsEachOnceByDueDateThenId()
    {
        var organ = await host.OrganAsync();
        var company = await host.CompanyAsync();
        var expected = new List<(string Due, string Id)>();
        for (var i = 0; i < 5; i++)
        {
            var scene = await host.SceneAsync(organ: organ, company: company);
            var submitted = await host.SubmittedAsync(scene);
            if (i % 2 == 0)
            {
                submitted = await organ.OfficerA.DoAsync(submitted, "acceptance");
            }

            expected.Add((submitted["next"]!.Text("dueOn"), submitted.Text("id")));
        }

        var listed = new List<(string, string)>();
        for (string? next = $"{Queue}?limit=2"; next is not null;)
        {
            var page = await organ.OfficerA.Client.ReadAsync(next);
            listed.AddRange(page["items"]!.AsArray().Select(i => (i!["next"]!.Text("dueOn"), i!.Text("id"))));
            next = page["next"] is { } cursor ? $"{Queue}?limit=2&cursor={cursor.GetValue<string>()}" : null;
        }

        Assert.Equal(expected.Order(), listed);
    }

    [Fact]
    public async Task Queue_ShowsEachReaderItsOrgans()
    {
        var organ = await host.OrganAsync();
        var submitted = await host.SubmittedAsync(await host.SceneAsync(organ: organ));
        var stranger = await host.OrganAsync();
        var watchesAll = await host.SignInAsync([Role.Supervisor]);
        var watchesOther = await host.SignInAsync([Role.Supervisor, Role.Officer], organs: [stranger.Code]);
        var auditor = await host.SignInAsync([Role.Auditor]);

        foreach (var (reader, sees) in ((TestAccount, bool)[])[
            (organ.OfficerA, true), (stranger.OfficerA, false), (watchesAll, true), (watchesOther, false), (auditor, true)])
        {
            var listed = await reader.Client.ReadAsync($"{Queue}?organ={organ.Code}");
            Assert.Equal(sees ? [submitted.Text("id")] : [], listed.Texts("items", "id"));
            var one = await reader.Client.AskAsync(Cases.PathOf(submitted));
            Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, one.StatusCode);
            if (sees && reader != organ.OfficerA)
            {
                Assert.Null((await one.BodyAsync(HttpStatusCode.OK))["inside"]!["contact"]);
            }
        }

        foreach (var refused in (TestAccount[])[organ.Agency, await host.SignInAsync([Role.Administrator])])
        {
            await (await refused.Client.AskAsync(Queue)).ProblemAsync(HttpStatusCode.Forbidden);
        }
    }

    [Theory]
    [InlineData("state=draft")]
    [InlineData("state=granted")]
    [InlineData("state=Submitted")]
    [InlineData("assignee=somebody")]
    [InlineData("overdue=perhaps")]
    [InlineData("tier=worst")]
    [InlineData("colour=red")]
    [InlineData("limit=0")]
    [InlineData("cursor=x")]
    public async Task Queue_WithAWrongParameter_NamesIt(string query)
    {
        var organ = await host.OrganAsync();

        var problem = await (await organ.OfficerA.Client.AskAsync($"{Queue}?{query}")).BodyAsync(HttpStatusCode.BadRequest);

        Assert.True(problem["errors"]!.AsObject().ContainsKey(query.Split('=')[0]), problem.ToJsonString());
    }
}
