using System.Net;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Reviews;

[Collection(nameof(ReviewCollection))]
public sealed class SupplementTests(RegistryHost host)
{
    [Fact]
    public async Task Supplement_IsAnsweredItemByItem_AndAskedForOnce()
    {
        var scene = await host.SceneAsync();
        var applicant = scene.Company.Applicant;
        var submitted = await host.SubmittedAsync(scene);

        var requested = await scene.Organ.OfficerA.DoAsync(
            submitted, "supplement-request", Cases.Supplement("CREDIT_REPAIR_PROMISE", "BUSINESS_REGISTRATION_CERT"));
        Assert.Equal("supplementRequested", requested.Text("state"));
        Assert.Equal("company", requested["next"]!.Text("who"));
        Assert.Equal(scene.Organ.OfficerA.Key, requested["inside"]!["assignee"]!.GetValue<Guid>());
        Assert.Equal("SUPPLEMENT_REQUESTED", requested.Deadline("acceptance").Text("endedBy"));
        Assert.Equal("SUPPLEMENT_REQUESTED", requested.Deadline("decision").Text("endedBy"));
        var seen = await applicant.CaseAsync(requested);
        Assert.Equal(["CREDIT_REPAIR_PROMISE", "BUSINESS_REGISTRATION_CERT"], seen["supplement"]!.Texts("missing", "kind"));
        Assert.Equal("Documents do not fit.", seen["supplement"]!.Text("reason"));
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, await UnansweredAsync(seen));
        seen = await UploadAsync(seen, "CREDIT_REPAIR_PROMISE");
        Assert.Equal(1, await UnansweredAsync(seen));
        seen = await UploadAsync(seen, "BUSINESS_REGISTRATION_CERT");
        var again = await applicant.DoAsync(seen, "submission");

        Assert.Equal("submitted", again.Text("state"));
        Assert.NotNull(again.Deadline("supplement")["metOn"]);
        Assert.Null(again.Deadline("decision")["endedOn"]);
        Assert.Equal("REPAIR_SUPPLEMENT_ONCE", await scene.Organ.OfficerA.RefusedAsync(
            again, "supplement-request", HttpStatusCode.Conflict, Cases.Supplement("CREDIT_REPAIR_PROMISE")));
        await scene.Organ.OfficerA.DoAsync(again, "acceptance");

        async Task<int> UnansweredAsync(System.Text.Json.Nodes.JsonNode application)
        {
            var refusal = await (await applicant.ActAsync(application, "submission")).BodyAsync(HttpStatusCode.UnprocessableEntity);
            Assert.All(refusal.Texts("breaches", "rule"), rule => Assert.Equal("REPAIR_SUPPLEMENT_UNANSWERED", rule));
            return refusal["breaches"]!.AsArray().Count;
        }

        async Task<System.Text.Json.Nodes.JsonNode> UploadAsync(System.Text.Json.Nodes.JsonNode application, string kind) =>
            await (await applicant.Client.UploadAsync(application.Text("id"), kind)).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Supplement_OfAnUnknownKindOrOfNothing_IsRefused()
    {
        var scene = await host.SceneAsync();
        var submitted = await host.SubmittedAsync(scene);

        foreach (var (body, field) in ((object, string)[])[
            (Cases.Supplement("CREDIT_REPAIR_PROMISE", "SELFIE"), "missing[1].kind"),
            (Cases.Supplement(), "missing"),
            (new { missing = new[] { new { kind = "CREDIT_REPAIR_PROMISE", what = "" } }, reason = "x" }, "missing[0].what"),
            (new { missing = new[] { new { kind = "CREDIT_REPAIR_PROMISE", what = "x" } }, reason = " " }, "reason")])
        {
            var problem = await (await scene.Organ.OfficerA.ActAsync(submitted, "supplement-request", body))
                .BodyAsync(HttpStatusCode.BadRequest);
            Assert.True(problem["errors"]!.AsObject().ContainsKey(field), problem.ToJsonString());
        }

        Assert.Equal(submitted.ETag(), (await scene.Organ.OfficerA.CaseAsync(submitted)).ETag());
    }

    [Fact]
    public async Task Supplement_AfterAcceptance_IsTooLate()
    {
        var scene = await host.SceneAsync();
        var accepted = await host.AcceptedAsync(scene);

        Assert.Equal("REPAIR_STATE", await scene.Organ.OfficerA.RefusedAsync(
            accepted, "supplement-request", HttpStatusCode.Conflict, Cases.Supplement("CREDIT_REPAIR_PROMISE")));
    }
}
