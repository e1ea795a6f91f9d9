using System.Net;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Reviews;

[Collection(nameof(ReviewCollection))]
public sealed class RevocationTests(RegistryHost host)
{
    [Theory]
    [InlineData(Given.FourTier)]
    [InlineData(Given.Cn)]
    public async Task Revocation_BringsTheRecordBackBarredAndAddsTheFalsePromise(string ruleSet)
    {
        var scene = await host.SceneAsync(ruleSet: ruleSet);
        var anyone = host.Anyone();
        var granted = await host.GrantedAsync(scene);
        host.Clock.AdvanceDays(40);
        var today = host.Clock.Today;

        var proposed = await scene.Organ.OfficerA.DoAsync(granted, "revocation", Cases.FalsePromise);
        Assert.Equal("granted", proposed.Text("state"));
        Assert.Equal("REPAIR_FOUR_EYES", await scene.Organ.OfficerA.RefusedAsync(
            proposed, "revocation", HttpStatusCode.Forbidden, Cases.FalsePromise));
        await (await anyone.AskAsync($"/api/v1/records/{scene.Record.Id}")).ProblemAsync(HttpStatusCode.Gone);
        Assert.Null((await scene.Company.Applicant.CaseAsync(proposed))["revocation"]);

        var revoked = await scene.Organ.OfficerB.DoAsync(proposed, "revocation", Cases.FalsePromise);

        Assert.Equal("revoked", revoked.Text("state"));
        var seen = (await scene.Company.Applicant.CaseAsync(revoked))["revocation"]!;
        Assert.Equal("The line never stopped.", seen.Text("reason"));
        Assert.NotEmpty(seen.Text("remedies"));

        var record = await anyone.ReadAsync($"/api/v1/records/{scene.Record.Id}");
        Assert.Equal("published", record.Text("state"));
        Assert.Equal($"{today.AddYears(3).AddDays(1):yyyy-MM-dd}", record.Text("repairableFrom"));
        Assert.Equal($"{today.AddYears(ruleSet is Given.Cn ? 1 : 3):yyyy-MM-dd}", record.Text("lapsesOn"));
        Assert.Null(record["leftOn"]);
        var mark = Assert.Single(record["marks"]!.AsArray())!;
        Assert.Equal(("REPAIR_BARRED", $"{today.AddYears(3):yyyy-MM-dd}"), (mark.Text("code"), mark.Text("until")));

        var eligibility = await anyone.ReadAsync($"/api/v1/records/{scene.Record.Id}/eligibility");
        Assert.Contains("REPAIR_BARRED", eligibility.Texts("breaches", "rule"));
        var refused = await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("REPAIR_BARRED", refused.Texts("breaches", "rule"));

        var page = await anyone.ReadAsync($"/api/v1/companies/{scene.Company.RegistrationId}");
        var promise = Assert.Single(page["records"]!.AsArray(), r => r!["ground"]!.Text("code") == "DISHONEST_PROMISE")!;
        Assert.Equal($"{today:yyyy-MM-dd}", promise.Text("publishedOn"));
        Assert.Equal($"{today.AddYears(3):yyyy-MM-dd}", promise.Text("lapsesOn"));
        Assert.Null(promise["repairableFrom"]);
        Assert.Equal(revoked.Text("reference"), promise["decision"]!.Text("number"));
        var never = await anyone.ReadAsync($"/api/v1/records/{promise.Text("id")}/eligibility");
        Assert.Equal(["REPAIR_NOT_REPAIRABLE"], never.Texts("breaches", "rule"));
        Assert.Null(never["earliestOn"]);
    }

    [Fact]
    public async Task Revocation_Dismissed_LeavesTheGrant()
    {
        var scene = await host.SceneAsync();
        var proposed = await scene.Organ.OfficerB.DoAsync(await host.GrantedAsync(scene), "revocation", Cases.FalsePromise);

        var dismissed = await scene.Organ.OfficerA.DoAsync(proposed, "proposal-dismissal", new { reason = "The line did stop." });

        Assert.Equal("granted", dismissed.Text("state"));
        Assert.Null(dismissed["inside"]!["proposal"]);
        await (await host.Anyone().AskAsync($"/api/v1/records/{scene.Record.Id}")).ProblemAsync(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Revocation_OfWhatWasNotGrantedOrTwice_IsAConflict()
    {
        var scene = await host.SceneAsync();
        var recommended = await host.RecommendedAsync(scene);
        Assert.Equal("REPAIR_STATE", await scene.Organ.OfficerB.RefusedAsync(
            recommended, "revocation", HttpStatusCode.Conflict, Cases.FalsePromise));

        var other = await host.SceneAsync();
        var revoked = await host.RevokedAsync(other);
        Assert.Equal("REPAIR_STATE", await other.Organ.OfficerA.RefusedAsync(
            revoked, "revocation", HttpStatusCode.Conflict, Cases.FalsePromise));
    }

    [Fact]
    public async Task Revocation_OfARecordAnnulledSince_BringsOnlyTheFalsePromise()
    {
        var scene = await host.SceneAsync();
        var granted = await host.GrantedAsync(scene);
        await (await scene.Organ.Agency.Client.SendAsync(
            $"/api/v1/records/{scene.Record.Id}/annulment", new { reason = "Wrong." }, "*")).BodyAsync(HttpStatusCode.OK);
        var proposed = await scene.Organ.OfficerA.DoAsync(granted, "revocation", Cases.FalsePromise);

        await scene.Organ.OfficerB.DoAsync(proposed, "revocation", Cases.FalsePromise);

        var page = await host.Anyone().ReadAsync($"/api/v1/companies/{scene.Company.RegistrationId}");
        Assert.Equal(["DISHONEST_PROMISE"], page["records"]!.AsArray().Select(r => r!["ground"]!.Text("code")));
    }

    [Fact]
    public async Task Revocation_AfterTheCompanyWasStruckOff_PublishesNothing()
    {
        var scene = await host.SceneAsync();
        var proposed = await scene.Organ.OfficerA.DoAsync(await host.GrantedAsync(scene), "revocation", Cases.FalsePromise);
        Assert.Equal(0, await host.StrikeOffAsync(scene.Company)); // a repaired record was down already

        var revoked = await scene.Organ.OfficerB.DoAsync(proposed, "revocation", Cases.FalsePromise);

        Assert.Equal("revoked", revoked.Text("state"));
        var anyone = host.Anyone();
        Assert.Equal("RECORD_REPAIRED", await (await anyone.AskAsync($"/api/v1/records/{scene.Record.Id}")).ProblemAsync(HttpStatusCode.Gone));
        Assert.Empty((await anyone.ReadAsync($"/api/v1/companies/{scene.Company.RegistrationId}"))["records"]!.AsArray());
        Assert.Equal(1, await host.QueryAsync(db => db.Records.CountAsync(r => r.CompanyId == scene.Record.CompanyId)));
    }
}
