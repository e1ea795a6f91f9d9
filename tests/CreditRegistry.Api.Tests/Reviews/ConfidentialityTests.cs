using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Reviews;

[Collection(nameof(ReviewCollection))]
public sealed class ConfidentialityTests(RegistryHost host)
{
    private const string Secret = "BETWEEN-OFFICERS";

    private static readonly object SecretGrant = new { outcome = "grant", reasonCode = "CONDITIONS_MET", reason = Secret };

    [Fact]
    public async Task Company_InEveryState_ReadsNoOfficerAndNoUnconfirmedProposal()
    {
        var scene = await host.SceneAsync();
        var (a, b) = (scene.Organ.OfficerA, scene.Organ.OfficerB);
        var application = await host.SubmittedAsync(scene);
        var first = application.ETag();

        await StepAsync(a, "assignment", new { assignee = b.Key });
        await StepAsync(a, "assignment", new { });
        await StepAsync(a, "non-acceptance", new { reasonCode = "OUT_OF_SCOPE", reason = Secret });
        await StepAsync(b, "proposal-dismissal", new { reason = Secret });
        await StepAsync(a, "supplement-request", Cases.Supplement("CREDIT_REPAIR_PROMISE"));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        application = await (await scene.Company.Applicant.Client.UploadAsync(application.Text("id"), "CREDIT_REPAIR_PROMISE"))
            .BodyAsync(HttpStatusCode.Created);
        application = await scene.Company.Applicant.DoAsync(application, "submission");
        AssertDiscreet(application);
        await StepAsync(a, "acceptance", null);
        await StepAsync(a, "extension", new { reason = "An expert is asked." });
        await StepAsync(a, "recommendation", SecretGrant);
        await StepAsync(b, "decision", Cases.Grant);
        await StepAsync(a, "revocation", new { reasonCode = "FALSE_STATEMENT", reason = Secret });
        await StepAsync(b, "revocation", Cases.FalsePromise);

        async Task StepAsync(TestAccount officer, string verb, object? body)
        {
            application = await officer.DoAsync(application, verb, body);
            AssertDiscreet(await scene.Company.Applicant.CaseAsync(application));
            AssertDiscreet(await scene.Company.Applicant.Client.ReadAsync(Cases.Applications));
            var stale = await scene.Company.Applicant.Client.SendAsync($"{Cases.PathOf(application)}/withdrawal", ifMatch: first);
            AssertDiscreet(await stale.BodyAsync(HttpStatusCode.PreconditionFailed));
        }

        void AssertDiscreet(JsonNode seen)
        {
            var text = seen.ToJsonString();
            foreach (var inside in (string[])[
                a.Key.ToString(), b.Key.ToString(), Secret, "assignee", "departed", "proposedBy", "\"inside\"",
                "repair.assigned", "repair.recused", "nonAcceptanceProposed", "repair.recommended", "revocationProposed",
                "proposalDismissed"])
            {
                Assert.DoesNotContain(inside, text, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Fact]
    public async Task Recusal_IsNotToldToTheCompany()
    {
        var scene = await host.SceneAsync();
        var submitted = await host.SubmittedAsync(scene);
        await scene.Organ.OfficerA.DoAsync(submitted, "recusal", new { reason = Secret });

        var text = (await scene.Company.Applicant.CaseAsync(submitted)).ToJsonString();

        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("recused", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(scene.Organ.OfficerA.Key.ToString(), text, StringComparison.Ordinal);
    }
}
