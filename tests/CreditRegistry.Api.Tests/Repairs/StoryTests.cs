using System.Net;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Repairs;

/// <summary>What the README tells by a script: a company, two officers and an auditor, from a record to its end.</summary>
[Collection(nameof(RepairCollection))]
public sealed class StoryTests(RegistryHost host)
{
    [Fact]
    public async Task Repair_FromTheFirstLookToTheAudit_ByThreeTokens()
    {
        var scene = await host.SceneAsync(ruleSet: Given.Cn);
        var (applicant, a, b) = (scene.Company.Applicant, scene.Organ.OfficerA, scene.Organ.OfficerB);
        var companies = await applicant.Client.ReadAsync("/api/v1/account/companies");
        var company = Assert.Single(companies.Texts("items", "registrationId"));
        var record = Assert.Single((await host.Anyone().ReadAsync($"/api/v1/companies/{company}/records"))["items"]!.AsArray())!.Text("id");
        var eligibility = await host.Anyone().ReadAsync($"/api/v1/records/{record}/eligibility");
        Assert.True(eligibility["eligible"]!.GetValue<bool>());

        var application = await (await scene.Company.DraftAsync(Guid.Parse(record))).BodyAsync(HttpStatusCode.Created);
        foreach (var need in eligibility["documents"]!.AsArray())
        {
            application = await (await applicant.Client.UploadAsync(application.Text("id"), need!["kinds"]![0]!.GetValue<string>()))
                .BodyAsync(HttpStatusCode.Created);
        }

        application = await applicant.DoAsync(application, "submission");
        var asked = eligibility["documents"]![0]!["kinds"]![0]!.GetValue<string>();
        application = await a.DoAsync(application, "supplement-request", Cases.Supplement(asked));
        host.Clock.Advance(TimeSpan.FromHours(1));
        application = await (await applicant.Client.UploadAsync(application.Text("id"), asked)).BodyAsync(HttpStatusCode.Created);
        application = await applicant.DoAsync(application, "submission");
        application = await a.DoAsync(application, "acceptance");
        application = await a.DoAsync(application, "recommendation", Cases.Grant);
        Assert.Equal("REPAIR_FOUR_EYES", await a.RefusedAsync(application, "decision", HttpStatusCode.Forbidden, Cases.Grant));
        application = await b.DoAsync(application, "decision", Cases.Grant);

        Assert.Equal("granted", (await applicant.CaseAsync(application)).Text("state"));
        Assert.Empty((await host.Anyone().ReadAsync($"/api/v1/companies/{company}/records"))["items"]!.AsArray());
        await (await host.Anyone().AskAsync($"/api/v1/records/{record}")).ProblemAsync(HttpStatusCode.Gone);

        var auditor = await host.SignInAsync([Role.Auditor]);
        var story = (await auditor.Client.ReadAsync($"/api/v1/audit?subject={application.Text("id")}"))["items"]!.AsArray();
        Assert.Equal(
            [
                ("repair.drafted", applicant.Key), ("repair.documentAdded", applicant.Key), ("repair.documentAdded", applicant.Key),
                ("repair.documentAdded", applicant.Key), ("repair.submitted", applicant.Key),
                ("repair.supplementRequested", a.Key), ("repair.documentAdded", applicant.Key),
                ("repair.submitted", applicant.Key), ("repair.accepted", a.Key), ("repair.recommended", a.Key),
                ("repair.granted", b.Key),
            ],
            story.Select(row => (row!.Text("kind"), row!["actor"]!.GetValue<Guid>())));
        Assert.Equal("All duties are performed.", story[^1]!.Text("text"));
        var ofRecord = await auditor.Client.ReadAsync($"/api/v1/audit?subject={record}");
        Assert.Equal("record.repaired", ofRecord.Texts("items", "kind")[^1]);
    }
}
