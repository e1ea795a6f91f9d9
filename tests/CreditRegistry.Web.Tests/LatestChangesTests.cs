using CreditRegistry.TestKit;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests;

/// <summary>Runs alone: any other test may make more happen than one page of the latest changes holds.</summary>
[CollectionDefinition(nameof(LatestChangesTests), DisableParallelization = true)]
[Collection(nameof(LatestChangesTests))]
public sealed class LatestChangesTests(Site site)
{
    [Fact]
    public async Task Changes_AreListedNewestFirst_RecordsOnlyUnlessAsked()
    {
        var company = await site.Host.CompanyAsync();
        await site.Host.RecordAsync(site.Organ, company);
        await site.Host.PlaceLedgerAsync();
        await using var visit = await site.OpenAsync("/changes");

        var ofIt = visit.Page.Locator(".changes li", new() { HasText = company.Name });
        await Expect(ofIt).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator(".changes li", new() { HasText = "Company registered" })).ToHaveCountAsync(0);
        await visit.FollowAsync(visit.Page.GetByText("Companies too"));
        await Expect(ofIt).ToHaveCountAsync(2);
        await Expect(ofIt.First).ToContainTextAsync("Record published");
        await Expect(ofIt.Last).ToContainTextAsync("Company registered");
    }

    [Theory]
    [InlineData("/changes", "Record published", "A record was annulled", "It has left publication since.")]
    [InlineData("/zh/changes", "公示记录", "一条记录已撤销", "该记录现已停止公示。")]
    public async Task WhatHappenedToARecordThatLeft_IsToldOnce_AndBeforeAsItWas(string path, string published, string annulled, string since)
    {
        var record = await site.Host.RecordAsync(site.Organ, await site.Host.CompanyAsync());
        await site.AnnulAsync(record);
        await site.Host.PlaceLedgerAsync();
        await using var visit = await site.OpenAsync(path, script: false);

        var told = visit.Page.Locator(".changes li", new() { Has = visit.Page.Locator($"a[href$=\"{record.Id}\"]") });
        await Expect(told).ToHaveCountAsync(2);
        await Expect(told.Nth(0)).ToContainTextAsync(annulled);
        await Expect(told.Nth(0)).Not.ToContainTextAsync(since);
        await Expect(told.Nth(1)).ToContainTextAsync(published);
        await Expect(told.Nth(1)).ToContainTextAsync(since);
    }
}
