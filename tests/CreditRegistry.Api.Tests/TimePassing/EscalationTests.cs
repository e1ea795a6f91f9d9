using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.TimePassing;

/// <summary>An abnormal record of 15 September 2023: its notice is due on 17 July 2026, its term is over on 15 September.</summary>
public sealed class EscalationTests(RegistryCluster cluster)
{
    [Fact]
    public async Task Record_NoticedInTime_EscalatesOnItsAnniversary()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var scene = await AbnormalAsync(host);
        var anyone = host.Anyone();
        Assert.Equal(0, await host.PassTimeAsync(2026, 7, 16));
        Assert.Empty((await anyone.ReadAsync(PathOf(scene)))["marks"]!.AsArray());

        Assert.Equal(1, await host.PassTimeAsync(2026, 7, 17));

        var mark = Assert.Single((await anyone.ReadAsync(PathOf(scene)))["marks"]!.AsArray())!;
        Assert.Equal(
            ("ESCALATION_NOTICE", "2026-07-17", "2026-09-15"), (mark.Text("code"), mark.Text("from"), mark.Text("until")));
        var page = await anyone.ReadAsync($"/api/v1/companies/{scene.Company.RegistrationId}");
        Assert.Equal(["ESCALATION_NOTICE"], page["records"]![0]!.Texts("marks", "code"));
        var notice = Assert.Single((await scene.Company.Applicant.Client.ReadAsync("/api/v1/account/notices"))["items"]!.AsArray())!;
        Assert.Equal(("record.noticeShown", scene.Record.Id.ToString()), (notice.Text("kind"), notice.Text("recordId")));
        Assert.Equal(scene.Company.RegistrationId, notice.Text("registrationId"));

        Assert.Equal(0, await host.PassTimeAsync(2026, 9, 14));
        Assert.Equal(1, await host.PassTimeAsync(2026, 9, 15));

