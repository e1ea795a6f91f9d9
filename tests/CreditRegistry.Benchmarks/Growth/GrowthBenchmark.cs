using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CreditRegistry.Application;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Rules;
using CreditRegistry.Benchmarks.Data;
using CreditRegistry.Benchmarks.Load;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Benchmarks.Growth;

/// <summary>One caller's look-ups, publications and searches on a small register and on a large one.</summary>
internal static class GrowthBenchmark
{
    private const long Small = 100_000;
    private const int Calls = 500;
    private const string Email = "bench@registry.example";
    private const string Password = "a long Passphrase 42";

    private static readonly Random Dice = new(20261122);

    public static async Task RunAsync(BenchDatabase database, Report report)
    {
        if (database.Companies <= Small)
        {
            return;
        }

        Figures small;
        await using (var register = await BenchDatabase.OpenAsync(Small))
        {
            small = await MeasureAsync(register);
        }

        var large = await MeasureAsync(database);
        Add("look-up, not kept", small.LookUp, large.LookUp, 1.5);
        Add("publication of a record", small.Publication, large.Publication, 1.5);
        Add("search, 2 characters", small.ShortSearch, large.ShortSearch, 3);
        Add("search, 4 characters", small.LongSearch, large.LongSearch, 3);
        Add("search, common fragment", small.CommonSearch, large.CommonSearch, 3);

        void Add(string what, Side before, Side after, double goal) => report.Add(new Measurement(
            string.Create(CultureInfo.InvariantCulture, $"growth: {what}, p95 beside {Small:N0} companies"), "calls", after, before,
            string.Create(CultureInfo.InvariantCulture, $"p95 ≤ {goal} ×"), after.P95 <= goal * before.P95,
            string.Create(CultureInfo.InvariantCulture, $"p95 {after.P95 / before.P95:0.00} ×")));
    }

    private static async Task<Figures> MeasureAsync(BenchDatabase database)
    {
        await InviteAsync(database);
        await using var registry = await ServerProcess.RegistryAsync(database, ("Registry__CacheMegabytes", "0"));
        using var client = new HttpClient { BaseAddress = new Uri(registry.Url) };
        using var agency = new HttpClient { BaseAddress = client.BaseAddress };
        var login = await client.PostAsJsonAsync("/api/v1/account/login", new { email = Email, password = Password });
        var token = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        agency.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        return new Figures(
            await TimesAsync(_ => client.GetAsync(Path($"companies/{AnyId(database)}"))),
            await TimesAsync(turn => agency.PostAsJsonAsync("/api/v1/records", new
            {
                registrationId = AnyId(database),
                tier = "untrustworthy",
                ground = "U05",
                decision = new { number = $"{Guid.CreateVersion7(Machine.Clock.GetUtcNow())}", decidedOn = "2026-06-01" },
                summary = "超过规定期限未履行行政处罚决定确定的义务，经催告后仍未履行。",
                penalties = new[] { new { kind = "LARGER_FINE", amountFen = 5_000_000 } },
            })),
            await TimesAsync(_ => client.GetAsync(Path($"companies?name={AnyPart(database, 2)}"))),
            await TimesAsync(_ => client.GetAsync(Path($"companies?name={AnyPart(database, 4)}"))),
            await TimesAsync(_ => client.GetAsync(Path($"companies?name={Uri.EscapeDataString("有限公司")}"))));
    }

    private static async Task<Side> TimesAsync(Func<int, Task<HttpResponseMessage>> call)
    {
        var seconds = new List<double>();
        for (var turn = -Calls; turn < Calls; turn++) // the first half warms up
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await call(turn);
            // A company that was struck off takes no record; that refusal is no publication.
            if (turn >= 0 && answer.StatusCode is not System.Net.HttpStatusCode.UnprocessableEntity)
            {
                answer.EnsureSuccessStatusCode();
                seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        return Side.OfCalls(seconds);
    }

    private static async Task InviteAsync(BenchDatabase database)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddRegistry(database.Program, RuleFolder.Read(RuleFolder.Default), Machine.Clock)
            .AddAccountUseCases()
            .BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<EnsureAccount>().RunAsync(
            Email, Password, new Authority([Role.Agency], [BenchDatabase.OrganCode], []), CancellationToken.None);
        if (outcome.Error is { } error)
        {
            throw new InvalidOperationException(error.Message);
        }
    }

    private static string AnyId(BenchDatabase database) => ManyCompanies.IdAt(Dice.NextInt64(database.Companies));

    private static string AnyPart(BenchDatabase database, int length)
    {
        var name = CompanyName.Fold(ManyNames.At(Dice.NextInt64(database.Companies)));
        return Uri.EscapeDataString(name.AsSpan(Dice.Next(name.Length - length + 1), length));
    }

    private static Uri Path(string path) => new($"/api/v1/{path}", UriKind.Relative);

    private sealed record Figures(Side LookUp, Side Publication, Side ShortSearch, Side LongSearch, Side CommonSearch);
}
