using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Objections;

/// <summary>Whole stories over HTTP: what everybody sees while a record is contested, and what each outcome does.</summary>
[Collection(nameof(RepairCollection))]
public sealed class ObjectionStoryTests(RegistryHost host)
{
    private static readonly object Reopening =
        new { outcome = "reopen", reasonCode = "REPAIR_WRONGLY_REFUSED", reason = "The line has stopped." };

    [Fact]
    public async Task Objection_UpheldByCorrection_IsMarkedEverywhereAndThenCarriedOut()
    {
        var scene = await host.SceneAsync();
        var anyone = host.Anyone();
        var path = $"/api/v1/records/{scene.Record.Id}";
        var draft = await scene.DraftedAsync();
        Assert.Equal(("draft", "company"), (draft.Text("state"), draft["next"]!.Text("who")));
        Assert.Empty((await anyone.ReadAsync(path))["marks"]!.AsArray()); // nobody sees a draft
        var before = (int)(await anyone.ReadAsync(path))["version"]!;

        var filed = await scene.Company.Applicant.ContestAsync(draft, "submission");

        Assert.Equal(("submitted", "organ"), (filed.Text("state"), filed["next"]!.Text("who")));
        Assert.Equal(filed.Text("filedOn"), filed.Deadline("forwarding").Text("metOn"));
        Assert.NotNull(filed["forwardedAt"]);
        var shown = await anyone.ReadAsync(path);
        AssertMarked(shown["marks"]!, filed.Text("filedOn"));
        Assert.Equal(before + 1, (int)shown["version"]!);
        AssertMarked((await anyone.ReadAsync($"/api/v1/companies/{scene.Company.RegistrationId}"))["records"]![0]!["marks"]!, filed.Text("filedOn"));
        AssertMarked((await anyone.ReadAsync($"/api/v1/companies/{scene.Company.RegistrationId}/records"))["items"]![0]!["marks"]!, filed.Text("filedOn"));
        Assert.Contains("objection.forwarded", await scene.Organ.Agency.NoticesAsync());
        Assert.Contains("objection.forwarded", await scene.Organ.OfficerB.NoticesAsync());

        var queue = await scene.Organ.Agency.Client.ReadAsync("/api/v1/review/objections");
        Assert.Equal([filed.Text("id")], queue.Texts("items", "id"));
        var accepted = await scene.Organ.Agency.ContestAsync(filed, "acceptance");
        var finding = new
        {
            outcome = "correct",
            reasonCode = "RECORD_INCORRECT",
            reason = "The decision says less.",
            correction = new { summary = "As the decision says." },
        };
        var found = await scene.Organ.Agency.ContestAsync(accepted, "finding", finding);
        Assert.Equal(("proposed", "correct"), (found.Text("state"), found["inside"]!["finding"]!.Text("outcome")));
        Assert.Equal(scene.Record.Summary, (await anyone.ReadAsync(path)).Text("summary")); // nothing happened yet

        var upheld = await scene.Organ.OfficerA.ContestAsync(
            found, "decision", new { outcome = "correct", reasonCode = "RECORD_INCORRECT", reason = "Agreed." });

        Assert.Equal(("upheld", "correct"), (upheld.Text("state"), upheld["decision"]!.Text("outcome")));
        Assert.False((bool)upheld["inside"]!["departed"]!);
        var corrected = await anyone.ReadAsync(path);
        Assert.Equal("As the decision says.", corrected.Text("summary"));
        Assert.Empty(corrected["marks"]!.AsArray());
        Assert.Equal(
            ["objection.accepted", "objection.upheld"],
            (await scene.Company.Applicant.NoticesAsync()).Where(k => k.StartsWith("objection", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var own = await scene.Company.Applicant.ReadAgainAsync(upheld);
        Assert.Null(own["inside"]);
        Assert.DoesNotContain("objection.found", own.Texts("history", "kind"));
        Assert.DoesNotContain("proposedBy", own.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(
            ["objection.drafted", "objection.documentAdded", "objection.forwarded", "objection.accepted", "objection.found", "objection.upheld"],
            await host.StoryAsync(Cases.IdOf(upheld)));
    }

    [Fact]
    public async Task Objection_UpheldByAnnulment_TakesTheRecordAndItsRepairCaseOut()
    {
        var scene = await host.SceneAsync();
        var repair = await host.AcceptedAsync(scene);

        var upheld = await scene.DecidedAsync(Contests.Annulment, Contests.Text(scene.Record.Id, "notThisCompany"));

        Assert.Equal("upheld", upheld.Text("state"));
        Assert.Equal("RECORD_ANNULLED", await (await host.Anyone().AskAsync($"/api/v1/records/{scene.Record.Id}")).ProblemAsync(HttpStatusCode.Gone));
        var closed = await scene.Company.Applicant.CaseAsync(repair);
        Assert.Equal(("closed", "recordLeftPublication"), (closed.Text("state"), closed.Text("closedBecause")));
    }

    [Fact]
    public async Task Objection_UpheldByAnotherPeriod_MovesTheDays()
    {
        var scene = await host.SceneAsync(ruleSet: Given.Cn, publishedOn: host.Clock.Today.AddDays(-30));
        var decidedOn = scene.Record.DecidedOn!.Value.AddDays(-60);
        var finding = new
        {
            outcome = "changePeriod",
            reasonCode = "PERIOD_INCORRECT",
            reason = "The decision is of an earlier day.",
            correction = new { decision = new { number = scene.Record.DecisionNumber, decidedOn = $"{decidedOn:yyyy-MM-dd}" } },
        };

        await scene.DecidedAsync(finding, Contests.Text(scene.Record.Id, "periodWrong"));

        var record = await host.Anyone().ReadAsync($"/api/v1/records/{scene.Record.Id}");
        Assert.Equal(
            ($"{decidedOn.AddYears(1):yyyy-MM-dd}", $"{decidedOn:yyyy-MM-dd}"),
            (record.Text("lapsesOn"), record["decision"]!.Text("decidedOn")));
    }

    [Fact]
    public async Task Objection_Dismissed_SaysReasonsAndRemediesAndIsReviewedOnceByOthers()
    {
        var scene = await host.SceneAsync();
        var (third, fourth) = (await host.OfficerAsync(scene), await host.OfficerAsync(scene));

        var dismissed = await scene.DecidedAsync();

        var own = await scene.Company.Applicant.ReadAgainAsync(dismissed);
        Assert.Equal(
            ("dismiss", "RECORD_CORRECT", "The decision names this company."),
            (own["decision"]!.Text("outcome"), own["decision"]!.Text("reasonCode"), own["decision"]!.Text("reason")));
        Assert.Contains("review", own["decision"]!.Text("remedies"), StringComparison.Ordinal);
        Assert.Contains("行政诉讼", own["decision"]!.Text("remediesZh"), StringComparison.Ordinal);
        Assert.Equal(("company", own.Text("reviewableUntil")), (own["next"]!.Text("who"), own["next"]!.Text("dueOn")));
        Assert.Empty(await MarksAsync(scene));

        var asked = await scene.Company.Applicant.ContestAsync(dismissed, "review", new { reason = "The judgment was not looked at." });
        Assert.Equal("underReview", asked.Text("state"));
        Assert.Equal(["OBJECTION"], await MarksAsync(scene));
        Assert.Equal("OBJECTION_TOOK_PART", await scene.Organ.Agency.TurnedDownAsync(asked, "finding", HttpStatusCode.Forbidden, Contests.Dismissal));
        Assert.Equal("OBJECTION_TOOK_PART", await scene.Organ.OfficerA.TurnedDownAsync(asked, "finding", HttpStatusCode.Forbidden, Contests.Dismissal));
        var found = await third.ContestAsync(asked, "finding", Contests.Dismissal);
        Assert.Equal("OBJECTION_FOUR_EYES", await third.TurnedDownAsync(found, "decision", HttpStatusCode.Forbidden, Contests.Dismissal));
        Assert.Equal("OBJECTION_TOOK_PART", await scene.Organ.OfficerA.TurnedDownAsync(found, "decision", HttpStatusCode.Forbidden, Contests.Dismissal));
        var final = await fourth.ContestAsync(found, "decision", Contests.Dismissal);

        Assert.Equal("dismissed", final.Text("state"));
        Assert.StartsWith("The review is final", final["decision"]!.Text("remedies"), StringComparison.Ordinal);
        Assert.Equal("RECORD_CORRECT", final["review"]!["first"]!.Text("reasonCode"));
        Assert.Null(final["reviewableUntil"]);
        Assert.Empty(await MarksAsync(scene));
        Assert.Equal(
            "OBJECTION_REVIEW_ONCE",
            await scene.Company.Applicant.TurnedDownAsync(final, "review", HttpStatusCode.Conflict, new { reason = "Again." }));
    }

    [Fact]
    public async Task Review_OverturningADismissal_IsCarriedOut()
    {
        var scene = await host.SceneAsync();
        var (third, fourth) = (await host.OfficerAsync(scene), await host.OfficerAsync(scene));
        var asked = await scene.Company.Applicant.ContestAsync(await scene.DecidedAsync(), "review", new { reason = "Look again." });

        var found = await third.ContestAsync(asked, "finding", Contests.Dismissal);
        var upheld = await fourth.ContestAsync(found, "decision", Contests.Annulment);

        Assert.True((bool)upheld["inside"]!["departed"]!);
        await (await host.Anyone().AskAsync($"/api/v1/records/{scene.Record.Id}")).BodyAsync(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Rejection_ByTwoOfficers_EndsTheObjectionWithItsRemedies()
    {
        var scene = await host.SceneAsync();
        var filed = await scene.ObjectedAsync();

        var proposed = await scene.Organ.OfficerA.ContestAsync(filed, "rejection", Contests.OutOfScope);
        Assert.Equal("submitted", proposed.Text("state"));
        Assert.DoesNotContain("Another procedure", (await scene.Company.Applicant.ReadAgainAsync(proposed)).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("OBJECTION_FOUR_EYES", await scene.Organ.OfficerA.TurnedDownAsync(proposed, "rejection", HttpStatusCode.Forbidden, Contests.OutOfScope));
        var rejected = await scene.Organ.OfficerB.ContestAsync(proposed, "rejection", Contests.OutOfScope);

        Assert.Equal("rejected", rejected.Text("state"));
        Assert.Equal(("OUT_OF_SCOPE", null), (rejected["decision"]!.Text("reasonCode"), rejected["decision"]!["outcome"]));
        Assert.Contains("reconsideration", rejected["decision"]!.Text("remedies"), StringComparison.Ordinal);
        Assert.Empty(await MarksAsync(scene));
        Assert.Contains("objection.rejected", await scene.Company.Applicant.NoticesAsync());
    }

    [Fact]
    public async Task RefusedRepair_ContestedAndUpheld_IsDecidedAnew()
    {
        var scene = await host.SceneAsync();
        var refused = await scene.Organ.OfficerB.DoAsync(await host.RecommendedAsync(scene, Cases.Refusal), "decision", Cases.Refusal);
        var text = new { applicationId = Cases.IdOf(refused), ground = "repairRefused", reason = "The line stopped in May." };
        Assert.Equal("OBJECTION_OUTCOME_UNFIT", await scene.Organ.Agency.TurnedDownAsync(
            await scene.TakenUpAsync(text), "finding", HttpStatusCode.BadRequest, Contests.Annulment));
        var objection = (await scene.Company.Applicant.Client.ReadAsync(Contests.Objections))["items"]![0]!;
        var accepted = await scene.Organ.Agency.ReadAgainAsync(objection);

        var upheld = await scene.Organ.OfficerA.ContestAsync(await scene.Organ.Agency.ContestAsync(accepted, "finding", Reopening), "decision", Reopening);

        Assert.Equal("upheld", upheld.Text("state"));
        var anew = await scene.Organ.OfficerA.CaseAsync(refused);
        Assert.Equal(("accepted", null), (anew.Text("state"), anew["decision"]));
        Assert.Equal(["REPAIR_PENDING"], await MarksAsync(scene));
        var granted = await scene.Organ.OfficerB.DoAsync(
            await scene.Organ.OfficerA.DoAsync(anew, "recommendation", Cases.Grant), "decision", Cases.Grant);
        Assert.Equal("granted", granted.Text("state"));
    }

    [Fact]
    public async Task RefusedRepair_UpheldAfterTheCompanyAppliedAgain_LeavesTheNewApplicationAlone()
    {
        var scene = await host.SceneAsync();
        var refused = await scene.Organ.OfficerB.DoAsync(await host.RecommendedAsync(scene, Cases.Refusal), "decision", Cases.Refusal);
        var again = await host.SubmittedAsync(scene);

        await scene.DecidedAsync(Reopening, new { applicationId = Cases.IdOf(refused), ground = "repairRefused", reason = "The line stopped." });

        Assert.Equal("refused", (await scene.Company.Applicant.CaseAsync(refused)).Text("state"));
        Assert.Equal("submitted", (await scene.Company.Applicant.CaseAsync(again)).Text("state"));
    }

    [Fact]
    public async Task RefusedRepair_UpheldWhileTheCompanyOnlyDraftsAgain_IsExaminedAnewAndTheDraftCloses()
    {
        var scene = await host.SceneAsync();
        var applicant = scene.Company.Applicant;
        var refused = await scene.Organ.OfficerB.DoAsync(await host.RecommendedAsync(scene, Cases.Refusal), "decision", Cases.Refusal);
        var draft = await host.DraftAsync(scene.Company, scene.Record);

        await scene.DecidedAsync(Reopening, new { applicationId = Cases.IdOf(refused), ground = "repairRefused", reason = "The line stopped." });

        Assert.Equal("accepted", (await applicant.CaseAsync(refused)).Text("state"));
        Assert.Equal(["REPAIR_PENDING"], await MarksAsync(scene));
        var closed = await applicant.CaseAsync(draft);
        Assert.Equal(("closed", "examinedAnew"), (closed.Text("state"), closed.Text("closedBecause")));
        var documents = closed["documents"]!.AsArray(); // the company can still take from it what it had prepared
        Assert.NotEmpty(documents);
        foreach (var document in documents)
        {
            Assert.Equal(
                HttpStatusCode.OK,
                (await applicant.Client.AskAsync($"{Cases.PathOf(draft)}/documents/{document!.Text("id")}")).StatusCode);
        }

        Assert.Equal("APPLICATION_NOT_FOUND", await (await scene.Organ.OfficerA.Client.AskAsync(Cases.PathOf(draft))).ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task RefusedRepair_WhileRepairIsBarred_IsNotExaminedAnew()
    {
        var scene = await host.SceneAsync();
        var refused = await scene.Organ.OfficerB.DoAsync(await host.RecommendedAsync(scene, Cases.Refusal), "decision", Cases.Refusal);
        await host.RevokedAsync(scene); // of a later application
        var accepted = await scene.TakenUpAsync(
            new { applicationId = Cases.IdOf(refused), ground = "repairRefused", reason = "The line stopped." });

        Assert.Contains("REPAIR_BARRED", await scene.Organ.Agency.BreachesAsync(accepted, "finding", Reopening));
        var found = await scene.Organ.Agency.ContestAsync(
            accepted, "finding", new { outcome = "dismiss", reasonCode = "REFUSAL_CORRECT", reason = "Repair is barred." });
        Assert.Contains("REPAIR_BARRED", await scene.Organ.OfficerA.BreachesAsync(found, "decision", Reopening));
        Assert.Equal("refused", (await scene.Company.Applicant.CaseAsync(refused)).Text("state"));
    }

    [Fact]
    public async Task RepairClock_WhileAnObjectionIsOpen_StandsStillAndIsRecorded()
    {
        var scene = await host.SceneAsync(ruleSet: Given.Cn);
        var repair = await host.SubmittedAsync(scene);
        var objection = await scene.ObjectedAsync();
        var accepted = await scene.Organ.OfficerA.DoAsync(await scene.Organ.OfficerA.CaseAsync(repair), "acceptance");
        var stopped = accepted.Deadline("decision");
        Assert.Null(stopped["dueOn"]);
        Assert.Equal("OBJECTION", stopped["stops"]![0]!.Text("reason"));
        Assert.Null(accepted["next"]!["dueOn"]);

        await scene.Company.Applicant.ContestAsync(objection, "withdrawal");

        var running = (await scene.Organ.OfficerA.CaseAsync(repair)).Deadline("decision");
        Assert.NotNull(running["dueOn"]);
        Assert.Equal(running.Text("startedOn"), running["stops"]![0]!.Text("to"));
        Assert.Equal(["repair.clockStopped", "repair.clockResumed"], (await host.StoryAsync(Cases.IdOf(repair))).TakeLast(2));

        await scene.ObjectedAsync(); // filed again and again, it would stand still for ever
        var again = (await scene.Organ.OfficerA.CaseAsync(repair)).Deadline("decision");
        Assert.Equal((running.Text("dueOn"), "OBJECTION_WITHDRAWN"), (again.Text("dueOn"), again["stops"]!.AsArray().Single()!.Text("reason")));
    }

    [Fact]
    public async Task Grant_WhileAnObjectionIsOpen_ClosesIt()
    {
        var scene = await host.SceneAsync();
        var recommended = await host.RecommendedAsync(scene);
        var objection = await scene.ObjectedAsync();

        await scene.Organ.OfficerB.DoAsync(await scene.Organ.OfficerB.CaseAsync(recommended), "decision", Cases.Grant);

        var closed = await scene.Company.Applicant.ReadAgainAsync(objection);
        Assert.Equal(("closed", "recordLeftPublication"), (closed.Text("state"), closed.Text("closedBecause")));
        Assert.Contains("objection.closed", await scene.Company.Applicant.NoticesAsync());
        Assert.Equal("OBJECTION_STATE", await scene.Organ.OfficerA.TurnedDownAsync(closed, "acceptance", HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Correction_ByTheAgency_RaisesTheVersionOfTheObjection()
    {
        var scene = await host.SceneAsync();
        var accepted = await scene.TakenUpAsync();
        await (await scene.Organ.Agency.Client.SendAsync(
            $"/api/v1/records/{scene.Record.Id}/corrections", new { reason = "A slip.", summary = "Better said." }, "*")).BodyAsync(HttpStatusCode.OK);

        var stale = await (await scene.Organ.OfficerA.AnswerAsync(accepted, "finding", Contests.Dismissal)).BodyAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal("objection.recordCorrected", stale["changes"]![0]!.Text("kind"));
        // Who corrected the record has a stake from then on.
        Assert.Equal(
            "OBJECTION_STAKE",
            await scene.Organ.Agency.TurnedDownAsync(await scene.Organ.Agency.ReadAgainAsync(accepted), "finding", HttpStatusCode.Forbidden, Contests.Dismissal));
    }

    [Fact]
    public async Task Company_StruckOff_IsToldThatItsObjectionsEndedAndNothingIsKeptOfADraft()
    {
        var scene = await host.SceneAsync();
        var applicant = scene.Company.Applicant;
        var dismissed = await scene.DecidedAsync();
        var draft = await scene.DraftedAsync(Contests.Text(scene.Record.Id, "periodWrong"));
        var review = await applicant.ContestAsync(dismissed, "review", new { reason = "Look again." });

        Assert.Equal(1, await host.StrikeOffAsync(scene.Company));
        foreach (var (one, kept) in ((JsonNode, int)[])[(draft, 0), (review, 1)])
        {
            Assert.Equal("recordLeftPublication", (await applicant.ReadAgainAsync(one)).Text("closedBecause"));
            var id = Cases.IdOf(one);
            Assert.Equal(kept, await host.QueryAsync(db => db.DocumentChunks.CountAsync(c => c.ObjectionId == id)));
        }

        Assert.Single(await applicant.NoticesAsync(), kind => kind == "objection.closed");
        Assert.Equal(
            ["OBJECTION_RECORD_LEFT"],
            (await (await scene.Company.ObjectAsync(Contests.Text(scene.Record.Id))).BodyAsync(HttpStatusCode.UnprocessableEntity))
                .Texts("breaches", "rule"));
    }

    [Fact]
    public async Task Shielding_OfTheRecord_IsNoCorrectionToThoseWhoWorkOnIt()
    {
        var scene = await host.SceneAsync();
        var repair = await host.AcceptedAsync(scene);
        var accepted = await scene.TakenUpAsync();
        repair = await scene.Organ.OfficerA.CaseAsync(repair);
        foreach (var verb in (string[])["shielding", "shielding-end"])
        {
            await (await scene.Organ.Agency.Client.SendAsync($"/api/v1/records/{scene.Record.Id}/{verb}", new { reason = "Order 7." }, "*"))
                .BodyAsync(HttpStatusCode.OK);
        }

        Assert.Equal((int)accepted["version"]!, (int)(await scene.Organ.OfficerA.ReadAgainAsync(accepted))["version"]!);
        Assert.Equal((int)repair["version"]!, (int)(await scene.Organ.OfficerA.CaseAsync(repair))["version"]!);
        Assert.Equal("proposed", (await scene.Organ.OfficerA.ContestAsync(accepted, "finding", Contests.Dismissal)).Text("state"));
    }

    private async Task<IReadOnlyList<string>> MarksAsync(Scene scene) =>
        (await host.Anyone().ReadAsync($"/api/v1/records/{scene.Record.Id}")).Texts("marks", "code");

    private static void AssertMarked(JsonNode marks, string since)
    {
        var mark = Assert.Single(marks.AsArray())!;
        Assert.Equal(("OBJECTION", since, Contests.Statement), (mark.Text("code"), mark.Text("from"), mark.Text("statement")));
    }
}
