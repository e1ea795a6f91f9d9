using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Reviews;

/// <summary>Due dates by hand, from the calendar on the wall. Each test has a clock of its own, at Wednesday, 1 July 2026.</summary>
public sealed class DeadlineDatesTests(RegistryCluster cluster)
{
    [Fact]
    public async Task FourTier_CountsFifteenDaysFromTheLastCompleteSubmission()
    {
        await using var host = await StartAsync();
        var scene = await host.SceneAsync(publishedOn: new DateOnly(2026, 1, 5));
        var submitted = await host.SubmittedAsync(scene);
        Assert.Equal(("2026-07-06", "2026-07-16"), (Due(submitted, "acceptance"), Due(submitted, "decision")));
        Assert.Equal("2026-07-06", submitted["next"]!.Text("dueOn"));

        host.Clock.GoTo(new DateOnly(2026, 7, 3));
        var requested = await scene.Organ.OfficerA.DoAsync(
            submitted, "supplement-request", Cases.Supplement("CREDIT_REPAIR_PROMISE"));
        Assert.Equal("2026-08-03", Due(requested, "supplement")); // 2 August is a Sunday
        Assert.Equal("2026-07-03", requested.Deadline("decision").Text("endedOn"));

        host.Clock.GoTo(new DateOnly(2026, 7, 10)); // a Friday
        var added = await (await scene.Company.Applicant.Client.UploadAsync(requested.Text("id"), "CREDIT_REPAIR_PROMISE"))
            .BodyAsync(HttpStatusCode.Created);
        var again = await scene.Company.Applicant.DoAsync(added, "submission");
        Assert.Equal(("2026-07-15", "2026-07-27"), (Due(again, "acceptance"), Due(again, "decision"))); // 25 July is a Saturday
        Assert.Equal("2026-07-10", again.Deadline("supplement").Text("metOn"));

        var accepted = await scene.Organ.OfficerA.DoAsync(again, "acceptance");
        Assert.Equal("2026-07-27", accepted["next"]!.Text("dueOn"));
        host.Clock.GoTo(new DateOnly(2026, 7, 26));
        var extended = await scene.Organ.OfficerA.DoAsync(accepted, "extension", new { reason = "An expert is asked." });
        Assert.Equal("2026-08-10", Due(extended, "decision")); // ten working days after Monday, 27 July
        Assert.True(extended.Deadline("decision")["extended"]!.GetValue<bool>());
        Assert.Equal("REPAIR_EXTENDED_ONCE", await scene.Organ.OfficerA.RefusedAsync(
            extended, "extension", HttpStatusCode.Conflict, new { reason = "Another expert." }));
        Assert.False((await scene.Company.Applicant.CaseAsync(extended))["overdue"]!.GetValue<bool>());

        host.Clock.GoTo(new DateOnly(2026, 8, 10));
        Assert.False((await scene.Company.Applicant.CaseAsync(extended))["overdue"]!.GetValue<bool>());
        host.Clock.GoTo(new DateOnly(2026, 8, 11));
        Assert.True((await scene.Company.Applicant.CaseAsync(extended))["overdue"]!.GetValue<bool>());
        var recommended = await scene.Organ.OfficerA.DoAsync(extended, "recommendation", Cases.Refusal); // late, but done
        await scene.Organ.OfficerB.DoAsync(recommended, "decision", Cases.Refusal);
    }

    [Fact]
    public async Task FourTier_ExtensionOnTheDueDay_IsTooLate()
    {
        await using var host = await StartAsync();
        var scene = await host.SceneAsync(publishedOn: new DateOnly(2026, 1, 5));
        var accepted = await host.AcceptedAsync(scene);
        host.Clock.GoTo(new DateOnly(2026, 7, 16));

        Assert.Equal("REPAIR_EXTENSION_LATE", await scene.Organ.OfficerA.RefusedAsync(
            accepted, "extension", HttpStatusCode.Conflict, new { reason = "An expert is asked." }));
    }

    [Fact]
    public async Task FourTier_ExtensionBeforeASupplement_LengthensTheNewClockToo()
    {
        await using var host = await StartAsync();
        var scene = await host.SceneAsync(publishedOn: new DateOnly(2026, 1, 5));
        var extended = await scene.Organ.OfficerA.DoAsync(
            await host.SubmittedAsync(scene), "extension", new { reason = "An expert is asked." });
        Assert.Equal("2026-07-30", Due(extended, "decision")); // ten working days after 16 July
        var requested = await scene.Organ.OfficerA.DoAsync(
            extended, "supplement-request", Cases.Supplement("CREDIT_REPAIR_PROMISE"));
        Assert.Equal("CREDIT_REPAIR_PROMISE", requested["missingDocuments"]![0]!["kinds"]![0]!.GetValue<string>());
        host.Clock.GoTo(new DateOnly(2026, 7, 2));
        var added = await (await scene.Company.Applicant.Client.UploadAsync(requested.Text("id"), "CREDIT_REPAIR_PROMISE"))
            .BodyAsync(HttpStatusCode.Created);
        Assert.Empty(added["missingDocuments"]!.AsArray());

        var again = await scene.Company.Applicant.DoAsync(added, "submission");

        Assert.Equal("2026-07-31", Due(again, "decision")); // ten working days after 17 July
        Assert.True(again.Deadline("decision")["extended"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Cn_CountsWorkingDaysOverTheNationalDay()
    {
        await using var host = await StartAsync();
        host.Clock.GoTo(new DateOnly(2026, 9, 24)); // Thursday before the Mid-Autumn Festival
        var organ = await host.OrganAsync(Given.Cn);
        var general = await host.SceneAsync(ruleSet: Given.Cn, publishedOn: new DateOnly(2026, 5, 6), organ: organ);
        var abnormal = await host.SceneAsync(RecordTier.Abnormal, Given.Cn, new DateOnly(2026, 5, 6), organ);
        var first = await host.SubmittedAsync(general);
        var second = await host.SubmittedAsync(abnormal);
        Assert.Equal("2026-09-30", Due(first, "acceptance")); // 28, 29, 30
        Assert.Equal("2026-09-29", Due(second, "acceptance")); // 28, 29
        Assert.DoesNotContain("decision", first.Texts("deadlines", "kind"));
        Assert.Equal("REPAIR_STATE", await organ.OfficerA.RefusedAsync(
            first, "extension", HttpStatusCode.Conflict, new { reason = "No decision deadline runs yet." }));

        host.Clock.GoTo(new DateOnly(2026, 9, 28));
        first = await organ.OfficerA.DoAsync(first, "acceptance");
        Assert.Equal("2026-10-13", Due(first, "decision")); // 29, 30, 8, 9, Saturday the 10th, 12, 13
        host.Clock.GoTo(new DateOnly(2026, 9, 30));
        second = await organ.OfficerA.DoAsync(second, "acceptance");
        Assert.Equal("2026-10-09", Due(second, "decision")); // 8, 9
        host.Clock.GoTo(new DateOnly(2026, 10, 12));
        first = await organ.OfficerA.DoAsync(first, "extension", new { reason = "An expert is asked." });
        Assert.Equal("2026-10-27", Due(first, "decision")); // 14, 15, 16, 19–23, 26, 27
    }

    private static string Due(JsonNode application, string kind) => application.Deadline(kind).Text("dueOn");

    private async Task<RegistryHost> StartAsync()
    {
        var host = new RegistryHost(cluster);
        await host.InitializeAsync();
        return host;
    }
}
