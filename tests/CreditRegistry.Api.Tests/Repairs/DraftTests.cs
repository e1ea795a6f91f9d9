using System.Net;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Repairs;

[Collection(nameof(RepairCollection))]
public sealed class DraftTests(RegistryHost host)
{
    [Fact]
    public async Task Draft_TheDayBeforeItMayBe_NamesEveryBreachAndTheEarliestDay()
    {
        var today = host.Clock.Today;
        var scene = await host.SceneAsync(publishedOn: today.AddMonths(-3).AddDays(1));

        var problem = await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("REPAIR_NOT_ELIGIBLE", problem.Text("code"));
        var breach = Assert.Single(problem["breaches"]!.AsArray())!;
        Assert.Equal("REPAIR_TOO_EARLY", breach.Text("rule"));
        Assert.Equal($"{today.AddDays(1):yyyy-MM-dd}", breach.Text("earliestOn"));
        Assert.NotEmpty(breach.Text("legalBasis"));
        Assert.Contains($"{today.AddDays(1):yyyy-MM-dd}", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_OnTheFirstDay_IsCreated()
    {
        var scene = await host.SceneAsync(publishedOn: host.Clock.Today.AddMonths(-3));

        var answer = await scene.Company.DraftAsync(scene.Record.Id);

        var draft = await answer.BodyAsync(HttpStatusCode.Created);
        Assert.Equal(Cases.PathOf(draft), answer.Headers.Location?.OriginalString);
        Assert.Equal(draft.ETag(), answer.Headers.ETag?.Tag);
        Assert.Equal("draft", draft.Text("state"));
        Assert.Matches("^CR-2026-[2-9A-HJKMNP-RT-UWXY]{8}$", draft.Text("reference"));
        Assert.Equal(2, draft["missingDocuments"]!.AsArray().Count);
    }

    [Fact]
    public async Task Draft_WithSeveralBreaches_NamesAllOfThem()
    {
        var today = host.Clock.Today;
        var scene = await host.SceneAsync(
            RecordTier.Untrustworthy, Given.Cn, today.AddDays(-1), null, null,
            new Penalty("LARGER_FINE", 5_000_000, null),
            new Penalty("CONFISCATION", null, today.AddMonths(5)));

        var problem = await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["REPAIR_TOO_EARLY", "REPAIR_PENALTY_TERM_RUNS"], problem.Texts("breaches", "rule"));
        Assert.Contains($"{today.AddMonths(5).AddDays(1):yyyy-MM-dd}", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_OfAnotherCompanysRecord_IsForbidden()
    {
        var scene = await host.SceneAsync();
        var stranger = await host.CompanyAsync();

        Assert.Equal("REPAIR_OTHER_COMPANY", await (await stranger.DraftAsync(scene.Record.Id)).ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Empty((await scene.Company.Applicant.Client.ReadAsync(Cases.Applications))["items"]!.AsArray());
    }

    [Fact]
    public async Task Draft_OfAnotherCompanysRecordThatLeft_IsGone()
    {
        var scene = await host.SceneAsync();
        await scene.Organ.Agency.Client.SendAsync($"/api/v1/records/{scene.Record.Id}/annulment", new { reason = "Wrong." }, "*");
        var stranger = await host.CompanyAsync();

        Assert.Equal("RECORD_ANNULLED", await (await stranger.DraftAsync(scene.Record.Id)).ProblemAsync(HttpStatusCode.Gone));
        var own = await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["REPAIR_RECORD_LEFT"], own.Texts("breaches", "rule"));
    }

    [Fact]
    public async Task Draft_OfARecordThatNeverWas_IsNotFound()
    {
        var company = await host.CompanyAsync();

        Assert.Equal("RECORD_NOT_FOUND", await (await company.DraftAsync(Guid.CreateVersion7(host.Clock.GetUtcNow()))).ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Draft_WhileOneIsOpen_IsAConflictWithItsId()
    {
        var scene = await host.SceneAsync();
        var first = await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.Created);

        var second = await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.Conflict);

        Assert.Equal("REPAIR_OPEN", second.Text("code"));
        Assert.Equal(first.Text("id"), second.Text("existingId"));
    }

    [Fact]
    public async Task Drafts_AtTheSameInstant_CreateOne()
    {
        for (var round = 0; round < 5; round++)
        {
            var scene = await host.SceneAsync();

            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.Company.DraftAsync(scene.Record.Id)));

            var created = await Assert.Single(answers, a => a.StatusCode is HttpStatusCode.Created).BodyAsync(HttpStatusCode.Created);
            foreach (var refused in answers.Where(a => a.StatusCode is not HttpStatusCode.Created))
            {
                Assert.Equal(created.Text("id"), (await refused.BodyAsync(HttpStatusCode.Conflict)).Text("existingId"));
            }
        }
    }

    [Fact]
    public async Task Draft_RepeatedWithItsKey_IsReplayed()
    {
        var scene = await host.SceneAsync();

        var first = await scene.Company.DraftAsync(scene.Record.Id, "draft-1");
        var second = await scene.Company.DraftAsync(scene.Record.Id, "draft-1");
        var other = await scene.Company.Applicant.Client.SendAsync(
            Cases.Applications,
            new { recordId = scene.Record.Id, statement = "Else.", contact = new { name = "X", email = "x@company.example" } },
            idempotencyKey: "draft-1");

        Assert.Equal(
            (await first.BodyAsync(HttpStatusCode.Created)).ToJsonString(),
            (await second.BodyAsync(HttpStatusCode.Created)).ToJsonString());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", await other.ProblemAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Draft_TwiceAtOnceWithOneKey_CreatesOne()
    {
        var scene = await host.SceneAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.Company.DraftAsync(scene.Record.Id, "draft-2")));

        var created = answers.Where(a => a.StatusCode is HttpStatusCode.Created).ToList();
        Assert.Single(created, a => !a.Headers.Contains("Idempotency-Replayed"));
        foreach (var other in answers.Except(created))
        {
            Assert.Equal("IDEMPOTENCY_KEY_IN_FLIGHT", await other.ProblemAsync(HttpStatusCode.Conflict));
        }
    }

    [Theory]
    [InlineData("", "legal@company.example", "statement")]
    [InlineData("Put right.", "nobody", "contact.email")]
    [InlineData("Put\0right.", "legal@company.example", "statement")]
    public async Task Draft_WithAWrongField_NamesIt(string statement, string email, string field)
    {
        var scene = await host.SceneAsync();

        var problem = await (await scene.Company.Applicant.Client.SendAsync(
            Cases.Applications, new { recordId = scene.Record.Id, statement, contact = new { name = "X", email } }))
            .BodyAsync(HttpStatusCode.BadRequest);

        Assert.True(problem["errors"]!.AsObject().ContainsKey(field), problem.ToJsonString());
    }
}
