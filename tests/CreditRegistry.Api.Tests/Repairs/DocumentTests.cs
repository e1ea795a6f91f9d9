using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Repairs;

[Collection(nameof(RepairCollection))]
public sealed class DocumentTests(RegistryHost host)
{
    [Fact]
    public async Task Download_IsAnAttachmentThatNoBrowserDraws()
    {
        var scene = await host.SceneAsync();
        var draft = await host.DraftAsync(scene.Company, scene.Record);

        using var answer = await scene.Company.Applicant.Client.AskAsync(PathOf(draft));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.StartsWith("sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("no-store, private", answer.Headers.CacheControl!.ToString());
        Assert.Equal("%PDF-1.4 CREDIT_REPAIR_PROMISE", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Download_IsForTheCompanyAndOnceFiledForItsOfficersAndAuditors()
    {
        var scene = await host.SceneAsync();
        var draft = await host.DraftAsync(scene.Company, scene.Record);
        var other = await host.SceneAsync();
        var auditor = await host.SignInAsync([Role.Auditor]);
        var supervisor = await host.SignInAsync([Role.Supervisor]);
        var administrator = await host.SignInAsync([Role.Administrator]);
        var path = PathOf(draft);

        foreach (var (reader, status) in ((HttpClient, HttpStatusCode)[])[
            (scene.Company.Applicant.Client, HttpStatusCode.OK),
            (auditor.Client, HttpStatusCode.NotFound),
            (scene.Organ.OfficerA.Client, HttpStatusCode.NotFound),
            (other.Company.Applicant.Client, HttpStatusCode.NotFound),
            (other.Organ.OfficerA.Client, HttpStatusCode.NotFound),
            (supervisor.Client, HttpStatusCode.Forbidden),
            (scene.Organ.Agency.Client, HttpStatusCode.Forbidden),
            (administrator.Client, HttpStatusCode.Forbidden),
            (host.Anyone(), HttpStatusCode.Unauthorized)])
        {
            Assert.Equal(status, (await reader.AskAsync(path)).StatusCode);
        }

        await scene.Company.Applicant.DoAsync(draft, "submission");

        foreach (var (reader, status) in ((HttpClient, HttpStatusCode)[])[
            (scene.Organ.OfficerA.Client, HttpStatusCode.OK),
            (scene.Organ.OfficerB.Client, HttpStatusCode.OK),
            (auditor.Client, HttpStatusCode.OK),
            (other.Company.Applicant.Client, HttpStatusCode.NotFound),
            (other.Organ.OfficerA.Client, HttpStatusCode.NotFound),
            (supervisor.Client, HttpStatusCode.Forbidden),
            (scene.Organ.Agency.Client, HttpStatusCode.Forbidden)])
        {
            Assert.Equal(status, (await reader.AskAsync(path)).StatusCode);
        }
    }

    [Fact]
    public async Task Download_OfNoSuchDocumentOrThroughAnotherCase_IsNotFound()
    {
        var scene = await host.SceneAsync();
        var draft = await host.DraftAsync(scene.Company, scene.Record);
        var second = await host.RecordAsync(scene.Organ, scene.Company, publishedOn: host.Clock.Today.AddMonths(-4));
        var other = await (await scene.Company.DraftAsync(second.Id)).BodyAsync(HttpStatusCode.Created);
        var client = scene.Company.Applicant.Client;

        Assert.Equal("DOCUMENT_NOT_FOUND", await (await client.AskAsync(
            $"{Cases.PathOf(draft)}/documents/{Guid.CreateVersion7(host.Clock.GetUtcNow())}")).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("DOCUMENT_NOT_FOUND", await (await client.AskAsync(
            $"{Cases.PathOf(other)}/documents/{draft["documents"]![0]!.Text("id")}")).ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Removal_BeforeSubmission_TakesTheBytesAlong()
    {
        var scene = await host.SceneAsync();
        var draft = await host.DraftAsync(scene.Company, scene.Record);
        var stranger = await host.CompanyAsync();

        await stranger.Applicant.DeleteAsync(PathOf(draft), HttpStatusCode.NotFound);
        var after = await scene.Company.Applicant.DeleteAsync(PathOf(draft), HttpStatusCode.OK);

        Assert.Single(after["documents"]!.AsArray());
        Assert.Single(after["missingDocuments"]!.AsArray());
        Assert.Equal(1, await host.ChunksAsync(Cases.IdOf(draft)));
        Assert.Equal("repair.documentRemoved", (await host.StoryAsync(Cases.IdOf(draft)))[^1]);
        await (await scene.Company.Applicant.Client.AskAsync(PathOf(draft))).ProblemAsync(HttpStatusCode.NotFound);
        await scene.Company.Applicant.DeleteAsync(PathOf(draft), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Removal_AfterSubmission_IsRefused_EvenDuringASupplement()
    {
        var scene = await host.SceneAsync();
        var submitted = await host.SubmittedAsync(scene);
        var applicant = scene.Company.Applicant;

        Assert.Equal("DOCUMENT_SUBMITTED", (await applicant.DeleteAsync(PathOf(submitted), HttpStatusCode.Conflict)).Text("code"));
        Assert.Equal("REPAIR_STATE", await (await applicant.Client.UploadAsync(submitted.Text("id"), "CREDIT_REPAIR_PROMISE"))
            .ProblemAsync(HttpStatusCode.Conflict));

        await scene.Organ.OfficerA.DoAsync(submitted, "supplement-request", Cases.Supplement("CREDIT_REPAIR_PROMISE"));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("DOCUMENT_SUBMITTED", (await applicant.DeleteAsync(PathOf(submitted), HttpStatusCode.Conflict)).Text("code"));
        var added = await (await applicant.Client.UploadAsync(submitted.Text("id"), "CREDIT_REPAIR_PROMISE")).BodyAsync(HttpStatusCode.Created);
        var fresh = $"{Cases.PathOf(added)}/documents/{added["documents"]!.AsArray()[^1]!.Text("id")}";
        Assert.Equal(2, (await applicant.DeleteAsync(fresh, HttpStatusCode.OK))["documents"]!.AsArray().Count);
    }

    private static string PathOf(JsonNode application) =>
        $"{Cases.PathOf(application)}/documents/{application["documents"]![0]!.Text("id")}";
}
