using System.Net;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Repairs;

public sealed class GrantTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task Grant_ByTheSecondOfficer_TakesTheRecordOutOfEveryPublicAnswer()
    {
        var organ = await host.OrganAsync();
        var company = await host.CompanyAsync();
        var record = await host.RecordAsync(
            organ, company, RecordTier.SeriouslyUntrustworthy, publishedOn: new DateOnly(2025, 7, 1));
        var anyone = host.Anyone();
        var before = await anyone.ReadAsync($"/api/v1/companies/{company.RegistrationId}");
        Assert.Equal("seriouslyUntrustworthy", before.Text("standing"));

        var submitted = await host.SubmittedAsync(company, record);
        var pending = await anyone.ReadAsync($"/api/v1/records/{record.Id}");
        Assert.Equal("REPAIR_PENDING", pending["marks"]![0]!.Text("code"));

        var accepted = await (await organ.OfficerA.ActAsync(submitted, "acceptance")).BodyAsync(HttpStatusCode.OK);
        var finding = new { outcome = "grant", reasonCode = "CONDITIONS_MET", reason = "All duties are performed." };
        var recommended = await (await organ.OfficerA.ActAsync(accepted, "recommendation", finding)).BodyAsync(HttpStatusCode.OK);
        Assert.Equal("REPAIR_FOUR_EYES", await (await organ.OfficerA.ActAsync(recommended, "decision", finding))
            .ProblemAsync(HttpStatusCode.Forbidden));
        var granted = await (await organ.OfficerB.ActAsync(recommended, "decision", finding)).BodyAsync(HttpStatusCode.OK);
        Assert.Equal("granted", granted.Text("state"));

        var after = await anyone.ReadAsync($"/api/v1/companies/{company.RegistrationId}");
        Assert.Equal("clear", after.Text("standing"));
        Assert.Empty(after["records"]!.AsArray());
        var gone = await (await anyone.AskAsync($"/api/v1/records/{record.Id}")).BodyAsync(HttpStatusCode.Gone);
        Assert.Equal("RECORD_REPAIRED", gone.Text("code"));
        Assert.Equal("2026-07-01", gone.Text("leftOn"));

        var auditor = await host.SignInAsync([Role.Auditor]);
        var story = await auditor.Client.ReadAsync($"/api/v1/audit?subject={submitted.Text("id")}");
        Assert.Equal(
            ["repair.drafted", "repair.documentAdded", "repair.documentAdded", "repair.documentAdded", "repair.documentAdded",
                "repair.submitted", "repair.accepted", "repair.recommended", "repair.granted"],
            story["items"]!.AsArray().Select(row => row!.Text("kind")));
    }
}
