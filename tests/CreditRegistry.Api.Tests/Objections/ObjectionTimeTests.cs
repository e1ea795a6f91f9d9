using System.Net;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Api.Tests.TimePassing;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Objections;

/// <summary>What time does to objections, in one server whose clock goes on from one story to the next.</summary>
public sealed class ObjectionTimeTests(RegistryCluster cluster)
{
    [Fact]
    public async Task Objection_FiledBeforeTheAnniversary_HoldsEscalationUpAndSilenceIsTold()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var scene = await host.SceneAsync(RecordTier.Abnormal, publishedOn: new DateOnly(2023, 9, 15));
        var later = await host.SceneAsync(RecordTier.Abnormal, publishedOn: new DateOnly(2023, 9, 15), organ: scene.Organ);
        await host.PassTimeAsync(2026, 7, 17); // both notices
        host.Clock.GoTo(new DateOnly(2026, 9, 14));
        var filed = await scene.ObjectedAsync(Contests.Text(scene.Record.Id, "decisionAnnulledOrChanged"));
        host.Clock.GoTo(new DateOnly(2026, 9, 15));
        await later.ObjectedAsync(Contests.Text(later.Record.Id)); // on the day itself: too late to hold it up

        Assert.Equal(1, await host.PassTimeAsync());

        var anyone = host.Anyone();
        Assert.Equal(["OBJECTION", "ESCALATION_NOTICE"], (await anyone.ReadAsync($"/api/v1/records/{scene.Record.Id}")).Texts("marks", "code"));
        await (await anyone.AskAsync($"/api/v1/records/{later.Record.Id}")).BodyAsync(HttpStatusCode.Gone);
        Assert.Contains("objection.closed", await later.Company.Applicant.NoticesAsync());

        // Acceptance was due on the 17th: silence is no consent, it is told once.
        Assert.Equal(0, await host.PassTimeAsync(2026, 9, 17));
        Assert.Equal(1, await host.PassTimeAsync(2026, 9, 18));
        Assert.Equal(0, await host.PassTimeAsync(2026, 9, 19));
        Assert.Contains("objection.overdue", await scene.Organ.Agency.NoticesAsync());
        var watched = await scene.Organ.OfficerA.ReadAgainAsync(filed);
        Assert.True((bool)watched["overdue"]!);
        Assert.DoesNotContain("objection.overdue", (await scene.Company.Applicant.ReadAgainAsync(filed)).Texts("history", "kind"));

        await scene.Company.Applicant.ContestAsync(watched, "withdrawal");
        Assert.Equal(0, await host.PassTimeAsync());
        Assert.Equal(1, await host.PassTimeAsync(2026, 9, 20));
        await (await anyone.AskAsync($"/api/v1/records/{scene.Record.Id}")).BodyAsync(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Draft_LeftIdle_IsDroppedWithItsDocumentsAndALapseClosesWhatIsOpen()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var idle = await host.SceneAsync();
        var draft = await idle.DraftedAsync();
        var lapsing = await host.SceneAsync(ruleSet: Given.Cn, publishedOn: new DateOnly(2025, 7, 31));
        var open = await lapsing.ObjectedAsync(Contests.Text(lapsing.Record.Id, "alreadyRepaired"));
        await lapsing.Organ.OfficerA.ContestAsync(open, "acceptance");

        await host.PassTimeAsync(2026, 7, 31);
        Assert.Equal("draft", (await idle.Company.Applicant.ReadAgainAsync(draft)).Text("state"));
        await host.PassTimeAsync(2026, 8, 1);

        var dropped = await idle.Company.Applicant.ReadAgainAsync(draft);
        Assert.Equal(("closed", "draftIdle"), (dropped.Text("state"), dropped.Text("closedBecause")));
        var id = Cases.IdOf(draft);
        Assert.Equal(0, await host.QueryAsync(db => db.DocumentChunks.CountAsync(c => c.ObjectionId == id)));
        Assert.Equal("recordLeftPublication", (await lapsing.Company.Applicant.ReadAgainAsync(open)).Text("closedBecause"));
        Assert.Equal(
            ["OBJECTION_RECORD_LEFT"],
            (await (await lapsing.Company.ObjectAsync(Contests.Text(lapsing.Record.Id))).BodyAsync(HttpStatusCode.UnprocessableEntity))
                .Texts("breaches", "rule"));
    }

    [Fact]
    public async Task Deadlines_OverANewYear_AreProvisionalAndComputedAgain()
    {
        await using var host = await Clocked.StartAsync(cluster);
        host.Clock.GoTo(new DateOnly(2026, 12, 30));
        var scene = await host.SceneAsync();
        var filed = await scene.ObjectedAsync();

        Assert.True((bool)filed["next"]!["provisional"]!);
        Assert.Equal(0, await host.ServeAsync(services => ((CreditRegistry.Application.TimePassing.PassTime)services.GetService(
            typeof(CreditRegistry.Application.TimePassing.PassTime))!).RecomputeProvisionalAsync(CancellationToken.None)));
    }
}
