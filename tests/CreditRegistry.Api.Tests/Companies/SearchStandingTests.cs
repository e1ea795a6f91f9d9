using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Companies;

/// <summary>A search by standing follows every change of a record and every date, at once.</summary>
public sealed class SearchStandingTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task Record_ThroughItsLife_IsFoundWhileItIsShown()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync("旌渚立身有限公司"));
        await ExpectAsync("clear");
        var minor = await host.RecordAsync(organ, company);
        await ExpectAsync("untrustworthy");
        var graver = await host.RecordAsync(organ, company, RecordTier.Abnormal);
        await ExpectAsync("abnormal");

        await ChangeAsync(graver, r => r.Shield(host.Clock.Today, "By order."));
        await ExpectAsync("untrustworthy");
        await ChangeAsync(graver, r => r.Unshield(host.Clock.Today, "Ended."));
        await ExpectAsync("abnormal");
        await ChangeAsync(graver, r => r.Annul(host.Clock.Today, "Wrong."));
        await ExpectAsync("untrustworthy");
        await ChangeAsync(minor, r => r.Repair(host.Clock.Today, Guid.CreateVersion7(host.Clock.GetUtcNow())));
        await ExpectAsync("clear");
        await ChangeAsync(minor, r => r.Restore(host.Services.GetRequiredService<RuleBook>().Get(r.RuleSetId), host.Clock.Today));
        await ExpectAsync("untrustworthy");
        await CheckTableAsync();

        async Task ExpectAsync(string expected)
        {
            foreach (var standing in (string[])["clear", "untrustworthy", "seriouslyUntrustworthy", "abnormal", "seriouslyIllegal"])
            {
                Assert.Equal(standing == expected, await FindsAsync($"name=渚立身&standing={standing}", company.RegistrationId));
            }
        }
    }

    [Fact]
    public async Task Record_PastItsLastDay_IsNotFoundThoughNoWorkerRan()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync("旌渚末日有限公司"));
        var record = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddDays(-30));
        var last = record.LapsesOn!.Value;

        host.Clock.GoTo(last);
        Assert.True(await FindsAsync("name=渚末日&standing=untrustworthy", company.RegistrationId));
        host.Clock.GoTo(last.AddDays(1));
        Assert.False(await FindsAsync("name=渚末日&standing=untrustworthy", company.RegistrationId));
        Assert.True(await FindsAsync("name=渚末日&standing=clear", company.RegistrationId));
    }

    [Fact]
    public async Task ListedCompany_Renamed_IsFoundByItsNewNameAndItsOld()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync("旌渚旧称有限公司"));
        await host.RecordAsync(organ, company);
        await host.QueryAsync(async db =>
        {
            var stored = await db.Companies.SingleAsync(c => c.Id == company.Id);
            stored.Change(stored.Particulars with { Name = "旌渚新号有限公司", RegionCode = "440000", Status = CompanyStatus.Revoked });
            await db.SaveAsync(Actor.Registry, role: null, host.Clock.GetUtcNow(), CancellationToken.None);
            return 0;
        });

        foreach (var name in (string[])["渚新号", "渚旧称"])
        {
            Assert.True(await FindsAsync($"name={name}&standing=untrustworthy&region=440000&status=revoked", company.RegistrationId));
        }

        Assert.False(await FindsAsync("name=渚新号&standing=untrustworthy&status=registered", company.RegistrationId));
        await CheckTableAsync();
    }

    [Fact]
    public async Task Standing_WithoutAName_ListsByRegistrationId()
    {
        var organ = await host.OrganAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var company = await host.CompanyAsync();
            await host.RecordAsync(organ, company, RecordTier.SeriouslyIllegal);
            ids.Add(company.RegistrationId);
        }

        var first = await host.Anyone().ReadAsync("/api/v1/companies?standing=seriouslyIllegal&limit=2");
        var second = await host.Anyone().ReadAsync($"/api/v1/companies?standing=seriouslyIllegal&limit=2&cursor={first.Text("next")}");

        Assert.Equal(
            ids.Order(StringComparer.Ordinal),
            first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(c => c!.Text("registrationId")));
        Assert.All(first["items"]!.AsArray(), item => Assert.Equal("seriouslyIllegal", item!.Text("standing")));
    }

    private Task ChangeAsync(CreditRecord record, Action<CreditRecord> change) => host.QueryAsync(async db =>
    {
        change(await db.Records.SingleAsync(r => r.Id == record.Id));
        await db.SaveAsync(Actor.Registry, role: null, host.Clock.GetUtcNow(), CancellationToken.None);
        return 0;
    });

    private async Task<bool> FindsAsync(string query, string registrationId) =>
        (await host.Anyone().ReadAsync($"/api/v1/companies?{query}"))["items"]!.AsArray()
            .Any(c => c!.Text("registrationId") == registrationId);

    /// <summary>The table that a search by standing reads says what the records say.</summary>
    private async Task CheckTableAsync()
    {
        var differences = await host.QueryAsync(db => db.Database.SqlQuery<int>(
            $"""
            with due as (
                select c.registration_id,
                    max(coalesce(r.lapses_on, 'infinity')) filter (where r.tier = 'untrustworthy') as u,
                    max(coalesce(r.lapses_on, 'infinity')) filter (where r.tier = 'seriouslyUntrustworthy') as s,
                    max(coalesce(r.lapses_on, 'infinity')) filter (where r.tier = 'abnormal') as a,
                    max(coalesce(r.lapses_on, 'infinity')) filter (where r.tier = 'seriouslyIllegal') as i,
                    c.status, c.region_code, c.search_text, c.name_grams
                from records r join companies c on c.id = r.company_id
                where r.state = 'published' and r.shielded_since is null
                group by c.id)
            select count(*)::int as "Value" from due
            full join listed_companies l on l.registration_id = due.registration_id
                and (u, s, a, i) is not distinct from
                    (untrustworthy_until, seriously_untrustworthy_until, abnormal_until, seriously_illegal_until)
                and (due.status, due.search_text, due.name_grams) = (l.status, l.search_text, l.name_grams)
                and due.region_code is not distinct from l.region_code
            where due.registration_id is null or l.registration_id is null
            """).SingleAsync());
        Assert.Equal(0, differences);
    }
}
