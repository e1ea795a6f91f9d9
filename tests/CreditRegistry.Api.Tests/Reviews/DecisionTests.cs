using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Reviews;

[Collection(nameof(ReviewCollection))]
public sealed class DecisionTests(RegistryHost host)
{
    [Theory]
    [InlineData(Given.FourTier, RecordTier.Untrustworthy, true)]
    [InlineData(Given.FourTier, RecordTier.SeriouslyUntrustworthy, false)]
    [InlineData(Given.FourTier, RecordTier.Abnormal, true)]
    [InlineData(Given.FourTier, RecordTier.SeriouslyIllegal, true)]
    [InlineData(Given.Cn, RecordTier.Untrustworthy, false)]
    [InlineData(Given.Cn, RecordTier.SeriouslyUntrustworthy, true)]
    [InlineData(Given.Cn, RecordTier.Abnormal, false)]
    [InlineData(Given.Cn, RecordTier.SeriouslyIllegal, true)]
    public async Task Case_InEachTierOfBothSets_GoesItsWayToBothEnds(string ruleSet, RecordTier tier, bool grants)
    {
        var today = host.Clock.Today;
        var scene = await host.SceneAsync(tier, ruleSet, tier switch
        {
            RecordTier.SeriouslyUntrustworthy => today.AddYears(-1),
            RecordTier.SeriouslyIllegal => today.AddYears(-3),
            _ => today.AddMonths(-3),
        });
        var finding = grants ? Cases.Grant : Cases.Refusal;

        var decided = await scene.Organ.OfficerB.DoAsync(await host.RecommendedAsync(scene, finding), "decision", finding);

        Assert.Equal(grants ? "granted" : "refused", decided.Text("state"));
        Assert.Null(decided["next"]);
        Assert.False(decided["inside"]!["departed"]!.GetValue<bool>());
        Assert.All(decided["deadlines"]!.AsArray(), d => Assert.True(d!["metOn"] is not null || d["endedOn"] is not null));
        var record = await host.Anyone().AskAsync($"/api/v1/records/{scene.Record.Id}");
        Assert.Equal(grants ? HttpStatusCode.Gone : HttpStatusCode.OK, record.StatusCode);
        var seen = await scene.Company.Applicant.CaseAsync(decided);
        Assert.Equal(grants, seen["decision"]!["remedies"] is null);
        Assert.Equal(
            grants
                ? ["repair.drafted", "repair.submitted", "repair.accepted", "repair.recommended", "repair.granted"]
                : ["repair.drafted", "repair.submitted", "repair.accepted", "repair.recommended", "repair.refused"],
            (await host.StoryAsync(Cases.IdOf(decided))).Where(kind => kind != "repair.documentAdded"));
    }

    [Fact]
    public async Task Refusal_LetsTheCompanyApplyAgainAtOnce()
    {
        var scene = await host.SceneAsync();
        await scene.Organ.OfficerB.DoAsync(await host.RecommendedAsync(scene, Cases.Refusal), "decision", Cases.Refusal);
        Assert.Empty((await host.Anyone().ReadAsync($"/api/v1/records/{scene.Record.Id}"))["marks"]!.AsArray());

        var second = await host.GrantedAsync(scene);

        Assert.Equal("granted", second.Text("state"));
    }

