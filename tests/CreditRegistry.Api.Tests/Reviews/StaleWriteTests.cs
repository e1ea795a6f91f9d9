using System.Net;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Reviews;

[Collection(nameof(ReviewCollection))]
public sealed class StaleWriteTests(RegistryHost host)
{
    [Fact]
    public async Task TwoOfficers_WithTheSameETag_OneWinsAndTheOtherSeesWhatChanged()
    {
        var scene = await host.SceneAsync();
        var application = await host.SubmittedAsync(scene);
        for (var round = 0; round < 20; round++)
        {
            var answers = await Task.WhenAll(
                scene.Organ.OfficerA.ActAsync(application, "assignment", new { }),
                scene.Organ.OfficerB.ActAsync(application, "assignment", new { }));

            var won = await Assert.Single(answers, r => r.StatusCode is HttpStatusCode.OK).BodyAsync(HttpStatusCode.OK);
            var lost = await Assert.Single(answers, r => r.StatusCode is not HttpStatusCode.OK)
                .BodyAsync(HttpStatusCode.PreconditionFailed);
            Assert.Equal("VERSION_STALE", lost.Text("code"));
            Assert.Equal(won["version"]!.GetValue<int>(), lost["currentVersion"]!.GetValue<int>());
            Assert.Equal(
                won["inside"]!["assignee"]!.GetValue<Guid>(), lost["current"]!["inside"]!["assignee"]!.GetValue<Guid>());
            Assert.Equal(["repair.assigned"], lost.Texts("changes", "kind"));
            application = won;
        }
    }

    [Fact]
    public async Task TwoDecisions_AtOnce_DecideOnce()
    {
        for (var round = 0; round < 3; round++)
        {
            var scene = await host.SceneAsync();
            var third = await host.SignInAsync([Domain.Accounts.Role.Officer], organs: [scene.Organ.Code]);
            var recommended = await host.RecommendedAsync(scene);

            var answers = await Task.WhenAll(
                scene.Organ.OfficerB.ActAsync(recommended, "decision", Cases.Grant),
                third.ActAsync(recommended, "decision", Cases.Refusal),
                scene.Company.Applicant.ActAsync(recommended, "withdrawal"));

            Assert.Single(answers, r => r.StatusCode is HttpStatusCode.OK);
            Assert.Equal(2, answers.Count(r => r.StatusCode is HttpStatusCode.PreconditionFailed));
            Assert.Single(
                await host.StoryAsync(Cases.IdOf(recommended)),
                kind => kind is "repair.granted" or "repair.refused" or "repair.withdrawn");
        }
    }

    [Fact]
    public async Task Correction_WhileACaseIsOpen_MakesTheOfficerLookAgain()
    {
        var scene = await host.SceneAsync();
        var recommended = await host.RecommendedAsync(scene);
        await (await scene.Organ.Agency.Client.SendAsync(
            $"/api/v1/records/{scene.Record.Id}/corrections", new { reason = "A slip.", summary = "Another breach." }, "*"))
            .BodyAsync(HttpStatusCode.OK);

        var stale = await (await scene.Organ.OfficerB.ActAsync(recommended, "decision", Cases.Grant))
            .BodyAsync(HttpStatusCode.PreconditionFailed);

        Assert.Equal(["repair.recordCorrected"], stale.Texts("changes", "kind"));
        await scene.Organ.OfficerB.DoAsync(stale["current"]!, "decision", Cases.Grant);
    }

    [Fact]
    public async Task Annulment_WhileACaseIsOpen_ClosesIt()
    {
        var scene = await host.SceneAsync();
        var recommended = await host.RecommendedAsync(scene);
        await (await scene.Organ.Agency.Client.SendAsync(
            $"/api/v1/records/{scene.Record.Id}/annulment", new { reason = "The court quashed it." }, "*"))
            .BodyAsync(HttpStatusCode.OK);

        Assert.Equal("VERSION_STALE", await scene.Organ.OfficerB.RefusedAsync(
            recommended, "decision", HttpStatusCode.PreconditionFailed, Cases.Grant));
        var closed = await scene.Company.Applicant.CaseAsync(recommended);
        Assert.Equal(("closed", "recordLeftPublication"), (closed.Text("state"), closed.Text("closedBecause")));
        Assert.Null(closed["next"]);
        Assert.Equal("REPAIR_STATE", await scene.Organ.OfficerB.RefusedAsync(closed, "decision", HttpStatusCode.Conflict, Cases.Grant));
    }
}
