using System.Net;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Repairs;

[Collection(nameof(RepairCollection))]
public sealed class SubmissionTests(RegistryHost host)
{
    [Fact]
    public async Task MissingDocuments_ShrinkWithEachUpload_AndSubmissionNamesTheRest()
    {
        var scene = await host.SceneAsync(RecordTier.SeriouslyUntrustworthy, publishedOn: host.Clock.Today.AddYears(-1));
        var client = scene.Company.Applicant.Client;
        var draft = await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.Created);
        string[] kinds = ["CREDIT_REPAIR_PROMISE", "BUSINESS_REGISTRATION_CERT", "PENALTY_PAYMENT_PROOF", "TRAINING_CERTIFICATE"];

        for (var i = 0; i < kinds.Length; i++)
        {
            var missing = draft["missingDocuments"]!.AsArray();
            Assert.Equal(kinds.Length - i, missing.Count);
            Assert.Equal("company", draft["next"]!.Text("who"));
            var refusal = await (await scene.Company.Applicant.ActAsync(draft, "submission")).BodyAsync(HttpStatusCode.UnprocessableEntity);
            Assert.Equal("REPAIR_INCOMPLETE", refusal.Text("code"));
            Assert.Equal(
                missing.Select(m => ("REPAIR_DOCUMENT_MISSING", m!.Text("legalBasis"))),
                refusal["breaches"]!.AsArray().Select(b => (b!.Text("rule"), b!.Text("legalBasis"))));
            Assert.Contains(kinds[^1], refusal["breaches"]!.AsArray()[^1]!.Text("message"), StringComparison.Ordinal);
            draft = await (await client.UploadAsync(draft.Text("id"), kinds[i])).BodyAsync(HttpStatusCode.Created);
        }

