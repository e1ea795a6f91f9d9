using CreditRegistry.Domain.Companies;
using CreditRegistry.Persistence.Companies;
using CreditRegistry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreditRegistry.Api.Tests.Companies;

/// <summary>Many who ask at once are answered together, and each gets what it asked for.</summary>
public sealed class CompanyLookUpsTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private NpgsqlDataSource Source => host.Services.GetRequiredService<NpgsqlDataSource>();

    [Fact]
    public async Task Find_ManyAtOnce_EachGetsItsOwn()
    {
        Company[] companies = [.. Enumerable.Range(0, 150).Select(i => Register.Company($"齐问{i}有限公司"))];
        await host.RegisterAsync(companies);
        var unknown = Register.Company("未登记").RegistrationId;
        using var lookUps = new CompanyLookUps();

        var asked = Enumerable.Range(0, 2_000).Select(i => i % 10 == 0 ? null : companies[i * 7 % companies.Length]).ToList();
        var found = await Task.WhenAll(asked.Select(c => Task.Run(
            () => lookUps.FindAsync(Source, c?.RegistrationId ?? unknown, Ct), Ct)));

        Assert.Equal(
            asked.Select(c => (c?.RegistrationId, c?.Name)),
            found.Select(c => (c?.RegistrationId, c?.Particulars.Name)));
    }

    [Fact]
    public async Task Find_WhenOneOfManyGivesUp_TheOthersAreAnswered()
    {
        var company = Register.Company("不等有限公司");
        await host.RegisterAsync(company);
        using var lookUps = new CompanyLookUps();
        using var impatient = new CancellationTokenSource();

        var first = lookUps.FindAsync(Source, company.RegistrationId, Ct);
        var givesUp = lookUps.FindAsync(Source, company.RegistrationId, impatient.Token);
        var stays = lookUps.FindAsync(Source, company.RegistrationId, Ct);
        await impatient.CancelAsync();

        Assert.NotNull(await first);
        Assert.NotNull(await stays);
        await Record.ExceptionAsync(() => givesUp);
        Assert.NotNull(await lookUps.FindAsync(Source, company.RegistrationId, Ct));
    }

    [Fact]
    public async Task Find_AnswerIsNeverOlderThanTheQuestion()
    {
        using var lookUps = new CompanyLookUps();
        using var done = new CancellationTokenSource();
        var busy = Register.Company("常问有限公司");
        await host.RegisterAsync(busy);
        var crowd = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await lookUps.FindAsync(Source, busy.RegistrationId, Ct);
            }
        }, Ct)));

        for (var i = 0; i < 40; i++)
        {
            var company = Register.Company($"方才登记{i}有限公司");
            await host.RegisterAsync(company);
            Assert.NotNull(await lookUps.FindAsync(Source, company.RegistrationId, Ct));
        }

        await done.CancelAsync();
        await crowd;
    }

    [Fact]
    public async Task Find_ServerThatDoesNotAnswer_FailsAllWhoAskedAndNobodyAfter()
    {
        var company = Register.Company("断线有限公司");
        await host.RegisterAsync(company);
        using var lookUps = new CompanyLookUps();
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody;Timeout=2");

        var failures = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Record.ExceptionAsync(
            () => lookUps.FindAsync(nowhere, company.RegistrationId, Ct)).AsTask()));

        Assert.All(failures, failure => Assert.IsAssignableFrom<NpgsqlException>(failure));
        Assert.NotNull(await lookUps.FindAsync(Source, company.RegistrationId, Ct));
    }
}