        var graver = await GraverAsync(host, scene);
        Assert.Equal(("seriouslyIllegal", "2026-09-15"), (graver.Text("tier"), graver.Text("publishedOn")));
        Assert.Equal(scene.Record.Id, graver["escalatedFrom"]!.GetValue<Guid>());
        Assert.Null(graver["decision"]);
        Assert.Null(graver["lapsesOn"]);
        Assert.Equal("2029-09-15", graver.Text("repairableFrom"));
        var gone = await (await anyone.AskAsync(PathOf(scene))).BodyAsync(HttpStatusCode.Gone);
        Assert.Equal(("RECORD_ESCALATED", "2026-09-15"), (gone.Text("code"), gone.Text("leftOn")));
        Assert.Equal(graver.Text("id"), gone.Text("replacedBy"));
        Assert.Equal(0, await host.PassTimeAsync(2026, 9, 16));
    }

    [Fact]
    public async Task Record_NoticedLate_EscalatesSixtyDaysAfterTheNotice()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var scene = await AbnormalAsync(host);
        await host.PassTimeAsync(2026, 8, 1);
        Assert.Equal("2026-09-30", (await host.Anyone().ReadAsync(PathOf(scene)))["marks"]![0]!.Text("until"));

        Assert.Equal(0, await host.PassTimeAsync(2026, 9, 29));
        Assert.Equal(1, await host.PassTimeAsync(2026, 9, 30));
        Assert.Equal("2026-09-30", (await GraverAsync(host, scene)).Text("publishedOn"));
    }

    [Fact]
    public async Task Record_FoundAfterYearsOfDowntime_IsNoticedFirst()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var scene = await AbnormalAsync(host);
        host.Clock.GoTo(new DateOnly(2030, 7, 1));

        Assert.Equal(1, await host.PassTimeAsync());
        Assert.Equal("2030-08-30", (await host.Anyone().ReadAsync(PathOf(scene)))["marks"]![0]!.Text("until"));
        Assert.Equal(0, await host.PassTimeAsync(2030, 8, 29));
        Assert.Equal(1, await host.PassTimeAsync(2030, 8, 30));

        Assert.Equal(
            [("record.noticeShown", "2030-07-01"), ("record.escalated", "2030-08-30")],
            await host.ByItselfAsync("record.noticeShown", "record.escalated"));
    }

    [Fact]
    public async Task Application_FiledBeforeTheAnniversary_HoldsItUpUntilTheDayAfterItClosed()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var scene = await AbnormalAsync(host);
        await host.PassTimeAsync(2026, 7, 17);
        host.Clock.GoTo(new DateOnly(2026, 9, 14));
        var submitted = await host.SubmittedAsync(scene);
        Assert.Equal(0, await host.PassTimeAsync(2026, 9, 15));
        Assert.Equal(0, await host.PassTimeAsync(2026, 9, 20));

        await scene.Company.Applicant.DoAsync(submitted, "withdrawal");

        Assert.Equal(0, await host.PassTimeAsync());
        Assert.Equal(1, await host.PassTimeAsync(2026, 9, 21));
        Assert.Equal("2026-09-21", (await GraverAsync(host, scene)).Text("publishedOn"));
    }

    [Fact]
    public async Task Application_Granted_EndsItForGood()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var scene = await AbnormalAsync(host);
        await host.PassTimeAsync(2026, 7, 17);
        host.Clock.GoTo(new DateOnly(2026, 9, 14));
        var recommended = await host.RecommendedAsync(scene);
        Assert.Equal(0, await host.PassTimeAsync(2026, 9, 18));

        await scene.Organ.OfficerB.DoAsync(recommended, "decision", Cases.Grant);

        Assert.Equal(0, await host.PassTimeAsync(2026, 12, 1));
        Assert.Equal("clear", (await host.Anyone().ReadAsync($"/api/v1/companies/{scene.Company.RegistrationId}")).Text("standing"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DraftOrLateFiling_HoldsNothingUp_AndIsClosed(bool files)
    {
        await using var host = await Clocked.StartAsync(cluster);
        var scene = await AbnormalAsync(host);
        await host.PassTimeAsync(2026, 7, 17);
        host.Clock.GoTo(new DateOnly(2026, 9, 14));
        var draft = await host.DraftAsync(scene.Company, scene.Record);
        host.Clock.GoTo(new DateOnly(2026, 9, 15));
        if (files)
        {
            await scene.Company.Applicant.DoAsync(draft, "submission"); // on the anniversary: too late to hold it up
        }

        Assert.Equal(1, await host.PassTimeAsync());

        await GraverAsync(host, scene);
        var closed = await scene.Company.Applicant.CaseAsync(draft);
        Assert.Equal(("closed", "recordLeftPublication"), (closed.Text("state"), closed.Text("closedBecause")));
    }

    [Fact]
    public async Task Record_OfTheOtherSet_NeverEscalates()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var scene = await host.SceneAsync(RecordTier.Abnormal, Given.Cn, new DateOnly(2026, 5, 6));

        Assert.Equal(0, await host.PassTimeAsync(2031, 1, 6));

        Assert.Empty((await host.Anyone().ReadAsync(PathOf(scene)))["marks"]!.AsArray());
    }

    [Fact]
    public async Task Record_ThatReturnedByRevocation_IsNoticedAnew()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var scene = await AbnormalAsync(host);
        await host.PassTimeAsync(2026, 7, 17);
        host.Clock.GoTo(new DateOnly(2026, 8, 3));
        await host.RevokedAsync(scene);
        Assert.DoesNotContain("ESCALATION_NOTICE", (await host.Anyone().ReadAsync(PathOf(scene))).Texts("marks", "code"));

        Assert.Equal(0, await host.PassTimeAsync(2029, 6, 3));
        Assert.Equal(1, await host.PassTimeAsync(2029, 6, 4)); // sixty days before 3 August 2029
        Assert.Contains("ESCALATION_NOTICE", (await host.Anyone().ReadAsync(PathOf(scene))).Texts("marks", "code"));
    }

    private static Task<Scene> AbnormalAsync(RegistryHost host) =>
        host.SceneAsync(RecordTier.Abnormal, publishedOn: new DateOnly(2023, 9, 15));

    private static string PathOf(Scene scene) => $"/api/v1/records/{scene.Record.Id}";

    private static async Task<JsonNode> GraverAsync(RegistryHost host, Scene scene)
    {
        var page = await host.Anyone().ReadAsync($"/api/v1/companies/{scene.Company.RegistrationId}");
        Assert.Equal("seriouslyIllegal", page.Text("standing"));
        return Assert.Single(page["records"]!.AsArray())!;
    }
}
