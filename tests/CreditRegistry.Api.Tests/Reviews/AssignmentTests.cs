using System.Net;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Reviews;

[Collection(nameof(ReviewCollection))]
public sealed class AssignmentTests(RegistryHost host)
{
    [Fact]
    public async Task Assignment_GoesToSelfToAColleagueAndBackIntoTheQueue()
    {
        var scene = await host.SceneAsync();
        var (a, b) = (scene.Organ.OfficerA, scene.Organ.OfficerB);
        var application = await host.SubmittedAsync(scene);
        Assert.Null((await a.CaseAsync(application))["inside"]!["assignee"]);

        application = await a.DoAsync(application, "assignment", new { });
        Assert.Equal(a.Key, application["inside"]!["assignee"]!.GetValue<Guid>());
        Assert.Equal("REPAIR_OTHER_ASSIGNEE", await b.RefusedAsync(application, "acceptance", HttpStatusCode.Conflict));
        application = await a.DoAsync(application, "assignment", new { assignee = b.Key });
        Assert.Equal(b.Key, application["inside"]!["assignee"]!.GetValue<Guid>());
        Assert.Equal("REPAIR_OTHER_ASSIGNEE", await a.RefusedAsync(application, "acceptance", HttpStatusCode.Conflict));
        application = await a.DoAsync(application, "assignment", new { }); // taken over
        application = await a.DoAsync(application, "assignment", new { release = true });
        Assert.Null(application["inside"]!["assignee"]);
        application = await b.DoAsync(application, "acceptance"); // acting takes it
        Assert.Equal(b.Key, application["inside"]!["assignee"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Assignment_ToWhoCannotDecide_IsRefused()
    {
        var scene = await host.SceneAsync();
        var submitted = await host.SubmittedAsync(scene);
        var stranger = await host.OrganAsync();
        var staked = await host.SignInAsync(
            [Role.Officer, Role.Applicant], organs: [scene.Organ.Code], companies: [scene.Company.RegistrationId]);

        foreach (var other in (Guid[])[
            stranger.OfficerA.Key, scene.Organ.Agency.Key, scene.Company.Applicant.Key, staked.Key,
            Guid.CreateVersion7(host.Clock.GetUtcNow())])
        {
            Assert.Equal("ASSIGNEE_UNKNOWN", await scene.Organ.OfficerA.RefusedAsync(
                submitted, "assignment", HttpStatusCode.BadRequest, new { assignee = other }));
        }

        Assert.Equal("VALIDATION_FAILED", await scene.Organ.OfficerA.RefusedAsync(
            submitted, "assignment", HttpStatusCode.BadRequest, new { assignee = scene.Organ.OfficerB.Key, release = true }));
    }

    [Fact]
    public async Task ASupervisor_SaysWhoGetsACase_AndDoesNothingElseWithIt()
    {
        var scene = await host.SceneAsync();
        var (a, b) = (scene.Organ.OfficerA, scene.Organ.OfficerB);
        var application = await a.DoAsync(await host.SubmittedAsync(scene), "assignment", new { });
        var supervisor = await host.SignInAsync([Role.Supervisor]);
        var elsewhere = await host.SignInAsync([Role.Supervisor, Role.Officer], organs: [(await host.OrganAsync()).Code]);
        var staked = await host.SignInAsync(
            [Role.Supervisor, Role.Applicant], companies: [scene.Company.RegistrationId]);

        application = await supervisor.DoAsync(application, "assignment", new { assignee = b.Key });
        Assert.Equal(b.Key, application["inside"]!["assignee"]!.GetValue<Guid>());
        application = await supervisor.DoAsync(application, "assignment", new { release = true });
        Assert.Null(application["inside"]!["assignee"]);

        Assert.Equal("ASSIGNEE_UNKNOWN", await supervisor.RefusedAsync(
            application, "assignment", HttpStatusCode.BadRequest, new { })); // would take it
        Assert.Equal("APPLICATION_NOT_FOUND", await elsewhere.RefusedAsync(
            application, "assignment", HttpStatusCode.NotFound, new { assignee = b.Key }));
        Assert.Equal("REPAIR_STAKE", await staked.RefusedAsync(
            application, "assignment", HttpStatusCode.Forbidden, new { assignee = b.Key }));
        Assert.Equal("ACCESS_DENIED", await supervisor.RefusedAsync(application, "acceptance", HttpStatusCode.Forbidden));
        var auditor = await host.SignInAsync([Role.Auditor]);
        var rows = (await auditor.Client.ReadAsync(
            $"/api/v1/audit?subject={application.Text("id")}&kind=repair.assigned"))["items"]!.AsArray();
        Assert.Equal(["officer", "supervisor", "supervisor"], rows.Select(row => row!.Text("role")));
    }
}
