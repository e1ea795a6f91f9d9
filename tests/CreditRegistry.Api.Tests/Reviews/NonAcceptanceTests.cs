using System.Net;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Reviews;

[Collection(nameof(ReviewCollection))]
public sealed class NonAcceptanceTests(RegistryHost host)
{
    [Fact]
    public async Task NonAcceptance_TakesTwoOfficers_AndSaysHowToContestIt()
    {
        var scene = await host.SceneAsync();
        var submitted = await host.SubmittedAsync(scene);

        var proposed = await scene.Organ.OfficerA.DoAsync(submitted, "non-acceptance", Cases.OutOfScope);
        Assert.Equal("submitted", proposed.Text("state"));
        Assert.Equal("nonAcceptance", proposed["inside"]!["proposal"]!.Text("kind"));
        Assert.Equal("REPAIR_FOUR_EYES", await scene.Organ.OfficerA.RefusedAsync(
            proposed, "non-acceptance", HttpStatusCode.Forbidden, Cases.OutOfScope));
        Assert.Equal("REPAIR_PROPOSAL_OPEN", await scene.Organ.OfficerA.RefusedAsync(proposed, "acceptance", HttpStatusCode.Conflict));
        Assert.Equal("REPAIR_PROPOSAL_OPEN", await scene.Organ.OfficerA.RefusedAsync(
            proposed, "supplement-request", HttpStatusCode.Conflict, Cases.Supplement("CREDIT_REPAIR_PROMISE")));

        var ended = await scene.Organ.OfficerB.DoAsync(proposed, "non-acceptance", Cases.OutOfScope);
        Assert.Equal("notAccepted", ended.Text("state"));
        var seen = await scene.Company.Applicant.CaseAsync(ended);
        Assert.Equal("OUT_OF_SCOPE", seen["decision"]!.Text("reasonCode"));
        Assert.Equal("Another procedure is meant.", seen["decision"]!.Text("reason"));
        Assert.NotEmpty(seen["decision"]!.Text("remedies"));
        Assert.Empty((await host.Anyone().ReadAsync($"/api/v1/records/{scene.Record.Id}"))["marks"]!.AsArray());
        await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task NonAcceptance_DismissedByTheSecond_LetsTheCaseGoOn()
    {
        var scene = await host.SceneAsync();
        var proposed = await scene.Organ.OfficerA.DoAsync(await host.SubmittedAsync(scene), "non-acceptance", Cases.OutOfScope);

        Assert.Equal("VALIDATION_FAILED", await scene.Organ.OfficerB.RefusedAsync(
            proposed, "proposal-dismissal", HttpStatusCode.BadRequest, new { reason = "" }));
        var dismissed = await scene.Organ.OfficerB.DoAsync(proposed, "proposal-dismissal", new { reason = "It is this procedure." });

        Assert.Equal("submitted", dismissed.Text("state"));
        Assert.Null(dismissed["inside"]!["proposal"]);
        Assert.Equal("REPAIR_NO_PROPOSAL", await scene.Organ.OfficerB.RefusedAsync(
            dismissed, "proposal-dismissal", HttpStatusCode.Conflict, new { reason = "Again." }));
        await scene.Organ.OfficerA.DoAsync(dismissed, "acceptance");
    }

    [Fact]
    public async Task NonAcceptance_ForAReasonOfAnotherAct_NamesTheRightOnes()
    {
        var scene = await host.SceneAsync();
        var submitted = await host.SubmittedAsync(scene);

        var problem = await (await scene.Organ.OfficerA.ActAsync(
            submitted, "non-acceptance", new { reasonCode = "CONDITIONS_MET", reason = "x" })).BodyAsync(HttpStatusCode.BadRequest);

        Assert.Equal("REASON_CODE_UNKNOWN", problem.Text("code"));
        Assert.Contains("OUT_OF_SCOPE", problem["errors"]!["reasonCode"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
