using System.Net;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.TimePassing;

public sealed class CaseTermTests(RegistryCluster cluster)
{
    [Fact]
    public async Task Supplement_Unanswered_ClosesTheDayAfterItsLast()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var scene = await host.SceneAsync();
        var requested = await scene.Organ.OfficerA.DoAsync(
            await host.SubmittedAsync(scene), "supplement-request", Cases.Supplement("CREDIT_REPAIR_PROMISE"));
        Assert.Equal(0, await host.PassTimeAsync(2026, 7, 31));
        Assert.Equal("supplementRequested", (await scene.Company.Applicant.CaseAsync(requested)).Text("state"));

        Assert.Equal(1, await host.PassTimeAsync(2026, 8, 1));

        var closed = await scene.Company.Applicant.CaseAsync(requested);
        Assert.Equal(("closed", "supplementUnanswered"), (closed.Text("state"), closed.Text("closedBecause")));
        Assert.Equal("2026-08-01", closed.Deadline("supplement").Text("endedOn"));
        Assert.Equal("registry", closed["history"]!.AsArray()[^1]!.Text("role"));
        Assert.Empty((await host.Anyone().ReadAsync($"/api/v1/records/{scene.Record.Id}"))["marks"]!.AsArray());
        await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.Created);
        Assert.Equal(0, await host.PassTimeAsync());
    }

    [Fact]
    public async Task Draft_IdleForThirtyDays_IsDroppedWithItsContactAndDocuments()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var scene = await host.SceneAsync();
        var draft = await host.DraftAsync(scene.Company, scene.Record);
        host.Clock.GoTo(new DateOnly(2026, 7, 6));
        draft = await (await scene.Company.Applicant.Client.UploadAsync(draft.Text("id"), "CREDIT_REPAIR_PROMISE"))
            .BodyAsync(HttpStatusCode.Created);
        Assert.Equal("2026-08-05", draft["next"]!.Text("dueOn"));
        Assert.Equal(0, await host.PassTimeAsync(2026, 8, 5));

        Assert.Equal(1, await host.PassTimeAsync(2026, 8, 6));

        var closed = await scene.Company.Applicant.CaseAsync(draft);
        Assert.Equal(("closed", "draftIdle"), (closed.Text("state"), closed.Text("closedBecause")));
        var id = Cases.IdOf(draft);
        Assert.Equal(0, await host.ChunksAsync(id));
        Assert.False(await host.QueryAsync(db => db.CaseContacts.AnyAsync(c => c.ApplicationId == id)));
        var document = await scene.Company.Applicant.Client.AskAsync(
            $"{Cases.PathOf(draft)}/documents/{draft["documents"]![0]!.Text("id")}");
        Assert.Equal("DOCUMENT_ERASED", await document.ProblemAsync(HttpStatusCode.NotFound));
        await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Draft_OfARecordThatLapsed_IsClosedWithIt()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var scene = await host.SceneAsync(publishedOn: new DateOnly(2023, 7, 10));
        var draft = await host.DraftAsync(scene.Company, scene.Record);

        Assert.Equal(1, await host.PassTimeAsync(2026, 7, 11));

        Assert.Equal("recordLeftPublication", (await scene.Company.Applicant.CaseAsync(draft)).Text("closedBecause"));
    }
}
