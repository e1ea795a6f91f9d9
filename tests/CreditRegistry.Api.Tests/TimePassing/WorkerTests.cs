using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Application.TimePassing;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditRegistry.Api.Tests.TimePassing;

public sealed class WorkerTests(RegistryCluster cluster)
{
    [Fact]
    public async Task TwoInstances_AtOnce_DoEverythingExactlyOnce()
    {
        await using var host = await Clocked.StartAsync(cluster);
        await using var second = new RegistryHost(cluster) { Clock = host.Clock };
        await second.StartAsync(host.Database);
        var organ = await host.OrganAsync();
        for (var i = 0; i < 6; i++)
        {
            await host.SceneAsync(publishedOn: new DateOnly(2023, 7, 2 + i), organ: organ); // lapse
            await host.SceneAsync(RecordTier.Abnormal, publishedOn: new DateOnly(2023, 1, 2 + i), organ: organ); // notice, then escalation
        }

        var scene = await host.SceneAsync(organ: organ);
        var idle = await host.DraftAsync(scene.Company, scene.Record);
        host.Clock.GoTo(new DateOnly(2026, 8, 20));
        Assert.Equal(13, await BothAsync());
        host.Clock.GoTo(new DateOnly(2026, 12, 1));
        Assert.Equal(6, await BothAsync());

        Assert.Equal("closed", (await scene.Company.Applicant.CaseAsync(idle)).Text("state"));
        foreach (var (kind, count) in ((string, int)[])[
            ("record.lapsed", 6), ("record.noticeShown", 6), ("record.escalated", 6), ("repair.closed", 1)])
        {
            Assert.Equal(count, (await host.ByItselfAsync(kind)).Count);
        }

        Assert.Equal(6, await host.QueryAsync(db => db.Records.CountAsync(r => r.EscalatedFromId != null)));
        Assert.Equal(6, await host.QueryAsync(db => db.AccountNotices.CountAsync()));

        async Task<int> BothAsync() =>
            (await Task.WhenAll(host.PassTimeAsync(), second.PassTimeAsync(), host.PassTimeAsync())).Sum();
    }

    [Fact]
    public async Task Server_ThatStarts_LetsTimePassAtOnce()
    {
        await using var host = await Clocked.StartAsync(cluster);
        await host.SceneAsync(publishedOn: new DateOnly(2023, 7, 1));
        host.Clock.AdvanceDays(1);

        await using var second = new RegistryHost(cluster) { Clock = host.Clock };
        await second.StartAsync(host.Database, builder => builder.Services.AddHostedService<TimeWorker>());

        for (var i = 0; (await host.ByItselfAsync("record.lapsed")).Count == 0; i++)
        {
            Assert.True(i < 2_400, "The worker did not run.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Step_ThatFails_HoldsBackNoOther()
    {
        await using var host = new RegistryHost(cluster);
        var failing = new Failing();
        await host.StartAsync(
            await cluster.NewDatabaseAsync(),
            builder => builder.Services.ConfigureDbContext<Persistence.RegistryDbContext>(o => o.AddInterceptors(failing)));
        var organ = await host.OrganAsync();
        var bad = await host.SceneAsync(publishedOn: new DateOnly(2023, 7, 1), organ: organ);
        await host.SceneAsync(publishedOn: new DateOnly(2023, 7, 2), organ: organ);
        failing.On = bad.Record.Id;

        Assert.Equal(1, await host.PassTimeAsync(2026, 8, 1));
        Assert.Contains("the next run tries again", host.Log.Text, StringComparison.Ordinal);

        failing.On = null;
        Assert.Equal(1, await host.PassTimeAsync());
    }

    [Fact]
    public async Task Deadlines_OfAYearWithoutACalendar_AreComputedAgainWhenItIsOut()
    {
        await using var host = await Clocked.StartAsync(cluster);
        var book = host.Services.GetRequiredService<RuleBook>();
        var off = new DayOff(new DateOnly(2027, 1, 12), new LocalText("A feast", "节日"));
        var arranged = new CalendarYear(2027, new LocalText("A notice", "通知"), [off], []);
        await using var next = new RegistryHost(cluster) { Clock = host.Clock };
        await next.StartAsync(host.Database, builder => builder.Services.AddSingleton(
            new RuleBook(book.All, new LegalCalendar([.. book.Calendar.Years, arranged]))));
        host.Clock.GoTo(new DateOnly(2026, 12, 28));
        var scene = await host.SceneAsync();
        var submitted = await host.SubmittedAsync(scene);
        Assert.False(submitted.Deadline("acceptance")["provisional"]!.GetValue<bool>());
        Assert.Equal("2027-01-12", submitted.Deadline("decision").Text("dueOn"));
        Assert.True(submitted.Deadline("decision")["provisional"]!.GetValue<bool>());

        var passTime = next.Services.GetRequiredService<PassTime>();
        Assert.Equal(1, await passTime.RecomputeProvisionalAsync(TestContext.Current.CancellationToken));

        var decision = (await scene.Company.Applicant.CaseAsync(submitted)).Deadline("decision");
        Assert.Equal("2027-01-13", decision.Text("dueOn"));
        Assert.False(decision["provisional"]!.GetValue<bool>());
        Assert.Equal(0, await passTime.RecomputeProvisionalAsync(TestContext.Current.CancellationToken));
        Assert.Equal("repair.deadlinesRecomputed", (await host.StoryAsync(Cases.IdOf(submitted)))[^1]);
    }

    /// <summary>Fails to save whatever changes that record.</summary>
    private sealed class Failing : SaveChangesInterceptor
    {
        public Guid? On { get; set; }

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            On is { } id && eventData.Context!.ChangeTracker.Entries<CreditRecord>().Any(e => e.Entity.Id == id)
                ? throw new InvalidOperationException("Broken on purpose.")
                : ValueTask.FromResult(result);
    }
}

internal static class Workers
{
    public static PassTime PassTimeOf(RegistryHost host, int batchSize) => new(
        host.Services.GetRequiredService<IServiceScopeFactory>(),
        host.Services.GetRequiredService<RuleBook>(),
        host.Clock,
        NullLogger<PassTime>.Instance)
    { BatchSize = batchSize };
}
