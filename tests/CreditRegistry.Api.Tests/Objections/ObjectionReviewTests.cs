using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Persistence.Accounts;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Objections;

/// <summary>Who may have a hand in a review, who is told that nobody may, and what else is open beside it.</summary>
[Collection(nameof(RepairCollection))]
public sealed class ObjectionReviewTests(RegistryHost host)
{
    private static readonly object Again = new { reason = "The judgment was not looked at." };

    [Fact]
    public async Task Extension_OfAReview_IsForThoseWhoTookNoPart()
    {
        var scene = await host.SceneAsync();
        var found = await scene.Organ.Agency.ContestAsync(await scene.FoundAsync(), "extension", Again); // its own, before any review
        var dismissed = await scene.Organ.OfficerA.ContestAsync(found, "decision", Contests.Dismissal);
        var asked = await scene.Company.Applicant.ContestAsync(dismissed, "review", Again);

        foreach (var involved in (TestAccount[])[scene.Organ.Agency, scene.Organ.OfficerA])
        {
            Assert.Equal("OBJECTION_TOOK_PART", await involved.TurnedDownAsync(asked, "extension", HttpStatusCode.Forbidden, Again));
        }

        var extended = await scene.Organ.OfficerB.ContestAsync(asked, "extension", Again);
        Assert.True((bool)extended.Deadline("reviewDecision")["extended"]!);
    }