        Assert.Empty(draft["missingDocuments"]!.AsArray());
        var submitted = await scene.Company.Applicant.DoAsync(draft, "submission");
        Assert.Equal("submitted", submitted.Text("state"));
        Assert.Equal("officers", submitted["next"]!.Text("who"));
    }

    [Fact]
    public async Task Submission_Twice_IsAConflict()
    {
        var scene = await host.SceneAsync();
        var submitted = await host.SubmittedAsync(scene);

        Assert.Equal("REPAIR_STATE", await scene.Company.Applicant.RefusedAsync(submitted, "submission", HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Submission_TwiceAtOnce_HappensOnce()
    {
        var scene = await host.SceneAsync();
        var draft = await host.DraftAsync(scene.Company, scene.Record);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.Company.Applicant.ActAsync(draft, "submission")));

        Assert.Single(answers, a => a.StatusCode is HttpStatusCode.OK);
        Assert.Equal(3, answers.Count(a => a.StatusCode is HttpStatusCode.PreconditionFailed));
        Assert.Single(await host.StoryAsync(Cases.IdOf(draft)), kind => kind == "repair.submitted");
    }

    [Fact]
    public async Task Submission_WithoutOrWithAnOldETag_IsRefused()
    {
        var scene = await host.SceneAsync();
        var draft = await host.DraftAsync(scene.Company, scene.Record);
        var path = $"{Cases.PathOf(draft)}/submission";
        var client = scene.Company.Applicant.Client;

        Assert.Equal("PRECONDITION_REQUIRED", await (await client.SendAsync(path)).ProblemAsync((HttpStatusCode)428));
        var stale = await (await client.SendAsync(path, ifMatch: "\"1\"")).BodyAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal("VERSION_STALE", stale.Text("code"));
        Assert.Equal(draft["version"]!.GetValue<int>(), stale["current"]!["version"]!.GetValue<int>());
        Assert.Equal(["repair.documentAdded", "repair.documentAdded"], stale.Texts("changes", "kind"));
        Assert.Equal("draft", (await scene.Company.Applicant.CaseAsync(draft)).Text("state"));
        await (await client.SendAsync(path, ifMatch: "*")).BodyAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Submission_OfAnotherCompanysDraft_IsNotFound()
    {
        var scene = await host.SceneAsync();
        var draft = await host.DraftAsync(scene.Company, scene.Record);
        var stranger = await host.CompanyAsync();

        foreach (var verb in (string[])["submission", "withdrawal"])
        {
            Assert.Equal("APPLICATION_NOT_FOUND", await stranger.Applicant.RefusedAsync(draft, verb, HttpStatusCode.NotFound));
        }

        var answer = await stranger.Applicant.Client.AskAsync(Cases.PathOf(draft));
        Assert.Equal("APPLICATION_NOT_FOUND", await answer.ProblemAsync(HttpStatusCode.NotFound));
        Assert.Empty((await stranger.Applicant.Client.ReadAsync($"{Cases.Applications}?mine=true"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Draft_BeforeItIsFiled_IsItsCompanysAlone()
    {
        var scene = await host.SceneAsync();
        var draft = await host.DraftAsync(scene.Company, scene.Record);
        var supervisor = await host.SignInAsync([Domain.Accounts.Role.Supervisor]);
        var auditor = await host.SignInAsync([Domain.Accounts.Role.Auditor]);

        foreach (var reader in (TestAccount[])[scene.Organ.OfficerA, supervisor, auditor])
        {
            await (await reader.Client.AskAsync(Cases.PathOf(draft))).ProblemAsync(HttpStatusCode.NotFound);
            var queue = await reader.Client.ReadAsync($"/api/v1/review/queue?organ={scene.Organ.Code}");
            Assert.Empty(queue["items"]!.AsArray());
        }

        Assert.Equal("APPLICATION_NOT_FOUND", await scene.Organ.OfficerA.RefusedAsync(draft, "acceptance", HttpStatusCode.NotFound));
        await scene.Company.Applicant.DoAsync(draft, "submission");
        Assert.Equal("submitted", (await auditor.CaseAsync(draft)).Text("state"));
    }

    [Fact]
    public async Task Submission_MarksTheRecord_AndWithdrawalTakesTheMarkAway()
    {
        var scene = await host.SceneAsync();
        var submitted = await host.SubmittedAsync(scene);
        var anyone = host.Anyone();
        Assert.Equal(["REPAIR_PENDING"], (await anyone.ReadAsync($"/api/v1/records/{scene.Record.Id}")).Texts("marks", "code"));

        await scene.Company.Applicant.DoAsync(submitted, "withdrawal");

        Assert.Empty((await anyone.ReadAsync($"/api/v1/records/{scene.Record.Id}"))["marks"]!.AsArray());
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("submitted")]
    [InlineData("supplementRequested")]
    [InlineData("accepted")]
    [InlineData("recommended")]
    public async Task Withdrawal_BeforeTheDecision_CostsNothing(string state)
    {
        var scene = await host.SceneAsync();
        var application = state switch
        {
            "draft" => await host.DraftAsync(scene.Company, scene.Record),
            "submitted" => await host.SubmittedAsync(scene),
            "supplementRequested" => await scene.Organ.OfficerA.DoAsync(
                await host.SubmittedAsync(scene), "supplement-request", Cases.Supplement("CREDIT_REPAIR_PROMISE")),
            "accepted" => await host.AcceptedAsync(scene),
            _ => await host.RecommendedAsync(scene),
        };
        application = await scene.Company.Applicant.CaseAsync(application);
        Assert.Equal(state, application.Text("state"));

        var withdrawn = await scene.Company.Applicant.DoAsync(application, "withdrawal");

        Assert.Equal("withdrawn", withdrawn.Text("state"));
        Assert.Null(withdrawn["next"]);
        Assert.All(withdrawn["deadlines"]!.AsArray(), d => Assert.True(d!["metOn"] is not null || d["endedOn"] is not null));
        Assert.Equal("REPAIR_STATE", await scene.Company.Applicant.RefusedAsync(withdrawn, "withdrawal", HttpStatusCode.Conflict));
        await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Withdrawal_AfterTheDecision_IsRefused()
    {
        var granted = await host.SceneAsync();
        var refused = await host.SceneAsync();
        var grant = await host.GrantedAsync(granted);
        var refusal = await refused.Organ.OfficerB.DoAsync(
            await host.RecommendedAsync(refused, Cases.Refusal), "decision", Cases.Refusal);

        Assert.Equal("REPAIR_STATE", await granted.Company.Applicant.RefusedAsync(grant, "withdrawal", HttpStatusCode.Conflict));
        Assert.Equal("REPAIR_STATE", await refused.Company.Applicant.RefusedAsync(refusal, "withdrawal", HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Mine_PageByPage_ListsEachOnceNewestFirst()
    {
        var scene = await host.SceneAsync();
        var expected = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var record = await host.RecordAsync(scene.Organ, scene.Company, publishedOn: host.Clock.Today.AddMonths(-4));
            expected.Insert(0, (await (await scene.Company.DraftAsync(record.Id)).BodyAsync(HttpStatusCode.Created)).Text("id"));
        }

        var listed = new List<string>();
        var path = $"{Cases.Applications}?mine=true&limit=2";
        for (string? next = path; next is not null;)
        {
            var page = await scene.Company.Applicant.Client.ReadAsync(next);
            listed.AddRange(page.Texts("items", "id"));
            next = page["next"] is { } cursor ? $"{path}&cursor={cursor.GetValue<string>()}" : null;
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        Assert.Equal(listed.OrderDescending(StringComparer.Ordinal), listed);
    }
}
