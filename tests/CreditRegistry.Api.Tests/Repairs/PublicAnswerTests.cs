using System.Net;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Repairs;

[Collection(nameof(RepairCollection))]
public sealed class PublicAnswerTests(RegistryHost host)
{
    [Fact]
    public async Task Granted_Record_IsGoneFromEveryPublicAnswerAtOnce()
    {
        var scene = await host.SceneAsync(RecordTier.SeriouslyUntrustworthy, publishedOn: host.Clock.Today.AddYears(-1));
        var lesser = await host.SceneAsync(organ: scene.Organ, company: scene.Company);
        var anyone = host.Anyone();
        var page = $"/api/v1/companies/{scene.Company.RegistrationId}";
        var search = $"/api/v1/companies?name={Uri.EscapeDataString(scene.Company.Name)}";
        Assert.Equal(2, (await anyone.ReadAsync($"{page}/records"))["items"]!.AsArray().Count);
        Assert.Equal(["seriouslyUntrustworthy"], (await anyone.ReadAsync(search)).Texts("items", "standing"));

        await host.GrantedAsync(scene);

        var company = await anyone.ReadAsync(page);
        Assert.Equal("untrustworthy", company.Text("standing"));
        Assert.Equal([lesser.Record.Id.ToString()], company.Texts("records", "id"));
        Assert.Equal(0, company["publishedRecords"]!["seriouslyUntrustworthy"]!.GetValue<int>());
        Assert.Equal(1, company["publishedRecords"]!["untrustworthy"]!.GetValue<int>());
        Assert.Equal([lesser.Record.Id.ToString()], (await anyone.ReadAsync($"{page}/records")).Texts("items", "id"));
        Assert.Equal(
            [lesser.Record.Id.ToString()], (await anyone.ReadAsync($"/api/v1/records?organ={scene.Organ.Code}")).Texts("items", "id"));
        Assert.Equal(["untrustworthy"], (await anyone.ReadAsync(search)).Texts("items", "standing"));
        Assert.Empty((await anyone.ReadAsync($"{search}&standing=seriouslyUntrustworthy"))["items"]!.AsArray());
        foreach (var path in (string[])["", "/eligibility"])
        {
            var gone = await (await anyone.AskAsync($"/api/v1/records/{scene.Record.Id}{path}")).BodyAsync(HttpStatusCode.Gone);
            Assert.Equal("RECORD_REPAIRED", gone.Text("code"));
            Assert.DoesNotContain("B01", gone.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain(scene.Company.RegistrationId, gone.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("eriously", gone.ToJsonString(), StringComparison.Ordinal);
        }

        var auditor = await host.SignInAsync([Role.Auditor]);
        foreach (var reader in (TestAccount[])[auditor, scene.Organ.Agency, scene.Organ.OfficerA, scene.Company.Applicant])
        {
            Assert.Equal("repaired", (await reader.Client.ReadAsync($"/api/v1/records/{scene.Record.Id}")).Text("state"));
        }
    }

    [Fact]
    public async Task Readers_DuringAGrant_NeverSeeHalfOfIt()
    {
        var scene = await host.SceneAsync();
        var recommended = await host.RecommendedAsync(scene);
        var anyone = host.Anyone();
        using var done = new CancellationTokenSource();
        var reading = Enumerable.Range(0, 3).Select(_ => ReadAsync()).ToList();

        await scene.Organ.OfficerB.DoAsync(recommended, "decision", Cases.Grant);
        await done.CancelAsync();

        Assert.All(await Task.WhenAll(reading), rounds => Assert.True(rounds > 0));

        async Task<int> ReadAsync()
        {
            var rounds = 0;
            do
            {
                // What a later read sees is no older than what an earlier one saw.
                var granted = (await scene.Company.Applicant.CaseAsync(recommended)).Text("state") == "granted";
                var page = await anyone.ReadAsync($"/api/v1/companies/{scene.Company.RegistrationId}");
                Assert.Equal(page.Text("standing") == "clear", page["records"]!.AsArray().Count == 0);
                var gone = (await anyone.AskAsync($"/api/v1/records/{scene.Record.Id}")).StatusCode is HttpStatusCode.Gone;
                Assert.True(!granted || gone, "granted, and still published");
                var grantedNow = (await scene.Company.Applicant.CaseAsync(recommended)).Text("state") == "granted";
                Assert.True(!gone || grantedNow, "gone, and not granted");
                rounds++;
            }
            while (!done.IsCancellationRequested);

            return rounds;
        }
    }
}
