using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Reviews;

[Collection(nameof(ReviewCollection))]
public sealed class StakeTests(RegistryHost host)
{
    [Fact]
    public async Task Officer_BoundToTheCompany_MayNotAct()
    {
        var scene = await host.SceneAsync();
        var officer = await host.SignInAsync(
            [Role.Officer, Role.Applicant], organs: [scene.Organ.Code], companies: [scene.Company.RegistrationId]);

        await AssertBarredAsync(officer, await host.SubmittedAsync(scene));
    }

    [Fact]
    public async Task Officer_WhoFiledTheCase_MayNotAct()
    {
        var scene = await host.SceneAsync();
        var submitted = await host.SubmittedAsync(scene);
        await BecomeOfficerAsync(scene.Company.Applicant, scene.Organ);

        await AssertBarredAsync(scene.Company.Applicant, submitted);
    }

    [Fact]
    public async Task Officer_WhoDraftedWhatAnotherSubmitted_MayNotAct()
    {
        var scene = await host.SceneAsync();
        var colleague = await host.SignInAsync([Role.Applicant], companies: [scene.Company.RegistrationId]);
        var draft = await host.DraftAsync(scene.Company, scene.Record);
        var submitted = await colleague.DoAsync(draft, "submission");
        await BecomeOfficerAsync(scene.Company.Applicant, scene.Organ);
        await BecomeOfficerAsync(colleague, scene.Organ);

        await AssertBarredAsync(scene.Company.Applicant, submitted);
        await AssertBarredAsync(colleague, submitted);
    }

    [Fact]
    public async Task Officer_WhoPublishedTheRecord_MayNotAct()
    {
        var organ = await host.OrganAsync(Given.Cn);
        var company = await host.CompanyAsync();
        var today = host.Clock.Today;
        var record = await (await organ.Agency.Client.SendAsync("/api/v1/records", new
        {
            registrationId = company.RegistrationId,
            tier = "abnormal",
            ground = "A01",
            decision = new { number = $"No. {company.RegistrationId}", decidedOn = $"{today:yyyy-MM-dd}" },
            summary = "No annual report.",
        })).BodyAsync(HttpStatusCode.Created);
        var stored = await host.QueryAsync(db => db.Records.FindAsync(record["id"]!.GetValue<Guid>()).AsTask());
        var submitted = await host.SubmittedAsync(company, stored!);
        await BecomeOfficerAsync(organ.Agency, organ);

        await AssertBarredAsync(organ.Agency, submitted);
    }

    [Fact]
    public async Task Officer_WhoCorrectedTheRecord_MayNotAct()
    {
        var scene = await host.SceneAsync();
        await (await scene.Organ.Agency.Client.SendAsync(
            $"/api/v1/records/{scene.Record.Id}/corrections", new { reason = "A slip.", summary = "Better said." }, "*"))
            .BodyAsync(HttpStatusCode.OK);
        var submitted = await host.SubmittedAsync(scene);
        await BecomeOfficerAsync(scene.Organ.Agency, scene.Organ);

        await AssertBarredAsync(scene.Organ.Agency, submitted);
    }

    [Fact]
    public async Task Officer_WhoDeclaredAnInterest_IsBarredFromEveryCaseOfTheCompany()
    {
        var scene = await host.SceneAsync();
        var later = await host.SceneAsync(organ: scene.Organ, company: scene.Company);
        var recommended = await host.RecommendedAsync(scene);

        var recused = await scene.Organ.OfficerA.DoAsync(recommended, "recusal", new { reason = "My brother works there." });

        Assert.Equal("accepted", recused.Text("state")); // what the officer proposed is void
        Assert.Null(recused["inside"]!["assignee"]);
        Assert.Null(recused["inside"]!["proposal"]);
        await AssertBarredAsync(scene.Organ.OfficerA, recused);
        await AssertBarredAsync(scene.Organ.OfficerA, await host.SubmittedAsync(later));
        Assert.DoesNotContain("brother", (await scene.Company.Applicant.CaseAsync(recused)).ToJsonString(), StringComparison.Ordinal);
        await scene.Organ.OfficerB.DoAsync(recused, "recommendation", Cases.Grant);
    }

    [Fact]
    public async Task Officer_OfAnotherOrgan_FindsNoSuchCase()
    {
        var scene = await host.SceneAsync();
        var submitted = await host.SubmittedAsync(scene);
        var stranger = await host.OrganAsync();

        Assert.Equal("APPLICATION_NOT_FOUND", await stranger.OfficerA.RefusedAsync(submitted, "acceptance", HttpStatusCode.NotFound));
        var watcher = await host.SignInAsync([Role.Officer, Role.Auditor], organs: [stranger.Code]);
        Assert.Equal("REPAIR_OTHER_ORGAN", await watcher.RefusedAsync(submitted, "acceptance", HttpStatusCode.Forbidden));
    }

    private static async Task AssertBarredAsync(TestAccount officer, JsonNode application)
    {
        foreach (var (verb, body) in ((string, object?)[])[
            ("assignment", new { }), ("acceptance", null), ("recommendation", Cases.Grant), ("decision", Cases.Grant),
            ("non-acceptance", Cases.OutOfScope), ("revocation", Cases.FalsePromise), ("extension", new { reason = "x" }),
            ("supplement-request", Cases.Supplement("CREDIT_REPAIR_PROMISE")), ("proposal-dismissal", new { reason = "x" })])
        {
            Assert.Equal("REPAIR_STAKE", await officer.RefusedAsync(application, verb, HttpStatusCode.Forbidden, body));
        }
    }

    private async Task BecomeOfficerAsync(TestAccount account, TestOrgan organ)
    {
        var administrator = await host.SignInAsync([Role.Administrator]);
        await (await administrator.PutAsync(
            $"/api/v1/accounts/{account.Key}/roles", new { roles = new[] { "officer" }, organs = new[] { organ.Code } }))
            .BodyAsync(HttpStatusCode.OK);
    }
}