    [Fact]
    public async Task Review_ThatNobodyCouldDecide_SaysSoBeforeAndAfterItsFinding()
    {
        var scene = await host.SceneAsync();
        var (agency, first, second) = (scene.Organ.Agency, scene.Organ.OfficerA, scene.Organ.OfficerB);
        var asked = await scene.Company.Applicant.ContestAsync(await scene.DecidedAsync(), "review", Again);

        // Who is tied to the company could not decide either.
        await host.SignInAsync([Role.Officer, Role.Applicant], organs: [scene.Organ.Code], companies: [scene.Company.RegistrationId]);
        await AssertToldAsync(second, asked, "No other account of the organ could decide");
        await AssertToldAsync(agency, asked, told: null); // whoever gives the finding, it is not the agency
        await AssertToldAsync(scene.Company.Applicant, asked, told: null);
        var third = await host.OfficerAsync(scene);
        await AssertToldAsync(second, asked, told: null);
        await host.QueryAsync(db => db.Users.Where(u => u.Id == third.Key)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.DisabledAt, host.Clock.GetUtcNow())));
        await AssertToldAsync(second, asked, "No other account of the organ could decide");

        var found = await second.ContestAsync(asked, "finding", Contests.Dismissal);

        foreach (var account in (TestAccount[])[agency, first, second])
        {
            await AssertToldAsync(account, found, "No account of the organ may");
        }

        foreach (var (account, code) in ((TestAccount, string)[])[(first, "OBJECTION_TOOK_PART"), (second, "OBJECTION_FOUR_EYES")])
        {
            var refusal = await (await account.AnswerAsync(found, "decision", Contests.Dismissal)).BodyAsync(HttpStatusCode.Forbidden);
            Assert.Equal(code, refusal.Text("code"));
            Assert.Contains("an administrator invites another officer of the organ", refusal.Text("detail"), StringComparison.Ordinal);
        }

        var invited = await host.OfficerAsync(scene);
        await AssertToldAsync(second, found, told: null);
        Assert.Equal("dismissed", (await invited.ContestAsync(found, "decision", Contests.Dismissal)).Text("state"));
    }

    [Fact]
    public async Task FirstFinding_ThatNobodyCouldDecideOn_IsToldToWhoeverWouldGiveIt()
    {
        var scene = await host.SceneAsync();
        var accepted = await scene.TakenUpAsync();
        await AssertToldAsync(scene.Organ.OfficerA, accepted, told: null);
        await host.AddAsync(db => db.DeclaredInterests.Add(
            new DeclaredInterest(scene.Organ.OfficerB.Key, scene.Company.Id, host.Clock.GetUtcNow())));

        await AssertToldAsync(scene.Organ.OfficerA, accepted, "No other account of the organ could decide");
        await AssertToldAsync(scene.Organ.Agency, accepted, told: null); // the other officer decides on the agency's finding
        var refusal = await (await scene.Organ.OfficerB.AnswerAsync(accepted, "finding", Contests.Dismissal)).BodyAsync(HttpStatusCode.Forbidden);
        Assert.Equal("OBJECTION_STAKE", refusal.Text("code"));
        Assert.Contains("an administrator invites another officer of the organ", refusal.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Review_BesideADraft_IsAskedForAndKeepsItsMark()
    {
        var scene = await host.SceneAsync();
        var applicant = scene.Company.Applicant;
        var dismissed = await scene.DecidedAsync();
        var draft = await scene.DraftedAsync(Contests.Text(scene.Record.Id, "periodWrong"), "%PDF-1.4 a calendar");

        var asked = await applicant.ContestAsync(dismissed, "review", Again);

        Assert.Equal("underReview", asked.Text("state"));
        foreach (var answer in (HttpResponseMessage[])[
            await applicant.AnswerAsync(draft, "submission"), await scene.Company.ObjectAsync(Contests.Text(scene.Record.Id))])
        {
            var refusal = await answer.BodyAsync(HttpStatusCode.Conflict);
            Assert.Equal(("OBJECTION_OPEN", asked.Text("id")), (refusal.Text("code"), refusal.Text("existingId")));
            Assert.Contains(asked.Text("reference")!, refusal.Text("detail"), StringComparison.Ordinal);
        }

        await (await applicant.Client.EvidenceAsync(draft.Text("id"), "%PDF-1.4 another calendar")).BodyAsync(HttpStatusCode.Created);
        Assert.Equal(["OBJECTION"], await MarksAsync(scene));
        var found = await scene.Organ.OfficerB.ContestAsync(asked, "finding", Contests.Dismissal);
        await (await host.OfficerAsync(scene)).ContestAsync(found, "decision", Contests.Dismissal);
        Assert.Empty(await MarksAsync(scene));
        draft = await applicant.ReadAgainAsync(draft);
        Assert.Equal("submitted", (await applicant.ContestAsync(draft, "submission")).Text("state"));
    }

    [Fact]
    public async Task Review_TakenBack_LeavesTheDismissalStandingForEverybody()
    {
        var scene = await host.SceneAsync();
        var applicant = scene.Company.Applicant;
        var asked = await applicant.ContestAsync(await scene.DecidedAsync(), "review", Again);

        var withdrawn = await applicant.ContestAsync(asked, "withdrawal");

        Assert.Equal(("dismissed", "dismiss"), (withdrawn.Text("state"), withdrawn["decision"]!.Text("outcome")));
        Assert.Equal($"{host.Clock.Today:yyyy-MM-dd}", withdrawn["review"]!.Text("withdrawnOn"));
        Assert.DoesNotContain("ask once for a review", withdrawn["decision"]!.Text("remedies"), StringComparison.Ordinal);
        Assert.Null(withdrawn["reviewableUntil"]);
        Assert.Empty(await MarksAsync(scene));
        Assert.Contains("objection.reviewWithdrawn", await scene.Organ.OfficerB.NoticesAsync());
        Assert.Equal("OBJECTION_REVIEW_ONCE", await applicant.TurnedDownAsync(withdrawn, "review", HttpStatusCode.Conflict, Again));
        Assert.Equal("OBJECTION_STATE", await applicant.TurnedDownAsync(withdrawn, "withdrawal", HttpStatusCode.Conflict));
        Assert.Equal(["OBJECTION_NOT_NEW"], await applicant.BreachesAsync(await scene.DraftedAsync(), "submission"));
    }

    [Fact]
    public async Task Review_WhileAnotherObjectionIsUnderWay_NamesThatOne()
    {
        var scene = await host.SceneAsync();
        var applicant = scene.Company.Applicant;
        var dismissed = await scene.DecidedAsync();
        var other = await applicant.ContestAsync(
            await scene.DraftedAsync(Contests.Text(scene.Record.Id, "periodWrong")), "submission");

        var refusal = await (await applicant.AnswerAsync(dismissed, "review", Again)).BodyAsync(HttpStatusCode.Conflict);

        Assert.Equal(("OBJECTION_OPEN", other.Text("id")), (refusal.Text("code"), refusal.Text("existingId")));
        Assert.Contains(other.Text("reference")!, refusal.Text("detail"), StringComparison.Ordinal);
        await applicant.ContestAsync(other, "withdrawal");
        Assert.Equal("underReview", (await applicant.ContestAsync(dismissed, "review", Again)).Text("state"));
    }

    [Fact]
    public async Task RefusedRepair_ThatIsExaminedAnewMeanwhile_IsContestedNoMore()
    {
        var scene = await host.SceneAsync();
        var applicant = scene.Company.Applicant;
        var refused = await scene.Organ.OfficerB.DoAsync(await host.RecommendedAsync(scene, Cases.Refusal), "decision", Cases.Refusal);
        var text = new { applicationId = Cases.IdOf(refused), ground = "repairRefused", reason = "The line stopped in May." };
        var dismissal = new { outcome = "dismiss", reasonCode = "REFUSAL_CORRECT", reason = "It still runs." };
        var reopen = new { outcome = "reopen", reasonCode = "REPAIR_WRONGLY_REFUSED", reason = "The line has stopped." };
        var dismissed = await scene.DecidedAsync(dismissal, text);
        var other = await applicant.ContestAsync(await scene.DraftedAsync(text, "%PDF-1.4 a letter"), "submission");
        other = await scene.Organ.OfficerA.ContestAsync(other, "acceptance");
        other = await scene.Organ.OfficerA.ContestAsync(await scene.Organ.Agency.ContestAsync(other, "finding", dismissal), "decision", dismissal);
        var draft = await scene.DraftedAsync(text, "%PDF-1.4 a photograph");
        var asked = await applicant.ContestAsync(dismissed, "review", Again);

        await (await host.OfficerAsync(scene)).ContestAsync(await scene.Organ.OfficerB.ContestAsync(asked, "finding", reopen), "decision", reopen);

        Assert.Equal("OBJECTION_APPLICATION_STATE", await applicant.TurnedDownAsync(draft, "submission", HttpStatusCode.Conflict));
        Assert.Equal("OBJECTION_APPLICATION_STATE", await applicant.TurnedDownAsync(other, "review", HttpStatusCode.Conflict, Again));
    }

    [Fact]
    public async Task Draft_BesideAReview_EndsWithoutTheMarkOrWithTheRecord()
    {
        var (scene, leaving) = (await host.SceneAsync(), await host.SceneAsync());
        async Task<(JsonNode Draft, JsonNode Review)> BothAsync(Scene of)
        {
            var dismissed = await of.DecidedAsync();
            var draft = await of.DraftedAsync(Contests.Text(of.Record.Id, "periodWrong"));
            return (draft, await of.Company.Applicant.ContestAsync(dismissed, "review", Again));
        }

        var (dropped, review) = await BothAsync(scene);
        var both = await BothAsync(leaving);
        await scene.Company.Applicant.ContestAsync(dropped, "withdrawal");
        await (await leaving.Organ.Agency.Client.SendAsync($"/api/v1/records/{leaving.Record.Id}/annulment", new { reason = "Void." }, "*"))
            .BodyAsync(HttpStatusCode.OK);

        Assert.Equal(["OBJECTION"], await MarksAsync(scene));
        Assert.Equal("underReview", (await scene.Company.Applicant.ReadAgainAsync(review)).Text("state"));
        foreach (var one in (JsonNode[])[both.Draft, both.Review])
        {
            Assert.Equal("recordLeftPublication", (await leaving.Company.Applicant.ReadAgainAsync(one)).Text("closedBecause"));
        }
    }

    private static async Task AssertToldAsync(TestAccount account, JsonNode objection, string? told)
    {
        var next = (await account.ReadAgainAsync(objection))["next"]!;
        Assert.Equal(told is not null, next.Text("what")!.Contains("invite another officer", StringComparison.Ordinal));
        Assert.Equal(told is not null, next.Text("whatZh")!.Contains("增加经办人员", StringComparison.Ordinal));
        Assert.Contains(told ?? "", next.Text("what"), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> MarksAsync(Scene scene) =>
        (await host.Anyone().ReadAsync($"/api/v1/records/{scene.Record.Id}")).Texts("marks", "code");
}