    [Fact]
    public async Task Decision_ThatDeparts_IsFlaggedInsideOnly()
    {
        var scene = await host.SceneAsync();
        var decided = await scene.Organ.OfficerB.DoAsync(await host.RecommendedAsync(scene), "decision", Cases.Refusal);

        Assert.Equal("refused", decided.Text("state"));
        Assert.True(decided["inside"]!["departed"]!.GetValue<bool>());
        var seen = await scene.Company.Applicant.CaseAsync(decided);
        Assert.Null(seen["inside"]);
        Assert.DoesNotContain("departed", seen.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("All duties are performed", seen.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("The line still runs.", seen["decision"]!.Text("reason"));
    }

    [Fact]
    public async Task Decision_BeforeItsTurnOrTwice_IsAConflict()
    {
        var scene = await host.SceneAsync();
        var submitted = await host.SubmittedAsync(scene);
        Assert.Equal("REPAIR_STATE", await scene.Organ.OfficerA.RefusedAsync(
            submitted, "recommendation", HttpStatusCode.Conflict, Cases.Grant));
        var accepted = await scene.Organ.OfficerA.DoAsync(submitted, "acceptance");
        Assert.Equal("REPAIR_STATE", await scene.Organ.OfficerB.RefusedAsync(accepted, "decision", HttpStatusCode.Conflict, Cases.Grant));
        var recommended = await scene.Organ.OfficerA.DoAsync(accepted, "recommendation", Cases.Grant);
        Assert.Equal("REPAIR_FOUR_EYES", await scene.Organ.OfficerA.RefusedAsync(
            recommended, "decision", HttpStatusCode.Forbidden, Cases.Refusal));

        var granted = await scene.Organ.OfficerB.DoAsync(recommended, "decision", Cases.Grant);

        foreach (var (verb, body) in ((string, object?)[])[
            ("decision", Cases.Refusal), ("recommendation", Cases.Grant), ("acceptance", null), ("assignment", new { }),
            ("extension", new { reason = "x" }), ("non-acceptance", Cases.OutOfScope),
            ("supplement-request", Cases.Supplement("CREDIT_REPAIR_PROMISE"))])
        {
            Assert.Equal("REPAIR_STATE", await scene.Organ.OfficerB.RefusedAsync(granted, verb, HttpStatusCode.Conflict, body));
        }
    }

    [Fact]
    public async Task Finding_WithAReasonOfTheOtherOutcome_IsRefused()
    {
        var scene = await host.SceneAsync();
        var accepted = await host.AcceptedAsync(scene);

        foreach (var (outcome, reasonCode) in ((string, string)[])[
            ("grant", "NOT_RECTIFIED"), ("refuse", "CONDITIONS_MET"), ("refuse", "OUT_OF_SCOPE"), ("refuse", "PUBLIC_INTEREST")])
        {
            Assert.Equal("REASON_CODE_UNKNOWN", await scene.Organ.OfficerA.RefusedAsync(
                accepted, "recommendation", HttpStatusCode.BadRequest, new { outcome, reasonCode, reason = "x" }));
        }

        Assert.Equal("VALIDATION_FAILED", await scene.Organ.OfficerA.RefusedAsync(
            accepted, "recommendation", HttpStatusCode.BadRequest, new { outcome = "refuse", reasonCode = "NOT_RECTIFIED", reason = "" }));
    }

    [Fact]
    public async Task Grant_WithLinkedRecords_TakesThemAlongAndRevocationBringsAllBack()
    {
        var organ = await host.OrganAsync();
        var company = await host.CompanyAsync();
        var day = host.Clock.Today.AddMonths(-6);
        var main = await host.RecordAsync(organ, company, ground: "U05", publishedOn: day, decisionNumber: "No. A/1");
        var linked = await host.RecordAsync(organ, company, ground: "U06", publishedOn: day, decisionNumber: "No. A/1");
        var scene = new Scene(organ, company, main);
        var ownCase = await host.SubmittedAsync(company, linked);
        var finding = Linking(linked.Id);

        var recommended = await host.RecommendedAsync(scene, finding);
        var granted = await organ.OfficerB.DoAsync(recommended, "decision", finding);

        Assert.Equal("clear", (await host.Anyone().ReadAsync($"/api/v1/companies/{company.RegistrationId}")).Text("standing"));
        foreach (var id in (Guid[])[main.Id, linked.Id])
        {
            Assert.Equal("RECORD_REPAIRED", await (await host.Anyone().AskAsync($"/api/v1/records/{id}")).ProblemAsync(HttpStatusCode.Gone));
        }

        var closed = await company.Applicant.CaseAsync(ownCase);
        Assert.Equal(("closed", "recordLeftPublication"), (closed.Text("state"), closed.Text("closedBecause")));

        var proposed = await organ.OfficerA.DoAsync(granted, "revocation", Cases.FalsePromise);
        await organ.OfficerB.DoAsync(proposed, "revocation", Cases.FalsePromise);
        var page = await host.Anyone().ReadAsync($"/api/v1/companies/{company.RegistrationId}");
        Assert.Equal(3, page["records"]!.AsArray().Count);
        Assert.Contains(page["records"]!.AsArray(), r => r!.Text("id") == linked.Id.ToString());
    }

    [Fact]
    public async Task Grant_WithARecordThatIsNotLinked_IsRefusedWhole()
    {
        var organ = await host.OrganAsync();
        var company = await host.CompanyAsync();
        var day = host.Clock.Today.AddMonths(-6);
        var main = await host.RecordAsync(organ, company, ground: "U05", publishedOn: day, decisionNumber: "No. B/1");
        var fits = await host.RecordAsync(organ, company, ground: "U06", publishedOn: day, decisionNumber: "No. B/1");
        var otherDecision = await host.RecordAsync(organ, company, publishedOn: day, decisionNumber: "No. B/2");
        var otherCompany = await host.RecordAsync(organ, await host.CompanyAsync(), publishedOn: day, decisionNumber: "No. B/1");
        var otherOrgan = await host.RecordAsync(await host.OrganAsync(), company, publishedOn: day, decisionNumber: "No. B/1");
        var annulled = await host.RecordAsync(organ, company, ground: "U07", publishedOn: day, decisionNumber: "No. B/1");
        await organ.Agency.Client.SendAsync($"/api/v1/records/{annulled.Id}/annulment", new { reason = "Wrong." }, "*");
        var accepted = await host.AcceptedAsync(new Scene(organ, company, main));

        foreach (var wrong in (Guid[])[
            main.Id, otherDecision.Id, otherCompany.Id, otherOrgan.Id, annulled.Id, Guid.CreateVersion7(host.Clock.GetUtcNow())])
        {
            Assert.Equal("LINKED_RECORDS_UNFIT", await organ.OfficerA.RefusedAsync(
                accepted, "recommendation", HttpStatusCode.BadRequest, Linking(fits.Id, wrong)));
        }

        Assert.Equal("LINKED_RECORDS_UNFIT", await organ.OfficerA.RefusedAsync(
            accepted, "recommendation", HttpStatusCode.BadRequest,
            new { outcome = "refuse", reasonCode = "NOT_RECTIFIED", reason = "x", linkedRecords = new[] { fits.Id } }));
        var recommended = await organ.OfficerA.DoAsync(accepted, "recommendation", Cases.Grant);
        Assert.Equal("LINKED_RECORDS_UNFIT", await organ.OfficerB.RefusedAsync(
            recommended, "decision", HttpStatusCode.BadRequest, Linking(otherDecision.Id)));
        Assert.Equal(4, (await host.Anyone().ReadAsync($"/api/v1/companies/{company.RegistrationId}"))["records"]!.AsArray().Count);
    }

    [Fact]
    public async Task Decision_OnARecordPastItsLastDay_IsAConflictThatSaysSo()
    {
        var scene = await host.SceneAsync(publishedOn: host.Clock.Today.AddYears(-3).AddDays(2));
        var recommended = await host.RecommendedAsync(scene);
        host.Clock.AdvanceDays(3);

        var problem = await (await scene.Organ.OfficerB.ActAsync(recommended, "decision", Cases.Grant)).BodyAsync(HttpStatusCode.Conflict);

        Assert.Equal("RECORD_STATE", problem.Text("code"));
        Assert.Equal("recommended", (await scene.Organ.OfficerB.CaseAsync(recommended)).Text("state"));
    }

    private static JsonNode Linking(params Guid[] records) => System.Text.Json.JsonSerializer.SerializeToNode(new
    {
        outcome = "grant",
        reasonCode = "CONDITIONS_MET",
        reason = "All duties are performed.",
        linkedRecords = records,
    })!;
}
